"""What each origin said last, and which claims are no answer to how many there are in all.

Reports mix totals with single events and parts ("300 killed", and "one of them on Sunday"). Where
an origin gives running totals, its smaller counts are events and parts; where no one calls a count
a total, the greatest so far is the nearest there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.estimate import LeftOut, PassedOver
from tollbook.model.values import Measure
from tollbook.reasoning.estimates.working import Working
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.populations import subjects_may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, day, number_in_words
from tollbook.settings import Settings


@dataclass(frozen=True, slots=True)
class Standing:
    """The claims that stand at a date, one an origin in order of their day, and those left out.

    `events` are what other origins said last: of one event, so far as the counts of the rest show.
    """

    claims: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]
    events: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a question is asked of, both included; an end that is None is open."""

    since: date | None
    at: date | None

    def before_end(self, day: date | None) -> bool:
        """Whether a day is not after the last one; nothing speaks against an unknown day."""
        return self.at is None or day is None or day <= self.at


def find_standing(record: Record, measure: Measure, days: Days, working: Working) -> Standing:
    """What every origin of a record last said of a measure by the last of some days."""
    left_out: list[LeftOut] = []
    by_origin: dict[str, list[Claim]] = {}
    for claim in record.claims.all:
        if claim.measure != measure or not days.before_end(claim.as_of):
            continue
        reason = _no_answer(claim, record, days)
        if reason:
            left_out.append(LeftOut(claim, reason))
        else:
            by_origin.setdefault(claim.origin.key, []).append(claim)
    voices = [_Voice.of(claims, record, working) for _, claims in sorted(by_origin.items())]
    events = tuple(_single_events(voices, record.settings, working))
    left_out += (item for voice in voices for item in _explain_replaced(voice, working))
    left_out += events
    gone = {item.claim.id for item in events}
    stand = [voice.stands for voice in voices if voice.stands.id not in gone]
    return Standing(
        tuple(sorted(stand, key=lambda claim: (claim.as_of or date.max, claim.origin.key))),
        tuple(sorted(left_out, key=lambda i: (i.claim.as_of or date.max, i.claim.id))),
        tuple(item.claim for item in events),
    )


def running_totals(record: Record) -> frozenset[str]:
    """The ids of the claims that a statement calls a running total, or a part of one.

    "4,700 casualties so far, some 600 of them dead": both count all there were up to the day.
    """
    return frozenset(claim.id for claim in record.claims.all if _is_cumulative(claim, record))


def _is_cumulative(claim: Claim, record: Record) -> bool:
    wholes = (record.corpus.figure(figure.part_of) for figure in claim.figures)
    return any(
        figure is not None and figure.scope == "cumulative" for figure in (*claim.figures, *wholes)
    )


@dataclass(frozen=True, slots=True)
class _Voice:
    """What one origin said, in order, and which of it stands.

    `total` is the greatest lower bound among what it calls totals, None where it calls nothing so.
    """

    claims: tuple[Claim, ...]
    stands: Claim
    total: int | None

    @classmethod
    def of(cls, claims: Iterable[Claim], record: Record, working: Working) -> _Voice:
        """The voice of one origin, its last word noted in the working."""
        in_order = tuple(sorted(claims, key=lambda claim: _order(claim, working)))
        stands, passed_over = _latest(in_order, record, working)
        working.latest(in_order, stands, passed_over)
        totals = [working.allow(claim).low for claim in in_order if claim.id in working.totals]
        return cls(in_order, stands, max(totals, default=None))


def _latest(
    in_order: Sequence[Claim], record: Record, working: Working
) -> tuple[Claim, dict[str, PassedOver]]:
    """The claim of one origin that stands, of all it made, in order; and why others don't.

    A running total of the same place always takes the place of what was said before, even a greater
    one: it is a correction. So does any count of the missing, who are found. Another count does so
    only if it can be as great, and not the same: it is an event or a part, or looks back.
    """
    stands = in_order[0]
    passed_over: dict[str, PassedOver] = {}
    for claim in in_order[1:]:
        why = _passed_over(claim, stands, record, working)
        if why is None:
            stands = claim
        else:
            passed_over[claim.id] = why
    return stands, passed_over


