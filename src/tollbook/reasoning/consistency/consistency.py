"""Can all these claims be true together? If not, the fewest that clash, and what sets it right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tollbook.model.claim import Claim
from tollbook.reasoning.consistency.constraints import STRENGTH, testimonies
from tollbook.reasoning.consistency.solver import GaveUpError, Shift, Solver
from tollbook.reasoning.consistency.testimony import RuleKind, Testimony
from tollbook.reasoning.record import Record


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The fewest claims of one testimony that can't all be true.

    `rules` are those that they break, `off` by how many people they are off in all at the least.
    `claims` are in order of the day they speak for; `strength` tells that the case's own count of
    how many there were is one of the clash. `repairs` are, claim by claim (by id), the least change
    that sets this clash right if all others of it are as stated.
    """

    who: str
    claims: tuple[Claim, ...]
    strength: bool
    rules: tuple[RuleKind, ...]
    off: int
    repairs: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """The answer: `contradictions`, each with a claim that must be wrong; none if all can be true.

    `repair` is the least that makes everything fit: the fewest claims, and of these the least in
    all. `asked` counts the claims that some rule binds, `given_up` those of testimonies that were
    too large or too hard to judge.
    """

    contradictions: tuple[Contradiction, ...]
    repair: tuple[Shift, ...]
    asked: int
    given_up: int

    @property
    def feasible(self) -> bool:
        """Whether all claims that could be judged can be true together."""
        return not self.contradictions


def consistency(record: Record) -> Consistency:
    """Ask of each testimony on record whether it can be true as a whole."""
    contradictions: list[Contradiction] = []
    repair: list[Shift] = []
    asked, given_up = set[str](), set[str]()
    for testimony in testimonies(record):
        for strand in testimony.strands():
            asked.update(strand.stated)
            if len(strand.stated) > record.settings.solver_claims:
                given_up.update(strand.stated)
                continue
            try:
                found, shifts = _judged(strand, record)
            except GaveUpError:
                given_up.update(strand.stated)
                continue
            contradictions += found
            repair += shifts
    return Consistency(
        tuple(contradictions), tuple(repair), len(asked - {STRENGTH}), len(given_up - {STRENGTH})
    )


def _judged(strand: Testimony, record: Record) -> tuple[list[Contradiction], tuple[Shift, ...]]:
    """The contradictions of a strand, one for each claim that must be wrong, and its repair."""
    solver = Solver(strand, record.settings.solver_effort)
    wrong = solver.fewest_wrong()
    if not wrong:
        return [], ()
    found = []
    for one in wrong:
        others = set(wrong) - {one}
        clash = solver.smallest_clash([name for name in strand.stated if name not in others])
        found.append(_contradiction(clash, solver, record))
    return found, solver.least_shifts(wrong, strand.stated)


def _contradiction(clash: tuple[str, ...], solver: Solver, record: Record) -> Contradiction:
    return Contradiction(
        who=solver.testimony.who,
        claims=tuple(_claims(clash, record)),
        strength=STRENGTH in clash,
        rules=solver.rules_broken(clash),
        off=sum(abs(shift.by) for shift in solver.least_shifts(clash, ())),
        repairs=tuple(shift for name in clash for shift in solver.least_shifts((name,), clash)),
    )


def _claims(clash: tuple[str, ...], record: Record) -> Iterator[Claim]:
    known = (record.claims.get(name) for name in clash)
    yield from sorted(
        (claim for claim in known if claim is not None),
        key=lambda claim: (str(claim.as_of), claim.id),
    )
