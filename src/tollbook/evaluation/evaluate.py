"""The whole comparison of two annotations: scores by slice, agreement, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tollbook.evaluation.agreement import Agreement, agreements
from tollbook.evaluation.bootstrap import Draws, Interval, draws, intervals
from tollbook.evaluation.gold import Annotation, Passages
from tollbook.evaluation.passage import Passage
from tollbook.evaluation.score import Outcome, Scores, count, scores, total
from tollbook.evaluation.slices import SLICES, by_measure, outcomes_in

ALL, WORDED = "all figures", "number words"


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one slice, with the 95 % intervals of its headline scores."""

    scores: Scores
    intervals: dict[str, Interval | None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How one annotation compares with another.

    `rows` holds all figures, those with a number word, and each slice that has a figure, by name.
    """

    passages: tuple[Passage, ...]
    rows: dict[str, Row]
    agreement: dict[str, Agreement]

    def to_json(self) -> dict[str, Any]:
        """The comparison as a record that JSON can hold."""
        return {
            "passages": len(self.passages),
            "slices": {
                name: row.scores.to_json() | {"intervals": row.intervals}
                for name, row in self.rows.items()
            },
            "agreement": {name: asdict(found) for name, found in self.agreement.items()},
        }


def evaluate(passages: Passages, gold: Annotation, predicted: Annotation) -> Evaluation:
    """Compare two annotations of the passages in `gold`; `predicted` has all of them."""
    compared = tuple(
        Passage.compare(passages[identity], figures, predicted[identity])
        for identity, figures in gold.items()
    )
    resamples = draws(len(compared))
    rows = {
        ALL: _row([passage.outcomes for passage in compared], resamples),
        WORDED: _row([passage.worded for passage in compared], resamples),
    }
    for name, among in (by_measure(compared) | SLICES).items():
        found = [outcomes_in(passage, among) for passage in compared]
        if any(found):
            rows[name] = _row(found, resamples)
    return Evaluation(compared, rows, agreements(passage.outcomes for passage in compared))


def _row(by_passage: Sequence[Sequence[Outcome]], resamples: Draws) -> Row:
    counts = [count(outcomes) for outcomes in by_passage]
    return Row(scores(total(counts)), intervals(counts, resamples))
