"""What a chart of series shows, as plain values: drawing it needs neither ledger nor record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.values import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A count at a place: where it is drawn, what its words allow, and where it was read.

    `high` is None where the top is open. `note` says what is special about it: the failed check,
    the reason of a break. `stands` is whether it is still its voice's word, `joined` whether a line
    runs through it: of the counts of one day one is, and none that a check proves wrong. What is
    `wrong` takes no part in the scale of its panel; `off_scale` is set where it is drawn at the
    edge for that reason. `statement` is the id of the statement whose words are quoted.
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
    joined: bool = True
    wrong: bool = False
    off_scale: bool = False
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one voice; `running` where they are totals of one thing, to be joined."""

    voice: str
    known: bool
    running: bool
    dots: tuple[Dot, ...]
    relays: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What an estimate is from `start` to before `end`: its low and high.

    An `end` that is None is that of the chart.
    """

    start: date
    end: date | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate over time, by a named policy, while several voices make a range of it."""

    policy: str
    stretches: tuple[Stretch, ...]


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
