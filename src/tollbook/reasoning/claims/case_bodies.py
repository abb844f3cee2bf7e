"""The public bodies of one case: which of them "the coastguard" of a report is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tollbook.model.statement import Voice
from tollbook.reasoning.bodies import Body, public_body, speaker_of
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.origins import is_named
from tollbook.resolution.context import MAX_CONTEXT_CHARS
from tollbook.resolution.countries import find_countries
from tollbook.resolution.entities import Entity, EntityTable, office_kind
from tollbook.resolution.offices import held_by_a_person

_COUNT_ABROAD = frozenset({"army", "defence-ministry", "foreign-ministry", "intelligence"})
"""Kinds of office whose counts are often of another country's people."""


class CaseBodies:
    """Which body a voice of a case is, known by its kind, its town and its country.

    A town counts only where the case has one such body in two of them, a person only where a post
    has two holders. The country is that of what it counts, as most reports place it; where a report
    names the body in full ("the Spanish coastguard"), it is that entity.
    """

    def __init__(self, corpus: Corpus, entities: EntityTable) -> None:
        self._entities = entities
        self._documents = corpus.documents
        self._countries: dict[str, Counter[str]] = defaultdict(Counter)
        self._towns: dict[str, set[str]] = defaultdict(set)
        self._towns_here: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._speakers: dict[str, Body] = {}
        self._holders: dict[Body, set[str]] = defaultdict(set)
        self._holders_here: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._known: dict[str, dict[str, Entity]] = defaultdict(dict)
        self._known_here: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
        self._speaking: set[str] = set()
        self._named: dict[str, Counter[str]] = {}
        for document, voice in sorted(_voices(corpus), key=repr):
            if voice.entity is None:
                self._learn(voice.name, document)
            elif is_named(voice):
                self._learn_entity(voice.entity, document)
        for figure in corpus.every_figure():
            body, place = self._body_of(figure.origin), figure.place
            if body is not None and place is not None and place.country:
                for key in (body.what, f"{body.what}@{figure.document}"):
                    self._countries[key][place.country] += 1

    def key_of(self, voice: Voice, document: str) -> str | None:
        """What a body or its speaker is known by: an entity's id or `body:...`; None for others."""
        body = None if voice.entity is not None else self._body_of(voice)
        if body is None:
            return None
        found = self._entity_of(body, document)
        if found is not None:
            return found.id
        town = self._town_of(body, document)
        holders = self._holders[body] if body.is_post else set()
        if len(holders) > 1:
            person = speaker_of(voice.name)
            names = {person[0]} if person else {plain_name(voice.name)} & holders
            names = names or self._holders_here[body.what, document]
            if len(names) == 1:
                return f"name:{next(iter(names))}"
        country = self._country_of(body, document)
        office = f"gov:{country}:{body.what}"
        if held_by_a_person(office) and not town:
            return office  # the entities know who held it that day
        return ":".join(("body", body.what, town, country))

    def speaking_part_of(self, key: str) -> str:
        """The one body of the United Nations that counts in the case, for "the UN"; else the key.

        Where two of them count, "the UN" may be either.
        """
        if key != "org:un":
            return key
        parts = {
            self._entities.speaks_as(id, None)
            for id in self._speaking
            if (entity := self._entities.get(id)) and entity.kind == "un" and id != key
        }
        return next(iter(parts)) if len(parts) == 1 else key

    def _learn(self, name: str, document: str) -> None:
        """One name of a voice that is no known entity."""
        speaker, body = speaker_of(name), public_body(name)
        if speaker is not None:
            person, body = speaker
            self._speakers.setdefault(person, body)
            self._holders[body].add(person)
            self._holders_here[body.what, document].add(person)
        if body is not None and body.where:
            self._towns[body.what].add(body.where)
            self._towns_here[body.what, document].add(body.where)

    def _learn_entity(self, identity: str, document: str) -> None:
        """An entity that speaks in the case, by the kind of office it is."""
        page = self._documents.get(document)
        spoken = self._entities.speaks_as(identity, page.published_on if page else None)
        for id in {identity, spoken}:
            self._speaking.add(id)
            entity = self._entities.get(id)
            kind = office_kind(entity) if entity else None
            if entity is not None and kind is not None:
                for known in (self._known[kind], self._known_here[kind, document]):
                    known[entity.id] = entity

    def _body_of(self, voice: Voice) -> Body | None:
        if voice.entity is not None:
            return None
        person = speaker_of(voice.name)
        body = person[1] if person else self._speakers.get(plain_name(voice.name))
        return body or public_body(voice.name)

    def _entity_of(self, body: Body, document: str) -> Entity | None:
        """The known entity that a body is: the only one of its kind here, or of its country."""
        if body.is_generic:
            return self._only(self._of_noun(body.what, document))
        here, everywhere = self._known_here[body.what, document], self._known[body.what]
        if body.where:
            return None
        found = self._only(here.values())
        if found is not None:
            return found
        country = self._country_of(body, document)
        own = self._only(e for e in everywhere.values() if e.country == country)
        if own is not None or (country and body.what not in _COUNT_ABROAD):
            return own
        return self._only(everywhere.values())

    def _of_noun(self, noun: str, document: str) -> Iterable[Entity]:
        """The entities that "the ministry" of a document may be."""
        for (_, where), known in self._known_here.items():
            if where == document:
                for entity in known.values():
                    if any(noun in plain_name(name).split() for name in entity.names):
                        yield entity

    @staticmethod
    def _only(entities: Iterable[Entity]) -> Entity | None:
        found = {entity.id: entity for entity in entities}
        return next(iter(found.values())) if len(found) == 1 else None

    def _town_of(self, body: Body, document: str) -> str:
        """The town that tells a body apart; empty where the case has it in one town at most."""
        if len(self._towns[body.what]) < 2:
            return ""
        here = self._towns_here[body.what, document]
        return body.where or (next(iter(here)) if len(here) == 1 else "")

    def _country_of(self, body: Body, document: str) -> str:
        counts: Mapping[str, int] = (
            self._countries.get(f"{body.what}@{document}") or self._countries.get(body.what) or {}
        )
        if counts:
            return max(counts, key=lambda country: (counts[country], country))
        named = self._named_in(document)
        if body.what in _COUNT_ABROAD and len(named) > 1:
            return ""  # it may be of either country
        most = Counter(named).most_common(2)
        return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else ""

    def _named_in(self, document: str) -> Mapping[str, int]:
        """How often a document names each country."""
        found = self._named.get(document)
        if found is None:
            page = self._documents.get(document)
            text = page.text[:MAX_CONTEXT_CHARS] if page else ""
            found = self._named[document] = Counter(c.code for _, c in find_countries(text))
        return found


def _voices(corpus: Corpus) -> set[tuple[str, Voice]]:
    """Every voice of the corpus but publishers, once a document and name."""
    return {
        (statement.document, Voice(role="origin", name=voice.name, entity=voice.entity))
        for statement in corpus.statements
        for voice in statement.attribution
        if voice.role != "publisher"
    }
