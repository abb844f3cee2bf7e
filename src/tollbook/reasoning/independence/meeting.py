"""Where two voices meet: near which numbers, how often they agree, and who passes on whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice, takewhile

from tollbook.model.claim import Claim
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by, group_pairs
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.populations import may_be_same, may_be_same_place
from tollbook.settings import Settings

_LOOKED_AT = 200  # claims of one day looked at for those that agree


class Neighbours:
    """Claims that name a number, by measure, scope and day, those of one day by their number."""

    def __init__(self, claims: Claims, settings: Settings) -> None:
        self._settings = settings
        self._by_day = group_pairs(
            ((claim.measure, claim.figure.scope, claim.as_of), claim)
            for claim in claims.all
            if claim.as_of is not None and stated_number(claim.figure) is not None
        )
        for claims_of_day in self._by_day.values():
            claims_of_day.sort(key=_number)

    def of(self, claim: Claim) -> Iterator[Claim]:
        """The claims that name nearly the same number for a day nearby, the nearest day first.

        "At least 100" doesn't bear out "more than 3,000", though both may be true.
        """
        number = stated_number(claim.figure)
        if number is None or claim.as_of is None:
            return
        least = number * (1 - self._settings.about_tolerance)
        most = number * (1 + self._settings.about_tolerance)
        days = self._settings.relay_days
        for late in sorted(range(-days, days + 1), key=abs):
            day = date.fromordinal(max(1, claim.as_of.toordinal() + late))
            claims_of_day = self._by_day.get((claim.measure, claim.figure.scope, day), [])
            near = islice(claims_of_day, bisect_left(claims_of_day, least, key=_number), None)
            yield from islice(takewhile(lambda one: _number(one) <= most, near), _LOOKED_AT)


class InCommon:
    """How often two named voices gave one number for one count, and how often they might have."""

    def __init__(self, claims: Claims, settings: Settings) -> None:
        self._days = timedelta(days=settings.relay_days)
        self._pairs: dict[tuple[str, ...], tuple[int, int]] = {}
        totals = (
            claim
            for claim in claims.all
            if claim.as_of
            and claim.figure.scope == "cumulative"
            and _number(claim) >= settings.common_number_from
        )
        self._totals = group_by(totals, lambda claim: claim.origin.key)

    def of(self, left: Claim, right: Claim) -> tuple[int, int]:
        """Alike, and compared: their running totals of the same people within a relay's days."""
        if left.origin.kind != "named" or right.origin.kind != "named":
            return 0, 0
        pair = tuple(sorted((left.origin.key, right.origin.key)))
        if pair not in self._pairs:
            both = [self._totals.get(key, []) for key in pair]
            self._pairs[pair] = self._compare(*sorted(both, key=len))
        return self._pairs[pair]

    def _compare(self, fewer: list[Claim], more: list[Claim]) -> tuple[int, int]:
        alike = compared = 0
        for claim in fewer:
            first = bisect_left(more, _day_of(claim) - self._days, key=_day_of)
            last = bisect_right(more, _day_of(claim) + self._days, key=_day_of)
            near = islice(more, first, min(last, first + _LOOKED_AT))
            comparable = [other for other in near if _comparable(claim, other)]
            if comparable:
                compared += 1
                alike += any(_number(claim) == _number(other) for other in comparable)
        return alike, compared


def who_passes_on(corpus: Corpus, claims: Claims) -> Mapping[tuple[str, str], str]:
    """Who passes on whom, by the keys of their origins, and a document that shows it."""
    voices = claims.voices
    found: dict[tuple[str, str], str] = {}
    if voices is None:
        return found
    for statement in corpus.statements:
        chain = [voices.who(voice, statement.document) for voice in statement.attribution]
        keys = [origin.key for origin in chain if origin.kind == "named"]
        for at, relay in enumerate(keys):
            for source in keys[at + 1 :]:
                found.setdefault((relay, source), statement.document)
    return found


def _comparable(left: Claim, right: Claim) -> bool:
    """Whether two claims count the same people under one measure, at one known place or none."""
    one, other = left.figure, right.figure
    return (
        one.measure == other.measure
        and may_be_same(one, other)
        and may_be_same_place(one.place, other.place)
    )


def _day_of(claim: Claim) -> date:
    return claim.as_of or date.max


def _number(claim: Claim) -> int:
    return stated_number(claim.figure) or 0
