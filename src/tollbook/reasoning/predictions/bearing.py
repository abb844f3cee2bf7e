"""Later passages that seem to bear on a prediction: proposed with the reasons, never applied.

A sentence is proposed if it was published later, tells of the same kind of event, and has the same
actor and place as far as the prediction names any. Words are compared, not meanings: a person
decides. Whole documents are looked through, since a page that tells only of a visit holds no
statement of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tollbook.extraction.sentences import sentences
from tollbook.language import load
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Prediction, Statement
from tollbook.model.text import Span
from tollbook.reasoning.book import NOT_SAID, Book
from tollbook.reasoning.predictions.events import event_word, forms_of, kind_of
from tollbook.reasoning.predictions.likeness import Told
from tollbook.reasoning.words import day
from tollbook.resolution.words import words
from tollbook.settings import Settings

_SHOW_NOTHING = frozenset({"prediction", "intention", "open_question"})
"""Kinds of statements that tell what may yet come."""

_NEAR = 40  # characters that the three words before an event may take
_BEFORE = re.compile(r"(?:[\w'’-]+\W+){0,3}\Z")


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence that seems to bear on a prediction, and what the two share, in phrases.

    `id` is that of the statement that it makes, or of its document where it makes none.
    """

    id: str
    document: str
    span: Span
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence with the word that tells of an event, at its place in the document."""

    document: Document
    sentence: Span
    word: str
    at: int
    denial: str | None


@dataclass(frozen=True)
class Bearings:
    """The passages of a book by the kinds of event they tell of, to be asked for a prediction."""

    book: Book
    settings: Settings
    _by_kind: dict[str, tuple[_Passage, ...]] = field(default_factory=dict, repr=False)

    def on(self, prediction: Prediction) -> tuple[Bearing, ...]:
        """What seems to bear on the prediction: the first of each later page, earliest first."""
        head = event_word(prediction)
        made = self.book.documents[prediction.document].published_on
        if head is None or made is None:
            return ()
        told = Told.of(prediction)
        found: dict[str, tuple[date, Bearing]] = {}
        for passage in self._telling_of(head.key):
            published = passage.document.published_on
            if published is None or published <= made or passage.document.id in found:
                continue
            bearing = self._bearing(passage, told, prediction)
            if bearing is not None:
                found[passage.document.id] = (published, bearing)
        in_order = sorted(found.values(), key=lambda pair: (pair[0], pair[1].document))
        return tuple(bearing for _, bearing in in_order[: self.settings.max_bearings])

    def _bearing(self, passage: _Passage, told: Told, prediction: Prediction) -> Bearing | None:
        here = [s for s in self.book.statements_in(passage.document.id) if _covers(s, passage.at)]
        if any(map(_shows_nothing, here)):
            return None
        country = next((s.place.country for s in here if isinstance(s, Figure) and s.place), None)
        shared = told.shared_with(passage.sentence.quote, passage.word, country)
        if not shared:
            return None
        return Bearing(
            id=here[0].id if here else passage.document.id,
            document=passage.document.id,
            span=passage.sentence,
            reasons=(*shared, *_denied(passage), _when(passage.document.published_on, prediction)),
        )

    def _telling_of(self, word: str) -> tuple[_Passage, ...]:
        kind = kind_of(word)
        if kind not in self._by_kind:
            limit = self.settings.max_sentence_chars
            self._by_kind[kind] = tuple(
                passage
                for document in self.book.documents.values()
                for passage in _passages(document, word, limit)
            )
        return self._by_kind[kind]


def _passages(document: Document, word: str, limit: int) -> Iterator[_Passage]:
    """The sentences of a document that tell, as having been, of the kind of event of a word."""
    text, kind = document.text, kind_of(word)
    hits = [hit for hit in forms_of(word).finditer(text) if kind_of(_key(hit[0])) == kind]
    if not hits:
        return
    found = [(start, end) for start, end, _ in sentences(document, limit)]
    for hit in hits:
        n = bisect_right(found, (hit.start(), len(text))) - 1
        if n < 0 or hit.end() > found[n][1]:
            continue
        before = _BEFORE.search(text, max(found[n][0], hit.start() - _NEAR), hit.start())
        ahead = tuple(words(before[0])) if before else ()
        if any(word.key in _lexicon("not_yet") for word in ahead):
            continue
        denial = next((word.raw for word in ahead if word.key in _lexicon("denying")), None)
        yield _Passage(document, Span.of(text, *found[n]), hit[0], hit.start(), denial)


def _key(word: str) -> str:
    return next(words(word)).key


def _covers(statement: Statement, at: int) -> bool:
    return statement.evidence.start <= at < statement.evidence.end


def _shows_nothing(statement: Statement) -> bool:
    if isinstance(statement, Figure):
        return statement.modality in NOT_SAID or statement.modality == "possible"
    return statement.kind in _SHOW_NOTHING


def _when(published: date | None, prediction: Prediction) -> str:
    """When a passage was published, and whether the prediction's time was over by then."""
    until = prediction.window.end_date if prediction.window else None
    late = ", after its time" if until and published and until < published else ""
    return f"published on {day(published)}{late}"


def _denied(passage: _Passage) -> Iterator[str]:
    """That the word before an event says that it did not come about."""
    if passage.denial is not None:
        yield f"“{passage.denial}” before it: it may not have come about"


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(load("en", "bearing")[name])
