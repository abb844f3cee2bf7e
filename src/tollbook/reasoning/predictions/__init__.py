"""Predictions: what was predicted, by whom, and what came of it."""

from tollbook.reasoning.predictions.bearing import Bearing
from tollbook.reasoning.predictions.estimating import ByPolicy
from tollbook.reasoning.predictions.forecasts import Forecast, find_forecasts
from tollbook.reasoning.predictions.lexicons import LEXICONS, Lexicon
from tollbook.reasoning.predictions.outcomes import (
    OUTCOME_STATUSES,
    PREDICTION_MARKS,
    OutcomeStatus,
)
from tollbook.reasoning.predictions.scores import Score, scores

__all__ = [
    "LEXICONS",
    "OUTCOME_STATUSES",
    "PREDICTION_MARKS",
    "Bearing",
    "ByPolicy",
    "Forecast",
    "Lexicon",
    "OutcomeStatus",
    "Score",
    "find_forecasts",
    "scores",
]
