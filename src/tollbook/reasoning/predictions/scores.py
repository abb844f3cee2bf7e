"""How good a voice's predictions are: the Brier score over the whole band of each likelihood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.predictions.forecasts import Forecast
from tollbook.reasoning.predictions.lexicons import Band
from tollbook.settings import Settings


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one voice over its `n` forecasts that were met or not and carry a band.

    `best` and `worst` are the mean Brier scores (Brier 1950; 0 is perfect, 1 as wrong as can be) if
    each word meant the end of its band that was nearer to, or farther from, what happened. Both are
    None where there are too few forecasts to say anything.
    """

    key: str
    voice: str
    n: int
    best: float | None
    worst: float | None


def scores(forecasts: Iterable[Forecast], settings: Settings) -> tuple[Score, ...]:
    """The score of every voice that has a forecast to be scored, those with the most first."""
    scorable = (
        forecast
        for forecast in forecasts
        if forecast.band is not None and forecast.outcome.status in ("met", "not_met")
    )
    by_voice = group_by(scorable, lambda forecast: forecast.key)
    found = [_score(key, group, settings) for key, group in by_voice.items()]
    return tuple(sorted(found, key=lambda score: (-score.n, score.voice, score.key)))


def _score(key: str, group: list[Forecast], settings: Settings) -> Score:
    n = len(group)
    if n < settings.min_scored_predictions:
        return Score(key, group[0].voice, n, None, None)
    ends = [
        brier(forecast.band, met=forecast.outcome.status == "met")
        for forecast in group
        if forecast.band is not None
    ]
    best, worst = (sum(values) / n for values in zip(*ends, strict=True))
    return Score(key, group[0].voice, n, best, worst)


def brier(band: Band, *, met: bool) -> tuple[float, float]:
    """The squared distance between a likelihood and what happened, at the best and at the worst.

    >>> [round(end, 4) for end in brier(Band(0.55, 0.80), met=True)]  # "likely", and it happened
    [0.04, 0.2025]
    >>> [round(end, 4) for end in brier(Band(0.55, 0.80), met=False)]
    [0.3025, 0.64]
    """
    happened = 1.0 if met else 0.0
    ends = sorted((chance - happened) ** 2 for chance in (band.low, band.high))
    return ends[0], ends[1]
