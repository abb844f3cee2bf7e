"""Do all the outlets lead back to one voice?

Forty papers that repeat one agency are one witness. A question that only one origin has ever
answered is not corroborated by being printed often.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.reasoning.evidence import count_in_words, mark_of, outlet
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.keys import day_key, number_key
from tollbook.reasoning.populations import Subject, may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count

NAME = "single_origin"
_HINT = "However often it is printed, it is one witness; look for another source that counts."
_IN_DOUBT = "Those that name no source may have one of their own, or the same."
_SHOWN = 5
"""Outlets that a finding shows; the others are only counted."""


def check_single_origin(record: Record) -> Iterator[Finding]:
    """One finding for each question that several outlets answer and one voice alone.

    Whether a text without a source leads back to the same voice is unknown: with one among
    them the finding says so. Single events are asked about by day, where their place is named.
    """
    conflated = record.conflated_ids
    numbers = group_by(
        (claim for account in record.accounts.all for claim in account.claims), _number
    )
    for subject, members in record.accounts.questions():
        claims = [c for account in members for c in account.claims if c.id not in conflated]
        if subject.side is None and subject.place is None:
            continue
        if subject.scope == "cumulative":
            yield from _check(subject, claims, record)
        elif subject.place is not None:
            for those in group_by(claims, lambda claim: claim.as_of).values():
                if not any(_is_shared(claim, numbers[_number(claim)], record) for claim in those):
                    yield from _check(subject, those, record)


def _number(claim: Claim) -> tuple[str, str]:
    return claim.measure, number_key(claim.figure)


def _is_shared(claim: Claim, alike: Sequence[Claim], record: Record) -> bool:
    """Whether somebody else has the number within some days: of the same event, for all we know."""
    if claim.as_of is None:
        return False
    nearby = timedelta(days=record.settings.same_time_days)
    first = bisect_left(alike, claim.as_of - nearby, key=_day)
    last = bisect_right(alike, claim.as_of + nearby, key=_day)
    return any(
        other.origin.key != claim.origin.key
        and other.origin.kind != "unknown"
        and may_be_same(other.figure, claim.figure)
        for other in alike[first:last]
    )


def _day(claim: Claim) -> date:
    return claim.as_of or date.max


def _check(subject: Subject, claims: Sequence[Claim], record: Record) -> Iterator[Finding]:
    """The finding on these claims if one voice alone makes them, in several texts."""
    voices = {claim.origin.key: claim for claim in claims if claim.origin.kind != "unknown"}
    if len(voices) != 1:
        return
    corpus = record.corpus
    sourced = [claim for claim in claims if claim.origin.kind != "unknown"]
    bare = [claim for claim in claims if claim.origin.kind == "unknown"]
    latest = max(sourced, key=lambda claim: (str(claim.as_of), claim.id))
    outlets = {outlet(id, corpus): id for claim in sourced for id in claim.documents}
    if len({record.claims.cluster_of(id).id for id in outlets.values()}) < 2:
        return
    shown = _one_each(sourced, latest, record)
    name = latest.origin.name
    unsourced = len({id for claim in bare for id in claim.documents})
    rest = f" {count(unsourced)} more give no source." if unsourced else ""
    yield Finding(
        check=NAME,
        verdict="note",
        title=f"{subject.measure}: {count(len(outlets))} outlets, one voice, {name}",
        marks=tuple(mark_of(figure, corpus) for figure in shown),
        statements=tuple(figure.id for figure in shown),
        working=(
            f"{count(len(outlets))} outlets carry {count(len(sourced))} "
            f"{'claim' if len(sourced) == 1 else 'claims'}, the latest {count_in_words(latest)}; "
            f"each leads back to {name}.{rest}",
        ),
        about=(
            latest.origin.key,
            *(subject.measure, subject.side or "", subject.status or "", subject.place or ""),
            *(() if subject.scope == "cumulative" else (day_key(latest.as_of),)),
        ),
        hint=_IN_DOUBT if bare else _HINT,
    )


def _one_each(claims: Sequence[Claim], latest: Claim, record: Record) -> list[Figure]:
    """One figure an outlet, of the latest claim where it has that, up to some."""
    found: dict[str, Figure] = {}
    for claim in (latest, *claims):
        for figure in claim.figures:
            found.setdefault(outlet(figure.document, record.corpus), figure)
    return list(found.values())[:_SHOWN]
