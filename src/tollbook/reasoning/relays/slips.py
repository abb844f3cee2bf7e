"""Numbers that a relay has wrong: not those that most relays of the same briefing give.

Left out are numbers whose difference the origin itself explains (a correction, an update), numbers
that one text gives side by side, and those under a wrong measure. Single events are compared at one
named place, or where the rest of the texts shows that they report one briefing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice

from tollbook.model.claim import Claim
from tollbook.model.values import Verdict
from tollbook.reasoning.accounts import ONLY_RISE, Account, most_carried_first
from tollbook.reasoning.claims.links_by_rule import NEXT_TOTAL
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, meet, stated_number
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.relays.briefings import find_shared_count
from tollbook.reasoning.relays.relayed import Relayed
from tollbook.settings import Settings

_DIGITS = 3
"""Of fewer digits two numbers are each other's reverse by chance: 12 and 21."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A claim with another number than `right`, the one that most relays of the briefing give.

    The verdict *fails* where one of them must be wrong, and is *undecided* where it may be rounded,
    or the toll may have moved in between.
    """

    claim: Claim
    right: Claim
    verdict: Verdict


def find_slips(relayed: Relayed) -> tuple[Slip, ...]:
    """One slip for each claim with another number than its briefing's."""
    found: dict[str, Slip] = {}
    for slip in chain(_of_one_day(relayed), _of_one_briefing(relayed)):
        known = found.get(slip.claim.id)
        if known is None or (known.verdict, slip.verdict) == ("undecided", "fails"):
            found[slip.claim.id] = slip
    return tuple(found.values())


def _of_one_day(relayed: Relayed) -> Iterator[Slip]:
    """Claims of one account for one day that differ from the one most texts carry."""
    for account in relayed.accounts.all:
        subject = account.subject
        if account.origin.kind == "unknown" or (
            subject.scope == "incident" and subject.place is None
        ):
            continue
        claims = [claim for claim in account.claims if claim.id not in relayed.conflated_ids]
        for briefing in group_by(claims, _occasion).values():
            first, *others = sorted(briefing, key=most_carried_first)
            for claim in others:
                if _differ(claim, first, relayed):
                    yield Slip(claim, first, _judge(claim, first, account, relayed))


def _occasion(claim: Claim) -> tuple[date | None, date | None]:
    """The day it speaks for and, for a stated stretch, the day that it begins."""
    periods = (figure.period for figure in claim.figures if figure.scope == "period")
    return claim.as_of, next((period.start_date for period in periods if period), None)


def _of_one_briefing(relayed: Relayed) -> Iterator[Slip]:
    """Claims in texts that share another count of the briefing, whatever day each was read for."""
    briefing = timedelta(days=relayed.settings.relay_days)
    for members in group_by(
        relayed.wholes, lambda claim: (claim.origin.key, claim.measure)
    ).values():
        for n, one in enumerate(members):
            for other in islice(members, n + 1, None):
                if (other.as_of or date.max) - (one.as_of or date.max) > briefing:
                    break
                if (
                    relayed.may_be_same(one, other)
                    and _differ(one, other, relayed)
                    and find_shared_count(one, other, relayed) is not None
                ):
                    first, claim = sorted((one, other), key=most_carried_first)
                    rounded = _may_be_rounded(claim, first, relayed.settings)
                    yield Slip(claim, first, "undecided" if rounded else "fails")


def _differ(claim: Claim, first: Claim, relayed: Relayed) -> bool:
    """Whether two claims give two numbers, and neither a text nor the ledger explains that."""
    return _are_two(claim, first, relayed.settings.about_tolerance) and not (
        set(claim.documents) & set(first.documents) or _is_explained(claim, first, relayed)
    )


def _are_two(one: Claim, other: Claim, tolerance: float) -> bool:
    """Whether no number fits both, or each is an "about" of its own: 600 is not made 700.

    "Several" and "dozens" are no relay of a number, but a count of something else.
    """
    if "vague" in (one.figure.modifier, other.figure.modifier):
        return False
    if not meet(counts(one.figure, tolerance), counts(other.figure, tolerance)):
        return True
    if {one.figure.modifier, other.figure.modifier} != {"about"}:
        return False
    left, right = stated_number(one.figure) or 0, stated_number(other.figure) or 0
    return abs(left - right) > tolerance * max(left, right)


def _judge(claim: Claim, first: Claim, account: Account, relayed: Relayed) -> Verdict:
    """Whether one of two numbers must be wrong, or the toll may have moved in between."""
    if _may_be_rounded(claim, first, relayed.settings):
        return "undecided"
    if _has_digits_swapped(claim, first) or find_shared_count(claim, first, relayed) is not None:
        return "fails"
    tolerance = relayed.settings.about_tolerance
    may_fit = meet(counts(claim.figure, tolerance), counts(first.figure, tolerance))
    if may_fit or account.subject.scope == "incident":
        return "undecided"
    may_move = claim.measure not in ONLY_RISE or _may_have_risen(claim, first)
    return "undecided" if may_move and _moves_by_the_day(account, claim, relayed) else "fails"


def _has_digits_swapped(one: Claim, other: Claim) -> bool:
    """Whether two numbers have the same digits in another order: 2,349 and 2,439."""
    digits = [str(stated_number(claim.figure) or "") for claim in (one, other)]
    return len(digits[0]) >= _DIGITS and sorted(digits[0]) == sorted(digits[1])


def _may_have_risen(one: Claim, other: Claim) -> bool:
    """Whether the greater number was in print no earlier than the other."""
    lesser, greater = sorted((one, other), key=lambda claim: claim.figure.low)
    return (greater.since or date.max) >= (lesser.since or date.max)


def _moves_by_the_day(account: Account, claim: Claim, relayed: Relayed) -> bool:
    """Whether the origin gave three numbers or more in these days: a toll that is still rising."""
    days = relayed.settings.relay_days
    numbers = {
        number_key(other.figure)
        for other in account.claims
        if other.as_of and claim.as_of and abs((other.as_of - claim.as_of).days) <= days
    }
    return len(numbers) >= relayed.settings.moving_numbers


def _is_explained(one: Claim, other: Claim, relayed: Relayed) -> bool:
    """Whether the ledger knows that one number took the other's place, by more than their days."""
    return any(
        link.kind in ("corrects", "updates", "retracts")
        and link.rule != NEXT_TOTAL
        and other.id in (link.claim, link.other)
        for link in relayed.claims.links_of(one.id)
    )


def _may_be_rounded(one: Claim, other: Claim, settings: Settings) -> bool:
    """Whether one may be the other made round, without an "about"."""
    left, right = stated_number(one.figure), stated_number(other.figure)
    if left is None or right is None:
        return False
    is_round = any(number and number % settings.round_to == 0 for number in (left, right))
    return is_round and abs(left - right) <= settings.about_tolerance * max(left, right)
