"""A document: one published item, as received and as read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, count
from pathlib import PurePath
from typing import Literal

BlockRole = Literal["headline", "byline", "dateline", "caption", "heading", "item", "row", "body"]
"""What a block of text is for.

`caption` is an on-screen caption of a broadcast ("Name / Party"), which names who speaks next;
`dateline` a line of place and date; `byline` the writer's name; `heading` the title of a section;
`item` an item of a list; `row` a row of a table; everything else is `body`.
"""

Format = Literal["text", "transcript", "html", "mail", "jsonl", "table"]
"""`table` is one row of a table; everything else is an item that was published by itself."""

Extent = tuple[int, int]
"""Start and end, in code points of the canonical text."""

Piece = tuple[int, int, int, int]
"""A stretch of canonical text and the stretch of the original it stands for: start of the one,
start of the other, length of the one, length of the other, in code points."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, caption or list item: code points `start` to `end` of the text.

    Blocks never overlap and stand in reading order. A sentence never crosses two of them.
    `gap_before` counts the blank lines between this block and the one before: in a transcript
    a caption speaks for what follows it until narration takes over.
    """

    start: int
    end: int
    role: BlockRole = "body"
    gap_before: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A value that stands beside its labels: `Killed: 21`, or a cell of a table.

    `row` are the labels in its own line, the nearest first (the name of a table's row; the words
    before a colon), and `heads` the header over each of them, empty where there is none; `header`
    are the labels above the value (the headers of its column, the lowest first). `table` numbers
    the tables and lists of the document, `line` the rows of one, `column` the columns. `value` may
    be empty: an empty cell counts nobody.
    """

    block: int
    value: Extent
    row: tuple[Extent, ...] = ()
    heads: tuple[Extent, ...] = ()
    header: tuple[Extent, ...] = ()
    table: int = 0
    line: int = 0
    column: int = 0
    in_table: bool = False


_DEEPEST = 12  # no report nests its lists deeper; a hostile text could nest each item in the last


@dataclass(frozen=True, slots=True)
class Structure:
    """How the blocks of a document hang together, and the values that stand beside labels.

    `above` gives the index of the block that a block stands under: an item under the line that
    introduces its list (or under the item that it details), a row under the line before its table,
    all of these under the heading of their section, a heading under the headline. Blocks that
    stand under nothing are left out. `issuer` is who issued the document by its own words
    ("Issued by the Regional Desk").
    """

    fields: tuple[Field, ...] = ()
    above: Mapping[int, int] = field(default_factory=dict)
    issuer: Extent | None = None

    def path(self, block: int) -> Iterator[int]:
        """The block itself and the blocks it stands under, the nearest first, so many at most."""
        at: int | None = block
        for _ in range(_DEEPEST):
            if at is None:
                return
            yield at
            at = self.above.get(at)


@dataclass(frozen=True, slots=True)
class SourceMap:
    """How the canonical text lies over the text of the original (decoded bytes, before any change).

    Each `Piece` (canonical, original, length_canonical, length_original) says that code points
    `canonical .. canonical + length_canonical` of the canonical text stand for code points
    `original .. original + length_original` of the decoded original. Pieces are in canonical order;
    canonical stretches in no piece were put in by Tollbook (a line break between two paragraphs).
    """

    pieces: tuple[Piece, ...]

    def to_original(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the decoded original that canonical `start..end` was read from.

        None where nothing of it stands in the original (a separator put in by Tollbook).
        Within a piece of equal lengths offsets are exact; within one that changed length
        (an entity, a composed accent, a folded run of blanks) the whole piece is returned.
        """
        low: int | None = None
        high: int | None = None
        for canonical, original, canonical_length, original_length in self._over(start, end):
            first, last = original, original + original_length
            if canonical_length == original_length:
                first = original + max(start - canonical, 0)
                last = original + min(end - canonical, canonical_length)
            low = first if low is None else min(low, first)
            high = last if high is None else max(high, last)
        return None if low is None or high is None else (low, high)

    def _over(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that hold some of canonical `start..end`; a long page has many thousands."""
        at = max(bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1, 0)
        for index in range(at, len(self.pieces)):
            canonical, _, length, _ = self.pieces[index]
            if canonical >= end:
                return
            if canonical + length > start:
                yield self.pieces[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says of a document; None where they say nothing.

    `language` (a BCP 47 primary tag) is the person's word even against the document's own; a day of
    publication and a publisher count only where the document names none.
    """

    language: str | None = None
    published: date | None = None
    publisher: str | None = None

    def or_else(self, other: Given) -> Given:
        """This, with what is not said here taken from `other`."""
        return Given(
            language=self.language or other.language,
            published=self.published or other.published,
            publisher=self.publisher or other.publisher,
        )


NOTHING = Given()
"""What a person says who says nothing."""


@dataclass(frozen=True, slots=True)
class Document:
    r"""One published item.

    `text` is canonical: Unicode NFC with `\n` line ends; every offset anywhere in Tollbook counts
    its code points. `id` is short and readable: the record's own, or made from the file name.
    `source` is what the document is known by when it comes again, whatever its text says then (see
    `tollbook.reading.received`); empty where the id itself is that. `address` is where it was read
    from (a file path as the user gave it, a URL, "-"). `original` is the bytes as received,
    `sha256` their digest in hex, `encoding` the one they were decoded with. `language` is a BCP 47
    primary tag ("en"), "und" if it could not be determined. `given` is what a person said of all
    this. `structure` is worked out from text and blocks, and so is not stored.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    format: Format
    address: str
    original: bytes
    sha256: str
    encoding: str = "utf-8"
    source_map: SourceMap = SourceMap(())
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    language: str = "und"
    source: str = ""
    given: Given = NOTHING
    structure: Structure = field(default_factory=Structure, compare=False)

    @property
    def published_on(self) -> date | None:
        """The day of publication, against which relative dates are resolved."""
        if isinstance(self.published, datetime):
            return self.published.date()
        return self.published

    @property
    def publisher_name(self) -> str:
        """Who speaks in it first: the publisher, or the name of its file where none is named."""
        return self.publisher or PurePath(self.address).name or "-"

    def with_given(self, given: Given) -> Document:
        """The document with what a person says of it, as far as that counts."""
        counts = Given(
            language=given.language,
            published=given.published if self.published is None else None,
            publisher=given.publisher if self.publisher is None else None,
        )
        if counts == NOTHING:
            return self
        return replace(
            self,
            language=counts.language or self.language,
            published=self.published or counts.published,
            publisher=self.publisher or counts.publisher,
            given=self.given.or_else(counts),
        )

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, of the canonical text that holds code point `offset`."""
        return self.text.count("\n", 0, offset) + 1


def free_id(wish: str, taken: Container[str]) -> str:
    """The id that was asked for, or the first of "id-2", "id-3", … that is not taken.

    >>> free_id("report", {"report", "report-2"})
    'report-3'
    """
    numbered = (f"{wish}-{number}" for number in count(2))
    return next(id for id in chain([wish], numbered) if id not in taken)
