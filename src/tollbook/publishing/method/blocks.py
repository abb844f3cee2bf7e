"""A page before it has a format: sections of paragraphs, lists and tables of plain text."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences or phrases."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what its columns hold, and its rows. `numbers` are the columns set to the right."""

    header: Row
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a title of its own, and facts about it, each by its name."""

    title: str
    facts: tuple[tuple[str, str], ...]


Part = Paragraph | Points | Grid | Entry


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its title; `key` is its short name, by which it can be linked to."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, what to know first, and its sections."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