def _passed_over(
    claim: Claim, stands: Claim, record: Record, working: Working
) -> PassedOver | None:
    """Why a claim does not take the place of the one that stands; None where it does."""
    if _looks_back(claim, stands, working):
        return "looks_back"
    if _says_less(claim, stands, record, working):
        return "floor"
    top = _most(claim, beside_total=stands.id in working.totals, working=working)
    if top is None or top >= working.allow(stands).low:
        return None
    if claim.id not in working.totals and claim.measure != "missing":
        return "smaller"
    return None if _may_be_one_place(stands, claim, record) else "elsewhere"


def _looks_back(claim: Claim, stands: Claim, working: Working) -> bool:
    """Whether a claim that is not called a total only repeats the number of one."""
    return (
        stands.id in working.totals
        and claim.id not in working.totals
        and number_key(claim.figure) == number_key(stands.figure)
        and working.allow(claim).low <= working.allow(stands).low
    )


def _says_less(claim: Claim, stands: Claim, record: Record, working: Working) -> bool:
    """Whether a claim is no more than a floor for another: "over 2,000" for 2,187."""
    new, old = working.allow(claim), working.allow(stands)
    if new.high is not None or new.low >= old.low or not claim.as_of or not stands.as_of:
        return False
    return (claim.as_of - stands.as_of).days <= record.settings.relay_days


def _may_be_one_place(one: Claim, other: Claim, record: Record) -> bool:
    """Whether two claims of one origin can be of the same people at one place."""
    left, right = (record.accounts.subjects.get(claim.id) for claim in (one, other))
    return left is None or right is None or subjects_may_be_same(left, right)


def _most(claim: Claim, *, beside_total: bool, working: Working) -> int | None:
    """How many a claim may stand for, None where that is open.

    "At least 12" that is not called a total is no open question beside a total of 300: it is the
    floor of one event.
    """
    allowed = working.allow(claim)
    return allowed.low if allowed.high is None and beside_total else allowed.high


def _order(claim: Claim, working: Working) -> tuple[date, bool, int, int, str]:
    """By the day a claim speaks for; within a day totals last, the greatest very last."""
    allowed = working.allow(claim)
    return (
        claim.as_of or date.max,
        claim.id in working.totals,
        allowed.low,
        -1 if allowed.high is None else allowed.high,
        claim.id,
    )


def _no_answer(claim: Claim, record: Record, days: Days) -> str:
    """Why a claim is no answer by itself, in words that follow it; empty where it is one."""
    figure = claim.figure
    if claim.origin.kind == "unknown":
        return "no source is given"
    if claim.as_of is None:
        return "its day is unknown"
    if days.since and claim.as_of < days.since:
        return f"speaks for a day before {day(days.since)}"
    if all(item.modality == "possible" for item in claim.figures):
        return "only said to be possible"
    if figure.modifier == "vague" and figure.number is None:
        return "names no number"
    if all(item.id in record.corpus.only_predicted for item in claim.figures):
        return "only predicted"
    if figure.scope == "period":
        return "counts a stretch of time, not all of it"
    people = figure.population
    if people and (people.sex == "female" or people.age_group == "child"):
        return "counts only some of the people"
    return (
        _before_the_case(claim, record)
        or _misread(claim, record)
        or _slipped(claim, record)
        or _outlived(claim, record)
        or _part(claim, record)
        or _explain_withdrawn(claim, record, days)
    )


def _before_the_case(claim: Claim, record: Record) -> str:
    """Since when a claim counts, where that is long before its case begins: "so far this year"."""
    since = record.case.since if record.case else None
    starts = [item.period.start_date if item.period else None for item in claim.figures]
    begun = [start for start in starts if start is not None]
    if since is None or len(begun) < len(starts):
        return ""
    if (since - max(begun)).days <= record.settings.case_slack_days:
        return ""
    return f"counts since {day(max(begun))}, before the case begins"


