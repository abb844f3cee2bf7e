"""A passage with two annotations of it, and what became of each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.evaluation.annotated import Annotated, with_number_words
from tollbook.evaluation.pairing import pair
from tollbook.evaluation.score import Outcome, outcomes
from tollbook.extraction.sentences import sentences
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
    def compared(
        cls, document: Document, gold: Sequence[Annotated], predicted: Sequence[Annotated]
    ) -> Passage:
        """The passage with the figures of two annotators paired."""
        places = sentences(document, Settings().max_sentence_chars)
        return cls(
            document,
            tuple((start, end) for start, end, _ in places),
            gold,
            predicted,
            outcomes(pair(gold, predicted)),
            outcomes(pair(with_number_words(gold), with_number_words(predicted))),
        )

    def around(self, figure: Annotated) -> Stretch:
        """From where the first sentence of a figure's evidence starts to where the last ends."""
        start, end = figure.evidence
        over = [place for place in self.sentences if place[0] < end and start < place[1]]
        return (min(start, over[0][0]), max(end, over[-1][1])) if over else (start, end)
