"""Phrases of a lexicon, found in a parsed sentence by word or lemma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORDS = "tollbook.words"
_MOST_BETWEEN = 3  # "is now widely and rightly expected to" is rare enough to be lost

Forms = tuple[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the lexicon and the words of the sentence that match it."""

    phrase: str
    tokens: tuple[Token, ...]
    negated: bool = False

    @property
    def first(self) -> Token:
        """The word it starts with."""
        return self.tokens[0]

    @property
    def last(self) -> Token:
        """The word it ends with."""
        return self.tokens[-1]


class Phrases:
    """A set of phrases to look for; of two that start at one word the longer is taken.

    A phrase is words with blanks between them, each with its alternatives: "be likely|sure to".
    A word is met by itself in small letters, by its lemma, and with a mark by its part of speech
    only: "plan/VERB". Between two words adverbs and "not" may stand ("is now widely expected to").
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, list[frozenset[str]]]]] = {}
        longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase.split()), phrase))
        for phrase in longest_first:
            words = [frozenset(word.split("|")) for word in phrase.split()]
            for first in sorted(words[0]):
                self._by_first.setdefault(first.partition("/")[0], []).append((phrase, words))

    def find(self, doc: Doc) -> Iterator[Match]:
        """The phrases that stand in the sentence, in order, none overlapping another."""
        places, forms = doc.user_data.get(_WORDS) or _forms_of(doc)
        starts = {index for word in self._by_first.keys() & places.keys() for index in places[word]}
        if not starts:
            return
        tokens, after = list(doc), 0
        for index in sorted(starts):
            if index < after:
                continue
            found = self._at(tokens, forms, index)
            if found is not None:
                yield found
                after = found.last.i + 1

    def _at(self, tokens: list[Token], forms: list[Forms], index: int) -> Match | None:
        word, lemma = forms[index][0]
        candidates = self._by_first.get(word, [])
        if lemma != word and lemma in self._by_first:
            both = (*candidates, *self._by_first[lemma])
            candidates = sorted(both, key=lambda entry: (-len(entry[1]), entry[0]))
        for phrase, words in candidates:
            found = _match(tokens, forms, index, words)
            if found is not None:
                between = tokens[index : found[-1].i]
                negated = any(token.dep_ == "neg" and token not in found for token in between)
                return Match(phrase, tuple(found), negated)
        return None


def words_among(doc: Doc, words: Set[str]) -> Iterator[Token]:
    """The words of a sentence that are among some words, in small letters or by their lemma."""
    places, _ = doc.user_data.get(_WORDS) or _forms_of(doc)
    for index in sorted({index for word in words & places.keys() for index in places[word]}):
        yield doc[index]


def _forms_of(doc: Doc) -> tuple[dict[str, list[int]], list[Forms]]:
    """Where each word and lemma of a sentence stands, and the forms of each word; made once."""
    forms: list[Forms] = []
    places: dict[str, list[int]] = {}
    for index, token in enumerate(doc):
        word, lemma, part = token.lower_.replace("’", "'"), token.lemma_.lower(), token.pos_
        forms.append(((word, lemma), frozenset((word, lemma, f"{word}/{part}", f"{lemma}/{part}"))))
        for form in {word, lemma}:
            places.setdefault(form, []).append(index)
    doc.user_data[_WORDS] = places, forms
    return places, forms


def _match(
    tokens: list[Token], forms: list[Forms], index: int, words: list[frozenset[str]]
) -> list[Token] | None:
    matched: list[Token] = []
    skipped = 0
    for place in range(index, len(tokens)):
        if not words[len(matched)].isdisjoint(forms[place][1]):
            matched.append(tokens[place])
            skipped = 0
            if len(matched) == len(words):
                return matched
        elif (
            matched
            and skipped < _MOST_BETWEEN
            and (tokens[place].pos_ == "ADV" or tokens[place].dep_ == "neg")
        ):
            skipped += 1
        else:
            return None
    return None


def lemma_of(token: Token) -> str:
    """The lemma in small letters; a plural taken for a name ("Memos") loses its s, too."""
    lemma = token.lemma_.lower()
    is_plural_name = token.tag_ == "NNPS" or (token.pos_ == "PROPN" and token.i == 0)
    return lemma.removesuffix("s") if is_plural_name else lemma


@cache
def phrases(language: str, lexicon: str, *keys: str) -> Phrases:
    """The phrases under some keys of a lexicon ("nouns", "cues.active"), compiled once."""
    return Phrases(word for key in keys for word in words_of(language, lexicon, key))


@cache
def words_of(language: str, lexicon: str, key: str) -> frozenset[str]:
    """The words under one key of a lexicon; a dot steps into a table."""
    entry: Any = load(language, lexicon)
    for step in key.split("."):
        entry = entry[step]
    return frozenset(entry)


@cache
def all_words_of(language: str, lexicon: str, *keys: str) -> frozenset[str]:
    """The words under any of some keys of a lexicon."""
    return frozenset().union(*(words_of(language, lexicon, key) for key in keys))
