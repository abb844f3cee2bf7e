"""A document as it was received: its own page, harmless, in a frame that can do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.model.document import Document
from tollbook.model.problem import LedgerError
from tollbook.publishing.links import web_address
from tollbook.publishing.visible import visible
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, Desk, KnownOn, render
from tollbook.web.looks import asset
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])

_FRAME_POLICY = "sandbox; default-src 'none'; style-src 'self'; frame-ancestors 'self'"
"""No script, no form, no picture, no address of its own: a page from a stranger."""

_DIGITS = 9  # of a version's number


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """What is known of the bytes of a document, around the frame that shows them."""

    document: Document
    version: int | None
    address: str | None


@router.get("/received/{path:path}", response_class=HTMLResponse)
def received(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """A document as it was received, with what is known of its bytes."""
    page = _document(request, path, desk, known_on)
    view = ReceivedView(page, _version(request), web_address(page))
    return render(request, "received.html", view)


@router.get("/as-received/{path:path}", response_class=HTMLResponse)
def as_received(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """The document alone, made harmless: what the frame shows."""
    page = _document(request, path, desk, known_on)
    words = visible(page.original.decode(page.encoding, "replace"), keep="\n\t")
    return HTMLResponse(
        "<!doctype html><html><head><meta charset='utf-8'>"
        f"<title>{escape(visible(page.title or page.id))}</title>"
        f"<link rel='stylesheet' href='{asset('received.css')}'></head>"
        f"<body><pre dir='auto'>{escape(words)}</pre></body></html>",
        headers={"Content-Security-Policy": _FRAME_POLICY},
    )


def _version(request: Request) -> int | None:
    given = request.query_params.get("version", "")
    return int(given) if given.isdecimal() and len(given) <= _DIGITS else None


def _document(request: Request, path: str, desk: Desk, known_on: KnownOn) -> Document:
    with desk.ledger() as ledger:
        try:
            return ledger.document(id_in(path), version=_version(request), known_on=known_on)
        except LedgerError as error:
            raise HTTPException(404, str(error)) from error
