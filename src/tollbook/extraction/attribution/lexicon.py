"""The words of attribution, as `cues.toml` and `roles.toml` of a language give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from tollbook.language import load
from tollbook.model.values import Modality

SpeakerKind = Literal["person", "organisation", "document"]


@dataclass(frozen=True)
class Cues:
    """What makes somebody speak: `verbs` and `nouns` by lemma, each with its class."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    plain: frozenset[str]
    takes_object: frozenset[str]
    never_object: frozenset[str]
    gerund_only: frozenset[str]
    shown_by: frozenset[str]
    no_source: frozenset[str]
    unsure: frozenset[str]
    phrasal: Mapping[str, str]
    heard: frozenset[str]
    heard_from: str
    clause_opener: str
    modality: Mapping[str, Modality]
    passive: Mapping[str, Modality | None]
    adverbs: Mapping[str, Modality]
    adjectives: Mapping[str, Modality]
    charges: Mapping[str, frozenset[str]]
    relays: frozenset[str]
    citing: frozenset[str]
    briefings: frozenset[str]
    briefed_by: frozenset[str]
    witnesses: frozenset[str]
    arriving: frozenset[str]
    putting: frozenset[str]
    tolls: frozenset[str]
    counts: frozenset[str]
    revising: frozenset[str]
    giving: Mapping[str, frozenset[str]]
    counted: frozenset[str]
    according: Mapping[str, tuple[tuple[str, ...], ...]]
    doubtful_heads: frozenset[str]
    doubtful_adjectives: frozenset[str]
    vouched: frozenset[str]
    not_speakers: frozenset[str]
    stage: frozenset[str]
    not_before: frozenset[str]
    contrast: frozenset[str]
    hearing: frozenset[str]
    declining: frozenset[str]
    unverified: tuple[str, ...]
    silence: frozenset[str]

    @cached_property
    def turning(self) -> frozenset[str]:
        """The words and lemmas at which a turn of phrase may bring somebody's word."""
        tables = (self.nouns, self.counts, self.revising, self.putting, self.arriving)
        return frozenset(("by", "(")).union(*tables, self.giving, self.counted, self.heard)

    @cached_property
    def hearsay(self) -> frozenset[str]:
        """The words and lemmas that may vouch for nothing: "said to", "reportedly", "alleged"."""
        return frozenset().union(self.passive, self.adverbs, self.adjectives)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who can speak: head nouns by kind, the names of media, pronouns and genders."""

    kinds: Mapping[str, SpeakerKind]
    media_nouns: frozenset[str]
    media_names: frozenset[str]
    alike: Mapping[str, frozenset[str]]
    gender: Mapping[str, str]
    pronouns: Mapping[str, str]
    collective: frozenset[str]
    titles: frozenset[str]
    found: frozenset[str]
    nobody: frozenset[str]


@dataclass(frozen=True, slots=True)
class Carrying:
    """Signs that a sentence goes on with the voice before it, or that the page speaks again."""

    definite: frozenset[str]
    leaning: frozenset[str]
    quantifiers: frozenset[str]
    of_whom: frozenset[str]
    part: frozenset[str]
    of_these: frozenset[str]
    opening: frozenset[str]
    background: frozenset[str]
    earlier: frozenset[str]
    reports: frozenset[str]
    going_on: frozenset[str]
    also: frozenset[str]


@cache
def carrying(language: str) -> Carrying:
    """The signs of carrying of a language."""
    table = load(language, "cues")["carrying"]
    return Carrying(**{name: frozenset(words) for name, words in table.items()})


@cache
def cues(language: str) -> Cues:
    """The cues of a language."""
    data = load(language, "cues")
    passive = data["passive"]
    return Cues(
        verbs=_by_word(data["verbs"]),
        nouns=_by_word(data["nouns"]),
        plain=frozenset(data["plain"]["verbs"]),
        takes_object=frozenset(data["object"]["verbs"]),
        never_object=frozenset(data["object"]["never"]),
        unsure=frozenset(data["object"]["unsure"]),
        gerund_only=frozenset(data["object"]["gerund_only"]),
        shown_by=frozenset(data["object"]["shown_by"]),
        no_source=frozenset(data["object"]["no_source"]),
        phrasal=data["phrasal"],
        heard=frozenset(data["heard"]["verbs"]),
        heard_from=data["heard"]["from"],
        clause_opener=data["heard"]["that"],
        modality=data["modality"],
        passive={verb: passive["modality"].get(verb) for verb in passive["verbs"]},
        adverbs=data["adverbs"],
        adjectives=data["adjectives"],
        charges={verb: frozenset(words) for verb, words in data["charge"].items()},
        relays=frozenset(data["relay"]["verbs"]),
        citing=frozenset(data["relay"]["citing"]),
        briefings=frozenset(data["relay"]["briefings"]),
        briefed_by=frozenset(data["relay"]["briefed_by"]),
        witnesses=frozenset(data["relay"]["witnesses"]),
        arriving=frozenset(data["counts"]["arriving"]),
        putting=frozenset(data["object"]["put"]),
        tolls=frozenset(data["object"]["tolls"]),
        counts=frozenset(data["counts"]["nouns"]),
        revising=frozenset(data["counts"]["revised"]),
        giving={verb: frozenset(words) for verb, words in data["counts"]["given"].items()},
        counted=frozenset(data["counts"]["counted"]),
        according=_by_first_word(data["phrases"]["according"]),
        doubtful_heads=frozenset(data["doubtful"]["heads"]),
        doubtful_adjectives=frozenset(data["doubtful"]["adjectives"]),
        vouched=frozenset(data["doubtful"]["vouched"]),
        not_speakers=frozenset(data["layout"]["not_speakers"]),
        stage=frozenset(data["layout"]["stage"]),
        not_before=frozenset(data["layout"]["not_before"]),
        contrast=frozenset(data["silence"]["contrast"]),
        hearing=frozenset(data["hearing"]["verbs"]),
        declining=frozenset(data["hearing"]["declining"]),
        unverified=tuple(data["doubtful"]["unverified"]),
        silence=frozenset(data["silence"]["classes"]),
    )


@cache
def roles(language: str) -> Roles:
    """The roles of a language."""
    data = load(language, "roles")
    kinds: tuple[SpeakerKind, ...] = ("document", "organisation", "person")
    return Roles(
        kinds={word: kind for kind in kinds for word in data[kind]},
        media_nouns=frozenset(data["media"]["nouns"]),
        media_names=frozenset(name.lower() for name in data["media"]["names"]),
        alike={word: frozenset(others) for word, others in data["alike"].items()},
        gender=_by_word(data["gender"]),
        pronouns=_by_word(data["pronouns"]),
        collective=frozenset(data["collective"]["nouns"]),
        nobody=frozenset(data["nobody"]["words"]),
        found=frozenset(data["found"]["nouns"]),
        titles=frozenset(data["titles"]["words"]),
    )


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as their words, under the first of them."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _by_word(table: Mapping[str, Any]) -> dict[str, str]:
    """Each word with the key it stands under; a word under two keys goes by the first."""
    found: dict[str, str] = {}
    for key, words in table.items():
        for word in words:
            found.setdefault(word, key)
    return found
