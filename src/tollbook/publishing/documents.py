"""Documents as data: what the ledger knows of each, without its text and bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tollbook.model.document import Document
from tollbook.model.statement import Statement
from tollbook.model.version import Version
from tollbook.publishing.shape import Shape, pick

COLUMNS = (
    *("id", "published", "publisher", "title", "url", "address", "format", "language"),
    *("characters", "sha256"),
)
"""The header of the flat table. New columns are added at the end."""


def to_json(document: Document) -> dict[str, Any]:
    """The document as a record that JSON can hold; `characters` is the length of its text."""
    return {
        "id": document.id,
        "published": document.published.isoformat() if document.published else None,
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "address": document.address,
        "format": document.format,
        "language": document.language,
        "characters": len(document.text),
        "sha256": document.sha256,
    }


DOCUMENTS: Shape[Document] = Shape(
    to_json=to_json,
    columns=COLUMNS,
    to_rows=lambda document: (pick(to_json(document), COLUMNS),),
    days=frozenset({"published"}),
)
"""Documents as data."""


VERSION_COLUMNS = (
    *("document", "number", "read_at", "title", "published", "characters", "sha256"),
    "statements",
)


def _version(version: Version) -> dict[str, Any]:
    return {
        "document": version.document,
        "number": version.number,
        "read_at": version.read_at.isoformat(),
        "title": version.title,
        "published": version.published.isoformat() if version.published else None,
        "characters": version.characters,
        "sha256": version.sha256,
        "statements": version.statements,
    }


VERSIONS: Shape[Version] = Shape(
    to_json=_version,
    columns=VERSION_COLUMNS,
    to_rows=lambda version: (pick(_version(version), VERSION_COLUMNS),),
    days=frozenset({"read_at", "published"}),
)
"""Versions of a document as data, each with how many statements its newest reading has."""


class Taken(Protocol):
    """A document that was read or imported: its statements, and how the ledger took it."""

    @property
    def document(self) -> Document:
        """The document."""

    @property
    def statements(self) -> Sequence[Statement]:
        """What was found in it; empty where the ledger held it already."""

    @property
    def outcome(self) -> str | None:
        """How the ledger took it: `added`, `unchanged`, …; None where it was not stored."""


def _taken(item: Taken) -> dict[str, Any]:
    about = {"outcome": item.outcome, "statements": len(item.statements)}
    return to_json(item.document) | about


TAKEN_COLUMNS = ("id", "outcome", "statements", "published", "publisher", "title", "language")
TAKEN: Shape[Taken] = Shape(
    to_json=_taken,
    columns=TAKEN_COLUMNS,
    to_rows=lambda item: (pick(_taken(item), TAKEN_COLUMNS),),
    days=frozenset({"published"}),
)
"""Documents that were read or imported as data, with how many statements each brought."""
