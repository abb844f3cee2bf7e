"""Who speaks in a document: names, descriptions and pronouns led back to persons and bodies.

1. each voice by its own words: the alias table, the offices of every country;
2. words that point (a pronoun, "the spies", a headline's "SPY AGENCY", a surname): the person or
   body of the document that they can mean;
3. whoever passes on what a body said: a lawmaker after a briefing, a capital in a headline.

With no candidate, or several, the words stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from tollbook.language import load
from tollbook.model.document import Document
from tollbook.model.statement import Change, Custody, Figure, Statement, Voice
from tollbook.resolution.context import Context
from tollbook.resolution.countries import country_at
from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.offices import Office, office, office_slug
from tollbook.resolution.words import keys, words

_REACH_BLOCKS = 1  # paragraphs back that a pronoun may lead to
_TITLE_CHARS = 20  # before a name: "lawmaker", "Democratic Senator"
_APPOSITION_CHARS = 60  # behind a name: ", a member of the intelligence committee"
_PAPER_WITHIN = 4  # words: "the latest preliminary figures"
_ENDS_SENTENCE = re.compile(r"[.!?]\s")

Chain = tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody that the document names: where, and who it is."""

    start: int
    name: str
    entity: str | None
    is_person: bool


@dataclass(frozen=True)
class Speakers:
    """The voices of one document, to be asked for the resolved chain of each statement."""

    document: Document
    statements: Sequence[Statement]
    entities: EntityTable
    context: Context

    def chains(self) -> Iterator[Chain]:
        """The chain of voices of each statement, in their order."""
        briefed = self._briefings(self._led_back)
        whole = [
            _passed_on(chain, briefed) if isinstance(one, Figure | Custody | Change) else chain
            for one, chain in zip(self.statements, self._led_back, strict=True)
        ]
        for statement, chain in zip(self.statements, whole, strict=True):
            if isinstance(statement, Figure):
                yield self._by_capital(statement, chain, whole)
            else:
                yield chain

    @cached_property
    def _led_back(self) -> list[Chain]:
        """The chains with every voice resolved as far as its own words and the document allow."""
        return [tuple(map(self._resolved, chain)) for chain in self._by_name]

    @cached_property
    def _by_name(self) -> list[Chain]:
        known: dict[str, Entity | None] = {}
        chains = []
        for statement in self.statements:
            chain = []
            for voice in statement.attribution:
                if voice.name not in known:
                    known[voice.name] = self.entities.resolve(voice.name, self.context)
                chain.append(_as_entity(voice, known[voice.name]))
            chains.append(tuple(chain))
        return chains

    def _resolved(self, voice: Voice) -> Voice:
        """A voice that its name alone does not tell, by what else the document names."""
        if voice.entity is not None or voice.role == "publisher":
            return voice
        if is_pronoun(voice.name):
            return self._antecedent(voice)
        found = self._only_office(voice.name) or self._author_of_paper(voice)
        if found is not None:
            return _as_entity(voice, found)
        person = self._by_part_of_name(voice.name)
        if person is not None:
            return replace(voice, name=person.name, entity=person.entity)
        return replace(voice, name=self.context.expansion(voice.name) or voice.name)

    def _only_office(self, name: str) -> Entity | None:
        """The one body of the document that an office without its country can mean.

        Of several, it is the only one that speaks.
        """
        slug = office_slug(keys(name))
        bodies = self._bodies.get(slug, {}) if slug else {}
        speaking = {id: body for id, body in bodies.items() if id in self._speaking}
        one = bodies if len(bodies) == 1 else speaking
        return next(iter(one.values())) if len(one) == 1 else None

    def _author_of_paper(self, voice: Voice) -> Entity | None:
        """Whoever is named behind a paper: "figures given to him by his commander, Ada Obi"."""
        papers, links = (load("en", "offices")["voices"][key] for key in ("papers", "paper_of"))
        own = keys(voice.name)
        if voice.mention is None or own[-1:] == () or not set(own[:_PAPER_WITHIN]) & set(papers):
            return None
        if not set(own) & set(links):
            return None
        end = voice.mention.end + _APPOSITION_CHARS
        inside = (n for n in self._named if voice.mention.start < n.start < end and n.entity)
        author = next(inside, None)
        between = self.document.text[voice.mention.end : author.start if author else end]
        if author is None or author.entity is None or _ENDS_SENTENCE.search(between):
            return None
        return self.entities.get(author.entity)

    def _by_part_of_name(self, name: str) -> _Named | None:
        """The one person of the document with this first or last name; Korean names begin with it.

        >>> own_words("Mr Lee")
        ('lee',)
        """
        part = own_words(name)
        if len(part) != 1 or not name.rsplit(maxsplit=1)[-1][:1].isupper():
            return None
        found: dict[tuple[str, ...], _Named] = {}
        for person in self._people:
            full = own_words(person.name)
            if len(full) > 1 and part[0] in (full[0], full[-1]):
                found[full] = person if person.entity else found.get(full, person)
        return next(iter(found.values())) if len(found) == 1 else None

    def _antecedent(self, voice: Voice) -> Voice:
        """Whom a pronoun means: the last one named before it whom it can mean."""
        if voice.mention is None:
            return voice
        pronoun = voice.name.casefold()
        before = [n for n in self._named if n.start < voice.mention.start]
        first = self._block(voice.mention.start) - _REACH_BLOCKS
        near = [n for n in before if self._block(n.start) >= first]
        fitting = [n for n in near if _can_mean(pronoun, n)]
        if not fitting:
            return voice
        return replace(voice, name=fitting[-1].name, entity=fitting[-1].entity)

    def _block(self, offset: int) -> int:
        return bisect_right(self.document.blocks, offset, key=lambda block: block.start) - 1

    @cached_property
    def _named(self) -> list[_Named]:
        """Everybody the document names, as a voice or by an alias, in the order of the text."""
        voices = [
            _Named(voice.mention.start, voice.name, voice.entity, self._is_person(voice))
            for chain in self._by_name
            for voice in chain
            if voice.mention is not None and not is_pronoun(voice.name)
        ]
        spoken = {named.start for named in voices if named.entity}
        named = [
            _Named(start, entity.name, entity.id, entity.kind == "person")
            for start, entity in self.entities.find(self.context)
            if start not in spoken
        ]
        return sorted(voices + named, key=lambda one: one.start)

    @cached_property
    def _speaking(self) -> frozenset[str]:
        """The ids of the entities that say something in the document."""
        return frozenset(voice.entity for chain in self._by_name for voice in chain if voice.entity)

    @cached_property
    def _people(self) -> list[_Named]:
        return [named for named in self._named if named.is_person]

    @cached_property
    def _bodies(self) -> Mapping[str, dict[str, Entity]]:
        """The bodies that the document names, by the kind of office they are."""
        found: dict[str, dict[str, Entity]] = {}
        for named in self._named:
            entity = self.entities.get(named.entity) if named.entity else None
            slug = _slug_of(entity) if entity else None
            if entity is not None and slug is not None:
                found.setdefault(slug, {})[entity.id] = entity
        return found

    def _is_person(self, voice: Voice) -> bool:
        entity = self.entities.get(voice.entity) if voice.entity else None
        if entity is not None:
            return entity.kind == "person"
        nouns = load("en", "roles")
        own = own_words(voice.name)
        bodies = any(word in nouns["organisation"] for word in own)
        return not bodies and voice.name[:1].isupper() and len(own) > 1

    def _briefings(self, chains: Iterable[Chain]) -> Mapping[str, Voice]:
        """Who of those who were briefed passes on which body's word, where it is one body's."""
        found: dict[str, dict[str, Voice]] = {}
        for chain in chains:
            for relay, origin in pairwise(chain[1:]):
                if origin.entity and not self._is_person(origin) and self._was_briefed(relay):
                    found.setdefault(_key(relay), {})[origin.entity] = origin
        return {key: next(iter(of.values())) for key, of in found.items() if len(of) == 1}

    def _was_briefed(self, relay: Voice) -> bool:
        """Whether somebody sits in a parliament, and so counts nobody: lawmakers, party members."""
        around = ""
        if relay.mention is not None:
            start, end = relay.mention.start - _TITLE_CHARS, relay.mention.end + _APPOSITION_CHARS
            around = self.document.text[max(0, start) : end]
        said = {word.key for word in words(f"{relay.name} {around}")}
        return not said.isdisjoint(load("en", "offices")["voices"]["briefed"])

    def _by_capital(self, figure: Figure, chain: Chain, chains: Sequence[Chain]) -> Chain:
        """The chain of a capital's number ("Seoul counts 4,700") with the body that gives it."""
        last = chain[-1]
        found = Office.of_id(last.entity or "")
        if found is None or found.slug != "government" or last.mention is None:
            return chain
        name = tuple(words(last.mention.quote))
        capital = country_at(name, 0) if name else None
        if capital is None or capital.length < len(name):
            return chain
        figures = {one.id: one for one in self.statements if isinstance(one, Figure)}
        counted = {_counted(f) for f in (figure, figures.get(figure.part_of or "")) if f}
        bodies = {
            voices[-1].entity: voices[-1]
            for other, voices in zip(self.statements, chains, strict=True)
            if isinstance(other, Figure)
            and _counted(other) in counted
            and self._is_body_of(voices[-1], found.country)
            and voices[-1].entity != found.id
        }
        if len(bodies) != 1:
            return chain
        body = next(iter(bodies.values()))
        return (*chain[:-1], replace(last, name=body.name, entity=body.entity))

    def _is_body_of(self, voice: Voice, country: str) -> bool:
        entity = self.entities.get(voice.entity or "")
        return entity is not None and entity.country == country and entity.kind != "person"


