"""Do all the outlets lead back to one voice?

Forty papers that repeat one agency are one witness. A question that only one origin has ever
answered is not corroborated by being printed often.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.accounts import Account, Subject
from tollbook.reasoning.evidence import counted, mark_of, outlet
from tollbook.reasoning.keys import on
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count

NAME = "single_origin"
_HINTS: dict[Verdict, str] = {
    "fails": "However often it is printed, it is one witness; look for somebody else who counts.",
    "undecided": "Those that name no source may have one of their own, or the same.",
    "holds": "",
}
_SHOWN = 5
"""Outlets that a finding shows; the others are only counted."""


def single_origin(record: Record) -> Iterator[Finding]:
    """One finding for each question that several outlets answer and one voice alone.

    Whether a text without a source leads back to the same voice nobody can tell: with one among
    them the finding is undecided. Single events are asked about by day, where their place is named.
    """
    for subject, members in record.accounts.questions():
        if subject.side is None and subject.place is None:
            continue
        if subject.scope == "cumulative":
            yield from _asked(subject, [claim for item in members for claim in item.claims], record)
        elif subject.place is not None:
            for claims in _by_day(members):
                yield from _asked(subject, claims, record)


def _by_day(members: Sequence[Account]) -> Iterator[list[Claim]]:
    days: dict[str, list[Claim]] = {}
    for account in members:
        for claim in account.claims:
            days.setdefault(str(claim.as_of), []).append(claim)
    yield from days.values()


def _asked(subject: Subject, claims: Sequence[Claim], record: Record) -> Iterator[Finding]:
    voices = {claim.origin.key: claim for claim in claims if claim.origin.kind != "unknown"}
    if len(voices) != 1:
        return
    book = record.book
    sourced = [claim for claim in claims if claim.origin.kind != "unknown"]
    bare = [claim for claim in claims if claim.origin.kind == "unknown"]
    latest = max(sourced, key=lambda claim: (str(claim.as_of), claim.id))
    outlets = {outlet(id, book): id for claim in sourced for id in claim.documents}
    if len({record.claims.dispatch_of(id).id for id in outlets.values()}) < 2:
        return
    verdict: Verdict = "undecided" if bare else "fails"
    shown = _one_each(sourced, latest, record)
    name = latest.origin.name
    unsourced = len({id for claim in bare for id in claim.documents})
    rest = f" {count(unsourced)} more name nobody." if unsourced else ""
    yield Finding(
        check=NAME,
        verdict=verdict,
        title=f"{subject.measure}: {count(len(outlets))} outlets, one voice, {name}",
        marks=tuple(mark_of(figure, book) for figure in shown),
        statements=tuple(figure.id for figure in shown),
        working=(
            f"{count(len(outlets))} outlets carry {count(len(sourced))} "
            f"{'claim' if len(sourced) == 1 else 'claims'}, the latest {counted(latest)}; "
            f"each leads back to {name}.{rest}",
        ),
        about=(
            latest.origin.key,
            *(subject.measure, subject.side or "", subject.status or "", subject.place or ""),
            *(() if subject.scope == "cumulative" else (on(latest.as_of),)),
        ),
        hint=_HINTS[verdict],
    )


def _one_each(claims: Sequence[Claim], latest: Claim, record: Record) -> list[Figure]:
    """One figure an outlet, of the latest claim where it has that, up to some."""
    found: dict[str, Figure] = {}
    for claim in (latest, *claims):
        for figure in claim.figures:
            found.setdefault(outlet(figure.document, record.book), figure)
    return list(found.values())[:_SHOWN]
