"""What a reader gets and what it gives: bytes with their address in, a document out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from tollbook.model.document import Block, Document, Format
from tollbook.model.problem import Problem
from tollbook.reading.canonical import Traced
from tollbook.reading.language import detect_language, primary_tag
from tollbook.reading.structure import find_structure


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes of one item, the codec that reads them, and the format they came in.

    `where` is the place that a problem with it names.
    """

    id: str
    address: str
    where: str
    data: bytes
    form: Format = "text"
    encoding: str = "utf-8"


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
    """The ids that a run has given out: no two documents of a run share one."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def admit(self, item: Document | Problem, where: str) -> Document | Problem:
        """The item itself, or a problem where its id was given to an earlier document."""
        if isinstance(item, Problem):
            return item
        first = self._taken.get(item.id)
        if first is None:
            self._taken[item.id] = where
            return item
        return Problem(where, f"its id {item.id!r} is that of {first}", "give each its own id")


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
        source_map=text.source_map,
        title=metadata.title,
        publisher=metadata.publisher,
        url=metadata.url,
        published=metadata.published,
        language=stated or detect_language(text.text),
        structure=find_structure(text.text, blocks),
    )
