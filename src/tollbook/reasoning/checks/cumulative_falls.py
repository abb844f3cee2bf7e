"""Did a running total go down between two dates?

The dead don't rise again: a total that falls was corrected, counts something else than before, or
is wrong on one of the two dates. A correction on record explains it; then the fall *holds*.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.finding import Finding
from tollbook.model.values import Measure, Verdict
from tollbook.reasoning.accounts import ONLY_RISE
from tollbook.reasoning.evidence import claim_in_words, count_in_words, mark_of
from tollbook.reasoning.intervals import Interval, counts, judge, stated_number, subtract
from tollbook.reasoning.keys import claim_key
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, day, stretch
from tollbook.settings import Settings

NAME = "cumulative_falls"

_COUNTED_ONCE: frozenset[Measure] = frozenset({"killed", "casualties"})
"""Of these a fall fails: the injured may have died, those who surrendered be of another place."""

_NOT_LOWER = Interval(0, None)
_HINTS: dict[Verdict, str] = {
    "fails": "A correction, a change of what is counted, or an error on one of the two dates.",
    "undecided": "The words leave room: with their hedges the two may be one number.",
    "holds": "",
}


def check_cumulative_falls(record: Record) -> Iterator[Finding]:
    """One finding for each fall of an origin's running total, with its correction where known.

    An old number that comes back without a day of its own is no fall but a stale repeat, which
    `superseded` reports; one under a wrong measure is reported by `conflation`. Nor is it a fall
    where the higher number was printed after the lower one: that is a later word on an earlier day.
    """
    conflated = record.conflated_ids
    for account in record.accounts.all:
        subject = account.subject
        if subject.scope != "cumulative" or subject.measure not in ONLY_RISE:
            continue
        for before, now in pairwise(account.news(without=conflated)):
            if (before.since or date.min) <= (now.since or date.max):
                yield from _compare(before, now, record)


def _compare(before: Claim, now: Claim, record: Record) -> Iterator[Finding]:
    tolerance = record.settings.about_tolerance
    rise = subtract(counts(now.figure, tolerance), counts(before.figure, tolerance))
    first, last = stated_number(before.figure), stated_number(now.figure)
    named = None if first is None or last is None else last - first
    verdict = judge(rise, _NOT_LOWER, named)
    if verdict == "holds" or named is None or _is_one_event(last or 0, record.settings):
        return
    if now.measure not in _COUNTED_ONCE:
        verdict = "undecided"
    fall = f"{count(-named)} fewer by the stated numbers; " if named is not None else ""
    working = (
        f"{day(before.as_of)}: {claim_in_words(before)}. {day(now.as_of)}: {claim_in_words(now)}.",
        f"{fall[:1].upper()}{fall[1:]}by the intervals a difference of {stretch(rise)}.",
    )
    yield _finding(before, now, working, verdict, record)


def _is_one_event(number: int, settings: Settings) -> bool:
    """Whether so few are no running total of a greater number, whatever the words call them."""
    return number < settings.coincidence_below


def _correction(before: Claim, now: Claim, record: Record) -> ClaimLink | None:
    """What takes the earlier number back, if the ledger knows of it.

    A report that corrects one count of a briefing ("57 casualties, not 60") gives all of it anew.
    """
    told_with = (
        claim
        for document in now.documents
        for figure in record.corpus.figures_in(document)
        if (claim := record.claims.of(figure.id)) is not None
        and (claim.origin.key, claim.as_of) == (now.origin.key, now.as_of)
    )
    return next(
        (
            link
            for claim in (now, *told_with)
            for link in record.claims.links_of(claim.id)
            if link.kind in ("corrects", "retracts") and _is_of(link, claim, before, record)
        ),
        None,
    )


def _is_of(link: ClaimLink, claim: Claim, before: Claim, record: Record) -> bool:
    """Whether a link retracts `before`, or another count of the same briefing."""
    old = record.claims.get(link.other)
    return link.claim == claim.id and (
        link.other == before.id
        or (claim.measure != before.measure and old is not None and old.as_of == before.as_of)
    )


def _finding(
    before: Claim, now: Claim, working: tuple[str, ...], verdict: Verdict, record: Record
) -> Finding:
    shown = (now.figures[0], before.figures[0])
    marks = tuple(mark_of(figure, record.corpus) for figure in shown)
    correction = _correction(before, now, record)
    if correction is not None:
        verdict, marks = "holds", (*marks, *correction.marks)
        working = (*working, f"The later one {correction.kind} the earlier: {correction.rule}.")
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{count_in_words(now)} after {count_in_words(before)}, by {now.origin.name}",
        marks=marks,
        statements=tuple(figure.id for figure in shown),
        working=working,
        about=(claim_key(now), claim_key(before)),
        hint=_HINTS[verdict],
    )
