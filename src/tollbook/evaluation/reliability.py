"""Reliability: is a voice of which the machine is 80 % sure right in 80 of 100?

The table of A. Murphy and R. Winkler ("Reliability of Subjective Probability Forecasts of
Precipitation and Temperature", Applied Statistics 26, 1977) for the voices of figures that met.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.evaluation.pairing import same_source
from tollbook.evaluation.score import Outcome

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Figures whose voice has a confidence from `low` up to, not including, `high`.

    `count` of them, with `mean` confidence; `right` of them credit the right voice. The last bin
    holds its upper end.
    """

    low: float
    high: float
    count: int
    mean: float
    right: int


def reliability(outcomes: Iterable[Outcome]) -> list[Bin]:
    """The bins that hold any figure, from least to most confident; figures without one are out."""
    judged = [
        (met.predicted.confidence, same_source(met.gold, met.predicted))
        for met in outcomes
        if met.gold and met.predicted and met.predicted.confidence is not None
    ]
    found: list[Bin] = []
    for low, high in itertools.pairwise(EDGES):
        last = high == EDGES[-1]
        within = [
            (sure, right) for sure, right in judged if low <= sure < high or (last and sure == high)
        ]
        if within:
            mean = sum(sure for sure, _ in within) / len(within)
            found.append(Bin(low, high, len(within), mean, sum(right for _, right in within)))
    return found
