"""Who passes on a briefing, and whose word it is: lawmakers repeat what an agency told them.

The sentence may say so ("after being briefed by the agency", "citing a briefing by the agency",
"the agency told the committee"), an earlier one, or the chain that was read from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

from tollbook.language import load
from tollbook.model.document import Document
from tollbook.model.statement import Voice
from tollbook.resolution.context import Context
from tollbook.resolution.countries import country_name
from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.offices import office_slug
from tollbook.resolution.words import keys, words

_TITLE_CHARS = 20  # before a name: "lawmaker", "Democratic Senator"
_APPOSITION_CHARS = 60  # behind a name: ", a member of the intelligence committee"
_NAME_WORDS = 6  # of a body, behind "briefed by"
_SENTENCE_CHARS = 300  # either way from the one who passes it on
_ENDS = re.compile(r"[.!?]\s|\n")

Chain = tuple[Voice, ...]


@dataclass(frozen=True)
class Briefings:
    """The briefings that a document mentions; `chains` are the voices of its statements so far."""

    document: Document
    entities: EntityTable
    context: Context
    chains: Sequence[Chain]

    def whole(self, chain: Chain) -> Chain:
        """A chain with the body behind it where its last voice only passes on a briefing."""
        last = chain[-1]
        if last.role == "publisher" or self._is_body(last):
            return chain
        body = self._briefer_beside(last) or self._of_relay.get(_key(last))
        if body is None and _key(last) in self._briefed:
            body = self._only_body
        if body is None or body.entity == last.entity:
            return chain
        return (*chain[:-1], replace(last, role="relayer"), body)

    def _is_body(self, voice: Voice) -> bool:
        entity = self.entities.get(voice.entity or "")
        return entity is not None and entity.kind not in ("person", "parliament")

    @cached_property
    def _briefed(self) -> frozenset[str]:
        """Who sits in a parliament, as some mention says."""
        voices = (voice for chain in self.chains for voice in chain[1:])
        return frozenset(_key(voice) for voice in voices if self._was_briefed(voice))

    @cached_property
    def _of_relay(self) -> Mapping[str, Voice]:
        """Who of those who were briefed passes on which body's word, where it is one body's."""
        found: dict[str, dict[str, Voice]] = {}
        for chain in self.chains:
            for relay, origin in pairwise(chain[1:]):
                if origin.entity and self._is_body(origin) and self._was_briefed(relay):
                    found.setdefault(_key(relay), {})[origin.entity] = _carried(origin)
            if len(chain) > 1 and (beside := self._briefer_beside(chain[-1])):
                found.setdefault(_key(chain[-1]), {})[beside.entity or ""] = beside
        return {key: next(iter(of.values())) for key, of in found.items() if len(of) == 1}

    @cached_property
    def _only_body(self) -> Voice | None:
        """The one body that briefed anybody in the document; None if there are several."""
        found = {body.entity: body for body in (*self._of_relay.values(), *self._who_briefed)}
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def _who_briefed(self) -> list[Voice]:
        """The bodies that speak to lawmakers in some sentence: "the agency told the committee"."""
        found = []
        for chain in self.chains:
            for voice in chain[1:]:
                if voice.mention is None or not self._is_body(voice):
                    continue
                after = self.document.text[
                    voice.mention.end : voice.mention.end + _APPOSITION_CHARS
                ]
                heard = _told_lawmakers().search(_ENDS.split(after)[0])
                if heard:
                    found.append(_carried(voice))
        return found

    def _was_briefed(self, relay: Voice) -> bool:
        """Whether somebody sits in a parliament, and so counts nobody: lawmakers, party members."""
        around = ""
        if relay.mention is not None:
            start, end = relay.mention.start - _TITLE_CHARS, relay.mention.end + _APPOSITION_CHARS
            around = self.document.text[max(0, start) : end]
        said = {word.key for word in words(f"{relay.name} {around}")}
        return not said.isdisjoint(_words("briefed"))

    def _briefer_beside(self, relay: Voice) -> Voice | None:
        """The body that the sentence of a voice says it heard it from."""
        if relay.mention is None:
            return None
        text, at = self.document.text, relay.mention
        before = _ENDS.split(text[max(0, at.start - _SENTENCE_CHARS) : at.start])[-1]
        behind = _ENDS.split(text[at.end : at.end + _SENTENCE_CHARS])[0]
        for heard in _heard_from().finditer(f"{before}{at.quote}{behind}"):
            entity = self._body_named(heard[1])
            if entity is not None:
                return Voice(role="origin", name=entity.name, entity=entity.id, carried=True)
        return None

    def _body_named(self, text: str) -> Entity | None:
        """The body that some words begin with: the longest name that is one."""
        parts = text.split()[:_NAME_WORDS]
        for length in range(len(parts), 0, -1):
            name = " ".join(parts[:length]).rstrip(",;:.")
            found = self.entities.resolve(name, self.context)
            if found is None:
                found = national_office(name, self.entities, self.context)
            if found is not None and found.kind not in ("person", "parliament"):
                return found
        return None


def national_office(name: str, entities: EntityTable, context: Context) -> Entity | None:
    """The office that a name without a country means, where a document names one country alone."""
    if len(context.countries) != 1 or office_slug(keys(name)) not in _words("national"):
        return None
    bare = name.removeprefix("the ").removeprefix("The ")
    return entities.resolve(f"{country_name(min(context.countries))}'s {bare}", context)


def _carried(voice: Voice) -> Voice:
    return replace(voice, role="origin", cue=None, carried=True)


def _key(voice: Voice) -> str:
    """What a voice is known by within its document: its name without titles."""
    titles = _words("titles")
    name = voice.name.partition(",")[0].partition(" of ")[0]
    return " ".join(word.key for word in words(name) if word.key not in titles)


@cache
def _heard_from() -> re.Pattern[str]:
    """Words that say from which body somebody heard it, followed by its name."""
    heard = "|".join(map(re.escape, load("en", "offices")["voices"]["heard_from"]))
    return re.compile(rf"\b(?:{heard})\s(?:the\s)?([^.;:]{{2,80}})")


@cache
def _told_lawmakers() -> re.Pattern[str]:
    hearers = "|".join(map(re.escape, load("en", "offices")["voices"]["briefed"]))
    return re.compile(rf"\b(?:told|briefed|informed|reported to)\s[^,]{{0,40}}\b(?:{hearers})\b")


@cache
def _words(key: str) -> frozenset[str]:
    found: Iterable[str] = load("en", "offices")["voices"][key]
    return frozenset(found)
