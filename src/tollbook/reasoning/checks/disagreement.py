"""How far apart are origins for the same question at the same date?

An army, its enemy and a monitor count the same dead and come to different numbers. None of them
need be mistaken in its own eyes; a reader must know how wide the gap is, and whose ends it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.values import Measure, Verdict
from tollbook.reasoning.accounts import Account
from tollbook.reasoning.evidence import claim_in_words, mark_of
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import Interval, Number, counts, meet, stated_number
from tollbook.reasoning.keys import claim_key
from tollbook.reasoning.populations import Subject, subjects_may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, decimal, number_in_words
from tollbook.settings import Settings

NAME = "disagreement"
_HARMED: frozenset[Measure] = frozenset({"killed", "injured", "casualties", "missing"})
_HINTS: dict[Verdict, str] = {
    "fails": "They may count other people, another place or another time, or one has an interest.",
    "undecided": "The words leave room: both may be right.",
    "holds": "",
}


def check_disagreement(record: Record) -> Iterator[Finding]:
    """One finding for each stretch of time in which the same origins stand to each other alike.

    Running totals, and single events at one named place on one day (large ones within some days),
    are compared; of each origin its last word within a week.
    """
    tolls = group_by(record.accounts.all, lambda account: _whom_and_where(account.subject))
    for subject, members in record.accounts.questions():
        known = [account for account in members if account.origin.kind != "unknown"]
        if len({account.origin.key for account in known}) > 1 and _is_one_question(subject):
            anywhere = replace(subject, place=None)
            nearby = [
                account
                for key in dict.fromkeys(map(_whom_and_where, (subject, anywhere)))
                for account in tolls.get(key, ())
            ]
            yield from _of_question(subject, known, nearby, record)


def _whom_and_where(subject: Subject) -> tuple[str, str | None, str | None]:
    return subject.measure, subject.side, subject.place


def _is_one_question(subject: Subject) -> bool:
    whom = subject.side is not None or subject.place is not None
    return whom if subject.scope == "cumulative" else subject.place is not None


@dataclass(frozen=True, slots=True)
class _Moment:
    """The last words of several origins within some days, lowest first, and how they stand."""

    claims: tuple[Claim, ...]
    verdict: Verdict

    @property
    def kind(self) -> tuple[Verdict, str, str]:
        """What must change for a new finding: how they stand, and whose the ends are."""
        return self.verdict, self.claims[0].origin.key, self.claims[-1].origin.key


def _of_question(
    subject: Subject, members: Sequence[Account], nearby: Sequence[Account], record: Record
) -> Iterator[Finding]:
    """The findings on one question; `nearby` are all accounts of these people, of any scope."""
    run: list[_Moment] = []
    for moment in _moments(subject, members, nearby, record):
        if run and run[-1].kind != moment.kind:
            yield _finding(run, record)
            run = []
        run.append(moment)
    if run:
        yield _finding(run, record)


def _moments(
    subject: Subject, members: Sequence[Account], nearby: Sequence[Account], record: Record
) -> Iterator[_Moment]:
    """The days at which two origins or more have spoken, one after the other."""
    words = sorted(
        (claim for account in members for claim in account.words(without=record.conflated_ids)),
        key=lambda claim: (str(claim.as_of), claim.id),
    )
    moving = _is_rising_fast(subject, words, nearby, record.settings)
    together = _days_of_one_question(subject, words, record.settings, moving=moving)
    latest: dict[str, Claim] = {}
    begun = None
    for claim in words:
        if claim.as_of is None:
            continue
        if begun is not None and claim.as_of - begun > together:
            yield from _moment(latest, record, moving=moving)
            latest, begun = {}, None
        begun = begun or claim.as_of
        latest[claim.origin.key] = claim
    yield from _moment(latest, record, moving=moving)


def _days_of_one_question(
    subject: Subject, words: Sequence[Claim], settings: Settings, *, moving: bool
) -> timedelta:
    """How far apart the words of two origins may be.

    Of an event the next days tell more; but where some count a handful, another may be the next.
    """
    if moving:
        return timedelta(0)
    if subject.scope != "incident":
        return timedelta(days=settings.same_time_days)
    large = all(_most(claim) >= settings.running_total_from for claim in words)
    return timedelta(days=settings.relay_days if large else 0)


def _is_rising_fast(
    subject: Subject, words: Sequence[Claim], nearby: Sequence[Account], settings: Settings
) -> bool:
    """Whether an origin's count of these people grew by a tenth within days: a toll on the rise.

    What another says a day later then answers another question. Its scope is no matter, as long as
    the numbers are of the size of those compared.
    """
    least = min(map(_most, words), default=0) * settings.event_share
    counted = (
        claim
        for account in nearby
        if subjects_may_be_same(account.subject, subject)
        for claim in account.claims
        if _most(claim) >= least
    )
    for claims in group_by(counted, lambda claim: claim.origin.key).values():
        in_order = sorted(claims, key=lambda claim: (claim.as_of or date.max, claim.id))
        for earlier, later in pairwise(in_order):
            days = ((later.as_of or date.max) - (earlier.as_of or date.max)).days
            grown = _most(later) > _most(earlier) * (1 + settings.about_tolerance)
            if grown and days <= settings.relay_days:
                return True
    return False


def _most(claim: Claim) -> int:
    return claim.figure.low if claim.figure.high is None else claim.figure.high


def _moment(latest: dict[str, Claim], record: Record, *, moving: bool) -> Iterator[_Moment]:
    """How the origins stand; a toll on the rise may lie between any two counts of a day."""
    if len(latest) > 1:
        claims = tuple(sorted(latest.values(), key=lambda claim: (_middle(claim), claim.id)))
        verdict = _verdict(claims, record.settings.about_tolerance)
        in_doubt = verdict == "fails" and (moving or not _is_one_state(claims, record))
        yield _Moment(claims, "undecided" if in_doubt else verdict)


def _is_one_state(claims: Sequence[Claim], record: Record) -> bool:
    """Whether claims speak of one state of things: the dead or hurt of one event, or of one day.

    Who was sent or taken prisoner may be counted anew for every group of them.
    """
    if claims[0].measure not in _HARMED:
        return False
    subject = record.accounts.subjects.get(claims[0].id)
    if subject is not None and subject.scope == "incident":
        return True
    days = [claim.as_of for claim in claims if claim.as_of]
    return (max(days) - min(days)).days <= record.settings.briefing_days


def _verdict(claims: tuple[Claim, ...], tolerance: float) -> Verdict:
    """Fails where two can't both be right; holds where all name numbers within the tolerance."""
    allowed = [counts(claim.figure, tolerance) for claim in claims]
    if not all(meet(one, other) for n, one in enumerate(allowed) for other in allowed[:n]):
        return "fails"
    named = [stated_number(claim.figure) for claim in claims]
    numbers = [number for number in named if number is not None]
    share = Fraction(str(tolerance))
    near = max(numbers, default=0) <= min(numbers, default=0) * (1 + share)
    return "holds" if near and len(numbers) == len(named) else "undecided"


