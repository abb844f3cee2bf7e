"""When two figures of one voice can be one assertion: number, hedge, people and place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from tollbook.model.statement import Figure, Place
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.populations import telling_words

Hedge = Literal["floor", "ceiling", "about"]
Number = tuple[str, int, int | None]

_HEDGES: dict[str, Hedge] = {
    "at_least": "floor",
    "more_than": "floor",
    "at_most": "ceiling",
    "less_than": "ceiling",
    "about": "about",
}


def number_of(figure: Figure) -> Number:
    """What two figures must share to be one claim: the number named, else both ends of the words.

    "About 300", "at least 300" and "300" name one number: a relay may have dropped the hedge. "At
    least none" says nothing, and is no way to say "none".
    """
    named = stated_number(figure)
    if named is None or (named == 0 and figure.high is None):
        return "", figure.low, figure.high
    return "named", named, named


def hedge_of(figure: Figure) -> Hedge | None:
    """Which way the words leave room; None where they leave none, or the ends say it all."""
    return _HEDGES.get(figure.modifier)


@dataclass(slots=True)
class Profile:
    """What is known, by all the statements of a claim, of its people, place and hedge.

    A facet that no statement gives is open; one that is given binds all others.
    """

    facets: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    hedge: Hedge | None = None
    place: Place | None = None

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Profile:
        """What some figures tell together."""
        profile = cls()
        for figure in figures:
            profile.add(figure)
        return profile

    def fits(self, figure: Figure) -> bool:
        """Whether nothing that a figure says speaks against this profile."""
        hedge = hedge_of(figure)
        if hedge is not None and self.hedge is not None and hedge != self.hedge:
            return False
        return self.fits_people(figure) and self.fits_place(figure)

    def fits_place(self, figure: Figure) -> bool:
        """Whether it can be of the same place."""
        return places_agree(self.place, figure.place)

    def fits_people(self, figure: Figure) -> bool:
        """Whether it can count the same people: no facet against another, words in common."""
        facets = _facets(figure)
        if any(self.facets.get(name, value) != value for name, value in facets.items()):
            return False
        if "side" in facets or "side" in self.facets:
            return True
        words = telling_words(figure.population) if figure.population else frozenset()
        return not words or not self.words or not words.isdisjoint(self.words)

    def add(self, figure: Figure) -> None:
        """Let a figure bind what is open."""
        for name, value in _facets(figure).items():
            self.facets.setdefault(name, value)
        if figure.population:
            self.words |= telling_words(figure.population)
        self.hedge = self.hedge or hedge_of(figure)
        if _finer(figure.place, self.place):
            self.place = figure.place


def places_agree(left: Place | None, right: Place | None) -> bool:
    """Whether two places can be one: by name, or the one is the country the other lies in."""
    if left is None or right is None or _name(left) == _name(right):
        return True
    if "country" in (left.level, right.level):
        return left.level != right.level and left.country == right.country is not None
    return False


def same_place(left: Place | None, right: Place | None) -> bool:
    """Whether two places are known to be one."""
    return left is not None and right is not None and _name(left) == _name(right)


def _name(place: Place) -> str:
    return (place.name or place.mention.quote).casefold()


def _finer(new: Place | None, old: Place | None) -> bool:
    if new is None:
        return False
    return old is None or (old.level == "country" and new.level != "country")


def _facets(figure: Figure) -> dict[str, str]:
    people = figure.population
    if people is None:
        return {}
    status = people.status if people.status in ("combatant", "civilian") else None
    given = {
        "side": people.side,
        "status": status,
        "sex": people.sex,
        "age_group": people.age_group,
    }
    return {name: value for name, value in given.items() if value is not None}
