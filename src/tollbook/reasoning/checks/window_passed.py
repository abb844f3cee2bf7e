"""Has a prediction's time run out with no outcome on record?

What somebody expected "in the first half of the year" either happened by then or didn't. Once the
window is over a reader deserves to know which; until somebody records it the prediction hangs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tollbook.model.finding import Finding, Mark
from tollbook.reasoning.predictions import ByPolicy, Forecast, find_forecasts
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.words import day

NAME = "window_passed"
_HINT = "Record what came of it, with evidence: see `tollbook predictions --help`."
_SHOWN = 3
"""Later passages that a finding shows; `tollbook predictions` lists all."""


def check_window_passed(record: Record) -> Iterator[Finding]:
    """One finding for each prediction, however many relays it has, whose window is over.

    The day that counts is the one the question is asked for, else that of the newest report.
    Passages of later reports that may be relevant are shown; what they mean is for a person to
    say. A predicted number is met or not by what the origins count, and is then no longer open.
    """
    asked = replace(record, today=record.today or _newest(record))
    for forecast in find_forecasts(asked, estimator=ByPolicy("range")):
        if forecast.outcome.status == "lapsed":
            yield _finding(forecast)


def _newest(record: Record) -> date | None:
    days = (document.published_on for document in record.corpus.documents.values())
    return max((when for when in days if when is not None), default=None)


def _finding(forecast: Forecast) -> Finding:
    bearings = forecast.bearings[:_SHOWN]
    end = day(forecast.until)
    later = "A later passage may be relevant." if bearings else ""
    return Finding(
        check=NAME,
        verdict="note",
        title=f"{forecast.voice}: “{forecast.prediction.event.quote}” by {end}",
        marks=(
            *(Mark(item.document, item.evidence) for item in forecast.statements),
            *(Mark(item.document, item.span) for item in bearings),
        ),
        statements=tuple(item.id for item in forecast.statements),
        working=(
            f"Said by {forecast.voice}, {day(forecast.made)}; the time for it ended on {end}.",
            " ".join(filter(None, ("No outcome is on record.", later))),
        ),
        about=(statement_key(forecast.prediction),),
        hint=_HINT,
    )
