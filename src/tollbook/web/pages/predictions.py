"""The board of predictions, and one prediction to be marked with what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.predictions import ForecastDetails
from tollbook.model.case import CaseEntry
from tollbook.model.problem import TollbookError
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.paging import Option, Paged, PageNumber, page_of
from tollbook.web.people import Asking, needs

if TYPE_CHECKING:
    from tollbook.reasoning.predictions import Forecast, Score

router = APIRouter(prefix="/predictions", dependencies=[needs("look")])

Status = Literal[
    "due", "lapsed", "open", "met", "not_met", "withdrawn", "undecidable", "unscorable"
]
"""What may have become of a prediction, in the order of the board."""

Mark = Literal["met", "not_met", "withdrawn", "undecidable", "open"]

STATUSES: Mapping[Status, tuple[str, str]] = {
    "lapsed": ("Overdue", "the time has run out and nobody has said what came of it"),
    "due": ("Due soon", "the time ends within days"),
    "open": ("Open", "there is time left"),
    "met": ("Met", "it came true"),
    "not_met": ("Not met", "it did not come true"),
    "withdrawn": ("Withdrawn", "whoever made it took it back"),
    "undecidable": ("Undecidable", "nobody can say whether it came true"),
    "unscorable": ("No event or day", "it names no event, or no day by which it should happen"),
}
"""Each status as its heading and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """A page of the predictions, by what became of them, and the record of each voice."""

    columns: Sequence[tuple[Status, Sequence[Forecast]]]
    predictions: Paged[Forecast]
    options: Sequence[Option]
    statuses: Mapping[Status, tuple[str, str]]
    scores: Sequence[Score]
    least: int
    cases: Sequence[CaseEntry]
    case: str
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionView:
    """One prediction, and what went wrong with a form that was sent."""

    details: ForecastDetails
    statuses: Mapping[Status, tuple[str, str]]
    trouble: str = ""
    reason: str = ""
    outcome: str = ""
    evidence: Sequence[str] = ()
    other: str = ""


@router.get("", response_class=HTMLResponse)
def board(
    request: Request,
    desk: AtDesk,
    known_on: KnownOn,
    status: Annotated[Literal[Status, ""], Query()] = "",
    case: str = "",
    number: PageNumber = 1,
) -> Response:
    """What was predicted, by what became of it."""
    with desk.ledger() as ledger:
        every = ledger.predictions(case=case or None, known_on=known_on)
        scores = ledger.scores(case=case or None, known_on=known_on)
        cases = ledger.cases(known_on=known_on)
    counts = Counter(one.outcome.status for one in every)
    order = {name: n for n, name in enumerate(STATUSES)}
    wanted = [one for one in every if not status or one.outcome.status == status]
    shown = page_of(sorted(wanted, key=lambda one: order[one.outcome.status]), number)
    view = BoardView(
        columns=[
            (name, those)
            for name in STATUSES
            if (those := [one for one in shown.items if one.outcome.status == name])
        ],
        predictions=shown,
        options=[(one, STATUSES[one][0], counts[one]) for one in STATUSES if counts[one]],
        statuses=STATUSES,
        scores=scores,
        least=desk.settings.min_scored_predictions,
        cases=cases,
        case=case,
        status=status or None,
    )
    return render(request, "predictions.html", view)


@router.get("/{path:path}", response_class=HTMLResponse)
def prediction(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """One prediction with the words, the time, and passages that may be relevant."""
    with desk.ledger() as ledger:
        details = ledger.prediction(id_in(path), known_on=known_on)
    return render(request, "prediction.html", PredictionView(details=details, statuses=STATUSES))


@router.post("/{path:path}", response_class=HTMLResponse, dependencies=[needs("decide")])
def mark(
    request: Request,
    path: str,
    desk: AtDesk,
    person: Asking,
    evidence: Annotated[list[str], Form(default_factory=list)],
    outcome: Annotated[Literal[Mark, ""], Form()] = "",
    reason: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    seen: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Say what came of a prediction, and what shows it."""
    id, trouble = id_in(path), "" if outcome else "choose what came of it"
    with desk.ledger() as ledger:
        try:
            if outcome:
                ledger.mark(
                    id,
                    outcome,
                    reason=reason.strip(),
                    by=person.name,
                    evidence=[*evidence, *other.split()],
                    expect=seen,
                )
        except TollbookError as error:
            trouble = str(error)
        if trouble:
            view = PredictionView(
                details=ledger.prediction(id),
                statuses=STATUSES,
                trouble=trouble,
                reason=reason,
                outcome=outcome,
                evidence=evidence,
                other=other,
            )
            return render(request, "prediction.html", view, status=422)
    return RedirectResponse(request.url.path, status_code=303)
