"""Predicted numbers: "casualties will exceed 5,000 by June", compared with an estimate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tollbook.model.statement import Figure, Prediction
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import Interval
from tollbook.reasoning.predictions.outcomes import Outcome
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import day, stretch


@dataclass(frozen=True, slots=True)
class NumberEstimate:
    """What an estimate says, and the policy it was made under."""

    interval: Interval
    policy: str


Estimator = Callable[[Record, Prediction, Figure, date], NumberEstimate | None]
"""How many there are of the people of a prediction and its figure on a day; None for no estimate.
"""


def predicted_number(prediction: Prediction, corpus: Corpus) -> Figure | None:
    """The figure that a prediction is about: the one that stands in its words, if only one does."""
    found = [
        statement
        for statement in corpus.statements_in(prediction.document)
        if isinstance(statement, Figure) and _within(statement, prediction)
    ]
    return found[0] if len(found) == 1 else None


def without_predicted(corpus: Corpus) -> Corpus:
    """The corpus without figures that are only predicted: they count nobody."""
    counted = tuple(s for s in corpus.statements if s.id not in corpus.only_predicted)
    return Corpus(corpus.documents, counted)


def outcome_of_number(
    number: Figure,
    prediction: Prediction,
    record: Record,
    estimator: Estimator,
    by_time: Outcome,
) -> Outcome:
    """The outcome of a predicted number by an estimate; `by_time` where that can't decide.

    Met if every number of the estimate is a predicted one; not met if none is and the time is
    over; else it is still undecided.
    """
    until = prediction.window.end_date if prediction.window else None
    if until is None or record.today is None:
        return by_time
    on = min(until, record.today)
    estimated = estimator(record, prediction, number, on)
    if estimated is None:
        return by_time
    predicted, found = Interval(number.low, number.high), estimated.interval
    said = (
        f"the estimate ({estimated.policy}) for {day(on)} is {stretch(found)}, "
        f"{stretch(predicted)} was predicted"
    )
    if _inside(found, predicted):
        return Outcome("met", said)
    if _apart(found, predicted) and record.today > until:
        return Outcome("not_met", said)
    return by_time


def _within(figure: Figure, prediction: Prediction) -> bool:
    number = figure.number or figure.evidence
    return prediction.evidence.covers(number)


def _inside(one: Interval, other: Interval) -> bool:
    above = (one.low or 0) >= (other.low or 0)
    return above and (other.high is None or (one.high is not None and one.high <= other.high))


def _apart(one: Interval, other: Interval) -> bool:
    below = one.high is not None and one.high < (other.low or 0)
    return below or (other.high is not None and (one.low or 0) > other.high)
