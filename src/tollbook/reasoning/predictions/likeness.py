"""What a passage shares with a prediction: the event's word, the actor, the place, other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from tollbook.language import load
from tollbook.model.statement import Place, Prediction
from tollbook.model.text import Span
from tollbook.reasoning.predictions.events import event_word, stem, stems, telling
from tollbook.resolution.context import Context
from tollbook.resolution.countries import countries_in, country_name
from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.places import resolve_place


@dataclass(frozen=True)
class Traits:
    """What a text names, each worked out once: people, leaders, countries, places, words."""

    text: str
    entities: EntityTable

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Its telling words by their stems."""
        return {stem(word.key): word.raw for word in reversed(telling(self.text))}

    @cached_property
    def people(self) -> Mapping[str, Entity]:
        """The people among the entities whom it names, by their ids."""
        return {entity.id: entity for entity in _people(self.text, self.entities)}

    @cached_property
    def leaders(self) -> Mapping[str, str]:
        """The words for the leader of each country ("North Korea's leader")."""
        return {
            country: found[0]
            for found in _leaders().finditer(self.text)
            for country in countries_in(found["country"])
        }

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries it names."""
        return countries_in(self.text)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """A place that it names in each country."""
        return _places(self.text)

    def search_keys(self) -> Iterator[str]:
        """What it can be found by."""
        yield from (f"person:{id}" for id in self.people)
        yield from (f"leader:{country}" for country in self.leaders)
        yield from (f"word:{word}" for word in self.words)


@dataclass(frozen=True, slots=True)
class PredictionTraits:
    """A prediction as it is compared: its event's word, actor, countries, and the other words."""

    head: str
    actor: str | None
    who: tuple[Entity, ...]
    where: frozenset[str]
    other: frozenset[str]

    @classmethod
    def of(cls, prediction: Prediction, entities: EntityTable) -> PredictionTraits:
        """What there is of a prediction to compare."""
        head = event_word(prediction)
        verb = head.raw if head else ""
        actor = prediction.actor.quote if prediction.actor else None
        event = Traits(prediction.event.quote, entities)
        apart = [actor or "", prediction.likelihood.mention.quote if prediction.likelihood else ""]
        if prediction.window and prediction.window.mention:
            apart.append(prediction.window.mention.quote)
        taken = {word.key for text in apart for word in telling(text)}
        left = (word for word in telling(prediction.evidence.quote) if not word.capital)
        return cls(
            head=verb,
            actor=actor,
            who=tuple(Traits(actor or "", entities).people.values()),
            where=frozenset(event.places) | event.countries,
            other=stems(word for word in left if word.key not in taken) - stems(telling(verb)),
        )

    def search_keys(self) -> tuple[str, ...]:
        """What a passage that shares enough can be found by; nothing if by nothing but a place."""
        if self.who:
            leaders = (f"leader:{one.country}" for one in self.who if one.country)
            return (*(f"person:{one.id}" for one in self.who), *leaders)
        words = stems(telling(self.actor)) if self.actor else self.other
        return tuple(f"word:{word}" for word in sorted(words))

    def shared_with(self, traits: Traits, verb: str, country: str | None = None) -> tuple[str, ...]:
        """What a passage has in common, in phrases; nothing where something is missing.

        `verb` is the word of the same kind of event in it, `country` that of a figure in it.
        """
        reasons = [f"“{verb}”, of “{self.head}”" if verb != self.head else f"“{verb}”"]
        if self.actor is not None:
            actor = self._same_actor(traits)
            if actor is None:
                return ()
            reasons.append(actor)
        if self.where:
            place = self._same_place(traits, country)
            if place is None:
                return ()
            reasons.append(place)
        other = sorted(self.other & traits.words.keys())
        if self.other and not other and not (self.actor and self.where):
            return ()
        if other:
            reasons.append("also " + ", ".join(f"“{traits.words[word]}”" for word in other))
        return tuple(reasons) if len(reasons) > 1 else ()

    def _same_actor(self, traits: Traits) -> str | None:
        """Who is the actor in a passage, in a phrase."""
        for entity in self.who:
            if entity.id in traits.people:
                return f"{entity.name} is named"
        for entity in self.who:
            if entity.country and entity.country in traits.leaders:
                return f"“{traits.leaders[entity.country]}” may be {entity.name}"
        if not self.who:
            for word in sorted(stems(telling(self.actor or "")) & traits.words.keys()):
                return f"“{traits.words[word]}” as in “{self.actor}”"
        return None

    def _same_place(self, traits: Traits, country: str | None) -> str | None:
        """Which of the event's countries a passage speaks of, and how, in a phrase."""
        for code in sorted(traits.countries & self.where):
            return f"{country_name(code)} is named"
        if country in self.where:
            return f"in {country_name(country or '')}"
        for code in sorted(traits.places.keys() & self.where):
            return f"{traits.places[code]} is in {country_name(code)}"
        return None


def _people(text: str, table: EntityTable) -> Iterator[Entity]:
    found = telling(text)
    for start in range(len(found)):
        if not found[start].capital:
            continue
        for end in range(start + 1, min(start + 4, len(found)) + 1):
            entity = table.entity_named(found[start:end], Context.empty())
            if entity is not None and entity.kind == "person":
                yield entity


def _places(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _place_pattern().finditer(text):
        country = _country_of(match["place"])
        if country:
            found.setdefault(country, match["place"])
    return found


@lru_cache(maxsize=4096)
def _country_of(name: str) -> str | None:
    """The country that a place lies in, None in doubt."""
    return resolve_place(Place(mention=Span(0, len(name), name))).country


@cache
def _leaders() -> re.Pattern[str]:
    """A country and, after it, the word for whoever leads it."""
    longest_first = sorted(load("en", "bearing")["leaders"], key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest_first))
    name = r"[A-Z][\w.]*(?:[ -][A-Z][\w.]*){0,3}"
    return re.compile(rf"\b(?P<country>{name}(?:['’]s)?) (?:{either})\b")


@cache
def _place_pattern() -> re.Pattern[str]:
    """A name after a preposition of place."""
    prepositions = "|".join(map(re.escape, load("en", "bearing")["place_prepositions"]))
    name = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}"
    return re.compile(rf"\b(?:{prepositions}) (?:the )?(?P<place>{name})")
