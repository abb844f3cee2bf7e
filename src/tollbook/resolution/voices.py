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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tollbook.language import load
from tollbook.model.document import Document
from tollbook.model.statement import Change, Custody, Figure, Statement, Voice
from tollbook.resolution.briefings import Briefings, national_office
from tollbook.resolution.context import Context
from tollbook.resolution.countries import country_at, country_name, find_countries
from tollbook.resolution.entities import Entity, EntityTable, office_kind
from tollbook.resolution.offices import Office, office_slug
from tollbook.resolution.words import keys, words

_REACH_BLOCKS = 1  # paragraphs back that a pronoun may lead to
_COUNTRY_CHARS = 200  # before "its army": two or three sentences
_APPOSITION_CHARS = 60  # behind a name: ", a member of the intelligence committee"
_PAPER_WITHIN = 4  # words: "the latest preliminary figures"
_SPEAKS = re.compile(r"\s(?:told|said|says|reported|announced)\s")
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
        briefings = Briefings(self.document, self.entities, self.context, self._led_back)
        whole = [
            briefings.whole(chain) if isinstance(one, Figure | Custody | Change) else chain
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
        resolved = (tuple(map(self._resolved, chain)) for chain in self._by_name)
        return [_without_repeats(_without_own_staff(chain)) for chain in resolved]

    @cached_property
    def _by_name(self) -> list[Chain]:
        known: dict[str, Entity | None] = {}
        chains = []
        for statement in self.statements:
            chain = []
            for voice in map(_without_speech, statement.attribution):
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
        found = (
            self._office_of_its_country(voice)
            or self._only_office(voice.name)
            or self._author_of_paper(voice)
        )
        if found is not None:
            return _as_entity(voice, found)
        own = self._owner_of_mouthpiece(voice) or self._body_called(voice, voice.name)
        if own is not None:
            return _as_entity(voice, own)
        if self._speaks_for_it(voice):
            body = self._antecedent(replace(voice, name="it"))
            return body if body.name != "it" else voice
        person = self._by_part_of_name(voice.name)
        if person is not None:
            return replace(voice, name=person.name, entity=person.entity)
        return replace(voice, name=self.context.expansion(voice.name) or voice.name)

    def _only_office(self, name: str) -> Entity | None:
        """The one body of the document that an office without its country can mean.

        Of several, it is the only one that speaks.
        """
        slug = office_slug(keys(_without_owner(name)))
        bodies = self._bodies.get(slug, {}) if slug else {}
        speaking = {id: body for id, body in bodies.items() if id in self._speaking}
        one = bodies if len(bodies) == 1 else speaking
        if not one and slug is not None:
            return national_office(_without_owner(name), self.entities, self.context)
        return next(iter(one.values())) if len(one) == 1 else None

    def _owner_of_mouthpiece(self, voice: Voice) -> Entity | None:
        """Whoever has the office, the spokesman or the tally: "Erdogan's office"."""
        owner, possessive, rest = voice.name.replace("’", "'").partition("'s ")
        if not possessive or rest.casefold() not in _lists("owned_mouthpieces"):
            return None
        return self.entities.resolve(owner, self.context) or self._body_called(voice, owner)

    def _body_called(self, voice: Voice, name: str) -> Entity | None:
        """The body that "the agency", "the aid group" means: the last one that spoke before it.

        A body is called by its kind, or by a noun of one of its names.
        """
        own = keys(name)
        if voice.mention is None or not own or not name.lower().startswith("the "):
            return None
        noun, kinds = " ".join(own), load("en", "offices")["called"]
        if not any(noun in nouns for nouns in kinds.values()):
            return None
        speaking = []
        for named in self._named:
            entity = self.entities.get(named.entity) if named.entity in self._speaking else None
            if entity is not None and named.start < voice.mention.start:
                called = noun in kinds.get(entity.kind, ())
                if called or any(own[-1] in keys(one)[1:] for one in entity.names):
                    speaking.append(entity)
        return speaking[-1] if speaking else None

    def _office_of_its_country(self, voice: Voice) -> Entity | None:
        """The body of "Its military intelligence agency": that of the country named last."""
        bare = _without_owner(voice.name)
        if voice.mention is None or keys(voice.name)[:1] != ("its",) or not office_slug(keys(bare)):
            return None
        start = max(0, voice.mention.start - _COUNTRY_CHARS)
        named = list(find_countries(self.document.text[start : voice.mention.start]))
        if not named:
            return None
        country = country_name(named[-1][1].code)
        return self.entities.resolve(f"{country}'s {bare}", self.context)

    def _speaks_for_it(self, voice: Voice) -> bool:
        """Whether words are a mouthpiece, or a paper, of "it": "its spokesman", "its tally"."""
        text = self.document.text
        words_of_it = f"{voice.mention.quote if voice.mention else voice.name}, {voice.name}"
        if voice.mention is not None:  # "its head, Ada Obi", of which the name alone was taken
            words_of_it = f"{text[max(0, voice.mention.start - 30) : voice.mention.end]}"
            words_of_it = words_of_it[max(0, words_of_it.lower().rfind("its ")) :]
        own = keys(words_of_it)
        nouns = load("en", "offices")["voices"]
        return own[:1] == ("its",) and not {*nouns["its_mouthpieces"], *nouns["papers"]}.isdisjoint(
            own[1:_PAPER_WITHIN]
        )

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
            slug = office_kind(entity) if entity else None
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


def _without_speech(voice: Voice) -> Voice:
    """A voice of which too much was taken: "the agency told the committee" is the agency."""
    cut = _SPEAKS.search(voice.name)
    return replace(voice, name=voice.name[: cut.start()]) if cut else voice


def _without_owner(name: str) -> str:
    """A body without whose it is where that is no name: "the country's spy agency"."""
    plain = name.lower().replace("’", "'")
    owners = load("en", "offices")["voices"]["owners"]
    found = next((owner for owner in owners if plain.startswith(f"{owner} ")), "")
    return name[len(found) :].lstrip()


def _without_own_staff(chain: Chain) -> Chain:
    """A chain without the outlet's presenters and reporters: what they say is the outlet's word."""
    kept = tuple(
        voice
        for voice in chain
        if voice.role == "publisher"
        or voice.entity is not None
        or _lists("own_staff").isdisjoint(keys(voice.name))
    )
    if len(kept) == 1 or kept[-1].role != "relayer":
        return kept
    return (*kept[:-1], replace(kept[-1], role="origin"))


def _lists(key: str) -> frozenset[str]:
    return frozenset(load("en", "offices")["voices"][key])


def _without_repeats(chain: Chain) -> Chain:
    """A chain in which nobody stands behind himself: the inner one of two, with all it knows."""
    kept = [
        voice
        for n, voice in enumerate(chain)
        if voice.entity is None or voice.entity not in {other.entity for other in chain[n + 1 :]}
    ]
    return tuple(kept)


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
