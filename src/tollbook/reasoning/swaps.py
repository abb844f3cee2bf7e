"""Swapped measures: an origin's number given again as a count of something else.

The agency counts 3,000 *casualties*; a paper writes that it counted 3,000 *killed*. The number is
the origin's, so it looks well sourced, and it changes the answer more than most mistakes can.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice

from tollbook.model.claim import Claim
from tollbook.model.values import Measure, Verdict
from tollbook.reasoning.accounts import Accounts, Subject, gathered
from tollbook.reasoning.book import Book
from tollbook.reasoning.evidence import in_headline
from tollbook.reasoning.groups import HALVES
from tollbook.reasoning.intervals import add, counts, meet, stated
from tollbook.reasoning.keys import value
from tollbook.reasoning.record import Record
from tollbook.settings import Settings

_FAMILIES: tuple[frozenset[Measure], ...] = (
    frozenset({"killed", "injured", "casualties", "missing"}),
    frozenset({"captured", "surrendered"}),
)
"""Measures that are taken for one another."""

_SAME_BRIEFING = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Swap:
    """A claim under the `wrong` measure beside the `right` one, and what else speaks against it.

    `proof` is another claim of the origin, for the same day, that can't be true beside the wrong
    one; None where only the number of texts tells which is which.
    """

    right: Claim
    wrong: Claim
    proof: Claim | None
    verdict: Verdict


def swaps(record: Record) -> tuple[Swap, ...]:
    """One swap for each claim that is another one's number under another measure."""
    seen = _Shelf(record)
    decided = (_decided(left, right, seen) for left, right in _equal_numbers(seen))
    found: dict[str, Swap] = {}
    for swap in chain(decided, _borrowed(seen)):
        if swap is not None and _ahead(swap, found.get(swap.wrong.id)):
            found[swap.wrong.id] = swap
    return tuple(swap for swap in found.values() if swap.right.id not in found)


