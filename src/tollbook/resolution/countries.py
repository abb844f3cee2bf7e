"""Countries as the news names them: by name, by their people, by the seat of their government."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tollbook.language import load
from tollbook.resolution.words import Word, all_words, is_acronym, keys, written_as_acronym

How = Literal["name", "people", "seat"]


@dataclass(frozen=True, slots=True)
class CountryWords:
    """A country named in some words: its ISO 3166 alpha-2 code, how many words, and how."""

    code: str
    length: int
    how: How


@dataclass(frozen=True, slots=True)
class _Phrase:
    keys: tuple[str, ...]
    found: CountryWords
    acronym: bool


def country_at(name: Sequence[Word], index: int) -> CountryWords | None:
    """The country that the words from `index` name, by the longest name that fits.

    >>> country_at(all_words("South Sudanese refugees"), 0)
    CountryWords(code='SS', length=2, how='people')
    """
    for phrase in _phrases().get(name[index].key, ()):
        stretch = name[index : index + phrase.found.length]
        if tuple(word.key for word in stretch) != phrase.keys:
            continue
        if written_as_acronym(stretch) if phrase.acronym else stretch[0].capital:
            return phrase.found
    return None


def countries_in(text: str) -> frozenset[str]:
    """The codes of all countries that a text names in any way.

    >>> sorted(countries_in("Seoul said two North Korean soldiers were held in Ukraine."))
    ['KP', 'KR', 'UA']
    """
    return frozenset(found.code for _, found in find_countries(text))


def find_countries(text: str) -> Iterator[tuple[Word, CountryWords]]:
    """Every country named in a text, with the first word of its name, in order."""
    name = all_words(text)
    index = 0
    while index < len(name):
        found = country_at(name, index)
        if found is not None:
            yield name[index], found
        index += found.length if found else 1


@cache
def country_name(code: str) -> str | None:
    """The name printed for a country's code, None where there is no such code."""
    entry = load("en", "countries").get(code)
    return None if entry is None else str(entry["names"][0])


@cache
def people_name(code: str) -> str:
    """The adjective printed for a country ("Ukrainian"), or its name where it has none."""
    entry = load("en", "countries")[code]
    return str(entry.get("adjective") or (entry["people"] or entry["names"])[0])


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """All phrases by their first word, longest first."""
    by_word: dict[str, list[_Phrase]] = defaultdict(list)
    for code, entry in load("en", "countries").items():
        for how, phrase in _forms(entry["names"], entry["people"], entry["seats"]):
            key = keys(phrase)
            found = CountryWords(code, len(key), how)
            by_word[key[0]].append(_Phrase(key, found, is_acronym(phrase)))
    return {
        word: tuple(sorted(phrases, key=lambda phrase: -phrase.found.length))
        for word, phrases in by_word.items()
    }


def _forms(
    names: Sequence[str], people: Sequence[str], seats: Sequence[str]
) -> Iterator[tuple[How, str]]:
    for name in names:
        yield "name", name
    for person in people:
        yield "people", person
        if not person.endswith(("s", "ch", "men", "ese")) and not is_acronym(person):
            yield "people", person + "s"
    for seat in seats:
        yield "seat", seat
