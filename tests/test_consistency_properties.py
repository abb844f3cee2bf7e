"""What must hold of all claims at once, whatever they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consistency_tools import GUR, Briefing, Count, asked
from tollbook.reasoning.consistency import Clash
from tollbook.reasoning.consistency.rules import ConstraintSet, Rule
from tollbook.reasoning.consistency.solver import Solver
from tollbook.reasoning.intervals import Interval

EFFORT = 10_000_000
NAMES = ("a", "b", "c", "d")
MOST = 5


@st.composite
def hedged(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A way to put a number so that it is true."""
    match draw(st.sampled_from(("exact", "at_least", "at_most", "about"))):
        case "at_least":
            low = draw(st.integers(0, number))
            return {"low": low, "high": None, "modifier": "at_least"}
        case "at_most":
            return {"low": 0, "high": number + draw(st.integers(0, 50)), "modifier": "at_most"}
        case "about":
            near = [n for n in range(number + 40) if n * 9 // 10 <= number <= -(-n * 11 // 10)]
            return {"low": draw(st.sampled_from(near)), "modifier": "about"}
        case _:
            return {"low": number}


@st.composite
def histories(draw: st.DrawFn, *, exact: bool = False) -> list[Briefing]:
    """Briefings of one origin that are all true of some people who come to harm day by day."""
    told: list[Briefing] = []
    dead = hurt = 0
    for day in range(draw(st.integers(2, 6))):
        died = draw(st.integers(0, 40))
        dead, hurt = dead + died, hurt + draw(st.integers(0, 90))
        ways = [hedged(n) if not exact else st.just({"low": n}) for n in (dead + hurt, dead, hurt)]
        whole, killed, injured = (draw(way) for way in ways)
        counts = [
            Count("casualties", **whole),
            Count("killed", **killed, part=True),
            Count("injured", **injured, part=True),
        ]
        keep = draw(st.integers(1, 3)) if not exact else 3
        told.append(Briefing(2 * day, counts[:keep]))
        if not exact and draw(st.booleans()):
            event = Count("killed", **draw(hedged(draw(st.integers(0, died)))), scope="incident")
            told.append(Briefing(2 * day - 1, [event]))
    if draw(st.booleans()):
        told.append(Briefing(30, [Count("deployed", **draw(hedged(dead + 100)))]))
    return told


@settings(max_examples=60, deadline=None)
@given(histories())
def test_what_is_true_is_never_flagged(told: list[Briefing]) -> None:
    answer = asked(*told)
    assert answer.feasible
    assert answer.given_up == 0


@settings(max_examples=30, deadline=None)
@given(histories(), histories())
def test_however_origins_differ_nobody_is_contradicted(
    one: list[Briefing], other: list[Briefing]
) -> None:
    answer = asked(*one, *(replace(briefing, voice=GUR) for briefing in other))
    assert answer.feasible
    assert all(map(speaks_of_both, answer.differences))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 900), st.booleans()), max_size=8))
def test_a_difference_holds_a_claim_of_each_origin(told: list[tuple[int, int, bool]]) -> None:
    """Whatever two origins say, of one day or of several, and whoever contradicts himself."""
    briefings = [
        Briefing(day, [Count("killed", low)], GUR if other else None, id=f"page {n}")
        for n, (day, low, other) in enumerate(told)
    ]
    assert all(map(speaks_of_both, asked(*briefings).differences))


def speaks_of_both(difference: Clash) -> bool:
    return {claim.origin.name for claim in difference.claims} == set(difference.who)


@settings(max_examples=30, deadline=None)
@given(histories(exact=True), st.data())
def test_a_planted_error_is_in_what_clashes(told: list[Briefing], data: st.DataObject) -> None:
    """One number is changed; a clash holds it, and no more than one claim has to be wrong."""
    briefings = [n for n, briefing in enumerate(told) if len(briefing.counts) == 3]
    at = data.draw(st.sampled_from(briefings))
    which = data.draw(st.sampled_from((0, 1, 2)))
    counts = list(told[at].counts)
    wrong = counts[which] = replace(counts[which], low=counts[which].low + 7)
    said = {(count.measure, count.low) for briefing in told for count in briefing.counts}
    assume((wrong.measure, wrong.low) not in said)  # a number repeated is the same count
    told[at] = replace(told[at], counts=counts)
    answer = asked(*told)
    assert not answer.feasible
    assert len(answer.repair) == 1
    clashing = {
        (claim.measure, claim.figure.low)
        for clash in answer.contradictions
        for claim in clash.claims
    }
    assert (wrong.measure, wrong.low) in clashing


