"""Rows that are there twice: under one id, or as the same event in other words."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row


class DoubledIds:
    """No two rows have one id (a day of running totals is the id of its row)."""

    def __init__(self, around: Circumstances) -> None:
        self._columns = around.shape.id
        self._seen = _Seen(around.limits.remembered_rows)
        other = "correct the day" if around.shape.name == "totals" else "give it an id of its own"
        self._advice = f"Remove one of the two, or {other}."

    def look(self, row: Row) -> Iterator[Found]:
        """Compare with all rows before."""
        key = [row.texts[column] for column in self._columns]
        if not any(key):
            return
        earlier = self._seen.line(key, row.line)
        if earlier is not None:
            shown = ", ".join(key)
            yield Found(
                row,
                self._columns,
                f"“{shown[:80]}” is in row {earlier:,} as well.",
                self._advice,
                other_rows=(earlier,),
            )

    def end(self) -> Iterator[Found]:
        """Nothing more."""
        yield from ()


class DoubledEvents:
    """No two ids stand for one event: the same day, place, parties and number."""

    def __init__(self, around: Circumstances) -> None:
        self._shape = around.shape
        self._from = around.limits.same_event_from
        self._seen = _Seen(around.limits.remembered_rows)
        self._ids = _Seen(around.limits.remembered_rows)

    def look(self, row: Row) -> Iterator[Found]:
        """Compare with all rows before that have another id."""
        shape = self._shape
        number = row.number(shape.number)
        start = row.days.get(shape.start or "")
        if not shape.event or start is None or number is None or number < self._from:
            return
        if shape.id and self._ids.line([row.id], row.line) is not None:
            return
        end = row.days.get(shape.end or "") or start
        words = (row.texts[column].casefold() for column in shape.event)
        earlier = self._seen.line([str(start), str(end), str(number), *words], row.line)
        if earlier is not None and shape.start and shape.number:
            yield Found(
                row,
                (shape.start, shape.number),
                f"Row {earlier:,} has the same day, place, parties and number under another id.",
                "If both are one event, remove one; if not, say in the table how they differ.",
                beside=shape.event,
                other_rows=(earlier,),
                is_warning=True,
            )

    def end(self) -> Iterator[Found]:
        """Nothing more."""
        yield from ()


class _Seen:
    """The lines of keys seen before, as digests of eight bytes, up to a bound."""

    def __init__(self, most: int) -> None:
        self._lines: dict[bytes, int] = {}
        self._most = most

    def line(self, key: list[str], line: int) -> int | None:
        """The line of an earlier row with this key; remembers the first."""
        words = "\x1f".join(key).encode("utf-8", "surrogatepass")
        digest = blake2b(words, digest_size=8).digest()
        earlier = self._lines.get(digest)
        if earlier is None and len(self._lines) < self._most:
            self._lines[digest] = line
        return earlier