class _Shelf:
    """The claims that can be swapped, and a way to look up what an origin counts near a day."""

    def __init__(self, record: Record) -> None:
        self.book: Book = record.book
        self.settings: Settings = record.settings
        self.accounts: Accounts = record.accounts
        self.claims = sorted(
            (
                claim
                for claim in record.claims.all
                if claim.id in self.accounts.subjects
                and _family(claim.measure) >= 0
                and claim.as_of is not None
                and claim.figure.modifier != "vague"
            ),
            key=lambda claim: (_day(claim), claim.id),
        )
        self._counted = gathered(self.claims, lambda claim: (claim.origin.key, claim.measure))

    def subject(self, claim: Claim) -> Subject:
        """Whom a claim counts."""
        return self.accounts.subjects[claim.id]

    def near(self, claim: Claim, measure: Measure) -> Sequence[Claim]:
        """What the claim's origin counts under a measure at the claim's briefing."""
        counted = self._counted.get((claim.origin.key, measure), [])
        first = bisect_left(counted, _day(claim) - _SAME_BRIEFING, key=_day)
        last = bisect_right(counted, _day(claim) + _SAME_BRIEFING, key=_day)
        return [other for other in counted[first:last] if self.same_people(claim, other)]

    def replaced(self, earlier: Claim, later: Claim) -> bool:
        """Whether the origin had given a newer number for the earlier claim by the later's day."""
        counted = self._counted[earlier.origin.key, earlier.measure]
        first = bisect_right(counted, _day(earlier), key=_day)
        last = bisect_right(counted, _day(later), key=_day)
        return any(
            value(other.figure) != value(earlier.figure) and self.same_people(earlier, other)
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


def _equal_numbers(seen: _Shelf) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of one origin's claims with one number under two measures, within some days.

    Small numbers are equal by chance every day, so these must be of one named place.
    """
    settings = seen.settings
    while_repeated = timedelta(days=settings.swap_days)

    def alike(claim: Claim) -> tuple[str, int, str, str | None]:
        small = (stated(claim.figure) or 0) < settings.coincidence_below
        place = (seen.subject(claim).place or claim.id) if small else None
        return claim.origin.key, _family(claim.measure), value(claim.figure), place

    voiced = (claim for claim in seen.claims if claim.origin.kind != "unknown")
    for members in gathered(voiced, alike).values():
        for n, left in enumerate(members):
            for right in islice(members, n + 1, None):
                if _day(right) - _day(left) > while_repeated:
                    break
                if left.measure != right.measure and seen.same_people(left, right):
                    yield left, right


def _borrowed(seen: _Shelf) -> Iterator[Swap]:
    """Swaps by voices that can't be told ("spies say", nobody at all), each with its proof.

    A telling number that a known origin gave within some days, under a measure of which that origin
    has another number, is likely to be its own; but nobody says so.
    """
    settings = seen.settings
    telling = [c for c in seen.claims if (stated(c.figure) or 0) >= settings.telling_number]
    known = gathered((claim for claim in telling if claim.origin.kind == "named"), _number)
    relayed = timedelta(days=settings.relay_days)
    for suspect in telling:
        given = known.get(_number(suspect), []) if suspect.origin.kind != "named" else []
        first = bisect_left(given, _day(suspect) - relayed, key=_day)
        last = bisect_right(given, _day(suspect) + relayed, key=_day)
        for right in given[first:last]:
            if right.measure != suspect.measure and seen.same_people(right, suspect):
                proof = _another_number(suspect, right, seen) or _no_room(right, suspect, seen)
                if proof is not None and not _given_side_by_side(right, suspect, seen.book):
                    yield Swap(right, suspect, proof, "undecided")


def _decided(one: Claim, other: Claim, seen: _Shelf) -> Swap | None:
    """Which of two claims with one number, the earlier first, has the wrong measure.

    None where both may be right. In doubt it is the one that fewer texts carry, and a swap for
    certain only within the days of one briefing.
    """
    if _given_side_by_side(one, other, seen.book) or seen.replaced(one, other):
        return None
    against_one = _adds_up(other, one, seen) or _another_number(one, other, seen)
    against_other = _adds_up(one, other, seen) or _another_number(other, one, seen)
    if (against_one is None) == (against_other is None):
        right, wrong = sorted((one, other), key=_standing)
    else:
        right, wrong = (other, one) if against_one else (one, other)
    if _has_its_own(wrong, right, seen):
        return None
    proof = (against_one if wrong is one else against_other) or _no_room(right, wrong, seen)
    if proof is None and (stated(one.figure) or 0) < seen.settings.coincidence_below:
        return None
    apart = abs((_day(right) - _day(wrong)).days)
    outvoted = len(right.dispatches) > len(wrong.dispatches)
    sure = proof is not None or outvoted or apart <= seen.settings.relay_days
    return Swap(right, wrong, proof, "fails" if sure else "undecided")


def _standing(claim: Claim) -> tuple[int, date, bool, str]:
    """The claim that most texts carry comes first, then the earliest, then the wider measure.

    Casualties are made killed far more often than killed are made casualties, so they count double.
    """
    is_total = claim.measure == "casualties"
    weight = len(claim.dispatches) * (2 if is_total else 1)
    return -weight, claim.since or date.max, not is_total, claim.id


def _adds_up(total: Claim, suspect: Claim, seen: _Shelf) -> Claim | None:
    """Of the killed and the injured that make up a total one that proves it to be the total."""
    whole = stated(total.figure)
    if total.measure != "casualties" or suspect.measure not in HALVES or whole is None:
        return None
    halves = {
        measure: {
            number: claim
            for claim in seen.near(total, measure)
            if claim.id != suspect.id and (number := stated(claim.figure))
        }
        for measure in ("killed", "injured")
    }
    other = "injured" if suspect.measure == "killed" else "killed"
    return next(
        (
            claim
            for number, claim in halves[suspect.measure].items()
            if whole - number in halves[other]
        ),
        None,
    )


def _another_number(suspect: Claim, beside: Claim, seen: _Shelf) -> Claim | None:
    """A claim of the suspect's own measure, at the briefing of the other, with another number.

    The two together must be in as many texts as the suspect: one slip proves nothing against many.
    """
    tolerance = seen.settings.about_tolerance
    return next(
        (
            claim
            for claim in seen.near(beside, suspect.measure)
            if claim.id != suspect.id
            and len(claim.dispatches) + len(beside.dispatches) >= len(suspect.dispatches)
            and _differ(claim, suspect, tolerance)
        ),
        None,
    )


def _differ(one: Claim, other: Claim, tolerance: float) -> bool:
    """Whether two numbers are two: "more than 3" and "more than 16" are, though both may hold."""
    left, right = stated(one.figure), stated(other.figure)
    if left is None or right is None:
        return not meet(counts(one.figure, tolerance), counts(other.figure, tolerance))
    return abs(left - right) > tolerance * max(left, right)


def _no_room(right: Claim, wrong: Claim, seen: _Shelf) -> Claim | None:
    """The other half of a total that leaves no room for the suspect half: all were not killed."""
    total, half = (right, wrong) if right.measure == "casualties" else (wrong, right)
    if total.measure != "casualties" or half.measure not in HALVES:
        return None
    other: Measure = "injured" if half.measure == "killed" else "killed"
    tolerance = seen.settings.about_tolerance
    most = counts(total.figure, tolerance).high
    for claim in seen.near(right, other):
        least = add(counts(half.figure, tolerance), counts(claim.figure, tolerance)).low
        if most is not None and least is not None and least > most:
            return claim
    return None


def _given_side_by_side(one: Claim, other: Claim, book: Book) -> bool:
    """Whether one text gives both numbers, outside its headline: then the origin may well have."""
    shared = set(one.documents) & set(other.documents)
    return any(
        figure.document in shared
        and not in_headline(figure, book)
        and any(
            twin.document == figure.document and not in_headline(twin, book)
            for twin in other.figures
        )
        for figure in one.figures
    )


def _has_its_own(suspect: Claim, right: Claim, seen: _Shelf) -> bool:
    """Whether all reports with the suspect number give another one under the right measure too."""
    of_right = {
        figure.document: claim
        for claim in seen.near(suspect, right.measure)
        if value(claim.figure) != value(right.figure)
        for figure in claim.figures
    }
    return set(suspect.documents) <= of_right.keys()


def _ahead(swap: Swap, known: Swap | None) -> bool:
    return known is None or _worth(swap) < _worth(known)


def _worth(swap: Swap) -> tuple[bool, bool, int, str]:
    """The surest comes first, then what is compared with the fullest words and the nearest day."""
    bare = swap.right.figure.modifier == "exact"
    apart = abs((_day(swap.right) - _day(swap.wrong)).days)
    return swap.verdict != "fails", bare, apart, swap.right.id


def _number(claim: Claim) -> tuple[int, str]:
    return _family(claim.measure), value(claim.figure)


def _family(measure: Measure) -> int:
    return next((n for n, family in enumerate(_FAMILIES) if measure in family), -1)


def _day(claim: Claim) -> date:
    return claim.as_of or date.max


def wrong_ones(found: Iterable[Swap]) -> frozenset[str]:
    """The ids of the claims under a measure that is not theirs; `conflation` tells of them."""
    return frozenset(swap.wrong.id for swap in found if swap.proof or swap.verdict == "fails")
