"""Words of change in a sentence: verbs, nouns and comparatives of growth and decline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.measured import is_counting
from tollbook.extraction.syntax.nouns import objects_of
from tollbook.extraction.syntax.phrases import Match, Phrases, phrases, words_among, words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import SUBJECTS, direct_object, subject
from tollbook.language import load
from tollbook.model.values import Direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DIRECTIONS: tuple[Direction, ...] = ("up", "down", "unchanged")
_THAN_REACH = 15  # words from "more" to its "than"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of change: which way it goes, by how many times where it says so itself, of what.

    `around` marks one whose measure stands anywhere in its clause ("twice as many were killed");
    such a one needs a baseline.
    """

    words: Match
    direction: Direction | None
    times: float | None
    measured: Token | None
    around: bool = False

    @property
    def token(self) -> Token:
        """The word that the trigger hangs on."""
        return self.words.first


def find_triggers(doc: Doc) -> Iterator[Trigger]:
    """Words of change, factors first, then verbs, nouns, particles, comparatives."""
    lexicon = load("en", "changes")
    for found in phrases("en", "changes", "factors").find(doc):
        if found.first.tag_ in ("VBD", "VBN") or found.first.pos_ == "VERB":
            yield _of_verb(found, lexicon["factors"][found.phrase])
    for found in _by_direction("verbs").find(doc):
        if found.first.pos_ in ("VERB", "AUX") and not _only_passes_a_number(found):
            yield Trigger(found, _way("verbs", found), None, _what_changes(found.first))
    # "raised the toll to 84", "revised the figure down"
    for found in _by_direction("transitive").find(doc):
        verb = found.first
        done_to = direct_object(verb) or child(verb, "nsubjpass")
        if verb.pos_ != "VERB" or done_to is None or not is_counting(done_to):
            continue
        needs_result = verb.lemma_ in words_of("en", "changes", "transitive.with_result")
        if not needs_result or any(t.lower_ == "to" for t in verb.subtree if t.i > verb.i):
            yield Trigger(found, _way_of_particle(verb) or _way("transitive", found), None, done_to)
    yield from _nouns(doc)
    for found in _by_direction("particles").find(doc):
        if _is_bare_particle(found.first):
            yield Trigger(found, _way("particles", found), None, None)
    yield from _comparatives(doc)


def _only_passes_a_number(found: Match) -> bool:
    """Whether "exceed" stands before a number: "deaths exceeded 300" is a count, no change."""
    if found.phrase not in words_of("en", "changes", "surpassing.verbs"):
        return False
    passed = direct_object(found.first)
    return passed is None or any(t.like_num for t in passed.subtree)


def _by_direction(table: str) -> Phrases:
    """All phrases of a table of `changes.toml` that has a list for each direction."""
    lists = [way for way in (*_DIRECTIONS, "either") if way in load("en", "changes")[table]]
    return phrases("en", "changes", *(f"{table}.{way}" for way in lists))


def _way(table: str, found: Match) -> Direction | None:
    """The direction under which the table lists a phrase; None for "either"."""
    listed = load("en", "changes")[table]
    return next((way for way in _DIRECTIONS if found.phrase in listed.get(way, ())), None)


def _of_verb(found: Match, factor: float) -> Trigger:
    verb = found.first
    done_to = None if child(verb, *SUBJECTS) is None else direct_object(verb)
    return _by_times(found, factor, done_to or _what_changes(verb))


def _by_times(
    found: Match, factor: float, measured: Token | None, *, around: bool = False
) -> Trigger:
    """A trigger that holds its own factor: 3.0 is three times as many, 0.5 half as many."""
    if factor > 1:
        return Trigger(found, "up", factor, measured, around)
    return Trigger(found, "down", 1 / factor, measured, around)


def _what_changes(verb: Token) -> Token | None:
    """What changes: the subject, or the noun that "rising" stands before."""
    return verb.head if verb.dep_ == "amod" else subject(verb)


def _way_of_particle(verb: Token) -> Direction | None:
    """The way that "up" or "downwards" gives a verb."""
    for other in verb.children:
        if other.lower_.startswith("up"):
            return "up"
        if other.lower_.startswith("down"):
            return "down"
    return None


def _nouns(doc: Doc) -> Iterator[Trigger]:
    """The likes of "a sharp rise in deaths", "a doubling of arrests"."""
    lexicon = load("en", "changes")["nouns"]
    for token in words_among(doc, _words_under("nouns")):
        lemma = token.lemma_.lower()
        is_noun = token.pos_ == "NOUN"
        if (is_noun or token.tag_ == "VBG") and isinstance(lexicon.get(lemma), float):
            yield _by_times(Match(lemma, (token,)), lexicon[lemma], _what_rises(token))
        for direction in ("up", "down"):
            if is_noun and lemma in lexicon[direction]:
                yield Trigger(Match(lemma, (token,)), direction, None, _what_rises(token))


@cache
def _words_under(table: str) -> frozenset[str]:
    """The words of a table of `changes.toml`, those with a factor and those of each direction."""
    entries = load("en", "changes")[table]
    factors = (word for word, factor in entries.items() if isinstance(factor, float))
    return frozenset((*factors, *entries["up"], *entries["down"], "times"))


def _what_rises(noun: Token) -> Token | None:
    """What rises by a rise: the noun after "in" or "of", or the one before it."""
    after = (found for word in ("in", "of", "to") for found in objects_of(noun, word))
    return next(after, None) or child(noun, "compound", "poss", "amod")


def _is_bare_particle(token: Token) -> bool:
    """Whether "up" stands before a number or "from": "46, up from 42", "deaths up 12 percent"."""
    following = list(token.doc[token.i + 1 : token.i + 3])
    if len(following) > 1 and following[0].lower_ in ("from", "by"):
        return following[1].like_num or following[1].lower_ in ("about", "some", "just", "nearly")
    return len(following) > 0 and following[0].like_num and token.dep_ not in ("quantmod", "prt")


def _comparatives(doc: Doc) -> Iterator[Trigger]:
    """The likes of "twice as many were killed as in May", "more deaths than last year"."""
    lexicon = load("en", "changes")["comparatives"]
    for token in words_among(doc, _words_under("comparatives")):
        word = token.lower_
        factor = lexicon.get(word)
        found = Match(word, (token,))
        if (isinstance(factor, float) or word == "times") and _as_many_follows(token):
            if isinstance(factor, float):
                yield _by_times(found, factor, None, around=True)
            else:
                yield Trigger(found, "up", None, None, around=True)
        for direction in ("up", "down"):
            if word in lexicon[direction] and _than_follows(token):
                yield Trigger(found, direction, None, None, around=True)


def _as_many_follows(token: Token) -> bool:
    following = " ".join(t.lower_ for t in token.doc[token.i + 1 : token.i + 3])
    return following.startswith(tuple(load("en", "changes")["comparatives"]["as_many"]))


def _than_follows(token: Token) -> bool:
    """Whether "more" is compared with something, and is no hedge: "more than 300"."""
    rest = [t.lower_ for t in token.doc[token.i + 1 : token.i + _THAN_REACH]]
    return "than" in rest[1:] and rest[0] != "than"


def is_not_yet(token: Token) -> bool:
    """Whether the change is only expected: "could rise", "is set to double"."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    auxiliaries = [other for other in verb.children if other.dep_ == "aux"]
    if any(other.tag_ == "MD" for other in auxiliaries):
        return True
    infinitive = any(other.tag_ == "TO" for other in auxiliaries)
    return infinitive and verb.head.lemma_ not in words_of("en", "changes", "counting.factual")
