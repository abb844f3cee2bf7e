"""Tables of text: lines cut into cells by tabs, bars or wide gaps; rows as against prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tollbook.model.document import Extent
from tollbook.reading.dates import without_dates
from tollbook.reading.paragraphs import Paragraph

MAX_COLUMNS = 40  # a wider table is data, not a report
PROSE_CHARS = 80  # a cell longer than this tells a story, and is read as prose
_MARKS = " \t*_`~#>"
_RULE = re.compile(r"[-=+:|\s─━═┼│]{3,}\Z")
_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_GAP = re.compile(r"(?<![.!?:;]) {2,}")  # behind a stop it only parts two sentences
# "12", "1,204", "~300", "at least 12", "13 – 46", "300+", "12 (4)", "7,500 people"; not "3 May".
_VALUE = re.compile(r"[^\w\n]{0,3}(?:[a-z]{2,8} ){0,2}[~<>≈]?\d")
_BLANK = re.compile(r"[-–—.…*]{1,4}\Z|n/?[ak]\.?\Z|nil\Z|none\Z|unknown\Z|zero\Z", re.IGNORECASE)


def table_rows(text: str, parts: Sequence[Paragraph]) -> frozenset[int]:
    """The indices of the paragraphs that are rows of tables.

    Two lines or more in a row make a table where they are cut the same way and numbers stand
    beside words in at least one of them.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, part in enumerate(parts):
        kind = _kind(text, part)
        goes_on = bool(run) and part.gap == 0 and kind == _kind(text, parts[run[-1]])
        if kind and (goes_on or not run):
            run.append(index)
            continue
        found.update(_rows(text, parts, run))
        run = [index] if kind else []
    found.update(_rows(text, parts, run))
    return frozenset(found)


def _rows(text: str, parts: Sequence[Paragraph], run: Sequence[int]) -> Sequence[int]:
    if len(run) < 2:
        return ()
    rows = [cut(text, parts[index].start, parts[index].end) for index in run]
    has_value = any(is_value(text[a:b]) for row in rows for a, b in row[1:])
    return run if has_value else ()


def _kind(text: str, part: Paragraph) -> str:
    """What cuts the line into cells: a tab, a bar, a gap; nothing where it is no row."""
    line = text[part.start : part.end]
    if part.lines > 1:
        return ""
    kind = "\t" if "\t" in line else "|" if "|" in line else " " if _GAP.search(line) else ""
    if not kind or line.count(kind) > len(line) // 2 + MAX_COLUMNS:
        return ""
    if kind == "|" and is_rule(line):
        return kind
    cells = cut(text, part.start, part.end)
    prose = any(end - start > PROSE_CHARS for start, end in cells)
    return kind if 2 <= len(cells) <= MAX_COLUMNS and not prose else ""


def is_rule(line: str) -> bool:
    """Whether a line is drawn, not written: "|---|:-:|"."""
    return bool(_RULE.match(line))


def cut(text: str, start: int, end: int) -> list[Extent]:
    """The cells of a line as extents without blanks and marks of emphasis, empty ones included."""
    line = text[start:end]
    cutter = _TAB if "\t" in line else _BAR if "|" in line else _GAP
    edges = [start]
    for found in cutter.finditer(text, start, end):
        edges += (found.start(), found.end())
    edges.append(end)
    cells = [trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if cutter is _BAR:  # "| a | b |" has two cells
        cells = cells[text[start] == "|" : len(cells) - (text[end - 1] == "|")]
    return cells


def trimmed(text: str, start: int, end: int) -> Extent:
    """The extent without blanks and marks of emphasis at its ends."""
    while start < end and text[start] in _MARKS and not text[start : start + 1].isalnum():
        if text[start] == "~" and text[start + 1 : start + 2].isdigit():
            break  # "~300" is about 300
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def is_value(cell: str) -> bool:
    """Whether a cell says how many.

    >>> [is_value(cell) for cell in ("1,204", "at least 12", "3 May 2024", "Kano", "District 9")]
    [True, True, False, False, False]
    """
    return bool(_VALUE.match(cell)) and bool(_VALUE.match(without_dates(cell).strip()))


def is_blank(cell: str) -> bool:
    """Whether a cell says that there is nothing to say: empty, "-", "n/a"."""
    return not cell or bool(_BLANK.match(cell))


def columns(
    cells: Sequence[Extent], head: Sequence[Extent], line: int, above: int
) -> Iterator[int]:
    """The column of each cell of a row, by the place of its words where cells are left out.

    `head` is the row that names the columns; `line` and `above` are where the two lines start.
    """
    if len(cells) == len(head) or not head:
        yield from range(len(cells))
        return
    at = 0
    for start, end in cells:
        left = range(at, len(head))
        middle = (start + end) / 2 - line
        near = min(
            left, key=lambda i: abs((head[i][0] + head[i][1]) / 2 - above - middle), default=at
        )
        yield near
        at = near + 1
