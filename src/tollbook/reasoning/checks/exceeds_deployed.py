"""Are more people lost than were sent?

No army loses 16,000 of 11,000 men. Measured on what the same origin says was sent, or on the
strength that the case gives, a loss beyond it is wrong for certain; on somebody else's count of
the sent it is in doubt only, as is whether reinforcements were in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.values import Measure, Verdict
from tollbook.reasoning.accounts import Account
from tollbook.reasoning.evidence import claim_in_words, count_in_words, mark_of
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import Interval, counts, judge, stated_number, subtract
from tollbook.reasoning.keys import claim_key
from tollbook.reasoning.populations import Subject
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, stretch

NAME = "exceeds_deployed"

_LOST: frozenset[Measure] = frozenset(
    {"killed", "injured", "casualties", "missing", "captured", "surrendered"}
)
_NOT_NEGATIVE = Interval(0, None)
_HINTS: dict[Verdict, str] = {
    "fails": "Either number was misread, more were sent since, or the people are not the same.",
    "undecided": "The words leave room, or more were deployed than this count says.",
    "holds": "",
}


def check_exceeds_deployed(record: Record) -> Iterator[Finding]:
    """One finding for each loss beyond the sent; where an origin has none, its greatest loss.

    Asked only of soldiers, or of a side whose civilians no claim counts. Of several counts of
    the sent the greatest counts.
    """
    conflated = record.conflated_ids
    sent = group_by(
        (item for item in record.accounts.all if item.subject.measure == "deployed"),
        lambda item: item.subject.side,
    )
    losses = [
        claim
        for account in record.accounts.all
        if _were_sent(account.subject)
        for claim in account.claims
        if claim.id not in conflated
    ]
    sides = record.accounts.subjects
    for those in group_by(losses, lambda claim: (claim.origin.key, sides[claim.id].side)).values():
        greatest = [
            max(one_measure, key=_least)
            for one_measure in group_by(those, lambda claim: claim.measure).values()
        ]
        deployed = sent.get(sides[those[0].id].side, [])
        found = [
            finding
            for claim in sorted(greatest, key=_least, reverse=True)
            for finding in (
                *_against_strength(claim, record),
                *_against_sent(claim, deployed, record),
            )
        ]
        yield from [finding for finding in found if finding.verdict != "holds"] or found[:1]


def _were_sent(subject: Subject) -> bool:
    """Whether a subject is the soldiers lost by a side, over more than one event."""
    return (
        subject.measure in _LOST
        and subject.scope != "incident"
        and subject.side is not None
        and subject.status == "combatant"
        and subject.sex is None
    )


def _least(claim: Claim) -> tuple[int, int, str]:
    return claim.figure.low, stated_number(claim.figure) or 0, claim.id


def _against_strength(lost: Claim, record: Record) -> Iterator[Finding]:
    case = record.case
    if case is None or case.strength is None:
        return
    strength = Interval(*case.strength)
    room = subtract(strength, counts(lost.figure, record.settings.about_tolerance))
    verdict = judge(room, _NOT_NEGATIVE)
    yield Finding(
        check=NAME,
        verdict=verdict,
        title=f"{count_in_words(lost)} out of a strength of {stretch(strength)}",
        marks=(mark_of(lost.figure, record.corpus),),
        statements=(lost.figure.id,),
        working=(
            f"Lost: {claim_in_words(lost)}.",
            f"The case “{case.title}” gives a strength of {stretch(strength)}.",
            f"That leaves {stretch(room)}.",
        ),
        about=(case.name, claim_key(lost)),
        hint=_HINTS[verdict],
    )


def _against_sent(lost: Claim, deployed: Sequence[Account], record: Record) -> Iterator[Finding]:
    """The loss beside the greatest count of the sent, the origin's own if it has one."""
    own = [item for item in deployed if item.origin.key == lost.origin.key]
    claims = [claim for item in own or deployed for claim in item.claims]
    if not claims:
        return
    tolerance = record.settings.about_tolerance
    sent = max(claims, key=_least)
    room = subtract(counts(sent.figure, tolerance), counts(lost.figure, tolerance))
    numbers = stated_number(sent.figure), stated_number(lost.figure)
    named = None if numbers[0] is None or numbers[1] is None else numbers[0] - numbers[1]
    verdict = judge(room, _NOT_NEGATIVE, named)
    if not own:
        if verdict != "fails":
            return
        verdict = "undecided"
    excess = f" ({count(-named)} too many)" if named is not None and named < 0 else ""
    yield Finding(
        check=NAME,
        verdict=verdict,
        title=f"{count_in_words(lost)} of {count_in_words(sent)}",
        marks=(mark_of(lost.figure, record.corpus), mark_of(sent.figure, record.corpus)),
        statements=(lost.figure.id, sent.figure.id),
        working=(
            f"Lost: {claim_in_words(lost)}.",
            f"Sent: {claim_in_words(sent)}.",
            f"By the intervals that leaves {stretch(room)}{excess}.",
        ),
        about=(claim_key(lost), claim_key(sent)),
        hint=_HINTS[verdict],
    )
