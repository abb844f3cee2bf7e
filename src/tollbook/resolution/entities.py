"""Names to entities: the shipped alias table, a user's own file, and the offices of every country.

A name that fits two entities is resolved by the rest of the document or not at all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

from tollbook.language import load
from tollbook.model.problem import SettingsError
from tollbook.resolution.context import Context
from tollbook.resolution.countries import countries_in, country_at, country_name
from tollbook.resolution.names import forms
from tollbook.resolution.offices import Office, held_by_a_person, office, office_slug
from tollbook.resolution.tenures import Tenure, body_of, read_tenures
from tollbook.resolution.words import Word, all_words, is_acronym, keys, words, written_as_acronym

Key = tuple[str, ...]
_LONGEST_NAME = 6  # words: "Main Directorate of Intelligence" has four
_OFFICIAL = frozenset({"army", "government", "intelligence", "ministry", "parliament"})
_MOST_HOPS = 3  # a mission, its office, its organisation: also where a file goes round in circles
MAX_NAME_CHARS = 300  # a longer "name" is a clause; no entity is called so
_APPOSITION = re.compile(r"\s*[,(]")
_FIELDS = {"name", "aliases", "country", "kind", "speaks_for"}


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone who speaks or acts in the news.

    `kind` is the table of the alias file it stands in (agency, ministry, army, monitor, party...);
    `country` its ISO 3166 alpha-2 code, None for international bodies. `speaks_for` are the bodies
    whose word its own is, each for a time.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    speaks_for: tuple[Tenure, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called, the printed name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class EntityTable:
    """Entities by id, and the names that lead to them."""

    entities: Mapping[str, Entity]
    _index: Mapping[Key, tuple[tuple[str, bool], ...]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> EntityTable:
        """A table of these entities; of two with one id the later counts."""
        by_id = {entity.id: entity for entity in entities}
        index: dict[Key, dict[str, bool]] = {}
        for entity in by_id.values():
            for alias in entity.names:
                owners = index.setdefault(keys(alias), {})
                owners[entity.id] = is_acronym(alias) and owners.get(entity.id, True)
        return cls(by_id, {key: tuple(owners.items()) for key, owners in index.items()})

    @classmethod
    def shipped(cls) -> EntityTable:
        """The table that ships with Tollbook."""
        return _shipped()

    def with_alias_file(self, file: bytes, where: str) -> EntityTable:
        """This table with a user's own entities, which replace those of the same id.

        `file` is the content of the alias file, `where` what a message calls it.

        Raises:
            SettingsError: it is no alias file, or an entry of it is not an entity.
        """
        try:
            tables = tomllib.loads(file.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise SettingsError(
                f"{where}: the alias file is not UTF-8; save it as UTF-8"
            ) from error
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise SettingsError(f"{where}: the alias file is not valid TOML: {error}") from error
        return EntityTable.of((*self.entities.values(), *_entities(tables, where)))

    def get(self, identity: str) -> Entity | None:
        """The entity of an id, also of an office ("gov:UA:defence-ministry")."""
        if identity in self.entities:
            return self.entities[identity]
        found = Office.of_id(identity)
        return None if found is None else _as_entity(found)

    def speaks_as(self, identity: str, day: date | None) -> str:
        """The id of whose word it is what an entity says on a day; its own where it is its own.

        A minister's word is that of the ministry. A president is himself, and "the president" is
        whoever held the office that day.

        >>> shipped = EntityTable.shipped()
        >>> shipped.speaks_as("person:kirby", date(2024, 12, 27))
        'org:us-white-house'
        >>> shipped.speaks_as("gov:UA:president", date(2024, 12, 27))
        'person:zelenskyy'
        """
        for _ in range(_MOST_HOPS):
            if held_by_a_person(identity):
                return self._holder(identity, day) or identity
            entity = self.entities.get(identity)
            body = body_of(entity.speaks_for, day) if entity else None
            if body is None or (held_by_a_person(body) and self._holder(body, day) is None):
                break
            identity = body
        return identity

    def _holder(self, office: str, day: date | None) -> str | None:
        """The id of the one head who held an office on a day, None where there is doubt."""
        held = {
            identity
            for identity, tenure in self._heads.get(office, ())
            if day is not None and tenure.covers(day)
        }
        return next(iter(held)) if len(held) == 1 else None

    @cached_property
    def _heads(self) -> Mapping[str, Sequence[tuple[str, Tenure]]]:
        """Who holds each office of a person, and when; those who speak for one are left out."""
        found: dict[str, list[tuple[str, Tenure]]] = {}
        for entity in self.entities.values():
            for tenure in entity.speaks_for:
                if held_by_a_person(tenure.body, tenure.office):
                    found.setdefault(tenure.body, []).append((entity.id, tenure))
        return found

    def resolve(self, name: str, context: Context | None = None) -> Entity | None:
        """The one entity that a name stands for in a document, None where there is doubt.

        >>> EntityTable.shipped().resolve("the AFP news agency").id
        'org:afp'
        >>> EntityTable.shipped().resolve("Ukraine's defence ministry").id
        'gov:UA:defence-ministry'
        """
        context = context or Context.empty()
        for text in (context.expansion(name), *_heads(name)):
            for form in forms(tuple(words(text or ""))):
                entity = self._alias(form.words, form.country, context)
                if entity is None and not form.bare:
                    entity = self._office(form.words, context)
                if entity is not None:
                    return entity
        return (
            self._find_by_owner(name, context)
            or self._person_within(name, context)
            or self._acronym_at_end(name, context)
        )

    def _acronym_at_end(self, name: str, context: Context) -> Entity | None:
        """A body with its acronym behind what it is: "Turkey's disaster agency AFAD"."""
        form = tuple(words(_APPOSITION.split(name, maxsplit=1)[0]))
        if len(form) < 2 or len(name) > MAX_NAME_CHARS or name == name.upper():
            return None
        last = form[-1]
        described = not form[-2].capital and len(last.raw) > 2 and last.raw.isupper()
        return self._alias((last,), None, context) if described else None

    def _person_within(self, name: str, context: Context) -> Entity | None:
        """Find a person with an office before the name or a country after it.

        "White House spokesman John Kirby", "President Volodymyr Zelenskyy of Ukraine", "its
        spokesman, John Kirby".
        """
        if " and " in name or len(name) > MAX_NAME_CHARS:
            return None
        parts = (tuple(words(part.partition(" of ")[0])) for part in _APPOSITION.split(name))
        ends = (part[-length:] for part in parts for length in range(len(part), 1, -1))
        found = (self._alias(end, None, context) for end in ends if end[0].capital)
        return next((entity for entity in found if entity and entity.kind == "person"), None)

    def _find_by_owner(self, name: str, context: Context) -> Entity | None:
        """Whoever bears a name of several words after its owner: "the South's National Guard"."""
        owner, possessive, rest = name.replace("’", "'").partition("'s ")
        form = tuple(words(rest))
        country = countries_in(owner)
        if not possessive or len(form) < 2 or len(name) > MAX_NAME_CHARS:
            return None
        return self._alias(form, min(country) if len(country) == 1 else None, context)

    def entity_named(self, name: Sequence[Word], context: Context) -> Entity | None:
        """The one entity that some words are a name of, as they stand."""
        return self._alias(name, None, context)

    def find(self, context: Context) -> Iterator[tuple[int, Entity]]:
        """Every entity that a document names by an alias or as a country's office, with the offset.

        The longest name at each place counts; a country alone names nobody.
        """
        name = all_words(context.text)
        index = 0
        while index < len(name):
            length, entity = self._at(name, index, context)
            if entity is not None:
                yield name[index].start, entity
            index += length

    def _at(self, name: Sequence[Word], index: int, context: Context) -> tuple[int, Entity | None]:
        """How many words from `index` name an entity, and which; one word where they name none."""
        if not name[index].capital:
            return 1, None
        country = country_at(name, index)
        longest = _LONGEST_NAME if country else self._longest_aliases.get(name[index].key, 0)
        for length in range(min(longest, len(name) - index), 0, -1):
            stretch = name[index : index + length]
            entity = self._alias(stretch, None, context)
            if entity is None and length > 1 and country is not None:
                found = office(stretch, {})
                entity = _as_entity(found) if found and found.slug != "government" else None
            if entity is not None:
                return length, entity
        return 1, None

    @cached_property
    def _longest_aliases(self) -> Mapping[str, int]:
        """How many words, of those that are looked at, the longest alias has, by its first word."""
        longest: dict[str, int] = {}
        for alias in self._index:
            first = alias[0] if alias else ""
            longest[first] = max(longest.get(first, 0), min(len(alias), _LONGEST_NAME))
        return longest

    def _alias(self, form: Sequence[Word], country: str | None, context: Context) -> Entity | None:
        if len(form) == 1 and not form[0].capital:
            return None  # "beta", "memorial" and "who" in small letters are words, not names
        owners = self._index.get(tuple([word.key for word in form]))
        if owners is None:
            return None
        capitals = written_as_acronym(form)
        found = [self.entities[identity] for identity, acronym in owners if capitals or not acronym]
        if country is not None:
            found = [entity for entity in found if entity.country in (country, None)]
        return found[0] if len(found) == 1 else _told_apart(found, context)

    def _office(self, form: Sequence[Word], context: Context) -> Entity | None:
        found = office(form, context.offices)
        if found is None:
            return None
        # "the army" of a document on Israel is the entity that the table calls "Israeli army"
        named = self._alias(tuple(words(found.name)), None, context)
        return named or self.get(found.id)


def office_kind(entity: Entity) -> str | None:
    """What kind of office an entity is, as a key of offices.toml; None where it is none.

    >>> office_kind(EntityTable.shipped().entities["org:kr-nis"])
    'intelligence'
    """
    found = Office.of_id(entity.id)
    if found is not None:
        return found.slug
    if entity.kind not in _OFFICIAL:
        return None
    for name in entity.names:
        own = keys(name)
        slugs = (office_slug(own[start:]) for start in range(len(own)))
        slug = next((slug for slug in slugs if slug not in (None, "government")), None)
        if slug is not None:
            return slug
    return None


def _heads(name: str) -> tuple[str, ...]:
    """A name as it stands, and without what follows in apposition or brackets."""
    if len(name) > MAX_NAME_CHARS:
        return ()
    head = _APPOSITION.split(name, maxsplit=1)[0]
    return (name,) if head == name else (name, head)


def _told_apart(found: Sequence[Entity], context: Context) -> Entity | None:
    """The one of several that the document names in full, or else whose country it names."""
    for test in (context.names_in_full, context.names_country_of):
        left = [entity for entity in found if test(entity.names, entity.country)]
        if len(left) == 1:
            return left[0]
    return None


def _as_entity(found: Office) -> Entity:
    return Entity(found.id, found.name, found.kind, found.country)


@cache
def _shipped() -> EntityTable:
    files = ("entities", "office_holders")
    return EntityTable.of(
        entity for file in files for entity in _entities(load("en", file), f"{file}.toml")
    )


def _entities(tables: Mapping[str, Any], where: str) -> Iterator[Entity]:
    """The entities of an alias file: one table a kind, one entry an entity."""
    for kind, entries in tables.items():
        if not isinstance(entries, Mapping):
            raise SettingsError(
                f"{where}: {kind!r} is not a table of entities; "
                'write [agency], and under it "org:x" = { name = "X" }'
            )
        for identity, entry in entries.items():
            yield _entity(identity, entry, kind, where)


def _entity(identity: str, entry: Any, kind: str, where: str) -> Entity:
    def refuse(what: str) -> SettingsError:
        return SettingsError(f"{where}: the entry {identity!r} under [{kind}] {what}")

    if not isinstance(entry, Mapping):
        raise refuse('is not a table; write "org:x" = { name = "X", aliases = ["Y"] }')
    unknown = sorted(set(entry) - _FIELDS)
    if unknown:
        raise refuse(f"has the unknown key {unknown[0]!r}; use {', '.join(sorted(_FIELDS))}")
    name, aliases, country = entry.get("name"), entry.get("aliases", ()), entry.get("country")
    if not isinstance(name, str) or not keys(name):
        raise refuse('has no name; add name = "..."')
    if isinstance(aliases, str) or not all(isinstance(one, str) and keys(one) for one in aliases):
        raise refuse('has aliases that are not a list of names; write aliases = ["Y", "Z"]')
    if country is not None and (not isinstance(country, str) or country_name(country) is None):
        raise refuse(f'has the unknown country {country!r}; use an ISO 3166 code such as "UA"')
    try:
        tenures = read_tenures(entry.get("speaks_for", ()))
    except ValueError as error:
        raise refuse(f"has {error}") from None
    return Entity(identity, name, str(entry.get("kind", kind)), country, tuple(aliases), tenures)
