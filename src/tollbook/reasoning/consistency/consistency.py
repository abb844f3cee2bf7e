"""Can all these claims be true together? If not, the fewest that clash, and what sets it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.model.claim import Claim
from tollbook.reasoning.consistency.constraints import depositions, meetings
from tollbook.reasoning.consistency.deposition import STRENGTH, Deposition, RuleKind
from tollbook.reasoning.consistency.solver import GaveUpError, Shift, Solver
from tollbook.reasoning.record import Record


@dataclass(frozen=True, slots=True)
class Clash:
    """The fewest claims that can't all be true together.

    `who` stands behind them: an origin, a page that adds up; two origins where they only differ.
    `rules` are those that they break, `off` by how many people they are off in all at the least.
    `claims` are in order of the day they speak for; `strength` tells that the case's own count of
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
    """The answer: `contradictions`, each with a claim that must be wrong; none if all can be true.

    `repair` is the least that makes everything fit: the fewest claims, and of these the least in
    all. `differences` are two origins that can't both be right; nobody contradicts himself there.
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
    """Ask of each deposition on record whether it can be true, then of each two origins."""
    found: list[Clash] = []
    repair: list[Shift] = []
    asked, given_up = set[str](), set[str]()
    for deposition in depositions(record):
        for strand in deposition.strands():
            asked.update(strand.stated)
            try:
                clashes, shifts = _judged(_solver(strand, record), record)
            except GaveUpError:
                given_up.update(strand.stated)
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


def _solver(strand: Deposition, record: Record) -> Solver:
    if len(strand.stated) > record.settings.solver_claims:
        raise GaveUpError
    return Solver(strand, record.settings.solver_effort)


def _judged(solver: Solver, record: Record) -> tuple[list[Clash], tuple[Shift, ...]]:
    """The contradictions of a strand, one for each claim that must be wrong, and its repair."""
    stated = solver.deposition.stated
    wrong = solver.fewest_wrong()
    if not wrong:
        return [], ()
    clashes = []
    for one in wrong:
        others = set(wrong) - {one}
        clash = solver.smallest_clash([name for name in stated if name not in others])
        clashes.append(_clash((solver.deposition.who,), clash, solver, record))
    return clashes, solver.least_shifts(wrong, stated)


def _differences(record: Record, repair: Sequence[Shift]) -> Iterator[Clash]:
    """Two origins that can't both be right, each with the fewest claims that show it."""
    wrong = {shift.count for shift in repair}
    for one, other, meeting in meetings(record, wrong):
        for strand in meeting.strands():
            try:
                solver = _solver(strand, record)
                if not solver.feasible(strand.stated):
                    clash = solver.smallest_clash(tuple(strand.stated))
                    who = (one.origin.name, other.origin.name)
                    yield _clash(who, clash, solver, record)
            except GaveUpError:
                continue


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