def _middle(claim: Claim) -> int:
    """What sorts claims by size: the number named, else the middle of the range."""
    figure, number = claim.figure, stated_number(claim.figure)
    if number is not None:
        return number
    return figure.low if figure.high is None else (figure.low + figure.high) // 2


def _finding(run: Sequence[_Moment], record: Record) -> Finding:
    first, last = run[0], run[-1]
    low, high = last.claims[0], last.claims[-1]
    working = [f"{claim_in_words(claim)}." for claim in last.claims]
    working.append(_apart(low, high, record.settings.about_tolerance))
    if len(run) > 1:
        since = min(str(claim.as_of) for claim in first.claims)
        working.append(f"So it has been at {count(len(run))} times since {since}.")
    return Finding(
        check=NAME,
        verdict=last.verdict,
        title=f"{low.measure}: {number_in_words(low.figure)} by {low.origin.name}, "
        f"{number_in_words(high.figure)} by {high.origin.name}",
        marks=tuple(mark_of(claim.figures[0], record.corpus) for claim in last.claims),
        statements=tuple(claim.figures[0].id for claim in last.claims),
        working=tuple(working),
        about=(low.measure, *(claim_key(claim) for claim in first.claims)),
        hint=_HINTS[last.verdict],
    )


def _apart(low: Claim, high: Claim, tolerance: float) -> str:
    least, most = counts(low.figure, tolerance), counts(high.figure, tolerance)
    gap = _gap(least, most)
    below, above = stated_number(low.figure), stated_number(high.figure)
    ratio = f"{decimal(Fraction(above, below))} times" if below and above is not None else ""
    apart = f"at least {count(gap)} apart" if gap else "no gap between them"
    return f"By the stated numbers {ratio or 'no ratio'}; by the intervals {apart}."


def _gap(one: Interval, other: Interval) -> Number:
    """How far two intervals are from touching; 0 where they meet."""
    gaps = [
        upper.low - lower.high
        for lower, upper in ((one, other), (other, one))
        if lower.high is not None and upper.low is not None
    ]
    return max([0, *gaps])
