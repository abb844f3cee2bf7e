"""How reasoning does against the truth of a generated ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.generated import PairOfOrigins, Truth
from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.record import Record


@dataclass(frozen=True, slots=True)
class Score:
    """Of what was looked for, how much was found, and how much of what was said is right."""

    right: int
    said: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 1 where nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is."""
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two.

        >>> Score(right=8, said=8, there=10).f1
        0.888888888888889
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class CheckScore:
    """How a check does: the planted errors, those found, and its findings by what they hit.

    `doubted` are errors that only an undecided finding points at. `derived` findings point at an
    error of another kind: a swapped measure also looks like a fall of the total. `false` ones point
    at nothing that is wrong.
    """

    planted: int
    found: int
    doubted: int
    right: int
    derived: int
    false: int


def of_grouping(claims: Claims, truth: Truth) -> Score:
    """Pairs of statements that are one claim: by the machine, in truth, by both."""
    made = {id: claim.id for claim in claims.all for id in claim.statements}
    both = Counter((made.get(id, id), claim) for id, claim in truth.claims.items())
    said = Counter(made.get(id, id) for id in truth.claims)
    return Score(_pairs(both), _pairs(said), _pairs(Counter(truth.claims.values())))


def of_checks(findings: Iterable[Finding], truth: Truth) -> Mapping[str, CheckScore]:
    """Each planted check with what it found; findings count where they fail, notes too."""
    wrong_as: dict[str, set[str]] = {}
    for planted in truth.planted:
        for id in planted.statements:
            wrong_as.setdefault(id, set()).add(planted.check)
    told = list(findings)
    scores = {}
    for check in sorted({planted.check for planted in truth.planted}):
        own = [f for f in told if f.check == check and f.verdict in ("fails", "note")]
        touched = {id for finding in own for id in finding.statements}
        doubts = {
            id
            for finding in told
            if (finding.check, finding.verdict) == (check, "undecided")
            for id in finding.statements
        }
        planted_here = [planted for planted in truth.planted if planted.check == check]
        kinds = [_kinds(finding, wrong_as) for finding in own]
        right = sum(check in found for found in kinds)
        false = sum(not found for found in kinds)
        scores[check] = CheckScore(
            planted=len(planted_here),
            found=sum(not touched.isdisjoint(planted.statements) for planted in planted_here),
            doubted=sum(
                touched.isdisjoint(planted.statements) and not doubts.isdisjoint(planted.statements)
                for planted in planted_here
            ),
            right=right,
            derived=len(own) - right - false,
            false=false,
        )
    return scores


def of_independence(record: Record, truth: Truth) -> Mapping[str, Score]:
    """Which two origins of a story are witnesses of their own, and which copy one another.

    Asked of two claims for each pair: those of one measure whose days lie nearest.
    """
    told = _told(record, truth)
    asked = {
        pair: _independence(pair, told, record)
        for pair in sorted(truth.independent | truth.dependent)
    }
    answered = {pair: state for pair, state in asked.items() if state is not None}
    return {
        name: Score(
            right=sum(answered.get(pair) == name for pair in there),
            said=sum(state == name for state in answered.values()),
            there=sum(pair in answered for pair in there),
        )
        for name, there in (
            ("independent", truth.independent),
            ("likely_dependent", truth.dependent),
        )
    }


def _told(record: Record, truth: Truth) -> Mapping[tuple[str, str], list[Claim]]:
    """The claims of each origin in each story."""
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in record.claims.all:
        key = truth.origins[claim.figure.id]
        told.setdefault((str(truth.stories[claim.figure.document]), key), []).append(claim)
    return told


def _independence(
    pair: PairOfOrigins, told: Mapping[tuple[str, str], list[Claim]], record: Record
) -> str | None:
    """The state of two origins in a story; None where they count nothing in common."""
    story, *keys = pair
    left, right = (told.get((story, key), ()) for key in keys)
    nearest = min(
        (
            (abs((one.as_of - other.as_of).days), one.id, other.id)
            for one in left
            for other in right
            if one.measure == other.measure and one.as_of and other.as_of
        ),
        default=None,
    )
    if nearest is None:
        return None
    one, other = (record.claims.get(id) for id in nearest[1:])
    assert one is not None
    assert other is not None
    return record.witnesses.independence(one, other).state


def _kinds(finding: Finding, wrong_as: Mapping[str, set[str]]) -> set[str]:
    return {check for id in finding.statements for check in wrong_as.get(id, ())}


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    """How many pairs groups of these sizes hold.

    >>> _pairs(Counter(a=3, b=1, c=2))
    4
    """
    return sum(n * (n - 1) // 2 for n in sizes.values())
