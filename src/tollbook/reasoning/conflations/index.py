"""The claims that can be swapped, laid out so that what an origin counts near a day is found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tollbook.model.claim import Claim
from tollbook.model.values import Measure
from tollbook.reasoning.accounts import Accounts, Subject, gathered
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.keys import number_key
from tollbook.settings import Settings

if TYPE_CHECKING:
    from tollbook.reasoning.record import Record

_FAMILIES: tuple[frozenset[Measure], ...] = (
    frozenset({"killed", "injured", "casualties", "missing"}),
    frozenset({"captured", "surrendered"}),
)
"""Measures that are taken for one another."""

_SAME_BRIEFING = timedelta(days=1)


class CountIndex:
    """The claims that can be swapped, and a way to look up what an origin counts near a day."""

    def __init__(self, record: Record) -> None:
        self.corpus: Corpus = record.corpus
        self.settings: Settings = record.settings
        self.accounts: Accounts = record.accounts
        self.claims = sorted(
            (
                claim
                for claim in record.claims.all
                if claim.id in self.accounts.subjects
                and family(claim.measure) >= 0
                and claim.as_of is not None
                and claim.figure.modifier != "vague"
            ),
            key=lambda claim: (day(claim), claim.id),
        )
        self._counted = gathered(self.claims, lambda claim: (claim.origin.key, claim.measure))

    def subject(self, claim: Claim) -> Subject:
        """Whom a claim counts."""
        return self.accounts.subjects[claim.id]

    def near(self, claim: Claim, measure: Measure) -> Sequence[Claim]:
        """What the claim's origin counts under a measure at the claim's briefing."""
        counted = self._counted.get((claim.origin.key, measure), [])
        first = bisect_left(counted, day(claim) - _SAME_BRIEFING, key=day)
        last = bisect_right(counted, day(claim) + _SAME_BRIEFING, key=day)
        return [other for other in counted[first:last] if self.same_people(claim, other)]

    def was_replaced(self, earlier: Claim, later: Claim) -> bool:
        """Whether the origin had given a newer number for the earlier claim by the later's day."""
        counted = self._counted[earlier.origin.key, earlier.measure]
        first = bisect_right(counted, day(earlier), key=day)
        last = bisect_right(counted, day(later), key=day)
        return any(
            number_key(other.figure) != number_key(earlier.figure)
            and self.same_people(earlier, other)
            for other in counted[first:last]
        )

    def same_people(self, left: Claim, right: Claim) -> bool:
        """Whether nothing tells the people of two claims apart."""
        one, other = self.subject(left), self.subject(right)
        return (
            (one.sex, one.age_group) == (other.sex, other.age_group)
            and {one.status, other.status} != {"civilian", "combatant"}
            and (one.side is None or other.side is None or one.side == other.side)
            and (one.place is None or other.place is None or one.place == other.place)
        )


def family(measure: Measure) -> int:
    """Which measures a measure may be taken for, as a number; -1 for none."""
    return next((n for n, family in enumerate(_FAMILIES) if measure in family), -1)


def day(claim: Claim) -> date:
    """The day a claim speaks for."""
    return claim.as_of or date.max
