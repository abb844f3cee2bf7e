"""Whom a figure counts: side, status, sex and age group, as far as the words tell.

Police are of unknown status: the law of war counts them as civilians, conflict data sets as state
forces, and the word alone does not say what they did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from tollbook.language import load
from tollbook.model.statement import Population
from tollbook.model.values import AgeGroup, Sex, Status
from tollbook.resolution.context import Context
from tollbook.resolution.countries import country_at
from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.words import ARTICLES, Word, keys, words

_YEARS_OLD = re.compile(r"\b(\d{1,3})[- ]years?[- ]olds?\b|\baged (\d{1,3})\b")
# "the soldier's wife" is no soldier; nor are "the soldiers' wives"
_POSSESSED = re.compile(r"['’](?:s\b|(?=\s))")
_ADULT_FROM = 18  # Convention on the Rights of the Child, article 1
_LONGEST_NAME = 6  # words; "Izz ad-Din al-Qassam Brigades" has five


@dataclass(frozen=True, slots=True)
class _Facets:
    status: Status = "unknown"
    sex: Sex | None = None
    age_group: AgeGroup | None = None


def resolve_population(
    population: Population, entities: EntityTable, context: Context | None = None
) -> Population:
    """The population with the facets that its words give.

    Where the words join unlike groups, a facet is kept only if all share it; those who fight and
    those who do not are together `mixed`. Before it is resolved, `side` holds the words for whoever
    lost them; they count where the words for the people name no side.
    """
    text, loser = population.mention.quote, population.side
    facets = _join_facets([_facets(part) for part in _parts(text)])
    return replace(
        population,
        side=side_of(text, entities, context) or (loser and side_of(loser, entities, context)),
        status=facets.status,
        sex=facets.sex,
        age_group=facets.age_group,
    )


def side_of(text: str, entities: EntityTable, context: Context | None = None) -> str | None:
    """The one party that some words name: a country's code or a group's id, else None.

    >>> side_of("North Korean soldiers", EntityTable.shipped())
    'KP'
    >>> side_of("Russian-backed fighters", EntityTable.shipped())
    """
    found = set(_sides(tuple(words(text)), entities, context or Context.empty()))
    return found.pop() if len(found) == 1 else None


def _sides(name: Sequence[Word], entities: EntityTable, context: Context) -> Iterator[str]:
    """The sides named; the nationality of a group is none ("Afghan Taliban fighters")."""
    lexicon = load("en", "populations")["sides"]
    index = 0
    while index < len(name):
        country = country_at(name, index)
        group, length = (None, 1) if country else _group_at(name, index, entities, context)
        if country is not None:
            length = country.length
            after = name[index + length].key if index + length < len(name) else ""
            before = name[index - 1].key if index else ""
            mere = (
                index + length < len(name) and _group_at(name, index + length, entities, context)[0]
            )
            if after in lexicon["not_after"] or before in lexicon["not_before"] or mere:
                pass  # "Russian-backed fighters", "pro-Russian fighters", "British Isis fighters"
            else:
                yield country.code
        elif group is not None:
            yield (group.country if group.kind == "army" else None) or group.id
        index += length


def _group_at(
    name: Sequence[Word], index: int, entities: EntityTable, context: Context
) -> tuple[Entity | None, int]:
    """The party or army that the longest run of words from `index` names, and the run's length."""
    if name[index].capital or name[index].key == "al":
        for length in range(min(_LONGEST_NAME, len(name) - index), 0, -1):
            found = entities.entity_named(name[index : index + length], context)
            if found and (found.kind == "party" or (found.kind == "army" and found.country)):
                return found, length
    return None, 1


def _parts(text: str) -> Iterator[tuple[Word, ...]]:
    """The groups that the words join: "soldiers and civilians" are two."""
    joins = load("en", "populations")["mixture"]["joins"]
    part: list[Word] = []
    end = 0
    for word in words(text):
        joined = word.key in joins or "," in text[end : word.start]
        if joined and _has_noun(part):
            yield tuple(part)
            part = []
        if word.key not in joins and not _POSSESSED.match(text, word.end):
            part.append(word)
        end = word.end
    if part:
        yield tuple(part)


def _has_noun(part: Sequence[Word]) -> bool:
    """Whether some words hold more than adjectives, and so are a group of their own."""
    adjectives = load("en", "populations")["mixture"]["adjectives"]
    people = [country_at(part, index) for index in range(len(part))]
    return any(
        word.key not in adjectives and word.key not in ARTICLES and country is None
        for word, country in zip(part, people, strict=True)
    )


def _facets(part: Sequence[Word]) -> _Facets:
    """What the words of one group say; a word for a fighter outweighs one for a bystander."""
    lexicon = load("en", "populations")
    part = [word for word in part if word.key not in lexicon["sex"]["possessive"]] or part
    said = [set(_forms(part, index)) for index in range(len(part))]

    def says(table: str, value: str) -> bool:
        known = _table(table)[value]
        return any(forms & known for forms in said)

    status: Status = "unknown"
    if not any(word.key in lexicon["former"]["words"] for word in part):
        status = "combatant" if says("status", "combatant") else "unknown"
    if status == "unknown" and says("status", "civilian"):
        status = "civilian"
    ages = [age for age in ("child", "adult") if says("age", age)]
    sexes = [sex for sex in ("female", "male") if says("sex", sex)]
    age = _age_in_years(part) or (cast(AgeGroup, ages[0]) if len(ages) == 1 else None)
    return _Facets(status, cast(Sex, sexes[0]) if len(sexes) == 1 else None, age)


def _age_in_years(part: Sequence[Word]) -> AgeGroup | None:
    found = _YEARS_OLD.search(" ".join(word.key for word in part))
    if not found:
        return None
    return "child" if int(found[1] or found[2]) < _ADULT_FROM else "adult"


def _join_facets(parts: Iterable[_Facets]) -> _Facets:
    known = list(parts) or [_Facets()]
    statuses = {part.status for part in known}
    sexes, ages = {part.sex for part in known}, {part.age_group for part in known}
    status: Status = "unknown"
    if len(statuses) == 1:
        status = statuses.pop()
    elif {"combatant", "civilian"} <= statuses:
        status = "mixed"
    return _Facets(
        status,
        sexes.pop() if len(sexes) == 1 else None,
        ages.pop() if len(ages) == 1 else None,
    )


def _forms(part: Sequence[Word], index: int) -> Iterator[tuple[str, ...]]:
    """The word, and it with the next ones, as they stand and in the singular."""
    for length in (1, 2, 3):
        stretch = tuple(word.key for word in part[index : index + length])
        if len(stretch) == length:
            yield stretch
            for singular in _singulars(stretch[-1]):
                yield (*stretch[:-1], singular)


def _singulars(word: str) -> Iterator[str]:
    for plural, singular in (("ies", "y"), ("es", ""), ("s", ""), ("men", "man")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            yield word[: -len(plural)] + singular


@cache
def _table(name: str) -> Mapping[str, frozenset[tuple[str, ...]]]:
    lexicon: Mapping[str, Any] = load("en", "populations")[name]
    return {value: frozenset(keys(word) for word in listed) for value, listed in lexicon.items()}
