"""Voices: who speaks in the reports, under which names, and whom they pass on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook import Results
from tollbook.model.claim import LinkKind, OriginKind
from tollbook.publishing.voices import VOICES, profile_json
from tollbook.web.api.asking import AskedOfCase, Id, PagedOfCase, plain
from tollbook.web.api.problems import documented
from tollbook.web.api.records import Count, Record
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(
    prefix="/voices", tags=["Voices"], dependencies=[needs("look"), UNLESS_UNCHANGED]
)


class ListedVoice(Record):
    """A voice, with how often it speaks and how often it passes on what others say."""

    key: str = Field(examples=["org:kr-nis"])
    name: str = Field(examples=["National Intelligence Service"])
    kind: OriginKind
    entity: str | None
    sort: str | None = Field(examples=["agency"])
    aliases: list[str]
    statements: Count
    passed_on: Count
    documents: Count
    first: date | None
    last: date | None


class RelayRecord(Record):
    """How many statements went from one voice to another; a publisher has no key."""

    name: str
    key: str | None
    statements: Count


class RevisionRecord(Record):
    """A number that a voice changed or took back, as a link between two of its claims."""

    kind: LinkKind
    rule: str
    before: str | None
    after: str


class OneVoice(ListedVoice):
    """A voice with its claims, its relays and its revisions."""

    passes_on: list[RelayRecord]
    passed_on_by: list[RelayRecord]
    claims: list[str]
    revisions: list[RevisionRecord]


class VoicesAsked(PagedOfCase):
    """Which voices."""

    words: str = Field("", max_length=300, description="Only with these words in one of the names")


@router.get("", response_model=page_of(ListedVoice), responses=documented(404))
def voices(request: Request, desk: AtDesk, asked: Annotated[VoicesAsked, Query()]) -> Response:
    """Whoever speaks in the reports, those with the most statements first."""
    with desk.ledger() as ledger:
        found = ledger.voices(asked.words, **asked.within)
        return reply_with_page(request, ledger, asked, Results(found, VOICES, None))


@router.get("/{key:path}", response_model=OneVoice, responses=documented(404))
def voice(
    request: Request, desk: AtDesk, key: Id, asked: Annotated[AskedOfCase, Query()]
) -> Response:
    """One voice, by its key or by a name that nobody else goes by."""
    with desk.ledger() as ledger:
        return reply(request, profile_json(ledger.voice(plain(key), **asked.within).profile))
