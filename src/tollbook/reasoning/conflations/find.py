"""Which claims give another claim's number under a measure of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice

from tollbook.model.claim import Claim
from tollbook.model.values import Verdict
from tollbook.reasoning.accounts import Accounts
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.conflations.index import CountIndex, day, family
from tollbook.reasoning.conflations.proof import (
    adds_up,
    another_number,
    given_side_by_side,
    has_its_own,
    names_the_origin,
    no_room,
)
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.keys import number_key
from tollbook.settings import Settings


@dataclass(frozen=True, slots=True)
class Conflation:
    """A claim under the `wrong` measure beside the `right` one, and what else speaks against it.

    `proof` is another claim of the origin, for the same day, that can't be true beside the wrong
    one; None if only the number of texts decides which is which.
    """

    right: Claim
    wrong: Claim
    proof: Claim | None
    verdict: Verdict


def find_conflations(
    corpus: Corpus, claims: Claims, accounts: Accounts, settings: Settings
) -> tuple[Conflation, ...]:
    """One for each claim that gives another claim's number under another measure."""
    index = CountIndex(corpus, claims, accounts, settings)
    decided = (_decide(left, right, index) for left, right in _equal_numbers(index))
    found: dict[str, Conflation] = {}
    for conflation in chain(decided, _find_borrowed(index)):
        if conflation is not None and _ahead(conflation, found.get(conflation.wrong.id)):
            found[conflation.wrong.id] = conflation
    return tuple(conflation for conflation in found.values() if conflation.right.id not in found)


def wrong_measure_ids(found: Iterable[Conflation]) -> frozenset[str]:
    """The ids of the claims under a wrong measure; the check `conflation` reports them."""
    return frozenset(
        conflation.wrong.id
        for conflation in found
        if conflation.proof or conflation.verdict == "fails"
    )


