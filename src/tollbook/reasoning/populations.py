"""Are these the same people? Every question about whom two counts count is answered here.

Words seldom say exactly who is counted, so there is more than one question:

- `may_be_same`: can two figures count the same people, as far as their words say?
- `Profile.allows`: can a figure count the people, at the place, that several figures describe?
- `subjects_may_be_same`: the same of two subjects, which an origin's other claims have completed.
- `people_and_place`: what two subjects share if they surely are the same people at one place.
- `share_nobody`: is it certain that nobody belongs to both populations?
- `count_nobody_twice`: is it certain that nobody is in both counts?

That one count is a *part* of another is said by the text, not worked out from words: see
`Corpus.is_part` and `wholes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from tollbook.language import LexiconError, languages, load
from tollbook.model.statement import Figure, Place, Population
from tollbook.model.values import AgeGroup, Measure, Scope, Sex, Status

Facets = tuple[str | None, ...]
"""What the words say of some people: side, status, sex and age group; None for what is open."""

_OPEN: Facets = (None, None, None, None)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a claim counts, under which measure, where and over what stretch.

    `status` is None if nothing says; if no claim counts a side's civilians but some count its
    soldiers, all its people are taken to be soldiers. `place` is None for a whole country or where
    nothing is said, else the name of the place with its country.
    """

    measure: Measure
    side: str | None
    status: Status | None
    sex: Sex | None
    age_group: AgeGroup | None
    place: str | None
    scope: Scope


def may_be_same(left: Figure, right: Figure) -> bool:
    """Whether two figures can count the same people, as far as the words say.

    No facet may contradict another. Where neither side is known, the words must have one in common,
    unless a figure leaves its people unsaid ("and 2,700 wounded", "100 of them").
    """
    a, b = left.population, right.population
    if a is None or b is None:
        return True
    return _agree(_facets(a), telling_words(a), _facets(b), telling_words(b))


def share_nobody(left: Population, right: Population) -> bool:
    """Whether two populations have nobody in common: another side, status, sex or age."""
    return _contradict(_facets(left), _facets(right))


def count_nobody_twice(left: Figure, right: Figure) -> bool:
    """Whether nobody can be in both counts: another measure, or people who share nobody.

    At any one date the killed are not the injured; nor are women children, or soldiers civilians.
    """
    if left.measure != right.measure:
        return True
    a, b = left.population, right.population
    return a is not None and b is not None and share_nobody(a, b)


def subjects_may_be_same(left: Subject, right: Subject) -> bool:
    """Whether two subjects can be the same people at one place, whatever is counted of them.

    A subject without sex or age is of all people: it is not that of the women or the children.
    """
    return (
        (left.sex, left.age_group) == (right.sex, right.age_group)
        and not _contradict(_facets(left), _facets(right))
        and _may_be_one_place(left.place, right.place)
    )


def _may_be_one_place(left: str | None, right: str | None) -> bool:
    """Whether two names can be of one place: "Beirut, LB" and "the port of Beirut" can."""
    if left is None or right is None or left == right:
        return True
    one, other = (set(_WORD.findall(name.partition(", ")[0].casefold())) for name in (left, right))
    return one <= other or other <= one


def people_and_place(subject: Subject) -> Subject:
    """The people and the place of a subject, over whatever time they are counted."""
    return replace(subject, scope="cumulative")


@dataclass(slots=True)
class Profile:
    """What several figures say together of their people and their place.

    A facet that no figure gives is open; one that is given binds all others.
    """

    facets: Facets = _OPEN
    words: set[str] = field(default_factory=set)
    place: Place | None = None

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Profile:
        """The profile of some figures."""
        profile = cls()
        for figure in figures:
            profile.add(figure)
        return profile

    def allows(self, figure: Figure) -> bool:
        """Whether a figure can count these people at this place."""
        people = figure.population
        facets = _facets(people) if people else _OPEN
        words = telling_words(people) if people else frozenset()
        return _agree(self.facets, self.words, facets, words) and may_be_same_place(
            self.place, figure.place
        )

    def add(self, figure: Figure) -> None:
        """Let a figure fill in what is open."""
        if figure.population:
            given = _facets(figure.population)
            self.facets = tuple(
                new if old is None else old for old, new in zip(self.facets, given, strict=True)
            )
            self.words |= telling_words(figure.population)
        if _is_finer(figure.place, self.place):
            self.place = figure.place


def may_be_same_place(left: Place | None, right: Place | None) -> bool:
    """Whether two places can be one: by name, or one is the country that the other lies in.

    A place that is only taken over from the text around a figure rules nothing out.
    """
    if left is None or right is None or _name(left) == _name(right):
        return True
    if left.inherited or right.inherited:
        return True
    if "country" in (left.level, right.level):
        return left.level != right.level and left.country == right.country is not None
    return False


def is_same_place(left: Place | None, right: Place | None) -> bool:
    """Whether two places are known to be one."""
    return left is not None and right is not None and _name(left) == _name(right)


def telling_words(population: Population) -> frozenset[str]:
    """The words that say who is meant, without their plural."""
    return _telling(population.mention.quote)


def _facets(people: Population | Subject) -> Facets:
    status = people.status if people.status in ("combatant", "civilian") else None
    return people.side, status, people.sex, people.age_group


def _contradict(left: Facets, right: Facets) -> bool:
    pairs = zip(left, right, strict=True)
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _agree(
    facets: Facets,
    words: set[str] | frozenset[str],
    others: Facets,
    other_words: set[str] | frozenset[str],
) -> bool:
    """Whether no facet contradicts another and, if no side is known, a word is in common."""
    if _contradict(facets, others):
        return False
    side_known = facets[0] is not None or others[0] is not None
    return side_known or not words or not other_words or not words.isdisjoint(other_words)


@lru_cache(maxsize=65536)
def _telling(quote: str) -> frozenset[str]:
    found = _WORD.findall(quote.casefold())
    return frozenset(
        word.rstrip("s") for word in found if word not in _anyone() and not word.isdigit()
    )


@cache
def _anyone() -> frozenset[str]:
    """The words, of all languages, that mean anybody."""
    words: set[str] = set()
    for language in languages():
        try:
            words.update(load(language, "checks").get("people", {}).get("anyone", ()))
        except LexiconError:  # a language may have no such words yet
            continue
    return frozenset(words)


def _name(place: Place) -> str:
    return (place.name or place.mention.quote).casefold()


def _is_finer(new: Place | None, old: Place | None) -> bool:
    if new is None:
        return False
    return old is None or (old.level == "country" and new.level != "country")
