"""Has a prediction's time run out with no outcome on record?

What somebody expected "in the first half of the year" either happened by then or didn't. Once the
window is over a reader deserves to know which; until somebody records it the prediction hangs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Prediction
from tollbook.reasoning.accounts import gathered
from tollbook.reasoning.keys import on
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.words import day

NAME = "window_passed"
_HINT = "Record what became of it, with evidence; a later report may tell."


def window_passed(record: Record) -> Iterator[Finding]:
    """One finding for each prediction, however many relays it has, whose window is over.

    The day that counts is the one the question is asked for, else that of the newest report.
    """
    today = record.today or _newest(record)
    settled = _settled(record)
    over = [
        item
        for item in record.book.statements
        if isinstance(item, Prediction)
        and (end := _end(item)) is not None
        and today
        and end < today
    ]
    for relays in gathered(over, _one_prediction).values():
        if settled.isdisjoint(relay.id for relay in relays):
            yield _finding(relays, record)


def _newest(record: Record) -> date | None:
    days = (document.published_on for document in record.book.documents.values())
    return max((when for when in days if when is not None), default=None)


def _settled(record: Record) -> frozenset[str]:
    """The predictions that somebody has marked; the last mark counts."""
    marks = {
        decision.subject: decision.value
        for decision in record.decisions
        if decision.kind == "mark_prediction"
    }
    return frozenset(id for id, fate in marks.items() if fate != "open")


def _end(prediction: Prediction) -> date | None:
    return prediction.window.end_date if prediction.window else None


def _one_prediction(prediction: Prediction) -> tuple[str, str, str]:
    """The voice, the end of the window, and the event in its words."""
    voice = prediction.origin
    return voice.entity or plain_name(voice.name), on(_end(prediction)), _event(prediction)


def _event(prediction: Prediction) -> str:
    return " ".join(prediction.event.quote.casefold().split())


def _finding(relays: list[Prediction], record: Record) -> Finding:
    first = min(relays, key=lambda item: (_published(item, record), item.id))
    said_on = record.book.documents[first.document].published_on
    end = _end(first)
    return Finding(
        check=NAME,
        verdict="fails",
        title=f"{first.origin.name}: “{first.event.quote}” by {day(end)}",
        marks=tuple(Mark(item.document, item.evidence) for item in relays),
        statements=tuple(item.id for item in relays),
        working=(
            f"Said by {first.origin.name}, {day(said_on)}; the time for it ended on {day(end)}.",
            "Nobody has recorded whether it came about.",
        ),
        about=(statement_key(first),),
        hint=_HINT,
    )


def _published(prediction: Prediction, record: Record) -> date:
    return record.book.documents[prediction.document].published_on or date.max
