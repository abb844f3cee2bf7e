"""What every check is: a name, what it looks for, and how it is made for a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tollbook.linting.rows import Found, Row
from tollbook.linting.shapes import Shape
from tollbook.settings import Linting


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a check knows beside the rows: the table's shape, the thresholds, and today's date."""

    shape: Shape
    limits: Linting
    today: date
    count_dead: Callable[[str], tuple[int, str] | None] | None = None
    """The most people that a text counts as killed, with its words; None where it counts none."""


class Watch(Protocol):
    """A check at work on one table."""

    def look(self, row: Row) -> Iterable[Found]:
        """What is wrong with the next row."""

    def end(self) -> Iterable[Found]:
        """What can be said only when all rows were seen."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, in a sentence what it looks for, and how to start it on a table."""

    name: str
    looks_for: str
    start: Callable[[Circumstances], Watch]


class _EachRow:
    """A check of single rows at work."""

    def __init__(
        self, function: Callable[[Row, Circumstances], Iterable[Found]], around: Circumstances
    ) -> None:
        self._function = function
        self._around = around

    def look(self, row: Row) -> Iterable[Found]:
        """What is wrong with the next row."""
        return self._function(row, self._around)

    def end(self) -> Iterable[Found]:
        """Nothing: no row says anything about another."""
        return ()


def each_row(
    function: Callable[[Row, Circumstances], Iterable[Found]],
) -> Callable[[Circumstances], Watch]:
    """The start of a check that looks at each row by itself."""
    return lambda around: _EachRow(function, around)
