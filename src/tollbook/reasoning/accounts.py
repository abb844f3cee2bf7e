"""Accounts: what one origin has said of one subject, in the order of the days it speaks for.

Checks compare the claims of an account with one another, and accounts of one question between
origins. Reports leave unsaid what their readers know ("and 2,700 wounded"), so what a claim leaves
open is filled in where everything else that its origin counts leaves only one answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from tollbook.model.case import Case
from tollbook.model.claim import Claim, Origin
from tollbook.model.statement import Figure, Place, Population
from tollbook.model.values import AgeGroup, Measure, Scope, Sex, Status
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.evidence import says_its_day
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.populations import Subject
from tollbook.reasoning.wholes import words_of
from tollbook.resolution.countries import countries_in

Item = TypeVar("Item")

_JOINED = 24
"""Characters after a country in which a second one may be joined to it."""

ONLY_RISE: frozenset[Measure] = frozenset({"killed", "injured", "casualties", "surrendered"})
"""Totals that nothing lowers; the missing are found, the captured freed, the displaced go home."""


@dataclass(frozen=True, slots=True)
class Account:
    """One origin on one subject. Its claims all name a number, count a whole, and have a day."""

    origin: Origin
    subject: Subject
    claims: tuple[Claim, ...]

    def words(self, *, without: Collection[str] = ()) -> tuple[Claim, ...]:
        """For each day the claim that most texts carry, then the first in print.

        It is the origin's likeliest word. `without` are ids of claims known to be wrong.
        """
        kept = (claim for claim in self.claims if claim.id not in without)
        return tuple(min(day, key=most_carried_first) for day in group_by(kept, _day).values())

    def news(self, *, without: Collection[str] = ()) -> tuple[Claim, ...]:
        """Its words but for old numbers repeated: new numbers, and those with a day."""
        seen: set[str] = set()
        fresh = []
        for claim in self.words(without=without):
            number = number_key(claim.figure)
            if number not in seen or any(map(says_its_day, claim.figures)):
                fresh.append(claim)
                seen.add(number)
        return tuple(fresh)


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts of a corpus, and the subject of each claim that counts a whole, by its id."""

    all: tuple[Account, ...]
    subjects: Mapping[str, Subject]

    def questions(self) -> Iterator[tuple[Subject, tuple[Account, ...]]]:
        """Accounts of one subject by whomever: a place that only some of them name is everyone's.

        Single events are of one subject only where they are at one named place.
        """
        alike = group_by(self.all, lambda account: replace(account.subject, place=None))
        for members in alike.values():
            place = _one_place(account.subject.place for account in members)
            if place is not None and members[0].subject.scope != "incident":
                yield replace(members[0].subject, place=place), tuple(members)
                continue
            for subject, those in group_by(members, lambda account: account.subject).items():
                yield subject, tuple(those)


def find_accounts(claims: Claims, corpus: Corpus, case: Case | None = None) -> Accounts:
    """The accounts of a corpus, in the order of its claims."""
    totals = [claim for claim in claims.all if counts_a_whole(claim, corpus)]
    subjects = _subjects(totals, claims, corpus, case)
    together = group_by(
        (claim for claim in totals if claim.as_of),
        lambda claim: (claim.origin.key, subjects[claim.id]),
    )
    found = (
        Account(members[0].origin, subject, tuple(sorted(members, key=_by_day)))
        for (_, subject), members in together.items()
    )
    return Accounts(tuple(found), subjects)


def most_carried_first(claim: Claim) -> tuple[int, date, str]:
    """What sorts claims: those that most texts carry first, then those that were first in print."""
    return -len(claim.clusters), claim.since or date.max, claim.id


def counts_a_whole(claim: Claim, corpus: Corpus) -> bool:
    """Whether a claim names a number of people who are no mere part of others so harmed."""
    return any(figure.number is not None for figure in claim.figures) and not any(
        corpus.is_part(figure) for figure in claim.figures
    )


def _day(claim: Claim) -> date | None:
    return claim.as_of


def _by_day(claim: Claim) -> tuple[date, str]:
    return claim.as_of or date.max, claim.id


def _subjects(
    totals: list[Claim], claims: Claims, corpus: Corpus, case: Case | None
) -> dict[str, Subject]:
    """The subject of each claim (by its id), filled in from what else its origin counts."""
    only = case.sides[0] if case and len(case.sides) == 1 else None
    countries = _countries_counted_in(totals)
    worded = {
        claim.id: _subject_in_words(claim, corpus, only, countries[claim.origin.key])
        for claim in totals
    }
    for link in claims.links:
        if link.kind == "repeats" and {link.claim, link.other} <= worded.keys():
            _as_wide(link.claim, link.other, worded)
    for alike in (_voice_and_measure, _voice):  # claims of one measure say most about one another
        for members in group_by(totals, alike).values():
            side = _only_value(worded[claim.id].side for claim in members)
            for claim in members:
                if worded[claim.id].side is None:
                    worded[claim.id] = replace(worded[claim.id], side=side)
    statuses = group_by(worded.values(), lambda subject: subject.side)
    armies = {
        side
        for side, subjects in statuses.items()
        if side is not None and _only_value(subject.status for subject in subjects) == "combatant"
    }
    for id, subject in worded.items():
        if subject.side in armies:
            worded[id] = replace(subject, status="combatant")
    at_large = group_by(
        totals, lambda claim: (claim.origin.key, replace(worded[claim.id], place=None))
    )
    for members in at_large.values():
        place = _one_place(worded[claim.id].place for claim in members)
        for claim in members:
            if worded[claim.id].scope != "incident":
                own = worded[claim.id].place
                worded[claim.id] = replace(worded[claim.id], place=place or own)
    return worded


