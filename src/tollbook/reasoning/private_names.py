"""The names of private persons: who is quoted or counted by name, and holds no office.

A name counts as private if a report quotes its bearer, or counts them among the people it is about,
and the entity table does not know them, and the words around the name give them no office
(`language/en/private_names.toml`). Bodies and places are no persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tollbook.language import load
from tollbook.model.statement import Figure, Statement
from tollbook.resolution import EntityTable

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?\.?|[,;:(]")
_SHORTEST = 3  # letters: "Li" or "A." alone would hide half of every text


def private_names(statements: Iterable[Statement], entities: EntityTable) -> frozenset[str]:
    """The full names of all private persons in statements, and the parts that they go by alone.

    A part that is also in the name of a public person or body ("John") is not among them.
    """
    phrases = {phrase for statement in statements for phrase in _phrases(statement)}
    full = {name for phrase in phrases for name in _names_in(phrase, entities)}
    public = _public_words(entities)
    parts = {
        word
        for name in full
        for word in name.split()
        if len(word) >= _SHORTEST and word[0].isupper() and word.casefold() not in public
    }
    return frozenset(full | parts)


def _phrases(statement: Statement) -> Iterator[str]:
    """The words for whoever speaks and whoever is counted, where no entity is known for them."""
    for voice in statement.attribution:
        if voice.role != "publisher" and voice.entity is None:
            yield voice.name
            if voice.mention is not None:
                yield voice.mention.quote
    if isinstance(statement, Figure) and statement.population is not None:
        yield statement.population.mention.quote


def _names_in(phrase: str, entities: EntityTable) -> Iterator[str]:
    """The private names in a phrase such as "Salma Idris, a nurse at the hospital"."""
    words = [match[0] for match in _WORD.finditer(phrase)]
    plain = {word.strip(".").casefold() for word in words}
    if plain & _lists("office"):
        return
    for start, run in _runs(words):
        before = words[start - 1].casefold() if start else ""
        name = " ".join(run)
        lower = {word.casefold() for word in run}
        if before in _lists("before_places") or lower & _roles("organisation"):
            continue
        if lower & _office_plurals() or all(map(_is_of_a_country, run)):
            continue  # "the Joint Chiefs", "North Koreans"
        if len(run) < 2 and not _is_called(words, start, plain):
            continue
        if entities.resolve(name) is None:
            yield name


def _runs(words: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The runs of capitalised words, without the titles and trades that stand before a name."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and (_is_capital(words[end]) or (end > at and _joins(words, end))):
            end += 1
        start = at
        while start < end and words[start].strip(".").casefold() in _before_names():
            start += 1
        if start < end:
            yield start, words[start:end]
        at = max(end, at + 1)


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _joins(words: list[str], at: int) -> bool:
    """Whether a small word stands within a name: "Ana de la Cruz"."""
    after = words[at + 1 : at + 3]
    return words[at] in _lists("particles") and any(map(_is_capital, after))


def _is_called(words: list[str], at: int, plain: set[str]) -> bool:
    """Whether one word is somebody's name: "a resident, Anton,", "the farmer Reyes"."""
    before = words[at - 1].casefold() if at else ""
    return before in _roles("person") or (before == "," and bool(plain & _roles("person")))


def _is_of_a_country(word: str) -> bool:
    """Whether a word within a name is an initial, or names a country or its people."""
    plain = word.strip(".").casefold()
    return (
        len(plain) == 1 or plain.removesuffix("s") in _country_words() or plain in _country_words()
    )


@cache
def _country_words() -> frozenset[str]:
    countries = load("en", "countries").values()
    names = (name for country in countries for key in ("names", "people") for name in country[key])
    return frozenset(word.casefold() for name in names for word in name.split())


@cache
def _office_plurals() -> frozenset[str]:
    return frozenset(f"{word}s" for word in _lists("office"))


@cache
def _lists(name: str) -> frozenset[str]:
    return frozenset(load("en", "private_names")[name]["words"])


@cache
def _roles(kind: str) -> frozenset[str]:
    return frozenset(load("en", "roles")[kind])


@cache
def _before_names() -> frozenset[str]:
    titles = load("en", "roles")["titles"]["words"]
    plurals = {f"{word}s" for word in _roles("person")}
    return frozenset(titles) | _roles("person") | plurals


def _public_words(entities: EntityTable) -> frozenset[str]:
    """The words of all names that the entity table knows."""
    return frozenset(
        word.casefold()
        for entity in entities.entities.values()
        for name in entity.names
        for word in re.findall(r"[\w'’-]+", name)
    )
