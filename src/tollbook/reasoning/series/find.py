"""The series of a record: the accounts of its origins, each claim with what its words allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.values import Measure
from tollbook.reasoning.accounts import Account, most_carried_first
from tollbook.reasoning.evidence import in_headline
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, meet
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.record import Record
from tollbook.reasoning.series.moves import Corrections, moves
from tollbook.reasoning.series.series import Point, Series

_SPEAKS_OF_THE_CLAIM = ("corrects", "retracts", "denies", "disputes")


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """Which series to find; what is left out excludes nothing.

    `origin` is looked for in the name, without regard to case, or is the id of an entity. `since`
    and `until` are days that a count speaks for, both included: points outside them are left out
    after differences and breaks have been found.
    """

    origin: str | None = None
    measures: tuple[Measure, ...] = ()
    since: date | None = None
    until: date | None = None

    def asks_for(self, account: Account, keys: Container[str] = frozenset()) -> bool:
        """Whether an account is among those wanted; `keys` are of origins that go by the name."""
        origin = account.origin
        named = self.origin is None or (
            self.origin == origin.entity
            or plain_name(self.origin) in plain_name(origin.name)
            or origin.key in keys
        )
        return named and (not self.measures or account.subject.measure in self.measures)

    def covers(self, day: date) -> bool:
        """Whether a point of this day is wanted."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


def find_series(record: Record, wanted: SeriesQuery = SeriesQuery()) -> tuple[Series, ...]:
    """The series of a record: the longest first, those of equal length by origin and measure.

    A claim that has no date, that names no number, that counts a part of others or only says
    what may be has no place in a series.
    """
    corrections = Corrections.of(record.corpus)
    found = []
    voices = record.claims.voices
    keys = voices.keys_called(wanted.origin) if voices and wanted.origin else frozenset()
    for account in record.accounts.all:
        if wanted.asks_for(account, keys):
            series = _series(account, record, corrections)
            points = tuple(point for point in series.points if wanted.covers(point.day))
            if points:
                found.append(replace(series, points=points))
    return tuple(sorted(found, key=lambda s: (-len(s.points), s.origin.key, s.measure, s.people)))


def _series(account: Account, record: Record, corrections: Corrections) -> Series:
    points = list(_points(account, record))
    subject = account.subject
    if subject.scope == "cumulative":
        right = [point for point in points if not point.misread]
        moved = moves(right, record.corpus, corrections, record.settings)
        misread = [point for point in points if point.misread]
        points = sorted((*misread, *moved), key=lambda point: point.day)
    return Series(
        origin=account.origin,
        subject=subject,
        people=_wording(account),
        points=tuple(points),
    )


def _points(account: Account, record: Record) -> Iterator[Point]:
    """A point for each claim, but for those that only repeat another count of the same day."""
    dated = [c for c in account.claims if c.as_of is not None and c.figure.modality != "possible"]
    for claims in group_by(dated, lambda claim: claim.as_of).values():
        left = sorted(claims, key=lambda claim: _fullest_first(claim, record))
        while left:
            first, *others = left
            again = tuple(
                claim
                for claim in others
                if _repeats(claim, first, record) or _is_headline_of(claim, first, record)
            )
            left = [claim for claim in others if claim not in again]
            yield _point(first, again, record)


def _fullest_first(claim: Claim, record: Record) -> tuple[bool, bool, int, date, str]:
    """From a text rather than a headline, with its hedge, then as most texts have it."""
    return (
        _is_in_headlines(claim, record),
        claim.figure.modifier == "exact",
        *most_carried_first(claim),
    )


def _is_in_headlines(claim: Claim, record: Record) -> bool:
    return all(in_headline(figure, record.corpus) for figure in claim.figures)


def _repeats(claim: Claim, first: Claim, record: Record) -> bool:
    """Whether two claims of one day and number are one count, read under two scopes.

    A hedge may be lost on the way, but none becomes another.
    """
    return claim.figure.modifier in ("exact", first.figure.modifier) and any(
        link.kind == "repeats" and first.id in (link.claim, link.other)
        for link in record.claims.links_of(claim.id)
    )


def _is_headline_of(claim: Claim, first: Claim, record: Record) -> bool:
    """Whether a count stands only in the headline of a text that has another, and fits it.

    "One in eight dead", over 4,700 casualties and some 600 dead, is no second count.
    """
    tolerance = record.settings.about_tolerance
    return (
        _is_in_headlines(claim, record)
        and set(claim.documents) <= set(first.documents)
        and meet(counts(claim.figure, tolerance), counts(first.figure, tolerance))
    )


def _point(claim: Claim, repeats: tuple[Claim, ...], record: Record) -> Point:
    assert claim.as_of is not None  # noqa: S101 - `_points` has seen to it
    point = Point.of(claim, claim.as_of, record.settings.about_tolerance, _links(claim, record))
    misread = claim.id in record.proven_conflations
    return replace(point, repeats=repeats, misread=misread)


def _links(claim: Claim, record: Record) -> tuple[ClaimLink, ...]:
    links = record.claims.links_of(claim.id)
    return tuple(link for link in links if link.kind in _SPEAKS_OF_THE_CLAIM)


def _wording(account: Account) -> str:
    """How most claims word whom they count; a headline's capitals only as a last resort."""
    people = [claim.figure.population for claim in account.claims if claim.figure.population]
    words = Counter(population.mention.quote for population in people)
    plain = Counter({quote: n for quote, n in words.items() if not quote.isupper()})
    return next(iter((plain or words).most_common(1)), ("", 0))[0]