def is_pronoun(name: str) -> bool:
    """Whether words only point at somebody.

    >>> [is_pronoun(name) for name in ("It", "who", "they", "WHO", "the agency")]
    [True, True, True, False, False]
    """
    return name.casefold() in load("en", "roles")["pointing"]["words"] and name != name.upper()


def own_words(name: str) -> tuple[str, ...]:
    """The words of a name without titles and what follows in apposition, as they are compared.

    >>> own_words("President Olena Marsh of the Northern League")
    ('olena', 'marsh')
    """
    titles = load("en", "offices")["voices"]["titles"]
    head = name.partition(",")[0].partition(" of ")[0]
    return tuple(key for key in keys(head) if key not in titles)


def _as_entity(voice: Voice, entity: Entity | None) -> Voice:
    return replace(voice, name=entity.name, entity=entity.id) if entity else voice


def _can_mean(pronoun: str, named: _Named) -> bool:
    """Whether a pronoun can mean somebody: people by he and she, bodies by it, both by they."""
    if pronoun in ("he", "she", "him", "her", "himself", "herself"):
        return named.is_person
    if pronoun in ("it", "itself", "its"):
        return not named.is_person
    return pronoun not in ("i", "we")  # whoever speaks of himself is not one of those before


def _counted(figure: Figure) -> tuple[str, int, int | None]:
    return figure.measure, figure.low, figure.high


def _slug_of(entity: Entity) -> str | None:
    """What kind of office an entity is: the National Intelligence Service is an intelligence."""
    found = Office.of_id(entity.id)
    if found is not None:
        return found.slug
    for name in entity.names:
        known = office(tuple(words(name)), {})
        if known is not None and known.slug != "government":
            return known.slug
    return None


def _key(voice: Voice) -> str:
    """What a voice is known by within its document: its name without titles."""
    return " ".join(own_words(voice.name))


def _passed_on(chain: Chain, briefed: Mapping[str, Voice]) -> Chain:
    """The chain with the body behind it where its last voice only passes on a briefing."""
    last = chain[-1]
    body = briefed.get(_key(last)) if last.role != "publisher" else None
    if body is None:
        return chain
    return (*chain[:-1], replace(last, role="relayer"), replace(body, cue=None, carried=True))
