"""Interval arithmetic, checked against counting out every pair of numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_document, a_figure
from tollbook.model.values import Modifier, Verdict
from tollbook.reasoning.intervals import (
    Interval,
    add,
    counts,
    divide,
    judge,
    meet,
    stated_number,
    subtract,
    within,
)

TOP = 12
"""Small enough to count out, large enough for every way two intervals can lie."""

closed = st.tuples(st.integers(0, TOP), st.integers(0, TOP)).map(
    lambda ends: Interval(min(ends), max(ends))
)


@st.composite
def bounds(draw: st.DrawFn) -> Interval:
    """Any interval with something in it: ends closed, left out, or open for ever."""
    low, high = sorted((draw(st.integers(-TOP, TOP)), draw(st.integers(-TOP, TOP))))
    above, below = (low < high and draw(st.booleans()) for _ in range(2))
    return Interval(
        draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])), above, below
    )


def numbers(interval: Interval) -> list[int]:
    """Every whole number of a closed interval."""
    assert interval.low is not None and interval.high is not None
    return list(range(int(interval.low), int(interval.high) + 1))


def by_counting(results: list[int] | list[Fraction], wanted: Interval) -> Verdict:
    """The verdict by trying every result there is."""
    good = [result in wanted for result in results]
    return "holds" if all(good) else "undecided" if any(good) else "fails"


def holds_no_whole_number(wanted: Interval) -> bool:
    """Whether only fractions lie in `wanted`, as between 2 and 3: nothing a count can reach."""
    return not any(n in wanted for n in range(-2 * TOP, 2 * TOP + 1))


@given(closed, closed, closed)
def test_a_sum_against_a_whole_is_judged_as_by_counting(
    a: Interval, b: Interval, whole: Interval
) -> None:
    """Killed + injured against casualties, for every reading of the three numbers."""
    results = [x + y - w for x in numbers(a) for y in numbers(b) for w in numbers(whole)]
    actual = subtract(add(a, b), whole)
    assert judge(actual, Interval(0, 0)) == by_counting(results, Interval(0, 0))


@given(closed, closed)
def test_a_part_against_its_whole_is_judged_as_by_counting(part: Interval, whole: Interval) -> None:
    results = [w - p for p in numbers(part) for w in numbers(whole)]
    wanted = Interval(0, None)
    assert judge(subtract(whole, part), wanted) == by_counting(results, wanted)


@given(closed, closed, bounds())
def test_a_difference_is_judged_as_by_counting(
    now: Interval, then: Interval, wanted: Interval
) -> None:
    """Exact where whole numbers can tell; never a wrong "fails" or "holds" where they can't."""
    results = [a - b for a in numbers(now) for b in numbers(then)]
    counted = by_counting(results, wanted)
    judged = judge(subtract(now, then), wanted)
    assert judged in (counted, "undecided")
    if judged != counted:
        assert holds_no_whole_number(wanted)


@given(closed, closed.filter(lambda b: b.low and b.low > 0), bounds())
def test_a_ratio_is_judged_as_by_counting(now: Interval, then: Interval, wanted: Interval) -> None:
    """Not every ratio occurs between counts, so doubt may remain; a verdict never lies."""
    results = [Fraction(a, b) for a in numbers(now) for b in numbers(then)]
    counted = by_counting(results, wanted)
    judged = judge(divide(now, then), wanted)
    assert judged in (counted, "undecided")
    if wanted.low is None or wanted.high is None:
        assert judged == counted


@given(bounds(), bounds())
def test_meeting_and_lying_within_agree_with_every_quarter(left: Interval, right: Interval) -> None:
    """Tried on all quarters up to twice as far out as any end lies, where nothing can hide."""
    tries = [Fraction(n, 4) for n in range(-8 * TOP, 8 * TOP + 1)]
    inside = [n for n in tries if n in left]
    assert meet(left, right) == any(n in right for n in inside)
    assert within(left, right) == all(n in right for n in inside)


@given(closed, st.integers(1, TOP))
def test_a_divisor_without_a_top_lets_the_ratio_fall_to_nothing(now: Interval, floor: int) -> None:
    ratio = divide(now, Interval(floor, None))
    assert ratio.low == 0
    assert ratio.high == Fraction(now.high or 0, floor)


def test_a_divisor_that_may_be_zero_opens_the_top() -> None:
    assert divide(Interval(5, 9), Interval(0, 2)) == Interval(Fraction(5, 2), None)
    assert divide(Interval(5, 9), Interval(0, 0)) == Interval(0, None)


@pytest.mark.parametrize(
    ("modifier", "low", "high", "interval", "number"),
    [
        ("exact", 300, 300, (300, 300), 300),
        # ten in a hundred either way
        ("about", 300, 300, (270, 330), 300),
        ("about", 1_000, 1_000, (900, 1_100), 1_000),
        # a count is whole: about five is four to six
        ("about", 5, 5, (4, 6), 5),
        ("about", 0, 0, (0, 0), 0),
        # about three to four hundred
        ("about", 300, 400, (270, 440), None),
        ("at_least", 100, None, (100, None), 100),
        ("more_than", 3_001, None, (3_001, None), 3_000),
        ("at_most", 0, 300, (0, 300), 300),
        ("less_than", 0, 299, (0, 299), 300),
        ("between", 300, 400, (300, 400), None),
        ("vague", 24, 99, (24, 99), None),
    ],
)
def test_reads_counts(
    modifier: Modifier,
    low: int,
    high: int | None,
    interval: tuple[int, int | None],
    number: int | None,
) -> None:
    """The words of a figure become the counts they allow, and the number they name."""
    figure = a_figure(
        a_document(), "300 soldiers were killed", modifier=modifier, low=low, high=high
    )
    assert counts(figure, 0.1) == Interval(*interval)
    assert stated_number(figure) == number


def test_the_tolerance_is_taken_as_written() -> None:
    """0.1 means a tenth, not the nearest binary fraction, which would let 3,301 through."""
    figure = a_figure(a_document(), "300 soldiers were killed", modifier="about", low=3_000)
    assert counts(figure, 0.1) == Interval(2_700, 3_300)
    assert counts(figure, 0.0) == Interval(3_000, 3_000)


@pytest.mark.parametrize(
    ("actual", "wanted", "named", "verdict"),
    [
        # 300 + 2,700 against about 3,000: it may be off, but not by the numbers stated
        (Interval(-330, 330), Interval(0, 0), 0, "holds"),
        # 2,700 against about 1,000, "more than tripled": three times is the most it can be
        (Interval(Fraction(27, 11), 3), Interval(3, None, above=True), Fraction(27, 10), "fails"),
        # some 300 against at least 100: three times as stated, a little more is possible
        (Interval(0, Fraction(33, 10)), Interval(3, None, above=True), 3, "undecided"),
        # "at least tripled" would be met by the same numbers
        (Interval(0, Fraction(33, 10)), Interval(3, None), 3, "holds"),
        # no number is named: only certainty holds
        (Interval(4, 9), Interval(3, None), None, "holds"),
        (Interval(2, 9), Interval(3, None), None, "undecided"),
    ],
)
def test_reaches_a_verdict(
    actual: Interval, wanted: Interval, named: int | Fraction | None, verdict: Verdict
) -> None:
    """Fails where nothing fits; holds where all fits or the stated value does."""
    assert judge(actual, wanted, named) == verdict


def test_an_interval_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number lies from 3 to 3"):
        Interval(3, 3, above=True)
