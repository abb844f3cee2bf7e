"""The documents, and one document with its evidence marked and who says what beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.model.document import Document
from tollbook.model.listing import ListedDocument, ListedDocuments, ListedStatement
from tollbook.model.problem import MissingError
from tollbook.model.review import REVIEW_STATES
from tollbook.model.statement import Statement
from tollbook.publishing.evidence import MarkedParagraph, mark_evidence
from tollbook.publishing.links import web_address
from tollbook.publishing.phrases import said_by, says, where_and_when, whom
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, a_day, a_page, render
from tollbook.web.looks import anchor, tone
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class AskedDocuments:
    """What the address of the list asks for; None leaves a publisher or a language open."""

    publisher: str | None
    language: str | None
    since: date | None
    until: date | None

    def query(self, **changes: Any) -> dict[str, Any]:
        """The same as the query of an address, with some of it changed."""
        asked = {
            "publisher": "-" if self.publisher == "" else self.publisher,
            "language": self.language,
            "since": self.since,
            "until": self.until,
        }
        return asked | changes


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """One page of the documents that were asked for, day by day."""

    asked: AskedDocuments
    listed: ListedDocuments
    days: Sequence[tuple[date | None, Sequence[ListedDocument]]]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class NoteView:
    """A statement beside the text, with its words worked out once: a page may have a thousand.

    `mark` is its anchor on the page, `number` the number that stands before its evidence.
    """

    statement: Statement
    state: str
    mark: str
    number: str
    tone: str
    says: str
    by: str
    whom: str
    where: str

    @classmethod
    def of(cls, listed: ListedStatement) -> NoteView:
        """The note of a statement."""
        said = listed.statement
        mark = anchor(said.id)
        return cls(
            statement=said,
            state=listed.state,
            mark=mark,
            number=mark[1:],
            tone=tone(said),
            says=says(said, quoting=False),
            by=said_by(said),
            whom=whom(said),
            where=where_and_when(said).replace("\n", ", "),
        )


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document with its statements, and how many of them are in each state."""

    document: Document
    paragraphs: Sequence[MarkedParagraph]
    notes: Sequence[NoteView]
    states: Mapping[str, int]
    address: str | None
    versions: int


@router.get("/documents", response_class=HTMLResponse)
def documents(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """The documents that the address asks for, the newest first."""
    given = request.query_params
    publisher = given.get("publisher") or None
    asked = AskedDocuments(
        publisher="" if publisher == "-" else publisher,  # an empty field chooses nothing
        language=given.get("language") or None,
        since=a_day(given.get("since", "")),
        until=a_day(given.get("until", "")),
    )
    with desk.ledger() as ledger:
        listed = ledger.list_documents(
            publisher=asked.publisher,
            language=asked.language,
            since=asked.since,
            until=asked.until,
            known_on=known_on,
        ).whole
    pages = max(1, -(-len(listed.found) // PER_PAGE))
    page = min(a_page(request), pages)
    shown = listed.found[(page - 1) * PER_PAGE : page * PER_PAGE]
    days = [
        (day, list(pages_of_it))
        for day, pages_of_it in groupby(shown, key=lambda listed: listed.document.published_on)
    ]
    return render(request, "documents.html", DocumentsView(asked, listed, days, page, pages))


@router.get("/documents/{path:path}", response_class=HTMLResponse)
def document(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """One document: its text with the evidence marked, the statements beside it."""
    id = id_in(path)
    with desk.ledger() as ledger:
        page = ledger.record(known_on=known_on).corpus.documents.get(id)
        if page is None:
            raise MissingError(f"the ledger holds no document {id!r}")
        statements = ledger.list_statements(
            document=id, state=REVIEW_STATES, known_on=known_on
        ).whole.found
        versions = len(ledger.versions(id, known_on=known_on))
    view = DocumentView(
        document=page,
        paragraphs=mark_evidence(page, [listed.statement for listed in statements]),
        notes=[NoteView.of(listed) for listed in statements],
        states=Counter(listed.state for listed in statements),
        address=web_address(page),
        versions=versions,
    )
    return render(request, "document.html", view)
