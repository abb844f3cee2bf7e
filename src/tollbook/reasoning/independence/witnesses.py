"""Are two voices two witnesses?

Outlets that share an origin are relays, not witnesses, and two named origins may still draw on one
another. So independence has four states, each with its reasons, and unknown is not independent:
whatever is counted over voices is counted twice, over those known to be independent and over all
that might be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from tollbook.model.claim import Claim, Independence
from tollbook.reasoning.cases import Roles
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.claims.identity import number_of
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.independence.credits import credited_agencies
from tollbook.reasoning.independence.meeting import InCommon, Neighbours, who_passes_on
from tollbook.reasoning.independence.wording import copied_words, is_odd, printed_first
from tollbook.reasoning.intervals import counts, meet, stated_number
from tollbook.reasoning.populations import Profile
from tollbook.reasoning.words import count, day
from tollbook.settings import Settings

_OWN_COUNT = ("counted", "verified")
_HELD = 20  # voices for one number that are held against each other, those of the nearest days
_READ = 5  # documents of a claim whose credit is looked for


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How many voices stand behind something: known to be independent, and at most.

    `known` is the size of a set of voices each two of which are independent; 0 if no source is
    given. `possible` counts all but those that share an origin or likely depend on one another.
    `claims` are the ids of the claims that agree.
    """

    known: int
    possible: int
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Witnesses:
    """The voices of a corpus, to be asked whether one is independent of another."""

    corpus: Corpus
    claims: Claims
    settings: Settings
    roles: Roles

    def independence(self, left: Claim, right: Claim) -> Independence:
        """Whether the origins of two claims are separate witnesses of what these say."""
        if left.origin.key == right.origin.key:
            return Independence("same_origin", (f"Both trace back to {left.origin.name}.",))
        if reasons := tuple(self._dependent(left, right)):
            return Independence("likely_dependent", (*reasons, *printed_first(left, right)))
        if reasons := tuple(self._independent(left, right)):
            return Independence("independent", reasons)
        return Independence("unknown", (_unknown(left, right), *printed_first(left, right)))

    def corroboration(self, claim: Claim) -> Corroboration:
        """How many voices agree with a claim: one measure, the same people, a number that fits."""
        return self.voices((claim, *self._agreeing(claim)))

    def voices(self, claims: Iterable[Claim]) -> Corroboration:
        """How many voices stand behind some claims that say one thing."""
        one_each: dict[str, Claim] = {}
        for claim in claims:
            one_each.setdefault(claim.origin.key, claim)
        known: list[Claim] = []
        kinds: list[list[Claim]] = []
        for claim in one_each.values():
            states = {other.id: self.independence(claim, other).state for other in known}
            if claim.origin.kind != "unknown" and set(states.values()) <= {"independent"}:
                known.append(claim)
            kinds = self._with(claim, kinds)
        ids = tuple(claim.id for claim in one_each.values())
        return Corroboration(len(known), len(kinds), ids)

    def _with(self, claim: Claim, kinds: list[list[Claim]]) -> list[list[Claim]]:
        """Sets of voices that depend on one another, with one more voice among them."""
        tied = [
            kind
            for kind in kinds
            if any(self.independence(claim, one).state == "likely_dependent" for one in kind)
        ]
        apart = [kind for kind in kinds if all(kind is not other for other in tied)]
        return [*apart, [claim, *(one for kind in tied for one in kind)]]

    def _agreeing(self, claim: Claim) -> list[Claim]:
        """The claims of other voices that say the same within the days of a relay."""
        if claim.as_of is None:
            return []
        profile, tolerance = Profile.of(claim.figures), self.settings.about_tolerance
        agreeing = (
            other
            for other in self._neighbours.of(claim)
            if other.origin.key != claim.origin.key
            and profile.allows(other.figure)
            and meet(counts(claim.figure, tolerance), counts(other.figure, tolerance))
        )
        return list(islice(agreeing, _HELD))

    def _dependent(self, left: Claim, right: Claim) -> Iterator[str]:
        """Why one of two voices likely draws on the other, or both on a third."""
        for one, other in ((left, right), (right, left)):
            if document := self._cites.get((one.origin.key, other.origin.key)):
                yield f"{one.origin.name} passes on {other.origin.name} ({document})."
        number = stated_number(left.figure)
        same = number is not None and number_of(left.figure) == number_of(right.figure)
        if same and left.as_of == right.as_of and is_odd(number or 0, self.settings):
            yield f"Both give {count(number or 0)} for {day(left.as_of)}; not a round number."
        if same and (wrong := self._wrong(left) or self._wrong(right)):
            yield f"Both give a number that was {wrong}."
        alike, compared = self._in_common.of(left, right)
        if alike >= self.settings.common_days and alike > self.settings.common_share * compared:
            yield f"They gave the same number {alike:,} times out of {compared:,}."
        if words := copied_words(left, right, self.settings):
            yield f"They share the words “{words}”."
        if "named" not in (left.origin.kind, right.origin.kind):
            for agency in sorted(self._credits(left) & self._credits(right)):
                yield f"Both give credit to {agency}."

    def _independent(self, left: Claim, right: Claim) -> Iterator[str]:
        """What shows that each of two voices has its own knowledge."""
        if left.origin.kind != "named" or right.origin.kind != "named":
            return
        if all(any(f.basis in _OWN_COUNT for f in claim.figures) for claim in (left, right)):
            yield "Each counted or verified for itself."
        alike, compared = self._in_common.of(left, right)
        if (
            compared - alike >= self.settings.common_days
            and alike <= self.settings.apart_share * compared
        ):
            yield f"They gave different numbers {compared - alike:,} times out of {compared:,}."
        roles = [self.roles.role_of(claim) for claim in (left, right)]
        if "monitor" in roles and roles[0] != roles[1] and None not in roles:
            yield "The case lists one of them as a monitor, which counts for itself."
        sides = [self.roles.enemy_of(claim) for claim in (left, right)]
        if sides[0] != sides[1] and None not in sides:
            yield "They are enemies of different sides."

    def _wrong(self, claim: Claim) -> str | None:
        """What happened to a number that its voice has given up."""
        for link in self.claims.links_of(claim.id):
            if link.other == claim.id and link.kind in ("corrects", "retracts"):
                return "corrected later" if link.kind == "corrects" else "withdrawn later"
        return None

    def _credits(self, claim: Claim) -> frozenset[str]:
        found = [self._agencies_of(document) for document in claim.documents[:_READ]]
        return frozenset.intersection(*found)

    def _agencies_of(self, document: str) -> frozenset[str]:
        known = self._credit_lines
        if document not in known:
            known[document] = credited_agencies(self.corpus.documents[document])
        return known[document]

    @cached_property
    def _credit_lines(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.claims, self.settings)

    @cached_property
    def _in_common(self) -> InCommon:
        return InCommon(self.claims, self.settings)

    @cached_property
    def _cites(self) -> Mapping[tuple[str, str], str]:
        return who_passes_on(self.corpus, self.claims)


def _unknown(left: Claim, right: Claim) -> str:
    number = stated_number(left.figure)
    if number is None or number_of(left.figure) != number_of(right.figure):
        return "Nothing on record connects them, and nothing shows that each has its own knowledge."
    return f"Both give {count(number)}, which either may have taken from the other."
