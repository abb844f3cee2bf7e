"""The series of a record: claims put in line by who speaks, what is counted, and of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.values import Measure, Scope
from tollbook.reasoning.book import Book
from tollbook.reasoning.claims.identity import Profile
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.record import Record
from tollbook.reasoning.series.moves import Corrections, moves
from tollbook.reasoning.series.series import Point, Series

_SPEAKS_OF_THE_CLAIM = ("corrects", "retracts", "denies", "disputes")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which series to find; what is left out excludes nothing.

    `origin` is looked for in the name, without regard to case, or is the id of an entity. `since`
    and `until` are days that a count speaks for, both included: points outside them are left out
    after differences and breaks have been found.
    """

    origin: str | None = None
    measures: tuple[Measure, ...] = ()
    scope: Scope | None = None
    since: date | None = None
    until: date | None = None

    def claims(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims that the series are made of."""
        for claim in claims:
            origin = claim.origin
            if self.origin is not None and not (
                self.origin == origin.entity or plain_name(self.origin) in plain_name(origin.name)
            ):
                continue
            if self.measures and claim.measure not in self.measures:
                continue
            if self.scope is None or claim.figure.scope == self.scope:
                yield claim

    def covers(self, day: date) -> bool:
        """Whether a point of this day is wanted."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


@dataclass(slots=True)
class _Line:
    """The claims of one series, as they are put together."""

    profile: Profile = field(default_factory=Profile)
    claims: list[Claim] = field(default_factory=list)

    def add(self, claim: Claim) -> None:
        self.profile.add(claim.figure)
        self.claims.append(claim)


def find_series(record: Record, wanted: Wanted = Wanted()) -> tuple[Series, ...]:
    """The series of a record: the longest first, those of equal length by origin and measure.

    A claim that nobody can date, or that only says what may be, has no place in a series.
    """
    lines: dict[tuple[object, ...], list[Claim]] = {}
    for claim in wanted.claims(record.claims.all):
        if claim.as_of is None or claim.figure.modality == "possible":
            continue
        people = claim.figure.population
        facets = (people.sex, people.age_group) if people else (None, None)
        part = _is_part(claim, record.book)
        key = (claim.origin.key, claim.measure, claim.figure.scope, part, *facets)
        lines.setdefault(key, []).append(claim)
    corrections = Corrections.of(record.book)
    made = [
        _series(line.claims, record, corrections)
        for claims in lines.values()
        for line in _by_people(claims)
    ]
    within = (
        replace(one, points=tuple(point for point in one.points if wanted.covers(point.day)))
        for one in made
    )
    kept = (one for one in within if one.points)
    return tuple(sorted(kept, key=lambda s: (-len(s.points), s.origin.key, s.measure, s.people)))


def _is_part(claim: Claim, book: Book) -> bool:
    """Whether it counts some of those that another figure of its measure counts."""
    whole = book.figure(claim.figure.part_of)
    return whole is not None and whole.measure == claim.measure


def _by_people(claims: Sequence[Claim]) -> list[_Line]:
    """Claims told apart by whom they count; one that fits two lines belongs to neither."""
    lines: list[_Line] = []
    sure_first = sorted(
        claims,
        key=lambda claim: (
            claim.figure.population is None or claim.figure.population.side is None,
            claim.as_of or date.max,
            claim.id,
        ),
    )
    for claim in sure_first:
        fitting = [line for line in lines if line.profile.fits_people(claim.figure)]
        if len(fitting) != 1:
            fitting = [_Line()]
            lines += fitting
        fitting[0].add(claim)
    return lines


def _series(claims: Sequence[Claim], record: Record, corrections: Corrections) -> Series:
    tolerance = record.settings.about_tolerance
    in_order = sorted(claims, key=lambda claim: (_day(claim), claim.since or date.max, claim.id))
    points = [Point.of(claim, _day(claim), tolerance, _links(claim, record)) for claim in in_order]
    last = in_order[-1].figure
    if last.scope == "cumulative":
        points = moves(points, record.book, corrections, record.settings)
    people = [claim.figure.population for claim in in_order if claim.figure.population]
    words = Counter(population.mention.quote for population in people)
    plain = Counter({quote: n for quote, n in words.items() if not quote.isupper()})
    sides = Counter(population.side for population in people if population.side)
    return Series(
        origin=in_order[-1].origin,
        measure=last.measure,
        scope=last.scope,
        people=next(iter((plain or words).most_common(1)), ("", 0))[0],
        side=sides.most_common(1)[0][0] if sides else None,
        part=_is_part(in_order[-1], record.book),
        points=tuple(points),
    )


def _day(claim: Claim) -> date:
    return claim.as_of or date.max


def _links(claim: Claim, record: Record) -> tuple[ClaimLink, ...]:
    links = record.claims.links_of(claim.id)
    return tuple(link for link in links if link.kind in _SPEAKS_OF_THE_CLAIM)
