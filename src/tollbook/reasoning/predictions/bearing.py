"""Later passages that may be relevant to a prediction: proposed with the reasons, never applied.

A sentence is proposed if it was published later, reports the same kind of event, and has the same
actor and place as far as the prediction names any. Words are compared, not meanings: a person
decides. Whole documents are looked through, since a page that reports only a visit holds no
statement of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tollbook.model.statement import Figure, Prediction, Statement
from tollbook.model.text import Span
from tollbook.reasoning.corpus import NOT_SAID, Corpus
from tollbook.reasoning.predictions.events import event_word, kind_of
from tollbook.reasoning.predictions.likeness import PredictionTraits
from tollbook.reasoning.predictions.passages import Passage, Passages
from tollbook.reasoning.words import day
from tollbook.resolution.entities import EntityTable
from tollbook.settings import Settings

_SHOW_NOTHING = frozenset({"prediction", "intention", "open_question"})
"""Kinds of statements about what may yet come."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence that may be relevant to a prediction, and what the two share, in phrases.

    `id` is that of the statement that it makes, or of its document where it makes none.
    """

    id: str
    document: str
    span: Span
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Bearings:
    """The passages of a corpus by kind of event, to be searched for a prediction."""

    corpus: Corpus
    settings: Settings
    entities: EntityTable
    _by_kind: dict[str, Passages] = field(default_factory=dict, repr=False)

    def on(self, prediction: Prediction) -> tuple[Bearing, ...]:
        """What may be relevant to the prediction: the first of each later page, earliest first."""
        head = event_word(prediction)
        made = self.corpus.documents[prediction.document].published_on
        if head is None or made is None:
            return ()
        wanted = PredictionTraits.of(prediction, self.entities)
        found: dict[str, Bearing] = {}
        for passage in self._telling_of(head.key).after(made, wanted.search_keys()):
            if len(found) == self.settings.max_bearings:
                break
            bearing = self._bearing(passage, wanted, prediction)
            if bearing is not None:
                found.setdefault(passage.document, bearing)
        return tuple(found.values())

    def _bearing(
        self, passage: Passage, wanted: PredictionTraits, prediction: Prediction
    ) -> Bearing | None:
        here = [s for s in self.corpus.statements_in(passage.document) if _covers(s, passage.at)]
        if any(map(_shows_nothing, here)):
            return None
        country = next((s.place.country for s in here if isinstance(s, Figure) and s.place), None)
        shared = wanted.shared_with(passage.traits, passage.word, country)
        if not shared:
            return None
        return Bearing(
            id=here[0].id if here else passage.document,
            document=passage.document,
            span=passage.sentence,
            reasons=(*shared, *_denial_note(passage), _when(passage, prediction)),
        )

    def _telling_of(self, word: str) -> Passages:
        kind = kind_of(word)
        if kind not in self._by_kind:
            documents = self.corpus.documents.values()
            self._by_kind[kind] = Passages(
                documents, word, self.settings.max_sentence_chars, self.entities
            )
        return self._by_kind[kind]


def _covers(statement: Statement, at: int) -> bool:
    return statement.evidence.start <= at < statement.evidence.end


def _shows_nothing(statement: Statement) -> bool:
    if isinstance(statement, Figure):
        return statement.modality in NOT_SAID or statement.modality == "possible"
    return statement.kind in _SHOW_NOTHING


def _denial_note(passage: Passage) -> Iterator[str]:
    """That the word before an event says that it did not come about."""
    if passage.denial is not None:
        yield f"“{passage.denial}” before it: it may not have come about"


def _when(passage: Passage, prediction: Prediction) -> str:
    """When a passage was published, and whether the prediction's time was over by then."""
    until = prediction.window.end_date if prediction.window else None
    late = ", after its time" if until and until < passage.published else ""
    return f"published on {day(passage.published)}{late}"
