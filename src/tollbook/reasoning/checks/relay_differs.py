"""Do two relays of one briefing give different numbers?

One origin, one measure, one day, and two numbers that can't both be its word: somebody misheard,
mistyped or took an earlier count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.accounts import Account, most_carried_first
from tollbook.reasoning.evidence import by_cluster, claim_in_words, mark_of, outlet
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, meet, stated_number
from tollbook.reasoning.keys import claim_key
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, day, number_in_words, stretch
from tollbook.settings import Settings

NAME = "relay_differs"
_HINTS: dict[Verdict, str] = {
    "fails": "One relay has the number wrong, or the origin gave two; check the origin's own text.",
    "undecided": "The number may have been rounded, or have risen within the day.",
    "holds": "",
}


def check_relay_differs(record: Record) -> Iterator[Finding]:
    """One finding for each text whose number is not that of most relays of the same briefing.

    Left out: numbers whose difference the origin itself explains (a correction, an update), numbers
    that one text gives side by side, and those under a wrong measure, which
    `conflation` reports. Single events are compared only at one named place.
    """
    conflated = record.conflated_ids
    for account in record.accounts.all:
        subject = account.subject
        if account.origin.kind == "unknown" or (
            subject.scope == "incident" and subject.place is None
        ):
            continue
        claims = [claim for claim in account.claims if claim.id not in conflated]
        for briefing in group_by(claims, _occasion).values():
            yield from _compare(briefing, account, record)


def _occasion(claim: Claim) -> tuple[date | None, date | None]:
    """The day it speaks for and, for a stated stretch, the day that it begins."""
    periods = (figure.period for figure in claim.figures if figure.scope == "period")
    return claim.as_of, next((period.start_date for period in periods if period), None)


def _compare(briefing: list[Claim], account: Account, record: Record) -> Iterator[Finding]:
    first, *others = sorted(briefing, key=most_carried_first)
    tolerance = record.settings.about_tolerance
    for claim in others:
        if (
            meet(counts(claim.figure, tolerance), counts(first.figure, tolerance))
            or set(claim.documents) & set(first.documents)
            or _is_explained(claim, first, record)
        ):
            continue
        doubt = account.subject.scope == "incident" or _may_be_rounded(
            claim, first, record.settings
        )
        verdict: Verdict = "undecided" if doubt else "fails"
        for figures in by_cluster(claim.figures, record.claims):
            yield _finding(figures, claim, first, verdict, record)


def _is_explained(one: Claim, other: Claim, record: Record) -> bool:
    """Whether the ledger knows that one number took the other's place."""
    return any(
        link.kind in ("corrects", "updates", "retracts") and other.id in (link.claim, link.other)
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
