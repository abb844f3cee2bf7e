"""A passage with two annotations of it, and what became of each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.evaluation.annotated import Annotated, with_number_words
from tollbook.evaluation.pairing import pair
from tollbook.evaluation.score import Outcome, outcomes
from tollbook.extraction.sentences.gate import sentences
from tollbook.model.document import Document
from tollbook.settings import Settings

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage, its sentences as (start, end), and what became of each figure in it.

    `worded` are the outcomes when only figures with a number word of their own are paired.
    """

    document: Document
    sentences: tuple[Stretch, ...]
    gold: Sequence[Annotated]
    predicted: Sequence[Annotated]
    outcomes: Sequence[Outcome]
    worded: Sequence[Outcome]

    @classmethod
    def compare(
        cls, document: Document, gold: Sequence[Annotated], predicted: Sequence[Annotated]
    ) -> Passage:
        """The passage with the figures of two annotators paired."""
        return cls(
            document,
            sentence_places(document),
            gold,
            predicted,
            outcomes(pair(gold, predicted)),
            outcomes(pair(with_number_words(gold), with_number_words(predicted))),
        )

    def around(self, figure: Annotated) -> Stretch:
        """From where the first sentence of a figure's evidence starts to where the last ends."""
        return stretch_around(self.sentences, figure.evidence)


def sentence_places(document: Document) -> tuple[Stretch, ...]:
    """The sentences of a document as (start, end)."""
    found = sentences(document, Settings().max_sentence_chars)
    return tuple((start, end) for start, end, _ in found)


def stretch_around(places: Sequence[Stretch], words: Stretch) -> Stretch:
    """From where the first sentence under some words starts to where the last ends."""
    start, end = words
    over = [place for place in places if place[0] < end and start < place[1]]
    return (min(start, over[0][0]), max(end, over[-1][1])) if over else (start, end)
