"""Later statements that seem to bear on a prediction: proposed with the reasons, never applied.

A statement is proposed if it was published later, tells of the same kind of event, and has the same
actor and place as far as the prediction names any. Words are compared, not meanings: a person
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from tollbook.language import load
from tollbook.model.statement import Figure, Place, Prediction, Statement
from tollbook.model.text import Span
from tollbook.reasoning.book import NOT_SAID, Book
from tollbook.reasoning.predictions.events import event_word, kind_of, stems, telling
from tollbook.reasoning.words import day
from tollbook.resolution.context import Context
from tollbook.resolution.countries import countries_in, country_name
from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.places import resolve_place
from tollbook.settings import Settings

_OTHER_KINDS = frozenset({"prediction", "intention", "open_question"})
"""Statements of what may yet come show nothing."""

_MAX_CHARS = 600  # a statement that runs on for longer is looked at up to here


@dataclass(frozen=True, slots=True)
class Bearing:
    """A statement that seems to bear on a prediction, and what the two share, in phrases."""

    statement: Statement
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Bearings:
    """The statements of a book by the kinds of event they tell of, to be asked for a prediction."""

    book: Book
    settings: Settings

    def on(self, prediction: Prediction) -> tuple[Bearing, ...]:
        """What seems to bear on the prediction, the earliest first."""
        head = event_word(prediction)
        made = self.book.documents[prediction.document].published_on
        if head is None or made is None:
            return ()
        told = _Told.of(prediction)
        found = []
        for statement in self._by_kind.get(kind_of(head.key), ()):
            document = self.book.documents[statement.document]
            if document.published_on is None or document.published_on <= made:
                continue
            shared = told.shared_with(statement, kind_of(head.key))
            if shared:
                when = _when(document.published_on, prediction)
                found.append((document.published_on, Bearing(statement, (*shared, when))))
        found.sort(key=lambda pair: (pair[0], pair[1].statement.id))
        return tuple(bearing for _, bearing in _once_a_document(found))[
            : self.settings.max_bearings
        ]

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.book.statements:
            if statement.kind in _OTHER_KINDS or _not_said(statement):
                continue
            for kind in {kind_of(word.key) for word in telling(_text(statement))}:
                found.setdefault(kind, []).append(statement)
        return {kind: tuple(statements) for kind, statements in found.items()}


@dataclass(frozen=True, slots=True)
class _Told:
    """A prediction as it is compared: its event's word, actor, countries, and the other words."""

    head: str
    actor: str | None
    who: frozenset[Entity]
    where: frozenset[str]
    other: frozenset[str]

    @classmethod
    def of(cls, prediction: Prediction) -> _Told:
        head = event_word(prediction)
        actor = prediction.actor.quote if prediction.actor else None
        apart = [actor or "", prediction.likelihood.mention.quote if prediction.likelihood else ""]
        if prediction.window and prediction.window.mention:
            apart.append(prediction.window.mention.quote)
        left = [word for word in telling(prediction.evidence.quote) if not word.capital]
        taken = {word.key for text in apart for word in telling(text)}
        return cls(
            head=head.raw if head else "",
            actor=actor,
            who=frozenset(_people(actor or "")),
            where=_countries(prediction.event.quote),
            other=stems(w for w in left if w.key not in taken and w != head)
            - stems(telling(head.raw if head else "")),
        )

    def shared_with(self, statement: Statement, kind: str) -> tuple[str, ...]:
        """What the statement has in common, in phrases; nothing where something is missing."""
        text = _text(statement)
        found = telling(text)
        verb = next(word.raw for word in found if kind_of(word.key) == kind)
        reasons = [f"“{verb}”, of “{self.head}”" if verb != self.head else f"“{verb}”"]
        if self.actor is not None:
            actor = self._same_actor(text)
            if actor is None:
                return ()
            reasons.append(actor)
        if self.where:
            place = _shared_place(self.where, statement, text)
            if place is None:
                return ()
            reasons.append(place)
        other = self.other & stems(found)
        if self.other and not other and not (self.actor and self.where):
            return ()
        if other:
            reasons.append("also " + ", ".join(f"“{word}”" for word in sorted(other)))
        return tuple(reasons) if len(reasons) > 1 else ()

    def _same_actor(self, text: str) -> str | None:
        """Who is the actor in a text, in a phrase."""
        for entity in sorted(self.who & frozenset(_people(text)), key=lambda one: one.id):
            return f"{entity.name} is named"
        for entity in self.who:
            if entity.country and _leads(text, entity.country):
                return f"“{_leads(text, entity.country)}” may be {entity.name}"
        names = {word.key: word.raw for word in telling(self.actor or "")}
        shared = [word.raw for word in telling(text) if word.key in names]
        if shared and not self.who:
            return f"“{shared[0]}” as in “{self.actor}”"
        return None


