"""Documents: what was received, as text and as it came."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from tollbook import OpenLedger
from tollbook.app.library import Filter
from tollbook.model.document import Document
from tollbook.model.problem import LedgerError
from tollbook.model.wire import to_json as statement_json
from tollbook.publishing.documents import to_json
from tollbook.web.api.asking import Asked, Day, Id, Paged, plain
from tollbook.web.api.problems import documented, not_found
from tollbook.web.api.records import DocumentRecord, StatementRecord
from tollbook.web.api.replying import UNLESS_UNCHANGED, Page, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(
    prefix="/documents", tags=["Documents"], dependencies=[needs("look"), UNLESS_UNCHANGED]
)


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


@router.get("", response_model=Page[DocumentRecord], responses=documented())
def documents(
    request: Request, desk: AtDesk, asked: Annotated[DocumentsAsked, Query()]
) -> Response:
    """The documents, the newest first and the undated last, each in its newest version."""
    with desk.ledger() as ledger:
        found = ledger.list_documents(**asked.model_dump(exclude={"limit", "offset"}))
        return reply_with_page(request, ledger, asked, found)


@router.get(
    "/{id:path}/received",
    response_class=Response,
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
    request: Request, desk: AtDesk, id: Id, asked: Annotated[VersionAsked, Query()]
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


@router.get("/{id:path}", response_model=OneDocument, responses=documented(404))
def document(
    request: Request, desk: AtDesk, id: Id, asked: Annotated[VersionAsked, Query()]
) -> Response:
    """One document: its text, and every statement in it."""
    with desk.ledger() as ledger:
        page = _document(ledger, plain(id), asked)
        wanted = Filter(document=page.id, version=asked.version, known_on=asked.known_on)
        statements = [statement_json(row.statement) for row in ledger.rows(wanted)]
    return reply(request, to_json(page) | {"text": page.text, "statements": statements})


def _document(ledger: OpenLedger, id: str, asked: VersionAsked) -> Document:
    known = ledger.document_ids(known_on=asked.known_on)
    if id not in known:
        raise not_found("document", id, known)
    try:
        return ledger.document(id, version=asked.version, known_on=asked.known_on)
    except LedgerError as error:
        raise HTTPException(404, str(error)) from error
