"""Do two relays of one briefing give different numbers?

One origin, one measure, one day, and two numbers that can't both be its word: somebody misheard,
mistyped or took an earlier count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.accounts import ONLY_RISE, Account, most_carried_first
from tollbook.reasoning.briefings import find_shared_count
from tollbook.reasoning.claims.links_by_rule import NEXT_TOTAL
from tollbook.reasoning.evidence import by_cluster, claim_in_words, mark_of, outlet
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, meet, stated_number
from tollbook.reasoning.keys import claim_key, number_key
from tollbook.reasoning.populations import subjects_may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, day, number_in_words, stretch
from tollbook.settings import Settings

NAME = "relay_differs"

_DIGITS = 3
"""Of fewer digits two numbers are each other's reverse by chance: 12 and 21."""

_HINTS: dict[Verdict, str] = {
    "fails": "One relay has the number wrong, or the origin gave two; check the origin's own text.",
    "undecided": "The number may have been rounded, or have risen within the day.",
    "holds": "",
}


def check_relay_differs(record: Record) -> Iterator[Finding]:
    """One finding for each text whose number is not that of most relays of the same briefing.

    Left out: numbers whose difference the origin itself explains (a correction, an update), numbers
    that one text gives side by side, and those under a wrong measure, which
    `conflation` reports. Single events are compared at one named place, or where the rest of the
    texts shows that they report one briefing.
    """
    reported: set[tuple[str, str, str]] = set()
    for claim, first, verdict in chain(_of_one_day(record), _of_one_briefing(record)):
        for figures in by_cluster(claim.figures, record.claims):
            number = figures[0].document, claim.measure, number_key(claim.figure)
            if number not in reported:
                reported.add(number)
                yield _finding(figures, claim, first, verdict, record)


def _of_one_day(record: Record) -> Iterator[tuple[Claim, Claim, Verdict]]:
    """Claims of one account for one day that differ from the one most texts carry."""
    for account in record.accounts.all:
        subject = account.subject
        if account.origin.kind == "unknown" or (
            subject.scope == "incident" and subject.place is None
        ):
            continue
        claims = [claim for claim in account.claims if claim.id not in record.conflated_ids]
        for briefing in group_by(claims, _occasion).values():
            first, *others = sorted(briefing, key=most_carried_first)
            for claim in others:
                if _differ(claim, first, record):
                    yield claim, first, _judge(claim, first, account, record)


def _occasion(claim: Claim) -> tuple[date | None, date | None]:
    """The day it speaks for and, for a stated stretch, the day that it begins."""
    periods = (figure.period for figure in claim.figures if figure.scope == "period")
    return claim.as_of, next((period.start_date for period in periods if period), None)


def _of_one_briefing(record: Record) -> Iterator[tuple[Claim, Claim, Verdict]]:
    """Claims in texts that share another count of the briefing, whatever day each was read for."""
    briefing = timedelta(days=record.settings.relay_days)
    subjects = record.accounts.subjects
    whole = [
        claim
        for claim in record.claims.all
        if claim.id in subjects
        and claim.id not in record.conflated_ids
        and claim.origin.kind != "unknown"
        and claim.as_of is not None
    ]
    for members in group_by(whole, lambda claim: (claim.origin.key, claim.measure)).values():
        for n, one in enumerate(members):
            for other in islice(members, n + 1, None):
                if (other.as_of or date.max) - (one.as_of or date.max) > briefing:
                    break
                if (
                    subjects_may_be_same(subjects[one.id], subjects[other.id])
                    and _differ(one, other, record)
                    and find_shared_count(one, other, record) is not None
                ):
                    first, claim = sorted((one, other), key=most_carried_first)
                    rounded = _may_be_rounded(claim, first, record.settings)
                    yield claim, first, "undecided" if rounded else "fails"


def _differ(claim: Claim, first: Claim, record: Record) -> bool:
    """Whether two claims give two numbers, and neither a text nor the ledger explains that."""
    return _are_two(claim, first, record.settings.about_tolerance) and not (
        set(claim.documents) & set(first.documents) or _is_explained(claim, first, record)
    )


