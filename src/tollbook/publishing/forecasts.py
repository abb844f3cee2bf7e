"""Forecasts in words, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tollbook.model.wire import to_json as statement_json
from tollbook.publishing.phrases import said_by
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line
from tollbook.reasoning.predictions import Forecast, Score
from tollbook.reasoning.predictions.lexicons import Band, source_of


def to_json(forecast: Forecast) -> dict[str, Any]:
    """The forecast as a record that JSON can hold; unknown values are None."""
    band, mark = forecast.band, forecast.outcome.mark
    return {
        "id": forecast.id,
        "status": forecast.outcome.status,
        "why": forecast.outcome.why,
        "voice": forecast.voice,
        "made": forecast.made.isoformat() if forecast.made else None,
        "until": forecast.until.isoformat() if forecast.until else None,
        "lexicon": forecast.lexicon,
        "lexicon_source": source_of(forecast.lexicon),
        "band": {"low": band.low, "high": band.high} if band else None,
        "statements": [one.id for one in forecast.statements],
        "evidence": list(mark.data.get("evidence", ())) if mark else [],
        "proposals": [
            {
                "id": bearing.id,
                "document": bearing.document,
                "start": bearing.span.start,
                "end": bearing.span.end,
                "quote": bearing.span.quote,
                "reasons": list(bearing.reasons),
            }
            for bearing in forecast.bearings
        ],
        "prediction": statement_json(forecast.prediction),
    }


def layout(forecast: Forecast) -> str:
    """The forecast in a few lines: status and id; who predicted what; why; relevant passages."""
    lines = [
        f"{forecast.outcome.status}: {forecast.id}",
        f"   {said_by(forecast.prediction)}: {one_line(event_in_words(forecast))}",
        f"   {likelihood_in_words(forecast)}",
        f"   {one_line(forecast.outcome.why)}",
    ]
    again = [one.id for one in forecast.statements[1:]]
    if again:
        lines.append(f"   said again: {', '.join(again)}")
    if forecast.outcome.mark and (shown := forecast.outcome.mark.data.get("evidence")):
        lines.append(f"   shown by {one_line(', '.join(shown))}")
    for bearing in forecast.bearings:
        lines.append(f"   possibly relevant: {one_line(bearing.id)}")
        lines.append(f"      {one_line(bearing.span.quote)}")
        lines.append(f"      {one_line('; '.join(bearing.reasons))}")
    return "\n".join(lines) + "\n"


def score_lines(found: Iterable[Score], least: int) -> str:
    """The scores of voices, a line each; those with too few forecasts say only how many."""
    lines = []
    for score in found:
        lines.append(f"{one_line(score.voice)}: {score_in_words(score, least)}\n")
    return "".join(lines)


def score_in_words(score: Score, least: int) -> str:
    """How many forecasts a score is of, and the score; with fewer than `least` there is none."""
    if score.best is None or score.worst is None:
        return f"{score.n} scored; no score under {least}"
    return f"{score.n} scored; Brier {score.best:.3f} at best, {score.worst:.3f} at worst"


def score_to_json(score: Score) -> dict[str, Any]:
    """A score as a record that JSON can hold."""
    return {"voice": score.voice, "n": score.n, "best": score.best, "worst": score.worst}


def event_in_words(forecast: Forecast) -> str:
    """Who will do what by when, in the words of the report."""
    prediction = forecast.prediction
    actor = f"{prediction.actor.quote} – " if prediction.actor else ""
    window = prediction.window.mention if prediction.window else None
    return f"{actor}{prediction.event.quote}" + (f", {window.quote}" if window else "")


def likelihood_in_words(forecast: Forecast) -> str:
    """How likely, in the words of the report and as the band they stand for."""
    likelihood = forecast.prediction.likelihood
    word = f"“{one_line(likelihood.mention.quote)}”" if likelihood else "said as a fact"
    return f"{word}, {_band(forecast.band)}" + (f" on {forecast.lexicon}" if forecast.band else "")


def _band(band: Band | None) -> str:
    return f"{band.low:.0%} to {band.high:.0%}" if band else "no band"


COLUMNS = (
    *("id", "status", "why", "voice", "made", "until", "event", "actor", "likelihood"),
    *("lexicon", "band_low", "band_high", "statements", "evidence", "proposals"),
)
"""The header of the flat table. New columns are added at the end."""


def _rows(forecast: Forecast) -> Iterator[tuple[Any, ...]]:
    prediction, band = forecast.prediction, forecast.band
    yield pick(
        to_json(forecast)
        | {
            "event": prediction.event.quote,
            "actor": prediction.actor.quote if prediction.actor else None,
            "likelihood": prediction.likelihood.mention.quote if prediction.likelihood else None,
            "band_low": band.low if band else None,
            "band_high": band.high if band else None,
            "proposals": [bearing.id for bearing in forecast.bearings],
        },
        COLUMNS,
    )


FORECASTS: Shape[Forecast] = Shape(
    to_json=to_json, columns=COLUMNS, to_rows=_rows, days=frozenset({"made", "until"})
)
"""Forecasts as data."""

SCORE_COLUMNS = ("voice", "n", "best", "worst")
SCORES: Shape[Score] = Shape(
    to_json=score_to_json,
    columns=SCORE_COLUMNS,
    to_rows=lambda score: (pick(score_to_json(score), SCORE_COLUMNS),),
)
"""Scores of voices as data."""
