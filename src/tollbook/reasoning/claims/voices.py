"""Whom each figure traces back to, with aliases resolved over the whole corpus.

A reader who meets "Lee" knows from three lines above that it is Lee Seong-kweun, and from
yesterday's paper that "White House spokesman John Kirby" is John Kirby. What stays in doubt stays
apart: a name that fits two voices of a document is neither of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from tollbook.model.claim import Origin
from tollbook.model.statement import Figure, Statement, Voice
from tollbook.reasoning.names import (
    body_in_a_case,
    full_name_within,
    head,
    is_full_name,
    is_name,
    own_name,
    plain_name,
    principal,
    speaker_of_a_body,
    surname,
)
from tollbook.reasoning.origins import is_named, nobody_speaks
from tollbook.resolution.voices import is_pronoun

Key = str
"""An entity's id, or `name:` and a plain name."""

Names = dict[str, set[Key]]
"""Plain names, and whose they are."""


class Voices:
    """The voices of a corpus, to be asked who an origin is.

    `texts` maps a document to its cluster, within which a nameless voice is one voice. In a corpus
    that is one case a public body without a name ("the coastguard") is one voice in all documents
    on one country.
    """

    def __init__(
        self, statements: Iterable[Statement], texts: Mapping[str, str], *, one_case: bool = False
    ) -> None:
        self._texts = texts
        statements = tuple(statements)
        self._one_case = one_case
        self._speakers: dict[str, str] = {}
        self._countries: dict[str, Counter[str]] = {}
        self._names: dict[Key, str] = {}
        self._everywhere: Names = {}
        self._here: dict[str, Names] = {}
        self._surnames: dict[str, Names] = {}
        self._full_names: set[str] = set()
        self._known: dict[tuple[str, str | None, str], Origin] = {}
        voices = sorted(
            {
                (
                    statement.document,
                    voice.name,
                    voice.entity,
                    voice.mention.quote if voice.mention else None,
                )
                for statement in statements
                for voice in statement.attribution
                if voice.role != "publisher"
            },
            key=repr,
        )
        for document, name, entity, words in voices:
            if entity is not None and is_named(Voice(role="origin", name=name, entity=entity)):
                self._learn(document, name, words, entity)
        if one_case:
            held = (speaker_of_a_body(name) for _, name, entity, _ in voices if entity is None)
            self._speakers = dict(filter(None, held))
            self._place_bodies(item for item in statements if isinstance(item, Figure))
        for document, name, entity, words in voices:
            self._names.setdefault(f"name:{plain_name(principal(name))}", principal(name))
            full = " ".join(head(name))
            if entity is None and is_full_name(full):
                plain = plain_name(full)
                known = self._everywhere.get(plain, {f"name:{plain}"})
                if len(known) == 1:
                    self._learn(document, full, words, next(iter(known)))

    def origin(self, figure: Figure) -> Origin:
        """Whoever is said to know the figure; without a source, an unknown of its own cluster.

        "They", where the document does not say who they are, is no source either.
        """
        voice = figure.origin
        if nobody_speaks(figure) or (voice.entity is None and is_pronoun(voice.name)):
            return Origin(f"?{self._text(figure.document)}", figure.attribution[0].name, "unknown")
        return self.who(figure.origin, figure.document)

    def who(self, voice: Voice, document: str) -> Origin:
        """A voice of a document as an origin: one key for all its names."""
        asked = (voice.name, voice.entity, document)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._who(voice, document)
        return found

    def _who(self, voice: Voice, document: str) -> Origin:
        body = self._body_of(voice)
        if body is not None:
            return self._body(body, voice, document)
        key = self._key(voice, document)
        if key is None:
            key = f"{plain_name(voice.name)}@{self._text(document)}"
            return Origin(key, voice.name, "unnamed", voice.entity)
        entity = None if key.startswith("name:") else key
        return Origin(key, self._names.get(key, voice.name), "named", entity)

    def _body_of(self, voice: Voice) -> str | None:
        """The public body of the case that a voice is or speaks for; None for any other."""
        if not self._one_case or voice.entity is not None:
            return None
        person = speaker_of_a_body(voice.name)
        body = person[1] if person else self._speakers.get(plain_name(voice.name))
        return body or body_in_a_case(voice.name)

    def _place_bodies(self, figures: Iterable[Figure]) -> None:
        """Count the countries in which each body places what it counts, in all and by document."""
        for figure in figures:
            body, place = self._body_of(figure.origin), figure.place
            if body is not None and place is not None and place.country:
                for key in (body, f"{body}@{figure.document}"):
                    self._countries.setdefault(key, Counter())[place.country] += 1

    def _body(self, body: str, voice: Voice, document: str) -> Origin:
        """A public body of the case, by what it is and the country of what it counts.

        It is the office of that country where a report names it so: "the Spanish coastguard".
        """
        counts = self._countries.get(f"{body}@{document}") or self._countries.get(body)
        country = counts.most_common(1)[0][0] if counts else ""
        office = f"gov:{country}:{body}"
        if office in self._names:
            return Origin(office, self._names[office], "named", office)
        key = f"body:{body}:{country}"
        return Origin(key, self._names.setdefault(key, voice.name), "named", None)

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
