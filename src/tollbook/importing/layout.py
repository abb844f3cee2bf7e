"""A row as canonical text: one line of `column: value`, with a caption above it where there is one.

The words of the row lead back to the file through the source map; the caption and the names of the
columns are put in, as the mapping and the table's header have them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.importing.tables import TableRow
from tollbook.model.document import Block, Piece
from tollbook.model.text import Span

_UNSAFE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a row, its blocks, and where each cell with something in it stands."""

    text: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    cells: Mapping[str, Span]

    def number(self, columns: tuple[str, ...]) -> Span | None:
        """The words of the cells of these columns; where others stand between, those of the first.

        None where all are empty.
        """
        spans = [self.cells[column] for column in columns if column in self.cells]
        if not spans:
            return None
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        within = [span for span in self.cells.values() if start <= span.start and span.end <= end]
        return Span.of(self.text, start, end) if len(within) == len(spans) else spans[0]


def lay_out(row: TableRow, caption: str) -> Laid:
    """The row in the order of its columns; empty cells are left out.

    >>> row = TableRow("losses.csv:2", "2025-01-14,300", {})
    >>> lay_out(row, "North Korean soldiers").text
    'North Korean soldiers'
    """
    blocks = [Block(0, len(caption), "headline")] if caption else []
    parts: list[str] = [caption] if caption else []
    length = start = len(caption) + 1 if caption else 0
    pieces: list[Piece] = []
    places: dict[str, tuple[int, int]] = {}
    for column in row.cells:
        cell = row.cell(column)
        if cell is None:
            continue
        name, value = plain(column), plain(cell.text)
        lead = f"{'; ' if length > start else ''}{name}: "
        parts.append(f"{lead}{value}" if length > start or not caption else f"\n{lead}{value}")
        begin = length + len(lead)
        length = begin + len(value)
        places[column] = (begin, length)
        if cell.start is not None and cell.end is not None:
            pieces.append((begin, cell.start, len(value), cell.end - cell.start))
    text = "".join(parts)
    if length > start:
        blocks.append(Block(start, length, "body"))
    spans = {column: Span.of(text, *place) for column, place in places.items()}
    return Laid(text, tuple(blocks), tuple(pieces), spans)


def plain(words: str) -> str:
    r"""Words as canonical text has them, on one line.

    >>> plain(" about\n 300 ")
    'about 300'
    """
    safe = _UNSAFE.sub("\ufffd", words)
    return unicodedata.normalize("NFC", " ".join(safe.split()))
