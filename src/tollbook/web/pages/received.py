"""A document as it was received: its own page, harmless, in a frame that can do nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.model.document import Document
from tollbook.model.problem import LedgerError, MissingError
from tollbook.publishing.links import web_address
from tollbook.publishing.received import received_page
from tollbook.publishing.visible import visible
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, Desk, KnownOn, render
from tollbook.web.looks import STATIC
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])

_STYLE = (STATIC / "received.css").read_text(encoding="utf-8")
"""It stands in the page itself, since a page without an origin may fetch nothing."""

_STYLE_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()

_FRAME_POLICY = (
    f"sandbox; default-src 'none'; frame-ancestors 'self'; style-src 'sha256-{_STYLE_DIGEST}'"
)
"""No script, no form, no picture, no origin, and no looks but ours: a page from a stranger."""

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
    shown = received_page(page, desk.safety)
    cut = "<p><em>The rest is left out: the page is too long.</em></p>" if shown.cut else ""
    return HTMLResponse(
        "<!doctype html><html><head><meta charset='utf-8'>"
        f"<title>{escape(visible(page.title or page.id))}</title>"
        f"<style>{_STYLE}</style></head>"
        f"<body dir='auto'>{shown.html}{cut}</body></html>",
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
            raise MissingError(str(error)) from error
