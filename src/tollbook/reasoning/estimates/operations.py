"""The arithmetic of estimates, each operation by the name that the working gives it.

A second program (`recompute.py`) does the same arithmetic in code of its own; what is added here
must be added there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

from tollbook.model.claim import Claim
from tollbook.model.estimate import Allowed
from tollbook.reasoning.intervals import counts

Number = int | float


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers in order, of which one may be passed over: the one at `gone`."""

    numbers: tuple[Number, ...]
    gone: int | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers) - (self.gone is not None)

    def __getitem__(self, n: int) -> Number:
        """The number at place `n`, counted from 0."""
        return self.numbers[n if self.gone is None or n < self.gone else n + 1]

    def without(self, number: Number) -> Column:
        """The same column with one such number passed over."""
        return replace(self, gone=bisect_left(self.numbers, number))


@dataclass(frozen=True, slots=True)
class Counts:
    """What some claims allow, each end in order; an open top is infinite.

    Leaving one claim out costs next to nothing, however many there are.
    """

    low: Column
    best: Column
    high: Column

    @classmethod
    def of(cls, claims: Iterable[Allowed]) -> Counts:
        """The counts of some claims."""
        words = tuple(claims)
        return cls(
            Column(tuple(sorted(claim.low for claim in words))),
            Column(tuple(sorted(claim.best for claim in words if claim.best is not None))),
            Column(tuple(sorted(_top(claim) for claim in words))),
        )

    def __len__(self) -> int:
        """How many claims there are."""
        return len(self.low)

    def without(self, claim: Allowed) -> Counts:
        """The same with one such claim left out."""
        best = self.best if claim.best is None else self.best.without(claim.best)
        return Counts(self.low.without(claim.low), best, self.high.without(_top(claim)))


def allow(claim: Claim, tolerance: float) -> Allowed:
    """What a claim's words allow, "about N" being N give or take `tolerance` of it."""
    figure = claim.figure
    interval = counts(figure, tolerance)
    names_one = figure.modifier in ("exact", "about") and figure.low == figure.high
    return Allowed(
        figure.low,
        figure.high,
        int(interval.low or 0),
        None if interval.high is None else int(interval.high),
        figure.low if names_one else None,
    )


def lowest(claims: Counts) -> Number:
    """The lowest lower bound."""
    return claims.low[0]


def highest(claims: Counts) -> Number:
    """The highest upper bound, open if any top is."""
    return claims.high[len(claims) - 1]


def agreed(claims: Counts) -> Number:
    """The number that all who name one name; none if they differ or none is named."""
    named = claims.best
    return named[0] if len(named) and named[0] == named[len(named) - 1] else inf


def middle_low(claims: Counts) -> Number:
    """The median of the lower bounds, the lower one of two middles."""
    return claims.low[(len(claims) - 1) // 2]


def middle_high(claims: Counts) -> Number:
    """The median of the upper bounds, open ones last, the higher one of two middles."""
    return claims.high[len(claims) // 2]


def middle(claims: Counts) -> Number:
    """The median of the numbers named, rounded down to whole people; none unless all name one."""
    named = claims.best
    if len(named) < len(claims):
        return inf
    return (named[(len(named) - 1) // 2] + named[len(named) // 2]) // 2


def greatest_floor(claims: Counts) -> Number:
    """The highest lower bound."""
    return claims.low[len(claims) - 1]


def unsaid(_claims: Counts) -> Number:
    """Nothing: a policy that gives no such end."""
    return inf


OPERATIONS: Mapping[str, Callable[[Counts], Number]] = {
    operation.__name__: operation
    for operation in (
        lowest,
        highest,
        agreed,
        middle_low,
        middle,
        middle_high,
        greatest_floor,
        unsaid,
    )
}


def apply(operation: str, claims: Counts) -> int | None:
    """What an operation gives, None where it is open or nothing."""
    number = OPERATIONS[operation](claims)
    return None if number == inf else int(number)


def _top(claim: Allowed) -> Number:
    return inf if claim.high is None else claim.high
