"""Versions of a document: what the ledger has of each, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tollbook.model.document import Document
from tollbook.model.statement import Statement

ChangeKind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a document: when it was read, and how much was found in it.

    `number` counts from 1; `characters` is the length of the text; `statements` counts those of its
    newest reading.
    """

    document: str
    number: int
    read_at: datetime
    title: str | None
    published: date | datetime | None
    characters: int
    sha256: str
    statements: int


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """A stretch of text that both versions have, or the old or the new one alone."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph of either version, or of both with the words that differ."""

    words: tuple[ChangedWords, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the two versions differ in it."""
        return any(stretch.kind != "same" for stretch in self.words)


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What changed from `old` to `new`: the text, and the statements that came and went.

    A statement that says the same of the same people in the same words has stayed, wherever it
    stands now. `is_exact` is False where the texts are too long to be compared word by word.
    """

    old: Document
    new: Document
    paragraphs: tuple[ChangedParagraph, ...]
    gone: tuple[Statement, ...]
    come: tuple[Statement, ...]
    stayed: int
    is_exact: bool = True
