"""Reading: from paths and bytes to documents. Each format has a reader; `read` calls them."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.reading.bounds import not_text, too_large
from tollbook.reading.decode import decode
from tollbook.reading.detect import HEAD, Detected, detect_format
from tollbook.reading.received import Received
from tollbook.reading.sources import STDIN, Source, find_sources, unreadable
from tollbook.reading.subtitles import read_subtitles
from tollbook.reading.text import read_text
from tollbook.settings import Safety, Settings

if TYPE_CHECKING:
    from tollbook.reading.fetch import Fetched, Network

__all__ = ["read", "read_fetched", "read_page", "recover"]


def read(
    addresses: Iterable[str], settings: Settings, ledger: Path | None = None
) -> Iterator[Document | Problem]:
    """The documents of files, folders and standard input ("-"), in order, as a stream.

    `ledger` is the file that they are read into, which is skipped where it is among them.
    Whatever can't be used gives a problem in its place, and the rest is read. Two documents may
    come with one id (`report` of two folders): a ledger identifies them by their sources, other
    callers have to number them.
    """
    for source in find_sources(addresses, ledger):
        if isinstance(source, Problem):
            yield source
            continue
        try:
            with _opened(source) as stream:
                yield from _read_source(stream, source, settings)
        except OSError as error:
            yield unreadable(source.where, error)


def read_page(
    address: str, settings: Settings, safety: Safety, network: Network | None = None
) -> Iterator[Document | Problem]:
    """The document of one page on the web, which is fetched; see `reading/fetch.py` for bounds."""
    from tollbook.reading.fetch import Network, fetch  # noqa: PLC0415 - files need no network

    page = fetch(address, settings, safety, network or Network())
    if isinstance(page, Problem):
        yield page
    else:
        yield from read_fetched(page, settings)


def read_fetched(page: Fetched, settings: Settings) -> Iterator[Document | Problem]:
    """The document of one page as it was fetched."""
    form = detect_format(f"page{page.ending}", page.data[:HEAD])
    if form in ("jsonl", "json", "mailbox"):
        what = "this is a feed of many documents, not one page"
        yield Problem(page.address, what, "save it and add the file")
        return
    name = PurePosixPath(unquote(urlsplit(page.address).path)).stem
    received = Received(
        _id_of(name) or "page",
        page.address,
        page.address,
        page.data,
        page=page.address,
        charset=page.charset,
    )
    yield from _read_item(settings, received, form)


def _id_of(name: str) -> str:
    """A name in plain characters, from one that a stranger chose."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80]


def recover(document: Document) -> str:
    """The text of the original: what `document.source_map` counts its original offsets in."""
    return document.original.decode(document.encoding, "replace")


def _opened(source: Source) -> AbstractContextManager[io.BufferedReader]:
    if source.address == STDIN:
        return nullcontext(_peekable(sys.stdin.buffer))
    return Path(source.address).open("rb")


def _peekable(stream: Any) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def _read_source(
    stream: io.BufferedReader, source: Source, settings: Settings
) -> Iterator[Document | Problem]:
    form = detect_format(source.address, stream.peek(HEAD))
    if form == "jsonl":
        yield from _jsonl().read_records(stream, source, settings)
        return
    if form == "mailbox":
        yield from _mail().read_mailbox(stream, source, settings, partial(_read_item, settings))
        return
    data = stream.read(settings.max_document_bytes + 1)
    received = Received(source.name, source.shown, source.where, data, file=source.file)
    if form != "json":
        yield from _read_item(settings, received, form)
    elif problem := _unusable(received, settings):
        yield problem
    else:
        yield from _jsonl().read_array(decode(data)[0], source, settings)


def _read_item(
    settings: Settings, received: Received, form: Detected
) -> Iterator[Document | Problem]:
    """The document of one item, and for a mail those of its attachments."""
    if problem := _unusable(received, settings):
        yield problem
    elif form == "html":
        yield _html().read_page(received, settings)
    elif form == "mhtml":
        yield import_module("tollbook.reading.mhtml").read_saved_page(received, settings)
    elif form == "mail":
        yield from _mail().read_mail(received, settings, partial(_read_item, settings))
    elif form == "subtitles":
        yield read_subtitles(received, settings)
    else:
        yield read_text(received, settings)


def _unusable(received: Received, settings: Settings) -> Problem | None:
    where, data = received.where, received.data
    return too_large(len(data), where, settings) or not_text(data, where)


def _jsonl() -> ModuleType:
    """Loaded when first needed: a folder of plain text waits for neither pydantic nor lxml."""
    return import_module("tollbook.reading.jsonl")


def _mail() -> ModuleType:
    return import_module("tollbook.reading.mail")


def _html() -> ModuleType:
    return import_module("tollbook.reading.html")