def _when(published: date, prediction: Prediction) -> str:
    """When a statement was published, and whether the prediction's time was over by then."""
    until = prediction.window.end_date if prediction.window else None
    late = ", after its time" if until and until < published else ""
    return f"published on {day(published)}{late}"


def _text(statement: Statement) -> str:
    return statement.content.quote[:_MAX_CHARS]


def _not_said(statement: Statement) -> bool:
    return isinstance(statement, Figure) and statement.modality in (NOT_SAID | {"possible"})


def _people(text: str) -> Iterable[Entity]:
    """The people of the alias table whom a text names."""
    found = telling(text)
    table = EntityTable.shipped()
    for start in range(len(found)):
        for end in range(start + 1, min(start + 4, len(found)) + 1):
            entity = table.named(found[start:end], Context.empty())
            if entity is not None and entity.kind == "person":
                yield entity


def _leads(text: str, country: str) -> str | None:
    """The words for a country's leader in a text ("North Korea's leader"), None without any."""
    for found in _leaders().finditer(text):
        if country in countries_in(found["country"]):
            return found[0]
    return None


def _countries(text: str) -> frozenset[str]:
    """The countries of the places that an event names, and those it names themselves."""
    return frozenset(_places(text)) | countries_in(text)


def _places(text: str) -> dict[str, str]:
    """The countries of the places named in a text, each with the first place in it."""
    found: dict[str, str] = {}
    for match in _placed().finditer(text):
        words = match["place"]
        place = resolve_place(Place(mention=Span(0, len(words), words)))
        if place.country:
            found.setdefault(place.country, words)
    return found


def _shared_place(where: frozenset[str], statement: Statement, text: str) -> str | None:
    """Which of some countries a statement speaks of, and how, in a phrase."""
    named = countries_in(text) & where
    if named:
        return f"{country_name(min(named))} is named"
    if isinstance(statement, Figure) and statement.place and statement.place.country in where:
        return f"in {country_name(statement.place.country or '')}"
    places = {code: words for code, words in _places(text).items() if code in where}
    for code, words in sorted(places.items()):
        return f"{words} is in {country_name(code)}"
    return None


def _once_a_document(found: Iterable[tuple[object, Bearing]]) -> list[tuple[object, Bearing]]:
    """The first of each document: what is said twice on one page is no second sign."""
    first: dict[str, tuple[object, Bearing]] = {}
    for pair in found:
        first.setdefault(pair[1].statement.document, pair)
    return list(first.values())


@cache
def _leaders() -> re.Pattern[str]:
    """A country and the word for whoever leads it, in either order."""
    either = "|".join(sorted(map(re.escape, load("en", "bearing")["leaders"]), key=len)[::-1])
    name = r"[A-Z][\w.]*(?:[ -][A-Z][\w.]*){0,3}"
    return re.compile(rf"\b(?P<country>{name}(?:['’]s)?) (?:{either})\b", re.UNICODE)


@cache
def _placed() -> re.Pattern[str]:
    """A name after a preposition of place."""
    prepositions = "|".join(map(re.escape, load("en", "bearing")["place_prepositions"]))
    return re.compile(
        rf"\b(?:{prepositions}) (?:the )?(?P<place>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){{0,3}})"
    )
