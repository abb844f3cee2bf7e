"""What a reader gets and what it gives: bytes with their address in, a document out.

What a document is known by when it comes again (`Document.source`) is the first there is of

- `record:feed.jsonl#7`: the id that a record states, within files of that name;
- `message:7@example.org`: the Message-ID of a mail, with `#2` behind it for its second attachment;
- `page:https://example.org/7`: the address that a page declares, or that a record gives;
- `file:/reports/goma.txt`: the path of the file, with links followed;
- `upload:goma.txt`: the name of a file that was uploaded, and lay here for the moment alone;
- `text:` and the SHA-256 of the bytes: a record without an id, or standard input.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from tollbook.model.document import Block, Document, Format
from tollbook.model.problem import Notice, Problem
from tollbook.reading.canonical import Traced
from tollbook.reading.language import detect_language, primary_tag
from tollbook.reading.structure import find_structure

_HOME = re.compile(r"/*(?:index\.\w{2,5})?/*\Z")


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes of one item, the codec that reads them, and the format they came in.

    `where` is the place that a problem with it names. `file` is the path of a file that holds this
    item and nothing else, `key` the name of a feed and the id that a record of it states,
    `message` the Message-ID of a mail (and the number of the attachment that this is). `page` is
    the address that a page was fetched from, `charset` the one that its site says it is in.
    """

    id: str
    address: str
    where: str
    data: bytes
    form: Format = "text"
    encoding: str = "utf-8"
    file: str = ""
    key: str = ""
    message: str = ""
    page: str = ""
    charset: str = ""

    def url(self, stated: str | None) -> str | None:
        """The address of the page: the one it states, unless it was fetched from another site.

        Otherwise any page could pass itself off as a new version of another site's.
        """
        return stated if not self.page or _site(stated) == _site(self.page) else self.page

    def source(self, url: str | None) -> str:
        """What the item is known by when it comes again; `url` is the address it states."""
        if self.key:
            return f"record:{self.key}"
        if self.message:
            return f"message:{self.message}"
        if page := page_address(self.url(url)):
            return f"page:{page}"
        if self.page:
            return f"page:{self.page}"
        if self.file:
            return f"file:{self.file}"
        return f"text:{hashlib.sha256(self.data.strip()).hexdigest()}"


def _site(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def page_address(url: str | None) -> str | None:
    """The address of one page in one form; None for that of a whole site, which some pages declare.

    >>> page_address("http://News.example/goma/?id=7#photos")
    'https://news.example/goma?id=7'
    >>> page_address("https://news.example/") is None
    True
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if not parts.netloc or (_HOME.match(parts.path) and not parts.query):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a document besides its text; None where it isn't."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    language: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """This, with what is not known here taken from `other`."""
        known: dict[str, Any] = {
            field.name: getattr(self, field.name) or getattr(other, field.name)
            for field in fields(self)
        }
        return Metadata(**known)


class Ids:
    """The ids that the records of one file state; two records of one id are two documents."""

    def __init__(self) -> None:
        self._met: dict[str, list[str]] = {}

    def tell_apart(self, item: Document | Problem, where: str) -> Iterator[Document | Problem]:
        """The item; known by its place among its like, with a notice, if its id came before."""
        if isinstance(item, Problem) or not item.source.startswith("record:"):
            yield item
            return
        met = self._met.setdefault(item.source, [])
        met.append(where)
        if len(met) > 1:
            what = f"its id {item.id!r} is that of {met[0]}, and it is read as another document"
            yield Notice(where, what, "give each its own id")
            item = replace(item, source=f"{item.source}#{len(met)}")
        yield item


def to_document(
    received: Received,
    text: Traced,
    blocks: tuple[Block, ...],
    metadata: Metadata,
) -> Document:
    """The document of a canonical text; its language is detected where none is stated."""
    stated = primary_tag(metadata.language) if metadata.language else ""
    return Document(
        id=received.id,
        text=text.text,
        blocks=blocks,
        format=received.form,
        address=received.address,
        original=received.data,
        sha256=hashlib.sha256(received.data).hexdigest(),
        encoding=received.encoding,
        source=received.source(metadata.url),
        source_map=text.source_map,
        title=metadata.title,
        publisher=metadata.publisher,
        url=received.url(metadata.url),
        published=metadata.published,
        language=stated or detect_language(text.text),
        structure=find_structure(text.text, blocks),
    )
