"""Where a reader finds a document: only addresses on the web are ever followed."""

from __future__ import annotations

from urllib.parse import quote

from tollbook.model.document import Document


def web_address(document: Document) -> str | None:
    """The address of a document on the web, safe to be printed; None where it gives no such one.

    Only http and https are followed; anything else that a document gives as its address is not.

    >>> page = Document("d", "300 died", (), "html", "d.html", b"", "", url="https://a.example/{1}")
    >>> web_address(page)
    'https://a.example/%7B1%7D'
    """
    url = document.url or ""
    if not url.lower().startswith(("https://", "http://")):
        return None
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def link_to(document: Document, offset: int) -> str | None:
    """Where a reader finds the words at an offset: on the web, else in a file and line.

    >>> page = Document("d", "300 died", (), "text", "reports/d 1.txt", b"", "")
    >>> link_to(page, 0)
    'reports/d%201.txt#1'
    """
    if url := web_address(document):
        return url
    path, _, line = document.address.rpartition(":")
    if document.format == "table" and line.isdigit():
        return f"{quote(path)}#{line}"
    if document.address in ("", "-"):
        return None
    return f"{quote(document.address)}#{document.line_of(offset)}"
