"""The arithmetic of estimates, each operation by the name that the working gives it.

A second program (`recompute.py`) does the same arithmetic in code of its own; what is added here
must be added there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tollbook.model.claim import Claim
from tollbook.model.estimate import Allowed
from tollbook.reasoning.intervals import counts

Counts = Sequence[Allowed]


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


def lowest(claims: Counts) -> int:
    """The lowest lower bound."""
    return min(claim.low for claim in claims)


def highest(claims: Counts) -> int | None:
    """The highest upper bound, None (open) if any top is open."""
    return max((claim.high for claim in claims), key=_top)


def agreed(claims: Counts) -> int | None:
    """The number that all who name one name, None where they differ or none does."""
    named = {claim.best for claim in claims} - {None}
    return named.pop() if len(named) == 1 else None


def middle_low(claims: Counts) -> int:
    """The median of the lower bounds, the lower one of two middles."""
    return sorted(claim.low for claim in claims)[(len(claims) - 1) // 2]


def middle_high(claims: Counts) -> int | None:
    """The median of the upper bounds, open ones last, the higher one of two middles."""
    return sorted((claim.high for claim in claims), key=_top)[len(claims) // 2]


def middle(claims: Counts) -> int | None:
    """The median of the numbers named, rounded down to whole people; None unless all name one."""
    named = sorted(claim.best for claim in claims if claim.best is not None)
    if len(named) < len(claims):
        return None
    return (named[(len(named) - 1) // 2] + named[len(named) // 2]) // 2


def greatest_floor(claims: Counts) -> int:
    """The highest lower bound."""
    return max(claim.low for claim in claims)


def unsaid(claims: Counts) -> None:
    """Nothing: a policy that gives no such end."""


OPERATIONS: Mapping[str, Callable[[Counts], int | None]] = {
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


def _top(high: int | None) -> tuple[bool, int]:
    return high is None, high or 0
