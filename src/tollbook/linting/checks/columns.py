"""Headers, codes, and columns that change: shifted, filled only in part, or of another kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache

from tollbook.linting.cells import decimal, kind_of, shorten
from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row
from tollbook.linting.shapes import ACLED_COLUMNS, GED_COLUMNS, Shape, normal

_STANDARD = {"ged": GED_COLUMNS, "acled": ACLED_COLUMNS}
_SHOWN_CODES = 8


def doubled_columns(columns: Sequence[str]) -> Iterator[Found]:
    """Two columns with one name: every program reads another of them."""
    for name in dict.fromkeys(columns):
        if name and columns.count(name) > 1:
            yield Found(
                None,
                (name,),
                f"{columns.count(name)} columns are called “{name[:40]}”.",
                "Give each its own name; here the first was read.",
            )


def misspelt_columns(shape: Shape) -> Iterator[Found]:
    """A column that GED or ACLED has under a name that is a little different."""
    standard = _STANDARD.get(shape.name, ())
    known = {normal(column) for column in shape.columns}
    missing = [name for name in standard if name not in known]
    for column in shape.columns:
        if normal(column) in standard or not missing:
            continue
        near = get_close_matches(normal(column), missing, n=1, cutoff=0.85)
        if near:
            yield Found(
                None,
                (column,),
                f"There is no column {near[0]}, but one called “{column[:40]}”.",
                f"Call it {near[0]}; until then it is not checked.",
                is_warning=True,
            )


def is_tags(texts: Sequence[str]) -> bool:
    """Whether a row has the hashtags of HXL, which explain the columns once more."""
    filled = [text for text in texts if text]
    return bool(filled) and all(text[0] == "#" and text[1:2].isalpha() for text in filled)


def repeats_header(texts: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a row is the header once more, as where files were put together."""
    return len(columns) > 1 and all(
        text.casefold() == column.casefold() for text, column in zip(texts, columns, strict=False)
    )


def shifted(row: Row, around: Circumstances) -> Found | None:
    """A row whose cells stand in the wrong columns: several hold what theirs can't."""
    shape = around.shape
    wrong = [column for column in shape.counts if row.text(column) and column not in row.counts]
    wrong = [column for column in wrong if not row.text(column).startswith("-")]
    wrong += [column for column in shape.days if row.text(column) and column not in row.days]
    for column in (shape.lat, shape.lon, shape.year):
        if column and row.text(column) and decimal(row.text(column)) is None:
            wrong.append(column)
    wrong += [
        column for column, allowed in shape.codes.items() if _is_outside(row.text(column), allowed)
    ]
    wrong = list(dict.fromkeys(wrong))
    if not wrong:
        return None
    # A day among the numbers is no slip of the pen.
    moved = any(kind_of(row.text(column)) == "day" for column in (*shape.counts, shape.lat or ""))
    if len(wrong) + moved < around.limits.shifted_cells:
        return None
    in_order = [column for column in shape.columns if column in wrong]
    first = in_order[0]
    return Found(
        row,
        tuple(in_order),
        f"{len(in_order)} cells are not what their columns hold, from {first} on.",
        f"Look for a cell too many or too few before {first}.",
    )


def check_codes(row: Row, around: Circumstances) -> Iterator[Found]:
    """A column of codes holds one of those that it may hold."""
    for column, allowed in around.shape.codes.items():
        text = row.text(column)
        if _is_outside(text, allowed):
            words = sorted(allowed)
            known = ", ".join(words[:_SHOWN_CODES])
            known += f" and {len(words) - _SHOWN_CODES} more" if len(words) > _SHOWN_CODES else ""
            near = get_close_matches(text[:100], words, n=1)
            advice = f"Did you mean “{near[0]}”?" if near else "Correct the code."
            working = f"{shorten(text)} is not one of {known}."
            yield Found(row, (column,), working, advice)


