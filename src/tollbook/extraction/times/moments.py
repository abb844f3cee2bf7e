"""What time words say, before anyone knows the date of the document.

"last month" is `Unit("month", -1)` whatever day it is read on; `resolution.clock` puts it on a
calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["early", "middle", "late", "earlier", "later"]
Side = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar: "14 December", of a year where one is named.

    `years` counts from this year: "14 December last year" is -1.
    """

    month: int
    day: int
    year: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month, of a year where one is named; `offset` -1 is "last August", 1 "next August".

    `years` counts from this year: "August last year" is -1.
    """

    month: int
    year: int | None = None
    offset: int = 0
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar."""

    year: int


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from `first`: "the 1990s"."""

    first: int


@dataclass(frozen=True, slots=True)
class Season:
    """Three months from `first_month`: "last spring", "the winter of 1995"."""

    first_month: int
    year: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (Monday is 0); `offset` -1 is "last Friday", 1 "next Friday".

    `week` is set by "Friday last week" and counts weeks from this one.
    """

    weekday: int
    offset: int = 0
    week: int | None = None


@dataclass(frozen=True, slots=True)
class FromToday:
    """A day counted from today: "yesterday" is -1."""

    days: int


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night before today."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A week, weekend, month, year, decade of the calendar: "last month" has the offset -1."""

    unit: str
    offset: int


@dataclass(frozen=True, slots=True)
class Ago:
    """Such as "two weeks ago"."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units that end today ("the past 24 hours") or begin today ("the next two weeks")."""

    count: int
    unit: str
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """Such as "within two weeks", "in two weeks": dated only where it looks ahead."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One of `pieces` equal parts: "the first half of this year" (`index` -1 is the last)."""

    index: int
    pieces: int
    of: Moment | None = None


@dataclass(frozen=True, slots=True)
class FewOf:
    """The first or last units of something: "the first three months of the year"."""

    count: int
    unit: str
    side: Side
    of: Moment


@dataclass(frozen=True, slots=True)
class PartOf:
    """Early, in the middle of, late in, earlier in or later in something: "early 1992"."""

    part: Part
    of: Moment


@dataclass(frozen=True, slots=True)
class Edge:
    """The start, middle or end of something: "the end of the year"."""

    side: Side
    of: Moment


@dataclass(frozen=True, slots=True)
class Since:
    """From something on; with `after`, from the day after it."""

    start: Moment
    after: bool = False


@dataclass(frozen=True, slots=True)
class Until:
    """Up to and with something; with `before`, up to the day before it."""

    end: Moment
    before: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """From the first through the last."""

    first: Moment
    last: Moment


@dataclass(frozen=True, slots=True)
class Undated:
    """Time words that give no date: "in recent weeks", "since the war began"."""


Moment = (
    Day
    | Month
    | Year
    | Decade
    | Season
    | Weekday
    | FromToday
    | Overnight
    | Unit
    | Ago
    | Stretch
    | Within
    | Piece
    | FewOf
    | PartOf
    | Edge
    | Since
    | Until
    | Between
    | Undated
)
