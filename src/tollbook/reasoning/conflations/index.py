"""What each origin counts near a day, found by origin, measure and day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from tollbook.model.claim import Claim
from tollbook.model.values import Measure
from tollbook.reasoning.accounts import Accounts
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.populations import Subject, subjects_may_be_same
from tollbook.settings import Settings

_FAMILIES: tuple[frozenset[Measure], ...] = (
    frozenset({"killed", "injured", "casualties", "missing"}),
    frozenset({"captured", "surrendered"}),
)
"""Measures that are taken for one another."""


class CountIndex:
    """The claims that can be conflated, and a way to look up what an origin counts near a day."""

    def __init__(
        self, corpus: Corpus, claims: Claims, accounts: Accounts, settings: Settings
    ) -> None:
        self.corpus, self.accounts, self.settings = corpus, accounts, settings
        self.claims = sorted(
            (
                claim
                for claim in claims.all
                if claim.id in self.accounts.subjects
                and family(claim.measure) >= 0
                and claim.as_of is not None
                and claim.figure.modifier != "vague"
            ),
            key=lambda claim: (day(claim), claim.id),
        )
        self._counted = group_by(self.claims, lambda claim: (claim.origin.key, claim.measure))

    def subject(self, claim: Claim) -> Subject:
        """Whom a claim counts."""
        return self.accounts.subjects[claim.id]

    def near(self, claim: Claim, measure: Measure) -> Sequence[Claim]:
        """What the claim's origin counts under a measure at the claim's briefing."""
        counted = self._counted.get((claim.origin.key, measure), [])
        briefing = timedelta(days=self.settings.briefing_days)
        first = bisect_left(counted, day(claim) - briefing, key=day)
        last = bisect_right(counted, day(claim) + briefing, key=day)
        return [other for other in counted[first:last] if self.may_be_same(claim, other)]

    def was_replaced(self, earlier: Claim, later: Claim) -> bool:
        """Whether the origin had given a newer number for the earlier claim by the later's day."""
        counted = self._counted[earlier.origin.key, earlier.measure]
        first = bisect_right(counted, day(earlier), key=day)
        last = bisect_right(counted, day(later), key=day)
        return any(
            number_key(other.figure) != number_key(earlier.figure)
            and self.may_be_same(earlier, other)
            for other in counted[first:last]
        )

    def may_be_same(self, left: Claim, right: Claim) -> bool:
        """Whether two claims can be of the same people at one place."""
        return subjects_may_be_same(self.subject(left), self.subject(right))

    def at_one_place(self, left: Claim, right: Claim) -> bool:
        """Whether both claims name a place, and it is one."""
        place = self.subject(left).place
        return place is not None and place == self.subject(right).place


def family(measure: Measure) -> int:
    """Which measures a measure may be taken for, as a number; -1 for none."""
    return next((n for n, family in enumerate(_FAMILIES) if measure in family), -1)


def day(claim: Claim) -> date:
    """The day a claim speaks for."""
    return claim.as_of or date.max
