"""Which document of the ledger a text is: by where it comes from, and then by its words.

A document is known by its sources: the address of a page, the id in a feed, the path of a file
(`tollbook.reading.received` says how each is written). What comes from a known source is a new
version of its document if the text is one that was changed; another text from the same place, such
as tomorrow's `report.txt`, is another document. The same bytes are the same document, wherever they
lie.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import Connection, Row, select

from tollbook.ledger.schema import given, sources, versions
from tollbook.model.document import NOTHING, Document, Given, free_id
from tollbook.settings import Settings

_FILE, _TEXT, _PAGE = "file:", "text:", "page:"
_WORD = re.compile(r"\w+")
_IN_A_ROW = 3
_FEW = 10  # words below which a text has too few shingles to be compared by them

Known = Row[Any]
"""The newest version of a document of the ledger."""


def identify(
    connection: Connection, document: Document, folder: Path, settings: Settings
) -> Document:
    """The document under the id that it has, or will have, in the ledger of this folder.

    What a person said of it once holds until they say something else.

    Its `source` is given back as the ledger notes it; empty where there is nothing to note, since
    the text is a copy of one that is still where it was.
    """
    if not document.source:
        return document
    source = _from_folder(document.source, folder)
    if known := (
        _same(_of_source(connection, source), document, source, settings)
        or _same(_without_source(connection, document), document, source, settings)
    ):
        document = document.with_given(given_of(connection, known.document))
        return replace(document, id=known.document, source=source)
    if twin := _copied(connection, document):
        noted = "" if _stays(connection, twin, source, folder) else source
        return replace(document, id=twin, source=noted)
    return replace(document, id=_new_id(connection, document.id), source=source)


def given_of(connection: Connection, id: str) -> Given:
    """What a person last said of a document."""
    query = select(given.c.language, given.c.published, given.c.publisher)
    query = query.where(given.c.document == id).order_by(given.c.entry.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return NOTHING
    published = date.fromisoformat(row.published) if row.published else None
    return Given(language=row.language, published=published, publisher=row.publisher)


def _from_folder(source: str, folder: Path) -> str:
    """A file's path as the ledger's folder has it, so that both can move together."""
    if not source.startswith(_FILE):
        return source
    path = source.removeprefix(_FILE)
    try:
        return _FILE + Path(os.path.relpath(path, os.path.realpath(folder))).as_posix()
    except ValueError:  # on another drive
        return source


def _of_source(connection: Connection, source: str) -> list[Known]:
    """Every document that came from a source, the one noted last first."""
    query = select(sources.c.document).where(sources.c.source == source)
    ids = connection.scalars(query.order_by(sources.c.entry.desc()))
    return list(_newest(connection, ids.all()))


def _without_source(connection: Connection, document: Document) -> list[Known]:
    """Documents of a ledger from before sources were noted that this may be: by id and file name.

    The id was the one that the document asks for, or its whole address.
    """
    name = PurePath(document.address).name
    noted = select(sources.c.document).where(
        sources.c.document.in_([document.id, document.address])
    )
    ids = {document.id, document.address}.difference(connection.scalars(noted))
    return [
        known
        for known in _newest(connection, sorted(ids))
        if PurePath(known.address).name == name and known.format != "table"
    ]


def _newest(connection: Connection, ids: Iterable[str]) -> Iterator[Known]:
    for id in ids:
        query = select(versions).where(versions.c.document == id)
        row = connection.execute(query.order_by(versions.c.number.desc()).limit(1)).first()
        if row is not None:
            yield row


def _same(
    candidates: list[Known], document: Document, source: str, settings: Settings
) -> Known | None:
    """The candidate with the same bytes, else the one whose text this is after a change."""
    for known in candidates:
        if known.sha256 == document.sha256:
            return known
    likest = max(candidates, key=lambda known: likeness(known.text, document.text), default=None)
    if likest is None or not _is_changed(likest, document, source, settings):
        return None
    return likest


def _is_changed(known: Known, document: Document, source: str, settings: Settings) -> bool:
    """Whether the text is that of a known document, changed, and not another one in its place."""
    if source.startswith(_TEXT):
        return bool(known.text == document.text)  # it has no place where it could have been changed
    if source.startswith(_PAGE) and known.title and known.title == document.title:
        return True
    day = str(document.published_on or "")
    another_day = bool(known.published and day) and not known.published.startswith(day)
    short = _is_short(known.text) or _is_short(document.text)
    doubtful = another_day or short
    needed = settings.version_likeness_in_doubt if doubtful else settings.version_likeness
    return likeness(known.text, document.text) >= needed


def likeness(one: str, other: str) -> float:
    """The share of the shorter text's runs of three words that the other has too, from 0 to 1.

    If one has fewer than ten words, they are compared word by word.

    >>> likeness("Nine men died in Goma today.", "Ten men died in Goma.")
    0.8
    """
    in_a_row = 1 if _is_short(one) or _is_short(other) else _IN_A_ROW
    first, second = (_runs(text, in_a_row) for text in (one, other))
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else float(one == other)


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[start:] for start in range(length)), strict=False))


def _is_short(text: str) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(text), _FEW)) < _FEW


def _copied(connection: Connection, document: Document) -> str | None:
    """The document that has the same bytes now, and is by the same publisher of the same day."""
    query = select(versions.c.document).where(versions.c.sha256 == document.sha256)
    ids = connection.scalars(query.distinct().order_by(versions.c.document)).all()
    published = document.published.isoformat() if document.published else None
    for known in _newest(connection, ids):
        if (known.sha256, known.publisher, known.published) == (
            document.sha256,
            document.publisher,
            published,
        ) and known.format == document.format:
            return str(known.document)
    return None


def _stays(connection: Connection, id: str, source: str, folder: Path) -> bool:
    """Whether a document still lies in a file that it was read from, so that this is a copy."""
    if source.startswith(_TEXT):
        return True
    query = select(sources.c.source).where(sources.c.document == id)
    return source.startswith(_FILE) and any(
        (folder / place.removeprefix(_FILE)).exists()
        for place in connection.scalars(query)
        if place.startswith(_FILE)
    )


def _new_id(connection: Connection, wish: str) -> str:
    """The id that was asked for, or the first "id-2", "id-3", … that no document has."""
    taken = connection.scalars(
        select(versions.c.document)
        .where(
            (versions.c.document == wish)
            # "." comes after "-": these are the ids that begin with "wish-".
            | ((versions.c.document >= f"{wish}-") & (versions.c.document < f"{wish}."))
        )
        .distinct()
    )
    return free_id(wish, set(taken))