def _as_wide(one: str, other: str, subjects: dict[str, Subject]) -> None:
    """Give a count that repeats a running total the scope of it: it was read too narrowly."""
    if "cumulative" in (subjects[one].scope, subjects[other].scope):
        for id in (one, other):
            subjects[id] = replace(subjects[id], scope="cumulative")


def _voice(claim: Claim) -> tuple[str, str]:
    return claim.origin.key, ""


def _voice_and_measure(claim: Claim) -> tuple[str, str]:
    return claim.origin.key, claim.measure


def _countries_counted_in(claims: Iterable[Claim]) -> Mapping[str, frozenset[str]]:
    """The countries that each origin places its counts in, by its key, whoever is counted."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        places = (figure.place for figure in claim.figures)
        named = {place.country for place in places if place and place.country}
        found.setdefault(claim.origin.key, set()).update(named)
    return {key: frozenset(codes) for key, codes in found.items()}


def _subject_in_words(
    claim: Claim, corpus: Corpus, only_side: str | None, countries: frozenset[str]
) -> Subject:
    """What the statements of a claim say of its subject, the fullest of them first.

    A whole country is a place of its own only for people of no side whose origin counts in several:
    "killed in Turkey" beside "killed in Syria", not "killed in Russia" of one army.
    """
    figures = (claim.figure, *claim.figures)
    people = [figure.population for figure in figures if figure.population]
    side = _first(_sides(figures, people, corpus)) or only_side
    several = side is None and len(countries) > 1
    status: Status | None = _first(
        p.status for p in people if p.status in ("combatant", "civilian")
    )
    soldiers = status == "combatant" or (side is not None and status is None)
    sex: Sex | None = _first(p.sex for p in people)
    age: AgeGroup | None = _first(p.age_group for p in people)
    return Subject(
        measure=claim.measure,
        side=side,
        status=status,
        sex=None if soldiers and sex == "male" else sex,  # "3,000 of Kim's men" are his soldiers
        age_group=None if soldiers and age == "adult" else age,
        place=_first(_place_name(figure, corpus, several=several) for figure in figures),
        scope=_scope(figures, corpus),
    )


def _sides(
    figures: Iterable[Figure], people: Iterable[Population], corpus: Corpus
) -> Iterable[str | None]:
    """The sides named of the people, then those of the wholes that they are parts of."""
    yield from (population.side for population in people)
    for figure in figures:
        whole = corpus.figure(figure.part_of)
        if whole is not None and whole.population is not None:
            yield whole.population.side


def _scope(figures: Iterable[Figure], corpus: Corpus) -> Scope:
    """The stretch that any statement gives; a single event where none says more.

    A part of a running total, such as the killed among its casualties, is one too.
    """
    said = set[str]()
    for figure in figures:
        whole = corpus.figure(figure.part_of)
        said |= {figure.scope, whole.scope if whole and whole.scope == "cumulative" else ""}
    return "cumulative" if "cumulative" in said else "period" if "period" in said else "incident"


def _place_name(figure: Figure, corpus: Corpus, *, several: bool) -> str | None:
    place = figure.place
    if place is None:
        return None
    if place.level != "country":
        return f"{place.name}, {place.country}" if place.name else place.mention.quote.casefold()
    together = _countries_together(figure, place, corpus)
    return "+".join(sorted(together)) if several or len(together) > 1 else None


def _countries_together(figure: Figure, place: Place, corpus: Corpus) -> set[str]:
    """A country with another that its words join to it: "in Turkey and Syria"."""
    document = corpus.documents[figure.document]
    found = {place.country} if place.country else set()
    after = document.text[place.mention.end : place.mention.end + _JOINED].lstrip()
    if any(after.casefold().startswith(f"{word} ") for word in words_of(document, "and", "places")):
        found |= countries_in(after)
    return found


def _first(values: Iterable[Item | None]) -> Item | None:
    return next((value for value in values if value is not None), None)


def _one_place(places: Iterable[str | None]) -> str | None:
    """The one place that is named, beside the country it lies in; None where there are others.

    >>> _one_place(["RU", None, "Kursk, RU"]), _one_place(["TR", "SY"])
    ('Kursk, RU', None)
    """
    named = {place for place in places if place is not None}
    countries = {place.rpartition(", ")[2] for place in named if ", " in place}
    return _only_value(named - countries)


def _only_value(values: Iterable[Item | None]) -> Item | None:
    """The one value that is given, None where none is or several are."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None
