"""Whom each figure traces back to, with aliases resolved over the whole corpus.

A reader who meets "Lee" knows from three lines above that it is Lee Seong-kweun, and from
yesterday's paper that "White House spokesman John Kirby" is John Kirby. What stays in doubt stays
apart: a name that fits two voices of a document is neither of them.

What somebody says in office is the word of the body, and what people decided comes before all.
"""

from __future__ import annotations

from collections.abc import Mapping

from tollbook.model.claim import Origin
from tollbook.model.statement import Figure, Voice
from tollbook.reasoning.bodies import group, is_paper, speaker_of
from tollbook.reasoning.claims.case_bodies import CaseBodies
from tollbook.reasoning.claims.decisions import VoiceDecisions
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.names import (
    full_name_within,
    head,
    is_full_name,
    is_many_people,
    is_name,
    own_name,
    plain_name,
    principal,
    surname,
)
from tollbook.reasoning.origins import is_named, nobody_speaks
from tollbook.resolution.entities import EntityTable
from tollbook.resolution.voices import is_pronoun

Key = str
"""An entity's id, `name:` and a plain name, `body:` and a public body of a case, `group:`..."""

Names = dict[str, set[Key]]
"""Plain names, and whose they are."""


class Voices:
    """The voices of a corpus, to be asked who an origin is.

    `texts` maps a document to its cluster, within which a nameless voice is one voice. In a corpus
    that is one case a public body without a name ("the coastguard") is one voice in all documents
    on one country. `entities` say who speaks for whom; `decisions` are what people decided.
    """

    def __init__(
        self,
        corpus: Corpus,
        texts: Mapping[str, str],
        *,
        one_case: bool = False,
        entities: EntityTable | None = None,
        decisions: VoiceDecisions | None = None,
    ) -> None:
        self._texts = texts
        self._documents = corpus.documents
        self._entities = entities or EntityTable.shipped()
        self._decisions = decisions or VoiceDecisions()
        self._bodies = CaseBodies(corpus, self._entities) if one_case else None
        self._names: dict[Key, str] = {}
        self._everywhere: Names = {}
        self._here: dict[str, Names] = {}
        self._surnames: dict[str, Names] = {}
        self._full_names: set[str] = set()
        self._known: dict[tuple[str, str | None, str], Origin] = {}
        self._called: dict[str, set[Key]] = {}
        self._learn_names(corpus)

    def origin(self, figure: Figure) -> Origin:
        """Whoever is said to know the figure; without a source, an unknown of its own cluster.

        "They", where the document does not say who they are, is no source either; nor are
        "figures released on Friday".
        """
        voice = figure.origin
        nobody = voice.entity is None and (is_pronoun(voice.name) or is_paper(voice.name))
        if nobody_speaks(figure) or nobody:
            return Origin(f"?{self._text(figure.document)}", figure.attribution[0].name, "unknown")
        return self.who(figure.origin, figure.document)

    def who(self, voice: Voice, document: str) -> Origin:
        """A voice of a document as an origin: one key for all its names."""
        asked = (voice.name, voice.entity, document)
        found = self._known.get(asked)
        if found is None:
            found = self._decided(self._who(voice, document), voice, document)
            self._known[asked] = found
            person = speaker_of(voice.name)
            for called in (voice.entity, plain_name(voice.name), person[0] if person else None):
                if called:
                    self._called.setdefault(called, set()).add(found.key)
        return found

    def country_of(self, origin: Origin) -> str | None:
        """The country that an origin is of, None where nothing says."""
        entity = self._entities.get(origin.key)
        if entity is None:
            return origin.key.rpartition(":")[2] or None if origin.key.startswith("body:") else None
        return entity.country

    def keys_called(self, name: str) -> frozenset[str]:
        """The keys of the origins that go by a name or an entity's id anywhere in the corpus.

        Whoever speaks for a body goes by the body's key: "Kirby" by that of the White House.
        """
        entity = self._entities.resolve(name)
        called = {name, plain_name(name), *([entity.id] if entity else ())}
        return frozenset(key for one in called for key in (*self._called.get(one, ()), one))

    def _who(self, voice: Voice, document: str) -> Origin:
        body = self._bodies.key_of(voice, document) if self._bodies else None
        if body is not None:
            return self._origin_of(body, voice.name, document)
        key = self._key(voice, document)
        if key is not None:
            return self._origin_of(key, voice.name, document)
        together = self._group(voice)
        if together is not None:
            return Origin(together, self._names.setdefault(together, voice.name), "unnamed")
        key = f"{plain_name(voice.name)}@{self._text(document)}"
        return Origin(key, voice.name, "unnamed", voice.entity)

    def _origin_of(self, key: Key, name: str, document: str) -> Origin:
        """The origin of a key; of an entity it is whoever's word that was on the day."""
        if ":" in key and key.partition(":")[0] in ("name", "body"):
            return Origin(key, self._names.setdefault(key, name), "named")
        page = self._documents.get(document)
        key = self._entities.speaks_as(key, page.published_on if page else None)
        if self._bodies is not None:
            key = self._bodies.speaking_part_of(key)
        entity = self._entities.get(key)
        called = self._names.setdefault(key, entity.name if entity else name)
        return Origin(key, called, "named", key)

    def _group(self, voice: Voice) -> Key | None:
        """What people without names are known by within a case: "rescuers"."""
        if self._bodies is None:
            return None
        if voice.entity is not None:
            return voice.entity if is_many_people(voice.entity) else None
        name = group(voice.name)
        return f"group:{name}" if name else None

    def _decided(self, origin: Origin, voice: Voice, document: str) -> Origin:
        """The origin of a voice, by what people decided on its name or on that of the origin."""
        plain = plain_name(voice.name)
        own = {voice.entity or plain, plain, f"{plain}@{document}"}
        found = self._tokens_of(origin)
        if self._decisions.are_apart(own, found):
            key = voice.entity or f"name:{plain}"
            origin = Origin(key, voice.name, "named", voice.entity)
            if key in found or self._decisions.are_apart((f"{plain}@{document}",), (plain,)):
                origin = Origin(f"{plain}@{document}", voice.name, "unnamed", None)
            found = self._tokens_of(origin)
        one = self._decisions.joined_with((f"{plain}@{document}", *sorted(found), *sorted(own)))
        if one is None:
            return origin
        entity = self._entities.get(one) or self._entities.resolve(one)
        if entity is not None:
            return self._origin_of(entity.id, entity.name, document)
        return Origin(f"name:{plain_name(one)}", one, "named")

    def _tokens_of(self, origin: Origin) -> set[str]:
        """What an origin may be called in a decision: its key and all its names."""
        entity = self._entities.get(origin.entity or "")
        names = (origin.name, *(entity.names if entity else ()))
        return {origin.key, *map(plain_name, names)}

    def _key(self, voice: Voice, document: str) -> Key | None:
        """What identifies a voice; None if only its words describe it."""
        if voice.entity is not None:
            return voice.entity if is_named(voice) else None
        name = principal(voice.name)
        plain = plain_name(name)
        known = (
            self._here.get(document, {}).get(plain)
            or self._everywhere.get(plain)
            or self._by_part_of_name(name, document)
        )
        if known is not None:
            return next(iter(known)) if len(known) == 1 else None
        if not is_name(name):
            return None
        return f"name:{plain}"

    def _by_part_of_name(self, name: str, document: str) -> set[Key] | None:
        """By a surname that the document explains, or a full name after a title or a possessor."""
        words = head(name)
        known = self._everywhere.get(plain_name(" ".join(words)))
        if known and is_full_name(" ".join(words)):
            return known
        owned = own_name(name)
        if owned and owned in self._everywhere:
            return self._everywhere[owned]
        last = surname(words)
        found = self._surnames.get(document, {}).get(last) if last else None
        if found:
            return found
        full = full_name_within(words, self._full_names)
        return self._everywhere[full] if full else None

    def _learn_names(self, corpus: Corpus) -> None:
        """All names of all voices: first of those that are known entities, then full names."""
        voices = sorted(
            {
                (
                    statement.document,
                    voice.name,
                    voice.entity,
                    voice.mention.quote if voice.mention else None,
                )
                for statement in corpus.statements
                for voice in statement.attribution
                if voice.role != "publisher"
            },
            key=repr,
        )
        for document, name, entity, words in voices:
            if entity is not None and is_named(Voice(role="origin", name=name, entity=entity)):
                self._learn(document, name, words, entity)
        for document, name, entity, words in voices:
            self._names.setdefault(f"name:{plain_name(principal(name))}", principal(name))
            full = " ".join(head(name))
            if entity is None and is_full_name(full):
                plain = plain_name(full)
                known = self._everywhere.get(plain, {f"name:{plain}"})
                if len(known) == 1:
                    self._learn(document, full, words, next(iter(known)))

    def _learn(self, document: str, name: str, words: str | None, key: Key) -> None:
        """One name of a voice: what it is called here, everywhere, and by its surname."""
        self._names.setdefault(key, name)
        here = self._here.setdefault(document, {})
        for called in {name, words or name}:
            here.setdefault(plain_name(called), set()).add(key)
            if called == name or is_name(called):
                self._everywhere.setdefault(plain_name(called), set()).add(key)
        if is_full_name(name):
            plain = plain_name(name)
            self._everywhere.setdefault(plain, set()).add(key)
            self._full_names.add(plain)
            surnames = self._surnames.setdefault(document, {})
            for part in {plain.split()[0], plain.split()[-1]}:
                surnames.setdefault(part, set()).add(key)

    def _text(self, document: str) -> str:
        return self._texts.get(document, document)
