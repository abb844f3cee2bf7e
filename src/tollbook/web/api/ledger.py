"""The ledger itself: its head, its verification, what people decided, what changed between days."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from tollbook import TollbookError, __version__
from tollbook.model.problem import CaseError
from tollbook.publishing.citations import to_json, write
from tollbook.web.api.asking import AskedOfCase, CaseName, Day, Paged, Paging, StatementId, plain
from tollbook.web.api.problems import documented, refusing
from tollbook.web.api.records import (
    Count,
    DecisionRecord,
    DocumentRecord,
    FigureRecord,
    Record,
    StatementRecord,
    StateRecord,
)
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(tags=["Ledger"], dependencies=[needs("look"), UNLESS_UNCHANGED])


class LedgerRecord(Record):
    """How much the ledger holds, and the hash that vouches for it."""

    tollbook: str = Field(description="The version of the program")
    head: str | None
    documents: Count
    versions: Count
    readings: Count
    entries: Count
    statements: dict[str, Count]


class VerificationRecord(Record):
    """Whether every entry and quote is what it was when it was entered."""

    holds: bool
    entries_checked: Count
    quotes_checked: Count
    head: str | None
    where: str | None
    failure: str | None
    dated_back: Count


class CitationRecord(Record):
    """A count with its words, its page and its hashes."""

    figure: FigureRecord
    claim: str | None
    statements: list[str]
    as_of: str | None
    document: DocumentRecord
    line: int
    head: str
    review: StateRecord
    machine: StatementRecord | None = Field(description="What the machine read, if it differs")


class ChangeOfLedger(Record):
    """What changed between two days, and why."""

    change: Literal["new", "repeated", "changed", "gone", "joined", "split", "decided"]
    cause: Literal["new_document", "new_version", "new_code", "new_run", "decision", "grouping"]
    document: str | None
    why: str
    before: StatementRecord | None
    after: StatementRecord | None
    decision: DecisionRecord | None


class VerificationAsked(BaseModel):
    """What the ledger is compared with."""

    model_config = ConfigDict(extra="forbid")

    expect: str | None = Field(
        None, pattern="^[0-9a-f]{64}$", description="The head that an earlier verification gave"
    )


class DiffAsked(Paging):
    """Between which days; each answers as it was known then."""

    case: CaseName | None = None
    since: Day = Field(description="The earlier day")
    until: Day = Field(description="The later day")


class CitationAsked(AskedOfCase):
    """In which form."""

    form: Literal["json", "text", "markdown", "bibtex"] = "json"


@router.get("/ledger", response_model=LedgerRecord, responses=documented())
def ledger(request: Request, desk: AtDesk) -> Response:
    """How much the ledger holds, and its head."""
    with desk.ledger() as opened:
        counts, head = opened.documents().whole, opened.head()
    return reply(request, {"tollbook": __version__, "head": head} | asdict(counts))


@router.get("/verification", response_model=VerificationRecord, responses=documented())
def verification(
    request: Request, desk: AtDesk, asked: Annotated[VerificationAsked, Query()]
) -> Response:
    """Recompute every entry and quote. Keep the head: with `expect` cut-off entries are noticed."""
    with desk.ledger() as opened:
        result = opened.verify(asked.expect)
    return reply(request, {"holds": result.holds} | asdict(result))


@router.get("/decisions", response_model=page_of(DecisionRecord), responses=documented())
def decisions(request: Request, desk: AtDesk, asked: Annotated[Paged, Query()]) -> Response:
    """What people decided, the earliest first."""
    with desk.ledger() as opened:
        found = opened.decisions(known_on=asked.known_on)
        return reply_with_page(request, opened, asked, found)


@router.get("/diff", response_model=page_of(ChangeOfLedger), responses=documented(404))
def diff(request: Request, desk: AtDesk, asked: Annotated[DiffAsked, Query()]) -> Response:
    """What changed in the ledger between the ends of two days (UTC), and why."""
    with refusing(), desk.ledger() as opened:
        found = opened.diff(asked.since, asked.until, case=asked.case)
        return reply_with_page(request, opened, asked, found)


_FORMS = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "bibtex": "application/x-bibtex",
}


@router.get(
    "/citations/{id:path}",
    response_model=CitationRecord,
    responses=documented(404)
    | {
        200: {
            "description": "The citation, as JSON or as text",
            "content": {kind: {"schema": {"type": "string"}} for kind in _FORMS.values()},
        }
    },
)
def citation(
    request: Request, desk: AtDesk, id: StatementId, asked: Annotated[CitationAsked, Query()]
) -> Response:
    """A count with its words, its page and its hashes, by the id of a figure or a claim."""
    with desk.ledger() as opened:
        try:
            found = opened.cite(plain(id), **asked.within)
        except CaseError:
            raise
        except TollbookError as error:
            raise HTTPException(404, str(error)) from error
    if asked.form == "json":
        return reply(request, to_json(found))
    return Response(
        write(found, asked.form),
        media_type=f"{_FORMS[asked.form]}; charset=utf-8",
        headers={"ETag": request.state.tag, "Cache-Control": "private, no-cache"},
    )
