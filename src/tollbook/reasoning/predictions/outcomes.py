"""What came of a prediction, by its time, by a person's word, or by a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from tollbook.model.decision import Decision
from tollbook.reasoning.words import day
from tollbook.settings import Settings

OutcomeStatus = Literal[
    "open", "due", "lapsed", "met", "not_met", "withdrawn", "undecidable", "unscorable"
]
"""`open`: there is time left; `due`: its time ends soon; `lapsed`: its time has run out and nothing
is on record; `unscorable`: it names no event or no day, so no one could ever say. The other four
are what a person, or an estimate of the predicted number, made of it."""

PredictionMark = Literal["met", "not_met", "withdrawn", "undecidable", "open"]
"""What a person may say of a prediction; `open` undoes an earlier mark."""

OUTCOME_STATUSES: tuple[OutcomeStatus, ...] = get_args(OutcomeStatus)
PREDICTION_MARKS: tuple[PredictionMark, ...] = get_args(PredictionMark)
_SAID: dict[str, OutcomeStatus] = {
    "met": "met",
    "not_met": "not_met",
    "withdrawn": "withdrawn",
    "undecidable": "undecidable",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A status and its reason, in a sentence; `mark` is the decision that settled it, if any."""

    status: OutcomeStatus
    why: str
    mark: Decision | None = None


def outcome_of_mark(mark: Decision | None) -> Outcome | None:
    """What a person said last; None if nothing was said or it was withdrawn."""
    status = _SAID.get(mark.value) if mark else None
    if mark is None or status is None:
        return None
    return Outcome(status, f"{mark.by} on {day(mark.at.date())}: {mark.reason}", mark)


def outcome_by_time(
    until: date | None, today: date | None, settings: Settings, *, has_event: bool = True
) -> Outcome:
    """The status by the calendar of a prediction whose time ends with the day `until`."""
    if not has_event:
        return Outcome("unscorable", "it names no event")
    if until is None:
        return Outcome("unscorable", "it names no day by which it should have happened")
    if today is None:
        return Outcome("open", f"until {day(until)}")
    left = (until - today).days
    if left < 0:
        return Outcome("lapsed", f"its time ended on {day(until)} and nothing is on record")
    if left <= settings.prediction_due_days:
        return Outcome("due", f"its time ends on {day(until)}, in {left} days")
    return Outcome("open", f"until {day(until)}")
