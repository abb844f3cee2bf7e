"""The scores of figures that were paired with a gold: found, value, source and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.pairing import Pairing, same_place, same_source, same_value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one figure: met, missed (nothing predicted) or false (not in the gold).

    `whole` and `same` say whether a figure that was met leads to the right whole, and to the right
    earlier mention; both are False where nothing met.
    """

    gold: Annotated | None
    predicted: Annotated | None
    whole: bool = False
    same: bool = False

    @property
    def figure(self) -> Annotated:
        """The gold's figure, or the one that the gold does not have."""
        figure = self.gold or self.predicted
        assert figure is not None  # noqa: S101 - an outcome is of something
        return figure


class Counts(NamedTuple):
    """How many figures there are, were read, met, and are right in what.

    Place and period are annotated in some sets only: `placed` and `dated` are the figures met
    whose place and period are annotated, `place_stated` and `period_stated` those of them where the
    text gives one, and each with `_right` how many of these are right.
    """

    gold: int
    predicted: int
    found: int
    value: int
    source: int
    modality: int
    scope: int
    whole: int
    same: int
    placed: int
    place_right: int
    place_stated: int
    place_stated_right: int
    dated: int
    period_right: int
    period_stated: int
    period_stated_right: int


_NOTHING = Counts(*[0] * len(Counts._fields))


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Precision, recall and their harmonic mean, each from 0 to 1; None where of nothing."""

    precision: float | None
    recall: float | None
    f1: float | None

    @classmethod
    def of(cls, right: int, gold: int, predicted: int) -> Accuracy:
        """The accuracy where `right` of those predicted are `right` of the gold's."""
        return cls(
            _ratio(right, predicted), _ratio(right, gold), _ratio(2 * right, gold + predicted)
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores over many figures: `found` and `value` of all, the others as shares of the found.

    `place` and `period` are of those that have one annotated, None where none has; `place_stated`
    and `period_stated` of those where the text gives a place, or a day.
    """

    gold: int
    predicted: int
    found: Accuracy
    value: Accuracy
    source: float | None
    modality: float | None
    scope: float | None
    part: float | None
    same: float | None
    place: float | None
    place_stated: float | None
    period: float | None
    period_stated: float | None

    def headlines(self) -> dict[str, float | None]:
        """One number for each thing that is scored: F1 of found and value, and the shares."""
        shares = {name: getattr(self, name) for name in SHARES}
        return {"found": self.found.f1, "value": self.value.f1, **shares}

    def to_json(self) -> dict[str, Any]:
        """The scores as a record that JSON can hold."""
        return asdict(self)


CIRCUMSTANCES = ("place", "place_stated", "period", "period_stated")
SHARES = ("source", "modality", "scope", "part", "same", *CIRCUMSTANCES)


def outcomes(pairing: Pairing) -> list[Outcome]:
    """What became of every figure of a passage: the gold's in order, then the false ones."""
    met = dict(pairing.pairs)
    found = [_outcome(pairing, index, met.get(index)) for index in range(len(pairing.gold))]
    false = [p for p in range(len(pairing.predicted)) if p not in met.values()]
    return found + [Outcome(None, pairing.predicted[p]) for p in false]


def _outcome(pairing: Pairing, g: int, p: int | None) -> Outcome:
    if p is None:
        return Outcome(pairing.gold[g], None)
    return Outcome(pairing.gold[g], pairing.predicted[p], *_links(pairing, g, p))


def _links(pairing: Pairing, g: int, p: int) -> tuple[bool, bool]:
    """Whether part_of, and same_as, lead to the figure that met the gold's, or both to none."""
    to_gold = {predicted: gold for gold, predicted in pairing.pairs}
    gold, predicted = pairing.gold[g], pairing.predicted[p]

    def agree(one: int | None, other: int | None) -> bool:
        if one is None or other is None:
            return one is None and other is None
        return to_gold.get(other) == one

    return agree(gold.whole, predicted.whole), agree(gold.same, predicted.same)


def count(found: Iterable[Outcome]) -> Counts:
    """How many of each there are among some outcomes."""
    return total(_counts(outcome) for outcome in found)


def _counts(outcome: Outcome) -> Counts:
    gold, predicted = outcome.gold, outcome.predicted
    if gold is None or predicted is None:
        return _NOTHING._replace(gold=int(gold is not None), predicted=int(predicted is not None))
    place = same_place(gold, predicted)
    period = gold.period == predicted.period
    place_stated, period_stated = bool(gold.place), gold.period not in (None, (None, None))
    return Counts(
        gold=1,
        predicted=1,
        found=1,
        value=same_value(gold, predicted),
        source=same_source(gold, predicted),
        modality=gold.modality == predicted.modality,
        scope=gold.scope == predicted.scope,
        whole=outcome.whole,
        same=outcome.same,
        placed=gold.place is not None,
        place_right=gold.place is not None and place,
        place_stated=place_stated,
        place_stated_right=place_stated and place,
        dated=gold.period is not None,
        period_right=gold.period is not None and period,
        period_stated=period_stated,
        period_stated_right=period_stated and period,
    )


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of some counts."""
    return Counts(*map(sum, zip(_NOTHING, *counts, strict=True)))


def scores(counts: Counts) -> Scores:
    """The scores that some counts come to."""

    def share(right: int) -> float | None:
        return _ratio(right, counts.found)

    def accuracy(right: int) -> Accuracy:
        return Accuracy.of(right, counts.gold, counts.predicted)

    return Scores(
        gold=counts.gold,
        predicted=counts.predicted,
        found=accuracy(counts.found),
        value=accuracy(counts.value),
        source=share(counts.source),
        modality=share(counts.modality),
        scope=share(counts.scope),
        part=share(counts.whole),
        same=share(counts.same),
        place=_ratio(counts.place_right, counts.placed),
        place_stated=_ratio(counts.place_stated_right, counts.place_stated),
        period=_ratio(counts.period_right, counts.dated),
        period_stated=_ratio(counts.period_stated_right, counts.period_stated),
    )


def _ratio(right: int, of: int) -> float | None:
    return right / of if of else None


def score(pairings: Iterable[Pairing]) -> Scores:
    """The scores over some passages."""
    return scores(count(outcome for pairing in pairings for outcome in outcomes(pairing)))
