"""Running totals that fall, or jump, on a day for which no correction is on record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row


@dataclass(frozen=True, slots=True)
class _Point:
    day: date
    number: int
    row: Row


class _RunningTotals(ABC):
    """The running totals of a table, which are looked at in the order of their days."""

    def __init__(self, around: Circumstances) -> None:
        self._shape, self._limits = around.shape, around.limits
        self._groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        self._rows = 0

    def look(self, row: Row) -> Iterator[Found]:
        """Remember the row: the table may not be in the order of its days."""
        shape = self._shape
        if shape.totals and shape.start in row.days and self._rows < self._limits.totals_rows:
            self._rows += 1
            self._groups[tuple(row.texts[column] for column in shape.group)].append(row)
        yield from ()

    def end(self) -> Iterator[Found]:
        """What is wrong with each of the totals."""
        start = self._shape.start or ""
        for rows in self._groups.values():
            in_order = sorted(rows, key=lambda row: (row.days[start], row.line))
            for column in self._shape.totals:
                points = list(_points(in_order, start, column))
                if self._is_running_total(points):
                    yield from self._faults(column, points)

    def _is_running_total(self, points: Sequence[_Point]) -> bool:
        """Whether the column rises as a total does, or is called one."""
        if self._shape.totals_are_named:
            return True
        steps = list(pairwise(points))
        falls = sum(later.number < earlier.number for earlier, later in steps)
        return len(steps) > 3 and falls <= max(1, self._limits.running_total_falls * len(steps))

    @abstractmethod
    def _faults(self, column: str, points: Sequence[_Point]) -> Iterator[Found]:
        """What is wrong with one total."""

    def _moves(
        self, column: str, points: Sequence[_Point]
    ) -> Iterator[tuple[_Point, _Point, _Point | None, float | None]]:
        """Each point with the last sound one before it and the next, and the usual pace so far.

        A number that stands out alone is no point to start from: the next one is compared with
        the point before it.
        """
        limits = self._limits
        paces: deque[float] = deque(maxlen=limits.jump_window)
        last = points[0]
        for n, point in enumerate(points[1:], start=1):
            after = points[n + 1] if n + 1 < len(points) else None
            usual = median(paces) if len(paces) >= limits.jump_paces else None
            yield last, point, after, usual
            if _stands_out(last, point, after, self._is_jump(last, point, usual)):
                continue
            if point.number >= last.number and not self._is_jump(last, point, usual):
                paces.append(_pace(last, point))
            last = point

    def _is_jump(self, last: _Point, point: _Point, usual: float | None) -> bool:
        return (
            bool(usual)
            and usual is not None
            and point.number - last.number >= self._limits.jump_from
            and _pace(last, point) >= self._limits.jump_factor * usual
        )

    def _is_corrected(self, column: str, point: _Point) -> bool:
        return (point.day, column) in self._shape.corrected


class FallingTotals(_RunningTotals):
    """A running total never falls, unless a correction says why."""

    def _faults(self, column: str, points: Sequence[_Point]) -> Iterator[Found]:
        for last, point, after, usual in self._moves(column, points):
            if point.number >= last.number or self._is_corrected(column, point):
                continue
            if _stands_out(last, point, after, self._is_jump(last, point, usual)):
                what = f"and {after.number:,} on {after.day}" if after else ""
            else:
                what = ""
            yield Found(
                point.row,
                (column,),
                f"It falls from {last.number:,} on {last.day} to {point.number:,} on {point.day}, "
                f"by {last.number - point.number:,}{', ' + what if what else ''}.",
                "Correct the number, or record the correction that explains it.",
                beside=(self._shape.start or "",),
                other_rows=(last.row.line,),
            )


class JumpingTotals(_RunningTotals):
    """A running total rises at something like its usual pace, unless a correction says why."""

    def _faults(self, column: str, points: Sequence[_Point]) -> Iterator[Found]:
        for last, point, after, usual in self._moves(column, points):
            if not self._is_jump(last, point, usual) or self._is_corrected(column, point):
                continue
            times = _pace(last, point) / (usual or 1)
            days = (point.day - last.day).days
            back = after is not None and after.number < point.number
            what = f"; on {after.day} it is {after.number:,}" if after and back else ""
            yield Found(
                point.row,
                (column,),
                f"It rises from {last.number:,} on {last.day} to {point.number:,} on {point.day}, "
                f"by {point.number - last.number:,} in {days} day{'s' if days > 1 else ''}, "
                f"{times:,.0f} times its usual pace{what}.",
                "Correct the number, or say in the table what was added.",
                beside=(self._shape.start or "",),
                other_rows=(last.row.line,),
                is_warning=True,
            )


def _points(rows: Sequence[Row], start: str, column: str) -> Iterator[_Point]:
    """The numbers of a column, one a day: the first where a day is there twice."""
    previous: date | None = None
    for row in rows:
        number = row.number(column)
        if number is not None and row.days[start] != previous:
            previous = row.days[start]
            yield _Point(previous, number, row)


def _pace(earlier: _Point, later: _Point) -> float:
    return (later.number - earlier.number) / max((later.day - earlier.day).days, 1)


def _stands_out(last: _Point, point: _Point, after: _Point | None, jumps: bool) -> bool:
    """Whether a number alone is too low, or too high, and the next goes on from the one before."""
    if after is None or after.number < last.number:
        return False
    return point.number < last.number or (jumps and after.number < point.number)
