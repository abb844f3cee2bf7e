"""What a passage shares with a prediction: the event's word, the actor, the place, other words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tollbook.language import load
from tollbook.model.statement import Place, Prediction
from tollbook.model.text import Span
from tollbook.reasoning.predictions.events import event_word, stems, telling
from tollbook.resolution.context import Context
from tollbook.resolution.countries import countries_in, country_name
from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.places import resolve_place


@dataclass(frozen=True, slots=True)
class Told:
    """A prediction as it is compared: its event's word, actor, countries, and the other words."""

    head: str
    actor: str | None
    who: frozenset[Entity]
    where: frozenset[str]
    other: frozenset[str]

    @classmethod
    def of(cls, prediction: Prediction) -> Told:
        """What there is of a prediction to compare."""
        head = event_word(prediction)
        actor = prediction.actor.quote if prediction.actor else None
        apart = [actor or "", prediction.likelihood.mention.quote if prediction.likelihood else ""]
        if prediction.window and prediction.window.mention:
            apart.append(prediction.window.mention.quote)
        taken = {word.key for text in apart for word in telling(text)}
        left = (word for word in telling(prediction.evidence.quote) if not word.capital)
        verb = head.raw if head else ""
        return cls(
            head=verb,
            actor=actor,
            who=frozenset(_people(actor or "")),
            where=frozenset(_places(prediction.event.quote)) | countries_in(prediction.event.quote),
            other=stems(word for word in left if word.key not in taken) - stems(telling(verb)),
        )

    def shared_with(self, text: str, verb: str, country: str | None = None) -> tuple[str, ...]:
        """What a passage has in common, in phrases; nothing where something is missing.

        `verb` is the word of the same kind of event in it, `country` that of a figure in it.
        """
        reasons = [f"“{verb}”, of “{self.head}”" if verb != self.head else f"“{verb}”"]
        if self.actor is not None:
            actor = self._same_actor(text)
            if actor is None:
                return ()
            reasons.append(actor)
        if self.where:
            place = _shared_place(self.where, text, country)
            if place is None:
                return ()
            reasons.append(place)
        other = self.other & stems(telling(text))
        if self.other and not other and not (self.actor and self.where):
            return ()
        if other:
            reasons.append("also " + ", ".join(f"“{word}”" for word in sorted(other)))
        return tuple(reasons) if len(reasons) > 1 else ()

    def _same_actor(self, text: str) -> str | None:
        """Who is the actor in a text, in a phrase."""
        for entity in sorted(self.who & frozenset(_people(text)), key=lambda one: one.id):
            return f"{entity.name} is named"
        for entity in sorted(self.who, key=lambda one: one.id):
            leader = _leader(text, entity.country) if entity.country else None
            if leader:
                return f"“{leader}” may be {entity.name}"
        names = {word.key for word in telling(self.actor or "")}
        shared = [word.raw for word in telling(text) if word.key in names]
        if shared and not self.who:
            return f"“{shared[0]}” as in “{self.actor}”"
        return None


def _people(text: str) -> Iterable[Entity]:
    """The people of the alias table whom a text names."""
    found = telling(text)
    table = EntityTable.shipped()
    for start in range(len(found)):
        for end in range(start + 1, min(start + 4, len(found)) + 1):
            entity = table.named(found[start:end], Context.empty())
            if entity is not None and entity.kind == "person":
                yield entity


def _leader(text: str, country: str) -> str | None:
    """The words for a country's leader in a text ("North Korea's leader"), None without any."""
    for found in _leaders().finditer(text):
        if country in countries_in(found["country"]):
            return found[0]
    return None


def _places(text: str) -> dict[str, str]:
    """The countries of the places named in a text, each with the first place in it."""
    found: dict[str, str] = {}
    for match in _placed().finditer(text):
        name = match["place"]
        place = resolve_place(Place(mention=Span(0, len(name), name)))
        if place.country:
            found.setdefault(place.country, name)
    return found


def _shared_place(where: frozenset[str], text: str, country: str | None) -> str | None:
    """Which of some countries a passage speaks of, and how, in a phrase."""
    named = countries_in(text) & where
    if named:
        return f"{country_name(min(named))} is named"
    if country in where:
        return f"in {country_name(country or '')}"
    places = {code: name for code, name in _places(text).items() if code in where}
    for code, name in sorted(places.items()):
        return f"{name} is in {country_name(code)}"
    return None


@cache
def _leaders() -> re.Pattern[str]:
    """A country and, after it, the word for whoever leads it."""
    longest_first = sorted(load("en", "bearing")["leaders"], key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest_first))
    name = r"[A-Z][\w.]*(?:[ -][A-Z][\w.]*){0,3}"
    return re.compile(rf"\b(?P<country>{name}(?:['’]s)?) (?:{either})\b")


@cache
def _placed() -> re.Pattern[str]:
    """A name after a preposition of place."""
    prepositions = "|".join(map(re.escape, load("en", "bearing")["place_prepositions"]))
    name = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}"
    return re.compile(rf"\b(?:{prepositions}) (?:the )?(?P<place>{name})")