def _are_two(one: Claim, other: Claim, tolerance: float) -> bool:
    """Whether no number fits both, or each is an "about" of its own: 600 is not made 700."""
    if not meet(counts(one.figure, tolerance), counts(other.figure, tolerance)):
        return True
    if {one.figure.modifier, other.figure.modifier} != {"about"}:
        return False
    left, right = stated_number(one.figure) or 0, stated_number(other.figure) or 0
    return abs(left - right) > tolerance * max(left, right)


def _judge(claim: Claim, first: Claim, account: Account, record: Record) -> Verdict:
    """Whether one of two numbers must be wrong, or the toll may have moved in between."""
    if _may_be_rounded(claim, first, record.settings):
        return "undecided"
    if _has_digits_swapped(claim, first) or find_shared_count(claim, first, record) is not None:
        return "fails"
    tolerance = record.settings.about_tolerance
    may_fit = meet(counts(claim.figure, tolerance), counts(first.figure, tolerance))
    if may_fit or account.subject.scope == "incident":
        return "undecided"
    may_move = claim.measure not in ONLY_RISE or _may_have_risen(claim, first)
    return "undecided" if may_move and _moves_by_the_day(account, claim, record) else "fails"


def _has_digits_swapped(one: Claim, other: Claim) -> bool:
    """Whether two numbers have the same digits in another order: 2,349 and 2,439."""
    digits = [str(stated_number(claim.figure) or "") for claim in (one, other)]
    return len(digits[0]) >= _DIGITS and sorted(digits[0]) == sorted(digits[1])


def _may_have_risen(one: Claim, other: Claim) -> bool:
    """Whether the greater number was in print no earlier than the other."""
    lesser, greater = sorted((one, other), key=lambda claim: claim.figure.low)
    return (greater.since or date.max) >= (lesser.since or date.max)


def _moves_by_the_day(account: Account, claim: Claim, record: Record) -> bool:
    """Whether the origin gave three numbers or more in these days: a toll that is still rising."""
    days = record.settings.relay_days
    numbers = {
        number_key(other.figure)
        for other in account.claims
        if other.as_of and claim.as_of and abs((other.as_of - claim.as_of).days) <= days
    }
    return len(numbers) >= record.settings.moving_numbers


def _is_explained(one: Claim, other: Claim, record: Record) -> bool:
    """Whether the ledger knows that one number took the other's place, by more than their days."""
    return any(
        link.kind in ("corrects", "updates", "retracts")
        and link.rule != NEXT_TOTAL
        and other.id in (link.claim, link.other)
        for link in record.claims.links_of(one.id)
    )


def _may_be_rounded(one: Claim, other: Claim, settings: Settings) -> bool:
    """Whether one may be the other made round, without an "about"."""
    left, right = stated_number(one.figure), stated_number(other.figure)
    if left is None or right is None:
        return False
    is_round = any(number and number % settings.round_to == 0 for number in (left, right))
    return is_round and abs(left - right) <= settings.about_tolerance * max(left, right)


def _finding(
    figures: tuple[Figure, ...], claim: Claim, first: Claim, verdict: Verdict, record: Record
) -> Finding:
    corpus, tolerance = record.corpus, record.settings.about_tolerance
    figure = figures[0]
    allowed = [stretch(counts(item.figure, tolerance)) for item in (claim, first)]
    shown = (*figures, first.figures[0])
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{number_in_words(figure)} {figure.measure} against {number_in_words(first.figure)}",
        marks=tuple(mark_of(item, corpus) for item in shown),
        statements=tuple(item.id for item in shown),
        working=(
            f"{outlet(figure.document, corpus)} has {number_in_words(figure)} {figure.measure} "
            f"for {day(claim.as_of)}; on record is {claim_in_words(first)}.",
            f"By the intervals: {allowed[0]} against {allowed[1]}. Texts that carry them: "
            f"{count(len(claim.clusters))} and {count(len(first.clusters))}.",
        ),
        about=(figure.document, claim_key(claim), claim_key(first)),
        hint=_HINTS[verdict],
    )
