"""Krippendorff's alpha: how far two annotators agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.pairing import stand_together
from tollbook.evaluation.score import Outcome

FIELDS: dict[str, Callable[[Annotated], str]] = {
    "measure": lambda figure: figure.measure,
    "modality": lambda figure: figure.modality,
    "scope": lambda figure: figure.scope,
    "modifier": lambda figure: figure.modifier,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotators agree in one field of the figures that all of them have.

    `alpha` is 1 where they always agree, 0 where as often as by chance; None where it says nothing,
    as all values are the same.
    """

    figures: int
    same: float | None
    alpha: float | None


def agreements(passages: Iterable[Sequence[Outcome]]) -> dict[str, Agreement]:
    """The agreement in each nominal field, over the figures of some passages that both have."""
    paired = [pair for outcomes in passages for pair in _both(outcomes)]
    return {
        name: agreement([(field(one), field(other)) for one, other in paired])
        for name, field in FIELDS.items()
    }


def _both(outcomes: Sequence[Outcome]) -> list[tuple[Annotated, Annotated]]:
    """Figures that both have: those that met, and of the others those on the same words.

    The latter differ in their measure, which is why they did not meet; without them the measures of
    paired figures would always agree.
    """
    met = [(o.gold, o.predicted) for o in outcomes if o.gold and o.predicted]
    false = [o.predicted for o in outcomes if o.predicted and not o.gold]
    for missed in (o.gold for o in outcomes if o.gold and not o.predicted):
        other = next((figure for figure in false if stand_together(missed, figure)), None)
        if other:
            false.remove(other)
            met.append((missed, other))
    return met


def agreement(units: Sequence[Sequence[Hashable]]) -> Agreement:
    """The agreement in a nominal field, over what the annotators gave each unit."""
    same = sum(len(set(unit)) == 1 for unit in units)
    return Agreement(len(units), same / len(units) if units else None, alpha(units))


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha of nominal values; a unit is what its annotators, any number, gave it.

    After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania,
    2011), section C: with the coincidences o(c, k) of values within units, each unit weighing as
    much as it has values, and n(c) the sum of o(c, k) over k,

        alpha = 1 - (n - 1) * sum of o(c, k) over c != k / sum of n(c) * n(k) over c != k

    A unit with fewer than two values says nothing and is skipped. None where no two values
    differ: no disagreement was possible.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5333333333333333
    """
    observed = 0.0
    totals: Counter[Hashable] = Counter()
    for unit in units:
        if len(unit) > 1:
            totals.update(unit)
            differing = sum(one != other for one, other in permutations(unit, 2))
            observed += differing / (len(unit) - 1)
    n = totals.total()
    expected = n * n - sum(times * times for times in totals.values())
    return 1 - (n - 1) * observed / expected if expected else None
