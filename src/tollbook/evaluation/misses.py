"""What went wrong, figure by figure, each in its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.pairing import same_place, same_source, same_value
from tollbook.evaluation.passage import Passage
from tollbook.evaluation.score import Outcome

Fault = Literal["missed", "false", "value", "source", "place", "period"]


@dataclass(frozen=True, slots=True)
class Miss:
    """A figure missed, made up (`false`), or met with another value, source, place or period.

    `sentence` is what stands around the evidence; `start` and `end` are the evidence in it.
    """

    passage: str
    fault: Fault
    gold: Annotated | None
    predicted: Annotated | None
    sentence: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """The miss as a record that JSON can hold."""
        return {
            "passage": self.passage,
            "fault": self.fault,
            "gold": _record(self.gold),
            "predicted": _record(self.predicted),
            "sentence": self.sentence,
            "start": self.start,
            "end": self.end,
        }


def _record(figure: Annotated | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier,
        "number": figure.number_words,
        "quote": figure.quote,
        "voices": list(figure.voices),
        "place": None if figure.place is None else list(figure.place),
        "period": figure.period and [day and day.isoformat() for day in figure.period],
    }


def misses(passages: Iterable[Passage]) -> Iterator[Miss]:
    """Every miss, passage by passage in text order; a figure may be wrong in several ways."""
    for passage in passages:
        for outcome in sorted(passage.outcomes, key=lambda found: found.figure.evidence):
            for fault in _faults(outcome):
                yield _miss(passage, outcome, fault)


def _faults(outcome: Outcome) -> Iterator[Fault]:
    gold, predicted = outcome.gold, outcome.predicted
    if predicted is None:
        yield "missed"
    elif gold is None:
        yield "false"
    else:
        if not same_value(gold, predicted):
            yield "value"
        if not same_source(gold, predicted):
            yield "source"
        if gold.place is not None and not same_place(gold, predicted):
            yield "place"
        if gold.period is not None and gold.period != predicted.period:
            yield "period"


def _miss(passage: Passage, outcome: Outcome, fault: Fault) -> Miss:
    begin, stop = passage.around(outcome.figure)
    start, end = outcome.figure.evidence
    return Miss(
        passage=passage.document.id,
        fault=fault,
        gold=outcome.gold,
        predicted=outcome.predicted,
        sentence=passage.document.text[begin:stop],
        start=start - begin,
        end=end - begin,
    )
