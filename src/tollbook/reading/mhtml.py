"""The reader of pages that a browser saved as one file (MHTML, RFC 2557)."""

from __future__ import annotations

from dataclasses import replace

from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.reading.html import page_document
from tollbook.reading.mime import parse_mime, parts_of
from tollbook.reading.received import Received
from tollbook.settings import Settings

_PAGES = ("text/html", "application/xhtml+xml")


def read_saved_page(received: Received, settings: Settings) -> Document | Problem:
    """The document of the page inside, or why there is none.

    What the page says of itself goes first; the day on which it was saved stands in for its date.
    """
    mime = parse_mime(received.data, received.where, settings)
    if isinstance(mime, Problem):
        return mime
    page = next((part for part in parts_of(mime) if part.kind in _PAGES), None)
    if page is None:
        return Problem(received.where, "there is no page in it", "save the page again as HTML")
    received = replace(received, form="html", encoding=mime.encoding)
    content = page.content(markup=True)
    document = page_document(received, content, settings)
    if isinstance(document, Problem):
        return document
    address = mime.header("Snapshot-Content-Location") or page.location
    url = document.url or (address if address.startswith(("http://", "https://")) else None)
    return replace(
        document,
        url=url,
        source=received.source(url),
        title=document.title or mime.header("Subject") or None,
        published=document.published or mime.day(),
    )
