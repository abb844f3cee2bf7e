"""The estimate that a predicted number is compared with: of the same people, by a named policy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from tollbook.model.case import Case
from tollbook.model.estimate import Policy, Question
from tollbook.model.statement import Figure, Prediction
from tollbook.reasoning.cases import within
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.intervals import Interval
from tollbook.reasoning.predictions.numbers import NumberEstimate, without_predicted
from tollbook.reasoning.record import Record
from tollbook.resolution.countries import countries_in


@dataclass(frozen=True)
class ByPolicy:
    """Estimates under one policy, of counts alone: neither models nor a party's word on its enemy.

    Whom the number counts is said by its people, by the prediction's actor, or by the case that
    is asked within. If none of them says, there is no estimate.
    """

    policy: Policy
    _records: dict[object, Record] = field(default_factory=dict, repr=False, compare=False)

    def __call__(
        self, record: Record, prediction: Prediction, number: Figure, on: date
    ) -> NumberEstimate | None:
        """The estimate of the people of a predicted number on a day."""
        people = self._people(record, prediction, number)
        if people is None:
            return None
        question = Question(measures=(number.measure,), at=on, policies=(self.policy,))
        [answer] = estimate(people, question).answers
        for found in answer.estimates:
            if found.ends is not None and "count" in found.kinds:
                return NumberEstimate(Interval(found.ends.low, found.ends.high), self.policy)
        return None

    def _people(self, record: Record, prediction: Prediction, number: Figure) -> Record | None:
        """What the record has on the people of a number, without predicted figures."""
        case = _of_whom(prediction, number)
        if case is None and record.case is None:
            return None
        asked = (case.sides, case.people, case.countries) if case else None
        if asked not in self._records:
            corpus = without_predicted(record.corpus)
            narrowed = within(corpus, case) if case else corpus
            self._records[asked] = replace(record, corpus=narrowed)
        return self._records[asked]


def _of_whom(prediction: Prediction, number: Figure) -> Case | None:
    """The people of a number as a case; None if nothing says whom it counts."""
    people = number.population
    named = countries_in(prediction.actor.quote) if prediction.actor else frozenset()
    sides = (people.side,) if people and people.side else tuple(sorted(named))
    if not people and len(sides) != 1:
        return None
    words = (people.mention.quote.casefold(),) if people and not sides else ()
    country = number.place.country if number.place else None
    return Case(
        name="predicted",
        title="a predicted number",
        sides=tuple(side for side in sides if side),
        people=words,
        countries=(country,) if country else (),
    )
