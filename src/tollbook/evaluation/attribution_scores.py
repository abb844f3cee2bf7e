"""The comparison of two annotations of attributions, and what went wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from tollbook.evaluation.attributions import (
    ROLES,
    AttributedSpans,
    Hits,
    Pieces,
    Role,
    hits,
    spans_of,
)
from tollbook.evaluation.bootstrap import Interval, draws, spread
from tollbook.evaluation.gold import Passages
from tollbook.evaluation.passage import sentence_places, stretch_around
from tollbook.evaluation.score import Accuracy

By = Mapping[str, Sequence[AttributedSpans]]


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """How many spans of one kind there are and were read, how well, and the 95 % interval of F1."""

    gold: int
    predicted: int
    accuracy: Accuracy
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class SpanMiss:
    """A span that was missed, or made up (`false`), in the sentences it stands in.

    `marks` are its stretches in `sentence`.
    """

    passage: str
    fault: Literal["missed", "false"]
    role: Role
    sentence: str
    marks: Pieces


@dataclass(frozen=True, slots=True)
class AttributionEvaluation:
    """How the attributions of two annotations compare: a row for each kind of span."""

    passages: int
    rows: dict[str, AttributionRow]
    misses: tuple[SpanMiss, ...]

    def to_json(self, *, with_misses: bool) -> dict[str, Any]:
        """The comparison as a record that JSON can hold."""
        record: dict[str, Any] = {
            "passages": self.passages,
            "spans": {name: asdict(row) for name, row in self.rows.items()},
        }
        return record | ({"misses": list(map(asdict, self.misses))} if with_misses else {})


def evaluate_attributions(passages: Passages, gold: By, predicted: By) -> AttributionEvaluation:
    """Compare the attributions of the passages in `gold`; `predicted` has all of them."""
    by_passage = [hits(found, predicted[identity]) for identity, found in gold.items()]
    together = add_hits(by_passage)
    sure = spread(by_passage, draws(len(by_passage)), _f1)
    rows = {
        name: AttributionRow(found.gold, found.predicted, found.accuracy, sure[name])
        for name, found in together.items()
    }
    wrong = (_misses(passages, name, gold[name], predicted[name]) for name in gold)
    return AttributionEvaluation(len(gold), rows, tuple(miss for found in wrong for miss in found))


def add_hits(by_passage: Iterable[Mapping[str, Hits]]) -> dict[str, Hits]:
    """The hits of some passages together, by kind of span."""
    together: dict[str, Hits] = {}
    for found in by_passage:
        for name, some in found.items():
            together[name] = together.get(name, Hits()) + some
    return together


def _f1(drawn: Iterable[Mapping[str, Hits]]) -> dict[str, float | None]:
    return {name: found.accuracy.f1 for name, found in add_hits(drawn).items()}


def _misses(
    passages: Passages,
    identity: str,
    gold: Sequence[AttributedSpans],
    predicted: Sequence[AttributedSpans],
) -> Iterator[SpanMiss]:
    document = passages[identity]
    places = sentence_places(document)
    for role in ROLES:
        wanted, read = spans_of(gold, role), spans_of(predicted, role)
        for pieces in sorted(wanted ^ read):
            begin, stop = stretch_around(places, (pieces[0][0], pieces[-1][1]))
            yield SpanMiss(
                passage=identity,
                fault="missed" if pieces in wanted else "false",
                role=role,
                sentence=document.text[begin:stop],
                marks=tuple((start - begin, end - begin) for start, end in pieces),
            )
