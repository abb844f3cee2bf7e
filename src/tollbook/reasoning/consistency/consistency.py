"""Can all these claims be true together? If not, the fewest that clash, and what sets it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.model.claim import Claim
from tollbook.reasoning.consistency.constraints import find_constraint_sets, joint_constraint_sets
from tollbook.reasoning.consistency.rules import STRENGTH, ConstraintSet, RuleKind
from tollbook.reasoning.consistency.solver import GaveUpError, Shift, Solver
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.record import Record

_WAYS = 4  # in which a claim is shown to clash, at the most


@dataclass(frozen=True, slots=True)
class Clash:
    """The fewest claims that can't all be true together.

    `who` stands behind them: an origin, a page that adds up; two origins where they only differ.
    `rules` are those that they break, `off` by how many people they are off in all at the least.
    `claims` are in order of the day they speak for; `strength` says that the case's own count of
    how many there were is one of the clash. `repairs` are, claim by claim (by id), the least change
    that sets this clash right if all others of it are as stated.
    """

    who: tuple[str, ...]
    claims: tuple[Claim, ...]
    strength: bool
    rules: tuple[RuleKind, ...]
    off: int
    repairs: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """The answer: `contradictions`, the ways in which claims clash; none if all can be true.

    `repair` is the least that makes everything fit: the fewest claims, and of these the least in
    all. `differences` are two origins that can't both be right; neither contradicts itself there.
    `asked` counts the claims that some rule binds, `given_up` those that are too many or too hard
    to judge.
    """

    contradictions: tuple[Clash, ...]
    repair: tuple[Shift, ...]
    differences: tuple[Clash, ...]
    asked: int
    given_up: int

    @property
    def feasible(self) -> bool:
        """Whether all claims that could be judged can be true together."""
        return not self.contradictions


def consistency(record: Record) -> Consistency:
    """Ask of each constraint set on record whether it can be true, then of each two origins."""
    found: list[Clash] = []
    repair: list[Shift] = []
    asked, given_up = set[str](), set[str]()
    for constraints in find_constraint_sets(record):
        for component in constraints.components():
            asked.update(component.stated)
            try:
                clashes, shifts = _judge(_solver(component, record), record)
            except GaveUpError:
                given_up.update(component.stated)
                continue
            found += clashes
            repair += shifts
    return Consistency(
        contradictions=tuple(found),
        repair=tuple(repair),
        differences=tuple(_differences(record, repair)),
        asked=len(asked - {STRENGTH}),
        given_up=len(given_up - {STRENGTH}),
    )


def _solver(component: ConstraintSet, record: Record) -> Solver:
    if len(component.stated) > record.settings.solver_claims:
        raise GaveUpError
    return Solver(component, record.settings.solver_effort)


def _judge(solver: Solver, record: Record) -> tuple[list[Clash], tuple[Shift, ...]]:
    """The contradictions of a component, one for each claim that must be wrong, and its repair."""
    stated = solver.constraints.stated
    wrong = solver.fewest_wrong(tuple(stated))
    if not wrong:
        return [], ()
    clashes: list[Clash] = []
    for one in wrong:
        rest = [name for name in stated if name == one or name not in wrong]
        clashes += _clashes_of(one, rest, solver, record)
    return clashes, solver.least_shifts(wrong, stated)


def _clashes_of(
    wrong: str, among: Sequence[str], solver: Solver, record: Record
) -> Iterator[Clash]:
    """The smallest clash that a wrong claim is in, and further ones that break other rules.

    A total printed too low clashes with all before it in one way; one example of it is enough.
    """
    shown: set[RuleKind] = set()
    rest = list(among)
    for _ in range(_WAYS):
        if solver.feasible(rest):
            return
        names = solver.smallest_clash(rest)
        clash = _clash((solver.constraints.who,), names, solver, record)
        if shown.isdisjoint(clash.rules):
            yield clash
        shown.update(clash.rules)
        rest = [name for name in rest if name == wrong or name not in names]


def _differences(record: Record, repair: Sequence[Shift]) -> Iterator[Clash]:
    """Two origins that can't both be right, each with the fewest claims that show it."""
    wrong = {shift.count for shift in repair}
    for one, other, joint in joint_constraint_sets(record, wrong):
        for component in joint.components():
            try:
                solver = _solver(component, record)
                names = _fitting_alone(solver, record)
                if not solver.feasible(names):
                    clash = solver.smallest_clash(names)
                    who = (one.origin.name, other.origin.name)
                    difference = _clash(who, clash, solver, record)
                    if _matters(difference, record):
                        yield difference
            except GaveUpError:
                continue


def _fitting_alone(solver: Solver, record: Record) -> tuple[str, ...]:
    """The counts stated by two origins but for the fewest by which either contradicts itself.

    What is left of each fits by itself, so that a clash of them holds a claim of both. How many
    there were is nobody's claim.
    """
    known = {name: record.claims.get(name) for name in solver.constraints.stated}
    by_origin = group_by(
        (name for name, claim in known.items() if claim is not None),
        lambda name: claim.origin.key if (claim := known[name]) else "",
    )
    wrong = {name for names in by_origin.values() for name in solver.fewest_wrong(names)}
    return tuple(name for names in by_origin.values() for name in names if name not in wrong)


def _matters(difference: Clash, record: Record) -> bool:
    """Whether two origins are further apart than "about" would cover."""
    least = min(claim.figure.low for claim in difference.claims)
    return difference.off > least * record.settings.about_tolerance


def _clash(who: tuple[str, ...], names: tuple[str, ...], solver: Solver, record: Record) -> Clash:
    known = (record.claims.get(name) for name in names)
    claims = (claim for claim in known if claim is not None)
    return Clash(
        who=who,
        claims=tuple(sorted(claims, key=lambda claim: (str(claim.as_of), claim.id))),
        strength=STRENGTH in names,
        rules=solver.rules_broken(names),
        off=sum(abs(shift.by) for shift in solver.least_shifts(names, ())),
        repairs=tuple(shift for name in names for shift in solver.least_shifts((name,), names)),
    )
