"""Interval arithmetic over counts: what can be true when the words leave room.

A check fails only where no values inside the intervals could satisfy it, holds where all would or
the stated values do, and is undecided otherwise. The arithmetic is exact (fractions, not floats).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tollbook.model.statement import Figure
from tollbook.model.values import Verdict

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`; an end that is None is open for ever.

    An end marked `above` or `below` is itself left out: `Interval(3, None, above=True)` is
    "more than three". There is always a number inside.
    """

    low: Number | None
    high: Number | None
    above: bool = False
    below: bool = False

    def __post_init__(self) -> None:
        """Refuse an interval that holds no number."""
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and (self.above or self.below)):
            raise ValueError(f"no number lies from {self.low} to {self.high}")

    def __contains__(self, number: Number) -> bool:
        """Whether one number lies inside.

        >>> 3 in Interval(3, None), 3 in Interval(3, None, above=True)
        (True, False)
        """
        low_fits = self.low is None or (number > self.low if self.above else number >= self.low)
        high_fits = self.high is None or (number < self.high if self.below else number <= self.high)
        return low_fits and high_fits


def counts(figure: Figure, tolerance: float) -> Interval:
    """The counts that a figure's words allow; "about N" is N give or take `tolerance` of it.

    Both ends of "about" are rounded outward to whole people: about 5, with 0.1, is 4 to 6.
    """
    if figure.modifier != "about":
        return Interval(figure.low, figure.high)
    share = Fraction(str(tolerance))
    low = max(0, math.floor(figure.low * (1 - share)))
    return Interval(low, None if figure.high is None else math.ceil(figure.high * (1 + share)))


def stated_number(figure: Figure) -> int | None:
    """The one number a figure's words name; None where they name none or two.

    "More than 300" names 300, "up to 300" too; "dozens" and "300 to 400" name no single number.
    """
    match figure.modifier:
        case "exact" | "about":
            return figure.low if figure.high == figure.low else None
        case "at_least":
            return figure.low
        case "more_than":
            return max(figure.low - 1, 0)
        case "at_most":
            return figure.high
        case "less_than":
            return None if figure.high is None else figure.high + 1
        case _:
            return None


def add(*intervals: Interval) -> Interval:
    """All sums of one number from each interval (ends left out count as reached).

    >>> add(Interval(270, 330), Interval(2700, 2700))
    Interval(low=2970, high=3030, above=False, below=False)
    """
    lows = [interval.low for interval in intervals]
    highs = [interval.high for interval in intervals]
    return Interval(_total(lows), _total(highs))


def subtract(left: Interval, right: Interval) -> Interval:
    """All differences of a number on the left and one on the right.

    >>> subtract(Interval(0, 9), Interval(100, None))
    Interval(low=None, high=-91, above=False, below=False)
    """
    low = None if left.low is None or right.high is None else left.low - right.high
    high = None if left.high is None or right.low is None else left.high - right.low
    return Interval(low, high)


def divide(left: Interval, right: Interval) -> Interval:
    """All ratios of two counts, none below zero; a divisor that may be zero opens the top.

    >>> divide(Interval(270, 330), Interval(100, None))
    Interval(low=0, high=Fraction(33, 10), above=False, below=False)
    """
    least = Fraction(left.low or 0) / right.high if right.high else 0
    most = Fraction(left.high) / right.low if right.low and left.high is not None else None
    return Interval(least, most)


def hull(intervals: Sequence[Interval]) -> Interval:
    """The narrowest interval that holds all of some, each end among them.

    >>> hull([Interval(300, 320), Interval(410, None)])
    Interval(low=300, high=None, above=False, below=False)
    """
    lows, highs = [one.low for one in intervals], [one.high for one in intervals]
    return Interval(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def meet(left: Interval, right: Interval) -> bool:
    """Whether some number lies in both intervals."""
    return not _apart(left, right) and not _apart(right, left)


def within(inner: Interval, outer: Interval) -> bool:
    """Whether every number of `inner` lies in `outer`."""
    low_fits = outer.low is None or (
        inner.low is not None
        and (inner.low > outer.low or (inner.low == outer.low and (inner.above or not outer.above)))
    )
    high_fits = outer.high is None or (
        inner.high is not None
        and (
            inner.high < outer.high
            or (inner.high == outer.high and (inner.below or not outer.below))
        )
    )
    return low_fits and high_fits


def judge(actual: Interval, wanted: Interval, named: Number | None = None) -> Verdict:
    """The verdict on a value known to lie in `actual` that ought to lie in `wanted`.

    `named` is the value by the stated numbers, None where the words name none.
    """
    if not meet(actual, wanted):
        return "fails"
    if within(actual, wanted) or (named is not None and named in wanted):
        return "holds"
    return "undecided"


def _apart(lower: Interval, upper: Interval) -> bool:
    """Whether `lower` ends before `upper` begins."""
    if lower.high is None or upper.low is None:
        return False
    touches = not lower.below and not upper.above
    return lower.high < upper.low or (lower.high == upper.low and not touches)


def _total(ends: list[Number | None]) -> Number | None:
    known = [end for end in ends if end is not None]
    return sum(known, start=0) if len(known) == len(ends) else None