def _is_outside(text: str, allowed: frozenset[str]) -> bool:
    """Whether a code is none of these, however it is capitalised; 3.0 is the code 3."""
    if not text or text in allowed:
        return False
    return text.removesuffix(".0").casefold() not in _folded(allowed)


@cache
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


class FilledColumns:
    """A column is not filled in one stretch of the table only."""

    def __init__(self, around: Circumstances) -> None:
        self._around = around
        width = len(around.shape.columns)
        self._filled = [0] * width
        self._first: list[tuple[int, Row] | None] = [None] * width
        self._last: list[tuple[int, Row] | None] = [None] * width
        self._rows = 0

    def look(self, row: Row) -> Iterator[Found]:
        """Note which of its cells are filled."""
        number, filled, last = self._rows, self._filled, self._last
        self._rows += 1
        here = (number, row)
        for n, text in enumerate(row.source.values):
            if text:
                filled[n] += 1
                last[n] = here
                if self._first[n] is None:
                    self._first[n] = here
        return iter(())

    def end(self) -> Iterator[Found]:
        """The columns that start or stop."""
        limits, rows = self._around.limits, self._rows
        for n, column in enumerate(self._around.shape.columns):
            first, last = self._first[n], self._last[n]
            if first is None or last is None or column in self._around.shape.sparse:
                continue
            before, after = first[0], rows - 1 - last[0]
            stretch = last[0] - first[0] + 1
            if stretch < limits.sudden_rows or self._filled[n] < limits.sudden_share * stretch:
                continue
            if before >= limits.sudden_rows:
                working = f"It is empty in the first {before:,} rows, and filled from here on."
                yield self._found(first[1], column, working)
            if after >= limits.sudden_rows:
                working = f"It is filled up to here, and empty in the {after:,} rows after."
                yield self._found(last[1], column, working)

    def _found(self, row: Row, column: str, working: str) -> Found:
        hint = "Say in the table's notes from when to when it was filled, or fill in the rest."
        return Found(row, (column,), working, hint, is_warning=True)


class KindsOfColumns:
    """A column does not change to another kind of value from some row on."""

    def __init__(self, around: Circumstances) -> None:
        self._around = around
        width = len(around.shape.columns)
        self._kind = [""] * width
        self._before = [("", 0)] * width
        self._length = [0] * width
        self._changes = [0] * width
        self._changed_at: list[Row | None] = [None] * width

    def look(self, row: Row) -> Iterator[Found]:
        """Note the kind of each of its cells."""
        kinds, lengths = self._kind, self._length
        for n, text in enumerate(row.source.values):
            if not text:
                continue
            kind = _kind_in_words(text)
            if kind == kinds[n]:
                lengths[n] += 1
            else:
                if kinds[n]:
                    self._changes[n] += 1
                    self._before[n] = (kinds[n], lengths[n])
                    self._changed_at[n] = row
                kinds[n], lengths[n] = kind, 1
        return iter(())

    def end(self) -> Iterator[Found]:
        """The columns that changed once and for all."""
        least = self._around.limits.sudden_rows
        for n, column in enumerate(self._around.shape.columns):
            before, length = self._before[n]
            if self._changes[n] == 1 and length >= least and self._length[n] >= least:
                yield Found(
                    self._changed_at[n],
                    (column,),
                    f"It holds {before} in the {length:,} filled rows before, and "
                    f"{self._kind[n]} from here on.",
                    "Write all rows in one way; look for a column that was moved.",
                    is_warning=True,
                )


def _kind_in_words(text: str) -> str:
    """What a cell holds, numbers with and without a fraction alike; of days, how it is written."""
    kind = kind_of(text)
    if kind == "day":
        if text[4:5] in ("-", "/", "."):
            return "days like 2025-01-14"
        return "days like 14/01/2025" if text[-5:-4] in ("-", "/", ".") else "days in words"
    return "text" if kind == "text" else "numbers"
