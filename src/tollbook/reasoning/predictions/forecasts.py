"""Forecasts: each prediction once, however often it is repeated, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tollbook.model.decision import Decision
from tollbook.model.statement import Period, Prediction
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.origins import nobody_speaks, plain_name
from tollbook.reasoning.predictions.bearing import Bearing, Bearings
from tollbook.reasoning.predictions.events import event_word, kind_of, stems, telling
from tollbook.reasoning.predictions.lexicons import Band, Lexicon, band_of
from tollbook.reasoning.predictions.numbers import Estimator, outcome_of_number, predicted_number
from tollbook.reasoning.predictions.outcomes import (
    Outcome,
    OutcomeStatus,
    outcome_by_time,
    outcome_of_mark,
)
from tollbook.reasoning.record import Record

WAITING: frozenset[OutcomeStatus] = frozenset({"open", "due", "lapsed"})
"""The statuses of predictions without an outcome yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What one voice predicted, and what came of it.

    `prediction` is the first in print of the `statements` that say it. `voice` names who, `key`
    identifies them. `band` is what the likelihood stands for on the yardstick `lexicon`,
    None where it is on none. `bearings` are only proposals.
    """

    prediction: Prediction
    statements: tuple[Prediction, ...]
    voice: str
    key: str
    made: date | None
    outcome: Outcome
    band: Band | None
    lexicon: Lexicon
    bearings: tuple[Bearing, ...] = ()

    @property
    def id(self) -> str:
        """The id of the statement it is called by."""
        return self.prediction.id

    @property
    def until(self) -> date | None:
        """The last day on which it can come true."""
        return _until(self.prediction)


def find_forecasts(
    record: Record,
    lexicon: Lexicon = "icd203",
    estimator: Estimator | None = None,
    around: Corpus | None = None,
) -> tuple[Forecast, ...]:
    """The forecasts of a record by the day their time ends, those without one last.

    A person's mark counts before all else. A predicted number is compared with what
    `estimator` makes of the record, each time anew: where the estimate is corrected, the forecast
    is open again. The calendar decides the rest. Passages relevant to a forecast are looked for
    in `around`, since a page that reports its event need not belong to the case; in the record's
    corpus where it is not given.
    """
    asked = _Asked(record, lexicon, estimator, around or record.corpus)
    found = [asked.forecast(key, tuple(group)) for key, group in _groups(record).items()]
    return tuple(sorted(found, key=_by_time))


def _by_time(forecast: Forecast) -> tuple[date, date, str]:
    return forecast.until or date.max, forecast.made or date.max, forecast.id


@dataclass(frozen=True)
class _Asked:
    """What the forecasts of a record are worked out from."""

    record: Record
    lexicon: Lexicon
    estimator: Estimator | None
    around: Corpus

    def forecast(self, key: tuple[object, ...], group: tuple[Prediction, ...]) -> Forecast:
        """The forecast of some predictions that are one."""
        first = group[0]
        document = self.record.corpus.documents[first.document]
        outcome = self._outcome(group)
        return Forecast(
            prediction=first,
            statements=group,
            voice=first.origin.name,
            key=str(key[0]),
            made=document.published_on,
            outcome=outcome,
            band=band_of(first, self.lexicon, document.language),
            lexicon=self.lexicon,
            bearings=self._bearings.on(first) if outcome.status in WAITING else (),
        )

    def _outcome(self, group: tuple[Prediction, ...]) -> Outcome:
        """What a person said of any of them; else what the number says; else the calendar."""
        first, record = group[0], self.record
        marks = [self._marks[one.id] for one in group if one.id in self._marks]
        marked = outcome_of_mark(max(marks, key=lambda mark: mark.at, default=None))
        if marked is not None:
            return marked
        has_event = event_word(first) is not None
        by_time = outcome_by_time(_until(first), record.today, record.settings, has_event=has_event)
        number = predicted_number(first, record.corpus)
        if self.estimator is None or number is None:
            return by_time
        return outcome_of_number(number, first, record, self.estimator, by_time)

    @cached_property
    def _marks(self) -> dict[str, Decision]:
        """The last mark of each prediction by the id of its statement."""
        decisions = self.record.decisions
        return {each.subject: each for each in decisions if each.kind == "mark_prediction"}

    @cached_property
    def _bearings(self) -> Bearings:
        return Bearings(self.around, self.record.settings, self.record.entities)


def _groups(record: Record) -> dict[tuple[object, ...], list[Prediction]]:
    """Predictions that one voice made of one event for one time, in order of print."""
    statements = record.corpus.statements
    return group_by((one for one in statements if isinstance(one, Prediction)), _identity)


def _identity(prediction: Prediction) -> tuple[object, ...]:
    head = event_word(prediction)
    words = stems(telling(prediction.event.quote)) - stems([head] if head else [])
    actor = stems(telling(prediction.actor.quote)) if prediction.actor else frozenset()
    if head is None:
        return (voice_key(prediction), prediction.id)
    until, likelihood = _until(prediction), prediction.likelihood
    band = (likelihood.low, likelihood.high) if likelihood else None
    return (voice_key(prediction), kind_of(head.key), words, actor, until, band)


def voice_key(prediction: Prediction) -> str:
    """What identifies the voice of a prediction.

    A voice without a name of its own ("officials") is one within its document.
    """
    voice = prediction.origin
    if voice.entity:
        return voice.entity
    name = plain_name(voice.name)
    named = nobody_speaks(prediction) or any(word[0].isupper() for word in voice.name.split())
    return f"name:{name}" if named else f"name:{name} of {prediction.document}"


def _until(prediction: Prediction) -> date | None:
    window: Period | None = prediction.window
    return window.end_date if window else None