@st.composite
def some_counts(draw: st.DrawFn) -> ConstraintSet:
    """Any few counts with any rules between them."""
    ends = st.tuples(st.integers(0, MOST), st.integers(0, MOST)).map(sorted)
    stated = {}
    for name in NAMES[: draw(st.integers(2, 4))]:
        low, high = draw(ends)
        stated[name] = Interval(low, high)
    names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple)
    rules = st.lists(st.builds(Rule, st.just("grows"), names, names, st.booleans()), max_size=4)
    return ConstraintSet("somebody", stated, tuple(draw(rules)))


def fits(constraints: ConstraintSet, names: tuple[str, ...] | None = None) -> bool:
    """Whether some numbers satisfy all, found by trying every one."""
    kept = {n: i for n, i in constraints.stated.items() if names is None or n in names}
    for numbers in product(range(2 * MOST + 1), repeat=len(NAMES)):
        count = dict(zip(NAMES, numbers, strict=True))
        if all(count[name] in interval for name, interval in kept.items()) and all(
            _kept(rule, count) for rule in constraints.rules
        ):
            return True
    return False


def _kept(rule: Rule, count: dict[str, int]) -> bool:
    more, less = (sum(count[name] for name in side) for side in (rule.more, rule.less))
    return more == less if rule.equal else more >= less


@settings(max_examples=60, deadline=None)
@given(some_counts())
def test_the_solver_agrees_with_trying_every_number(constraints: ConstraintSet) -> None:
    assert Solver(constraints, EFFORT).feasible(constraints.stated) == fits(constraints)


@settings(max_examples=60, deadline=None)
@given(some_counts())
def test_the_fewest_that_are_wrong_are_the_fewest(constraints: ConstraintSet) -> None:
    wrong = Solver(constraints, EFFORT).fewest_wrong(tuple(constraints.stated))
    names = set(constraints.stated)
    assert fits(constraints, tuple(names - set(wrong)))
    if wrong:
        assert not any(
            fits(constraints, tuple(names - set(fewer)))
            for fewer in combinations(sorted(names), len(wrong) - 1)
        )


@settings(max_examples=60, deadline=None)
@given(some_counts())
def test_the_least_repair_repairs(constraints: ConstraintSet) -> None:
    """With every count shifted as told, all fit; with any shift one smaller, they don't."""
    solver = Solver(constraints, EFFORT)
    wrong = solver.fewest_wrong(tuple(constraints.stated))
    shifts = {shift.count: shift.by for shift in solver.least_shifts(wrong, constraints.stated)}
    assert fits(_shifted(constraints, shifts))
    for name, by in shifts.items():
        if by:
            less = shifts | {name: by - (1 if by > 0 else -1)}
            assert not fits(_shifted(constraints, less))


def _shifted(constraints: ConstraintSet, shifts: dict[str, int]) -> ConstraintSet:
    stated = {
        name: Interval(
            int(i.low or 0) + shifts.get(name, 0), int(i.high or 0) + shifts.get(name, 0)
        )
        for name, i in constraints.stated.items()
    }
    return replace(constraints, stated=stated)


@settings(max_examples=60, deadline=None)
@given(some_counts())
def test_a_clash_is_one_and_none_of_it_can_be_spared(constraints: ConstraintSet) -> None:
    if fits(constraints):
        return
    clash = Solver(constraints, EFFORT).smallest_clash(tuple(constraints.stated))
    assert not fits(constraints, clash)
    assert all(fits(constraints, tuple(n for n in clash if n != name)) for name in clash)
