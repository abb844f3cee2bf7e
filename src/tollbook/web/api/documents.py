"""Documents: what was received, as text and as it came."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from tollbook import OpenLedger
from tollbook.app.adding import Upload
from tollbook.app.library import Filter
from tollbook.model.document import Document, Given
from tollbook.model.problem import LedgerError
from tollbook.publishing.documents import to_json
from tollbook.publishing.statements import row_json
from tollbook.web.api.asking import Asked, Day, DocumentId, Paged, plain
from tollbook.web.api.problems import documented, not_found
from tollbook.web.api.records import Count, DocumentRecord, Record, StatementRecord
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import Asking, needs

_LOOK = [needs("look"), UNLESS_UNCHANGED]

router = APIRouter(prefix="/documents", tags=["Documents"])


MOST_TEXT = 200_000
"""Characters of a report that is sent: 40 pages or so, read within a minute."""


class OneDocument(DocumentRecord):
    """A document with its text and everything said in it."""

    text: str
    statements: list[StatementRecord]


class VersionAsked(Asked):
    """Which version of a document."""

    version: int | None = Field(
        None, ge=1, le=2**31, description="An older version; the newest unless given"
    )


class DocumentsAsked(Paged):
    """Which documents."""

    publisher: str | None = Field(None, max_length=300, description="Only of this publisher")
    language: str | None = Field(None, max_length=35, description="Only in this language")
    since: Day | None = Field(None, description="Published on this day or later")
    until: Day | None = Field(None, description="Published on this day or earlier")


class Text(BaseModel):
    """A report as text, with what it does not say of itself."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(
        "text.txt",
        min_length=1,
        max_length=200,
        description="The name of a file: its ending says the format, the rest makes the id",
        examples=["harbour-bulletin.txt"],
    )
    text: str = Field(min_length=1, max_length=MOST_TEXT, examples=["BENI, March 5, 2025 - ..."])
    language: str | None = Field(None, pattern="^[a-z]{2,3}$", examples=["en"])
    published: Day | None = None
    publisher: str | None = Field(None, min_length=1, max_length=200)


class AddedRecord(Record):
    """What became of one document."""

    outcome: str = Field(examples=["added"])
    document: str = Field(description="Its id", examples=["harbour-bulletin"])
    title: str
    statements: Count = Field(description="How many new ones there are")


class ReadDocuments(Record):
    """What became of what was sent."""

    documents: list[AddedRecord]
    problems: list[str] = Field(description="What could not be used, a sentence each")


@router.get("", response_model=page_of(DocumentRecord), responses=documented(), dependencies=_LOOK)
def documents(
    request: Request, desk: AtDesk, asked: Annotated[DocumentsAsked, Query()]
) -> Response:
    """The documents, the newest first and the undated last, each in its newest version."""
    with desk.ledger() as ledger:
        found = ledger.list_documents(**asked.model_dump(exclude={"limit", "offset"}))
        return reply_with_page(request, ledger, asked, found)


class VersionRecord(Record):
    """One version of a document, and how much was found in it."""

    document: str
    number: int = Field(ge=1)
    read_at: datetime
    title: str | None
    published: str | None
    characters: Count
    sha256: str
    statements: Count


@router.get(
    "/{id:path}/versions",
    response_model=page_of(VersionRecord),
    responses=documented(404),
    dependencies=_LOOK,
)
def versions(
    request: Request, desk: AtDesk, id: DocumentId, asked: Annotated[Paged, Query()]
) -> Response:
    """The versions of a document, the first one first."""
    with desk.ledger() as ledger:
        found = ledger.versions(plain(id), known_on=asked.known_on)
        if not found:
            raise not_found("document", plain(id), ledger.document_ids(known_on=asked.known_on))
        return reply_with_page(request, ledger, asked, found)


@router.get(
    "/{id:path}/received",
    response_class=Response,
    dependencies=_LOOK,
    responses=documented(404)
    | {
        200: {
            "description": "The bytes as they were received",
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
def received(
    request: Request, desk: AtDesk, id: DocumentId, asked: Annotated[VersionAsked, Query()]
) -> Response:
    """The bytes of a document as they were received, never to be shown as a page of this site."""
    with desk.ledger() as ledger:
        page = _document(ledger, plain(id), asked)
    return Response(
        page.original,
        media_type="application/octet-stream",
        headers={
            "ETag": request.state.tag,
            "Cache-Control": "private, no-cache",
            "Content-Disposition": "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@router.get("/{id:path}", response_model=OneDocument, responses=documented(404), dependencies=_LOOK)
def document(
    request: Request, desk: AtDesk, id: DocumentId, asked: Annotated[VersionAsked, Query()]
) -> Response:
    """One document: its text, and every statement in it."""
    with desk.ledger() as ledger:
        page = _document(ledger, plain(id), asked)
        wanted = Filter(document=page.id, version=asked.version, known_on=asked.known_on)
        statements = [row_json(row) for row in ledger.rows(wanted)]
    return reply(request, to_json(page) | {"text": page.text, "statements": statements})


@router.post(
    "",
    status_code=201,
    response_model=ReadDocuments,
    responses=documented(400, 413)
    | {200: {"model": ReadDocuments, "description": "Nothing was new"}},
    dependencies=[needs("add")],
)
def add_document(request: Request, desk: AtDesk, body: Text, person: Asking) -> Response:
    """Read a report into the ledger, which takes about a second a page; then say what was found.

    A report that the ledger holds already is left alone. The size is bounded, so that the answer
    need not be waited for long; large collections are read by `tollbook read`.
    """
    given = Given(language=body.language, published=body.published, publisher=body.publisher)
    upload = Upload(desk.safety, given)
    upload.add(body.name, BytesIO(body.text.encode("utf-8", "surrogatepass")))
    number = desk.adding.start(upload, person.name)
    desk.adding.wait(number)
    made = desk.adding.progress(number)
    added = made.added if made else ()
    documents = [
        {key: getattr(one, key) for key in AddedRecord.model_fields} for one in added if one.outcome
    ]
    problems = [one.sentence for one in added if one.sentence]
    if not documents:
        sentence = " ".join(problems) or (made.sentence if made else "")
        raise HTTPException(422, sentence or "there is no report in this")
    new = any(one["outcome"] != "unchanged" for one in documents)
    record = {"documents": documents, "problems": problems}
    return reply(request, record, status=201 if new else 200)


def _document(ledger: OpenLedger, id: str, asked: VersionAsked) -> Document:
    known = ledger.document_ids(known_on=asked.known_on)
    if id not in known:
        raise not_found("document", id, known)
    try:
        return ledger.document(id, version=asked.version, known_on=asked.known_on)
    except LedgerError as error:
        raise HTTPException(404, str(error)) from error