def _misread(claim: Claim, record: Record) -> str:
    """Which count under another measure a claim is for certain, as `conflation` shows."""
    conflation = record.proven_conflations.get(claim.id)
    if conflation is None:
        return ""
    right = conflation.right
    return (
        f"a misread count of {right.measure}, by the check conflation: "
        f"{number_in_words(right.figure)} ({right.origin.name}, {day(right.as_of)})"
    )


def _slipped(claim: Claim, record: Record) -> str:
    """Which number of the same briefing a claim has wrong for certain, by `relay_differs`."""
    slip = record.proven_slips.get(claim.id)
    if slip is None:
        return ""
    number = number_in_words(slip.right.figure)
    return f"another number than most relays give, by the check relay_differs: {number}"


def _outlived(claim: Claim, record: Record) -> str:
    """Which later number had replaced a claim before any of its texts was printed."""
    stale = record.outlived.get(claim.id)
    if stale is None:
        return ""
    number = number_in_words(stale.new.figure)
    return f"an old number, by the check superseded: {number} was out since {day(stale.new.since)}"


def _part(claim: Claim, record: Record) -> str:
    """What greater count of the same measure a claim is a part of."""
    wholes = [record.corpus.figure(figure.part_of) for figure in claim.figures]
    for link in record.claims.links_of(claim.id):
        other = record.claims.get(link.other)
        if link.kind == "part_of" and link.claim == claim.id and other is not None:
            wholes.append(other.figure)
    for whole in wholes:
        if whole is not None and whole.measure == claim.measure:
            return f"a part of {number_in_words(whole)}"
    return ""


def _explain_withdrawn(claim: Claim, record: Record, days: Days) -> str:
    """What the same origin did to a claim by the last day, where it undid it."""
    for link in record.claims.links_of(claim.id):
        later = record.claims.get(link.claim)
        if link.other != claim.id or later is None or not days.before_end(later.as_of):
            continue
        if link.kind == "retracts":
            return f"withdrawn by {day(later.as_of)}"
        if link.kind == "corrects" and later.origin.key == claim.origin.key:
            return f"corrected to {number_in_words(later.figure)} by {day(later.as_of)}"
    return ""


def _explain_replaced(voice: _Voice, working: Working) -> Iterator[LeftOut]:
    """Why the other claims of an origin don't stand."""
    stands = voice.stands
    said = f"{number_in_words(stands.figure)} ({day(stands.as_of)})"
    for claim in voice.claims:
        if claim is stands:
            continue
        top = _most(claim, beside_total=stands.id in working.totals, working=working)
        smaller = (
            top is not None and top < working.allow(stands).low and claim.id not in working.totals
        )
        is_later = (claim.as_of or date.max) >= (stands.as_of or date.max)
        what = "an event or a part beside" if smaller and is_later else "replaced by"
        yield LeftOut(claim, f"{what} its {said}", stands)


def _single_events(
    voices: Sequence[_Voice], settings: Settings, working: Working
) -> Iterator[LeftOut]:
    """Counts that others show to be of one event.

    They are a handful beside many times as many, whatever they are called; or nobody calls them
    totals, and they are far below the greatest total of each origin that has one.
    """
    totals = [voice.total for voice in voices if voice.total is not None]
    least = min(totals, default=0)
    most = max((working.allow(voice.stands).low for voice in voices), default=0)
    for voice in voices:
        claim = voice.stands
        top = _most(claim, beside_total=bool(totals), working=working)
        if top is None:
            continue
        if claim.id not in working.totals and top < least * settings.event_share:
            yield LeftOut(claim, f"one event, beside totals of {count(least)} and more")
        elif _is_handful(top, most, settings):
            yield LeftOut(claim, f"one event, beside counts of up to {count(most)}")


def _is_handful(number: int, most: int, settings: Settings) -> bool:
    few = number < settings.coincidence_below
    return few and max(number, 1) * settings.handful_factor <= most
