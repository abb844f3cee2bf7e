"""Links that a rule makes from days and numbers, where no word says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from tollbook.model.claim import Claim, ClaimLink, LinkKind
from tollbook.reasoning.claims.identity import number_of
from tollbook.reasoning.claims.index import ClaimIndex
from tollbook.reasoning.grouping import group_by

NEXT_TOTAL = "the next total of its series"
SAME_TOTAL = "the same total for a later day"
OTHER_SCOPE = "one number of one voice for one time, read under another scope"
NO_NUMBER_FITS = "one day and measure, and no number fits both"

_LOOKED_AT = 20  # series of one voice, or claims of one number, that a claim is held against


def series(index: ClaimIndex) -> Iterator[ClaimLink]:
    """Running totals of one voice, day after day: each replaces the last, or repeats it."""
    totals = [claim for claim in index.claims if index.is_running_total(claim)]
    for members in group_by(totals, lambda claim: (claim.origin.key, claim.measure)).values():
        last: list[Claim] = []  # the newest total of each series: one people or place each
        for claim in members:
            if claim.as_of is None:
                continue
            earlier = next(
                (one for one in last[: -_LOOKED_AT - 1 : -1] if index.may_be_same(one, claim)),
                None,
            )
            if earlier is None:
                last.append(claim)
            elif earlier.as_of != claim.as_of:
                last[last.index(earlier)] = claim
                again = number_of(claim.figure) == number_of(earlier.figure)
                kind: LinkKind = "repeats" if again else "updates"
                rule = SAME_TOTAL if again else NEXT_TOTAL
                yield ClaimLink(kind=kind, claim=claim.id, other=earlier.id, rule=rule)


def other_scopes(index: ClaimIndex) -> Iterator[ClaimLink]:
    """One number of one voice for one time that was read under two scopes.

    It may be one count in two wordings, but a running total is no count of one event: only a
    person joins them.
    """
    for members in index.by_voice.values():
        if members[0].origin.kind == "unknown":
            continue
        for claims in group_by(members, lambda claim: number_of(claim.figure)).values():
            for at, claim in enumerate(claims):
                for other in claims[max(0, at - _LOOKED_AT) : at]:
                    if claim.figure.scope != other.figure.scope and _one_time(claim, other, index):
                        later, earlier = _by_print(claim, other)
                        yield ClaimLink(
                            kind="repeats", claim=later.id, other=earlier.id, rule=OTHER_SCOPE
                        )


def disputes(index: ClaimIndex) -> Iterator[ClaimLink]:
    """Running totals of two voices for one day between which no number lies.

    Of several that disagree each is tied to the next higher one: the rest follows.
    """
    totals = [
        claim
        for claim in index.claims
        if claim.origin.kind == "named"
        and claim.as_of is not None
        and index.is_running_total(claim)
    ]
    for members in group_by(totals, lambda claim: (claim.measure, claim.as_of)).values():
        rising = sorted(members, key=lambda claim: (claim.figure.low, claim.id))
        for lower, higher in pairwise(rising):
            if index.clash(lower, higher):
                later, earlier = _by_print(lower, higher)
                yield ClaimLink(
                    kind="disputes", claim=later.id, other=earlier.id, rule=NO_NUMBER_FITS
                )


def _one_time(claim: Claim, other: Claim, index: ClaimIndex) -> bool:
    """Whether two claims may speak for one day, and for the same people."""
    if claim.as_of is None or other.as_of is None or not index.may_be_same(claim, other):
        return False
    first, last = sorted((claim.as_of, other.as_of))
    start = last - timedelta(days=index.settings.relay_days)
    for period in (claim.figure.period, other.figure.period):
        if period and period.start_date and period.end_date == last:
            start = min(start, period.start_date)  # "in January" holds the day of the briefing
    return start <= first


def _by_print(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """The one printed later, then the other."""
    earlier, later = sorted((one, other), key=lambda claim: (claim.since or date.max, claim.id))
    return later, earlier
