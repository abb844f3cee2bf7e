"""Sentences about an event of one kind, to be found by whom and what they name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from heapq import merge

from tollbook.extraction.sentences.gate import sentences
from tollbook.language import load
from tollbook.model.document import Document
from tollbook.model.text import Span
from tollbook.reasoning.grouping import group_pairs
from tollbook.reasoning.predictions.events import forms_of, kind_of
from tollbook.reasoning.predictions.likeness import Traits
from tollbook.resolution.entities import EntityTable
from tollbook.resolution.words import words

_NEAR = 40  # characters that the three words before an event may take
_BEFORE = re.compile(r"(?:[\w'’-]+\W+){0,3}\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the word for an event, `at` its place in the document.

    `denial` is a word before it that says that it did not come about.
    """

    document: str
    published: date
    sentence: Span
    word: str
    at: int
    denial: str | None
    traits: Traits


class Passages:
    """The passages of some documents on one kind of event, in order of publication."""

    def __init__(
        self, documents: Iterable[Document], word: str, limit: int, entities: EntityTable
    ) -> None:
        found = [
            one for document in documents for one in _passages(document, word, limit, entities)
        ]
        self._all = sorted(found, key=lambda one: (one.published, one.document, one.at))

    def after(self, day: date, keys: Sequence[str]) -> Iterator[Passage]:
        """Those of pages published after a day that have one of these keys; all without any."""
        start = bisect_right(self._all, day, key=lambda one: one.published)
        if not keys:
            yield from self._all[start:]
            return
        places = [self._by_key.get(key, []) for key in keys]
        last = -1
        for place in merge(*(found[bisect_left(found, start) :] for found in places)):
            if place != last:
                yield self._all[place]
            last = place

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        return group_pairs(
            (key, place)
            for place, passage in enumerate(self._all)
            for key in passage.traits.search_keys()
        )


def _passages(
    document: Document, word: str, limit: int, entities: EntityTable
) -> Iterator[Passage]:
    """The sentences of a document that report an event of the same kind as a word's."""
    text, kind, published = document.text, kind_of(word), document.published_on
    hits = [hit for hit in forms_of(word).finditer(text) if kind_of(_key(hit[0])) == kind]
    if published is None or not hits:
        return
    found = [(start, end) for start, end, _ in sentences(document, limit)]
    for hit in hits:
        n = bisect_right(found, (hit.start(), len(text))) - 1
        if n < 0 or hit.end() > found[n][1]:
            continue
        start, end = found[n]
        before = _BEFORE.search(text, max(start, hit.start() - _NEAR), hit.start())
        ahead = tuple(words(before[0])) if before else ()
        if any(word.key in _lexicon("not_yet") for word in ahead):
            continue
        yield Passage(
            document=document.id,
            published=published,
            sentence=Span.of(text, start, end),
            word=hit[0],
            at=hit.start(),
            denial=next((word.raw for word in ahead if word.key in _lexicon("denying")), None),
            traits=Traits(text[start:end], entities),
        )


def _key(word: str) -> str:
    return next(words(word)).key


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(load("en", "bearing")[name])
