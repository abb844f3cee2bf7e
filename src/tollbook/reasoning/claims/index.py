"""The claims of a corpus laid out so that links between them are found without trying all pairs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tollbook.model.claim import Claim
from tollbook.reasoning.claims.cues import Cue
from tollbook.reasoning.claims.identity import number_of
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, meet
from tollbook.reasoning.populations import Profile
from tollbook.settings import Settings

_LOOKED_AT = 20  # claims of one key that another is held against: no reader goes further back


@dataclass(frozen=True)
class ClaimIndex:
    """Claims, what is known of each, and the cues around their figures.

    `claims` are in order of the day they speak for; `denials` speak against a number.
    """

    corpus: Corpus
    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    profiles: Mapping[str, Profile]
    cues: Mapping[str, tuple[Cue, ...]]
    settings: Settings

    @cached_property
    def by_statement(self) -> Mapping[str, Claim]:
        """The claim, or the denial, that each statement makes."""
        everything = (*self.claims, *self.denials)
        return {figure.id: claim for claim in everything for figure in claim.figures}

    @cached_property
    def by_voice(self) -> Mapping[Hashable, list[Claim]]:
        """Claims by origin and measure."""
        return group_by(self.claims, lambda claim: (claim.origin.key, claim.measure))

    @cached_property
    def by_number(self) -> Mapping[Hashable, list[Claim]]:
        """Claims by measure and the number they name."""
        return group_by(self.claims, lambda claim: (claim.measure, number_of(claim.figure)))

    def before(self, claim: Claim, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Those of some claims that were in print before `claim`, the latest day first.

        A day given for a relay may be a little later than that of its briefing.
        """
        known = list(claims)
        end = len(known)
        if claim.as_of is not None:
            last = claim.as_of + timedelta(days=self.settings.relay_days)
            end = bisect_right(known, last, key=lambda other: other.as_of or date.max)
        for other in reversed(known[max(0, end - _LOOKED_AT) : end]):
            printed = (other.since or date.min) <= (claim.since or date.max)
            if printed and other.id != claim.id and self.may_be_same(claim, other):
                yield other

    def may_be_same(self, left: Claim, right: Claim) -> bool:
        """Whether two claims can count the same people at one place."""
        return self.profiles[left.id].allows(right.figure)

    def clash(self, left: Claim, right: Claim) -> bool:
        """Whether two voices count the same people, as their words say, and no number fits both."""
        a, b = left.figure, right.figure
        tolerance = self.settings.about_tolerance
        return (
            left.origin.key != right.origin.key
            and (left.measure, a.scope) == (right.measure, b.scope)
            and a.population is not None
            and b.population is not None
            and self.may_be_same(left, right)
            and not meet(counts(a, tolerance), counts(b, tolerance))
        )

    def is_running_total(self, claim: Claim) -> bool:
        """Whether a claim is a running total, and no part of a larger count of its measure."""
        return claim.figure.scope == "cumulative" and not any(
            map(self.corpus.is_part, claim.figures)
        )