def _equal_numbers(index: CountIndex) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of one origin's claims with one number under two measures, within some days.

    The rarer a number, the longer: round ones are equal by chance within weeks, 1,417 twice within
    a year is one count. Small numbers are equal every day, so these must be of one named place.
    """
    settings = index.settings

    def alike(claim: Claim) -> tuple[str, int, str, str | None]:
        small = (stated_number(claim.figure) or 0) < settings.coincidence_below
        place = (index.subject(claim).place or claim.id) if small else None
        return claim.origin.key, family(claim.measure), number_key(claim.figure), place

    voiced = (claim for claim in index.claims if claim.origin.kind != "unknown")
    for members in group_by(voiced, alike).values():
        while_repeated = _days_of_repetition(members[0], settings)
        for n, left in enumerate(members):
            for right in islice(members, n + 1, None):
                if day(right) - day(left) > while_repeated:
                    break
                if left.measure != right.measure and index.may_be_same(left, right):
                    yield left, right


def _days_of_repetition(claim: Claim, settings: Settings) -> timedelta:
    """How long after a count the same number is still that count, by its digits before zeros."""
    more = max(0, _odd_digits(claim) - 2)
    return timedelta(days=settings.conflation_days * settings.conflation_growth**more)


def _odd_digits(claim: Claim) -> int:
    """How many digits a number has before its zeros: 1 of 3,000, 4 of 1,417."""
    return min(4, len(str(stated_number(claim.figure) or "").rstrip("0")))


def _decide(one: Claim, other: Claim, index: CountIndex) -> Conflation | None:
    """Which of two claims with one number, the earlier first, has the wrong measure.

    None where both may be right. In doubt it is the one that fewer texts carry, and for certain
    only within the days of one briefing, or where no other count would come to that number.
    """
    if given_side_by_side(one, other, index.corpus) or index.was_replaced(one, other):
        return None
    settings, number = index.settings, stated_number(one.figure) or 0
    apart = day(other) - day(one)
    if _may_have_died(one, other) and apart > timedelta(days=settings.relay_days):
        return None
    against_one = adds_up(other, one, index) or another_number(one, other, index)
    against_other = adds_up(one, other, index) or another_number(other, one, index)
    proofs = _strength(against_one, other), _strength(against_other, one)
    if proofs[0] == proofs[1]:
        right, wrong = _likelier_first(one, other, settings)
    else:
        right, wrong = (other, one) if proofs[0] > proofs[1] else (one, other)
    if has_its_own(wrong, right, index):
        return None
    proof = (against_one if wrong is one else against_other) or no_room(right, wrong, index)
    outvoted = len(right.clusters) > len(wrong.clusters)
    at_once = apart.days <= settings.relay_days
    if proof is None and number < settings.telling_number:
        scopes = {index.subject(one).scope, index.subject(other).scope}
        totals = scopes == {"cumulative"} and at_once
        one_event = outvoted and not apart and index.at_one_place(one, other)
        if number < settings.coincidence_below or not (totals or one_event):
            return None
    rare = _odd_digits(one) >= settings.odd_digits
    sure = proof is not None or outvoted or rare or at_once
    return Conflation(right, wrong, proof, "fails" if sure else "undecided")


def _strength(proof: Claim | None, beside: Claim) -> int:
    """How much a proof weighs: most if it is of the day of the count beside which it stands."""
    return 0 if proof is None else 1 + (proof.as_of == beside.as_of)


def _may_have_died(one: Claim, other: Claim) -> bool:
    """Whether the later count is of the dead, the earlier of those who were missing."""
    return (one.measure, other.measure) == ("missing", "killed")


def _find_borrowed(index: CountIndex) -> Iterator[Conflation]:
    """Conflations by voices without a name ("spies say", or no voice), each with its proof.

    A telling number that a known origin gave within some days, under a measure of which that origin
    has another number, is likely to be its own; surely so where the report names that origin.
    """
    settings = index.settings
    telling = [c for c in index.claims if (stated_number(c.figure) or 0) >= settings.telling_number]
    known = group_by((claim for claim in telling if claim.origin.kind == "named"), _number)
    relayed = timedelta(days=settings.relay_days)
    for suspect in telling:
        given = known.get(_number(suspect), []) if suspect.origin.kind != "named" else []
        first = bisect_left(given, day(suspect) - relayed, key=day)
        last = bisect_right(given, day(suspect) + relayed, key=day)
        for right in given[first:last]:
            if right.measure != suspect.measure and index.may_be_same(right, suspect):
                proof = another_number(suspect, right, index) or no_room(right, suspect, index)
                if proof is not None and not given_side_by_side(right, suspect, index.corpus):
                    named = names_the_origin(suspect, right, index.corpus)
                    yield Conflation(right, suspect, proof, "fails" if named else "undecided")


def _likelier_first(one: Claim, other: Claim, settings: Settings) -> tuple[Claim, Claim]:
    """The claim that most texts carry, then the earlier in print, then the wider measure.

    Casualties are made killed far more often than killed are made casualties, so each of their
    texts has the weight of several, up to a tie.
    """
    most = max(len(one.clusters), len(other.clusters))

    def order(claim: Claim) -> tuple[int, date, bool, str]:
        is_total = claim.measure == "casualties"
        heard = len(claim.clusters) * (settings.casualties_weight if is_total else 1)
        return -min(heard, most), claim.since or date.max, not is_total, claim.id

    first, second = sorted((one, other), key=order)
    return first, second


def _ahead(conflation: Conflation, known: Conflation | None) -> bool:
    return known is None or _worth(conflation) < _worth(known)


def _worth(conflation: Conflation) -> tuple[bool, bool, int, str]:
    """The surest comes first, then what is compared with the fullest words and the nearest day."""
    bare = conflation.right.figure.modifier == "exact"
    apart = abs((day(conflation.right) - day(conflation.wrong)).days)
    return conflation.verdict != "fails", bare, apart, conflation.right.id


def _number(claim: Claim) -> tuple[int, str]:
    return family(claim.measure), number_key(claim.figure)
