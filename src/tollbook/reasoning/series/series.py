"""A series and its points, each with the claim that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim, ClaimLink, Origin
from tollbook.model.statement import Figure
from tollbook.model.values import Measure, Scope
from tollbook.reasoning.intervals import Interval, counts, stated_number
from tollbook.reasoning.populations import Subject
from tollbook.reasoning.series.breaks import Break


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a running total moved since the point before it, `days` earlier.

    `named` is the difference of the stated numbers, None where one of the two names none;
    `corrected` the part of it by which the origin moved its own total (0 where it says nothing).
    """

    days: int
    named: int | None
    corrected: int = 0

    @property
    def per_day(self) -> float | None:
        """The pace without the correction, a day."""
        return None if self.named is None else (self.named - self.corrected) / self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One claim, on the day that it speaks for.

    `interval` is what its words allow ("about" give or take the tolerance of the settings). `links`
    are those in which another claim corrects, retracts or disputes this one, or this one another.
    `repeats` are claims that give the same number for the same day in another scope: a headline, a
    shorter report. `misread` marks a count that is for certain another measure's, as the check
    `conflation` shows: the total did not move to it.
    """

    day: date
    claim: Claim
    interval: Interval
    links: tuple[ClaimLink, ...] = ()
    difference: Difference | None = None
    breaks: tuple[Break, ...] = ()
    repeats: tuple[Claim, ...] = ()
    misread: bool = False

    @classmethod
    def of(cls, claim: Claim, day: date, tolerance: float, links: tuple[ClaimLink, ...]) -> Point:
        """The point of a claim."""
        return cls(day=day, claim=claim, interval=counts(claim.figure, tolerance), links=links)

    @property
    def low(self) -> int:
        """The fewest that the words allow."""
        return int(self.interval.low or 0)

    @property
    def high(self) -> int | None:
        """The most that the words allow; None if the top is open."""
        return None if self.interval.high is None else int(self.interval.high)

    @property
    def best(self) -> int | None:
        """The number that the words name, or the nearest that they allow ("more than 300": 301).

        None where they name none, or two.
        """
        named = stated_number(self.claim.figure)
        if named is None:
            return None
        return max(self.low, named if self.high is None else min(named, self.high))

    @property
    def value(self) -> int:
        """Where a drawing puts the point: the best number, else the lower end of the words."""
        return self.low if self.best is None else self.best

    @property
    def relays(self) -> tuple[Figure, ...]:
        """The statements of the count after the first one: who carried it on."""
        return *self.claim.figures[1:], *(one for claim in self.repeats for one in claim.figures)

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all its statements."""
        return *self.claim.statements, *(id for claim in self.repeats for id in claim.statements)

    @property
    def superseded_by(self) -> str | None:
        """The claim that corrects or retracts this one; None where it stands."""
        return next(
            (
                link.claim
                for link in self.links
                if link.other == self.claim.id and link.kind in ("corrects", "retracts")
            ),
            None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The claims of one origin about one subject, by the day they speak for.

    `people` is how most statements word whom they count.
    """

    origin: Origin
    subject: Subject
    people: str
    points: tuple[Point, ...]

    @property
    def measure(self) -> Measure:
        """What is counted."""
        return self.subject.measure

    @property
    def scope(self) -> Scope:
        """The stretch of time that each of its counts covers."""
        return self.subject.scope

    @property
    def side(self) -> str | None:
        """The party that is counted; None if not said."""
        return self.subject.side
