"""Offices that every country has: "Ukraine's defence ministry", "the Turkish army"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tollbook.language import load
from tollbook.resolution.countries import country_at, country_name, people_name
from tollbook.resolution.words import Word, all_words, keys, without_article

_ID = re.compile(r"gov:([A-Z]{2}):([a-z-]{1,40})\Z")
_LINKS = frozenset({"of", "in", "for"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a country (ISO 3166 alpha-2); `slug` is its key in offices.toml."""

    country: str
    slug: str

    @classmethod
    def of_id(cls, identity: str) -> Office | None:
        """The office of an id such as "gov:UA:army", None where the id is of no office."""
        found = _ID.match(identity)
        if (
            not found
            or not country_name(found[1])
            or found[2] not in load("en", "offices")["offices"]
        ):
            return None
        return cls(found[1], found[2])

    @property
    def id(self) -> str:
        """The id of the entity."""
        return f"gov:{self.country}:{self.slug}"

    @property
    def name(self) -> str:
        """The name printed: "Ukrainian Defence Ministry"."""
        return f"{people_name(self.country)} {load('en', 'offices')['office_names'][self.slug]}"

    @property
    def kind(self) -> str:
        """The kind of entity: ministry, army, intelligence... or simply government."""
        return str(load("en", "offices")["office_kinds"].get(self.slug, "government"))


def office(form: Sequence[Word], known: Mapping[str, frozenset[str]]) -> Office | None:
    """The office that the whole of a name stands for.

    `known` holds, for each kind of office, the countries whose office the document names: a bare
    "the defence ministry" is the only one of these, if there is only one.
    """
    country = country_at(form, 0)
    if country is not None:
        if country.length == len(form) and country.how != "people":
            return Office(country.code, "government")  # "Kyiv said", "Ukraine denied"
        slug = _slug(form[country.length :])
        return Office(country.code, slug) if slug else None
    for index in range(1, len(form) - 1):
        if form[index].key in _LINKS:
            rest = without_article(form[index + 1 :])
            country = country_at(rest, 0)
            slug = _slug(form[:index])
            if country and slug and country.length == len(rest):
                return Office(country.code, slug)
    slug = _slug(form)
    countries = known.get(slug or "", frozenset())
    return Office(min(countries), slug) if slug and len(countries) == 1 else None


def offices_in(text: str) -> dict[str, frozenset[str]]:
    """For each kind of office, the countries whose office a text names.

    >>> offices_in("Kyiv's defence ministry and the Russian army")
    {'army': frozenset({'RU'}), 'defence-ministry': frozenset({'UA'})}
    """
    found: dict[str, set[str]] = defaultdict(set)
    name = all_words(text)
    for index in range(len(name)):
        country = country_at(name, index)
        if country is None:
            continue
        start = index + country.length
        for end in range(start + 1, min(start + _longest(), len(name)) + 1):
            slug = _slug(name[start:end])
            if slug:
                found[slug].add(country.code)
    return {slug: frozenset(found[slug]) for slug in sorted(found)}


def held_by_a_person(identity: str, held_as: str | None = None) -> bool:
    """Whether an id is of an office that one person is: a presidency, no ministry.

    `held_as` is what somebody has to do with it: a president's spokesman does not hold the office.

    >>> held_by_a_person("gov:UA:president"), held_by_a_person("gov:UA:army")
    (True, False)
    >>> held_by_a_person("gov:TR:president", "spokesman")
    False
    """
    found = Office.of_id(identity)
    if found is None or found.slug not in load("en", "offices")["heads"]:
        return False
    return held_as is None or held_as in load("en", "offices")["heads"][found.slug]


def office_slug(name: tuple[str, ...]) -> str | None:
    """The kind of office that the words of a name stand for, as they are compared.

    >>> office_slug(("spy", "agency")), office_slug(("village", "fair"))
    ('intelligence', None)
    """
    return _phrases().get(name)


def _slug(form: Sequence[Word]) -> str | None:
    return office_slug(tuple(word.key for word in form))


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    offices = load("en", "offices")["offices"]
    return {keys(phrase): slug for slug, phrases in offices.items() for phrase in phrases}


@cache
def _longest() -> int:
    return max(len(phrase) for phrase in _phrases())
