"""What a chart of series shows, as plain values: drawing it needs neither ledger nor record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.values import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A count at a place: where it is drawn, what its words allow, and where it was read.

    `high` is None where the top is open. `note` says what is special about it: the failed check,
    the reason of a break.
    """

    day: date
    value: int
    low: int
    high: int | None
    says: str
    voice: str
    quote: str
    source: str
    link: str | None
    note: str = ""
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one voice; `running` where they are totals of one thing, to be joined."""

    voice: str
    known: bool
    running: bool
    dots: tuple[Dot, ...]
    relays: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate over time: from each day on its low and high (None: open), by a named policy."""

    policy: str
    steps: tuple[tuple[date, int, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One question: a measure of some people, by whoever speaks of it."""

    title: str
    measure: Measure
    lines: tuple[Line, ...]
    failures: tuple[Dot, ...] = ()
    breaks: tuple[Dot, ...] = ()
    estimate: Band | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """A chart: its panels above each other, and the voices that had spoken by each day.

    `voices` are steps (day, how many are known to be independent, how many might be); the first
    number is None if it was not worked out.
    """

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    voices: tuple[tuple[date, int | None, int], ...] = ()
