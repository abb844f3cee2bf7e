"""The cases, and one case: the answer in words, its chart, what contradicts it, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.library import OpenLedger
from tollbook.app.overview import CaseOverview, CaseSummary
from tollbook.model.answer import MeasureAnswer
from tollbook.model.case import Case, CaseEntry
from tollbook.model.estimate import Answer
from tollbook.model.values import MEASURES, Measure
from tollbook.web.addresses import address_of, id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.pages.charts import Number, numbers_of
from tollbook.web.paging import Paged, PageNumber, page_of
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])

_NUMBERS = 40  # rows of the table below a chart; a page of its own has them all


@dataclass(frozen=True, slots=True)
class CasesView:
    """The cases, a page of them, each in short, and whether anything has been read at all.

    A ledger without cases has `summaries` of one: all its reports together.
    """

    cases: Paged[CaseEntry]
    summaries: Sequence[tuple[Case | None, CaseSummary]]
    anything: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case; `name` is None for all reports together.

    `measures` are those that it counts, `chosen` the one that is asked for alone; `answers` pairs
    each answer with the estimate of its measure.
    """

    name: str | None
    title: str
    overview: CaseOverview
    measures: Sequence[Measure]
    chosen: Measure | None
    answers: Sequence[tuple[MeasureAnswer, Answer | None]]
    numbers: Sequence[Number]
    more_numbers: bool


@router.get("/", response_class=HTMLResponse)
def home(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """The only case there is, or the list of all."""
    with desk.ledger() as ledger:
        entries = ledger.cases(known_on=known_on)
    if len(entries) == 1:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address_of("cases", entries[0].case.name) + query)
    return all_cases(request, desk, known_on)


@router.get("/cases", response_class=HTMLResponse)
def all_cases(
    request: Request, desk: AtDesk, known_on: KnownOn, number: PageNumber = 1
) -> Response:
    """The list of all cases."""
    with desk.ledger() as ledger:
        cases = page_of(ledger.cases(known_on=known_on), number)
        shown: list[Case | None] = [entry.case for entry in cases.items]
        summaries = [
            (case, ledger.summary(case=case.name if case else None, known_on=known_on))
            for case in shown or [None]
        ]
        anything = bool(ledger.record(known_on=known_on).corpus.documents)
    return render(request, "cases.html", CasesView(cases, summaries, anything))


@router.get("/all", response_class=HTMLResponse)
def everything(
    request: Request, desk: AtDesk, known_on: KnownOn, measure: Measure | None = None
) -> Response:
    """All reports together, as one case."""
    with desk.ledger() as ledger:
        return render(request, "case.html", _view(ledger, None, measure, known_on))


@router.get("/cases/{path:path}", response_class=HTMLResponse)
def case(
    request: Request,
    path: str,
    desk: AtDesk,
    known_on: KnownOn,
    measure: Measure | None = None,
) -> Response:
    """One case: who says how many, and how sure that is."""
    with desk.ledger() as ledger:
        return render(request, "case.html", _view(ledger, id_in(path), measure, known_on))


def _view(
    ledger: OpenLedger, name: str | None, chosen: Measure | None, known_on: date | None
) -> CaseView:
    found = ledger.overview(case=name, known_on=known_on)
    answer = found.answer
    estimates = {one.measure: one for one in found.estimates.answers}
    counted = [one for one in answer.measures if one.counts or one.contradicted_by]
    numbers = numbers_of(ledger, case=name, measure=chosen, known_on=known_on)
    return CaseView(
        name=name,
        title=answer.case.title if answer.case else "All reports together",
        overview=found,
        measures=[one for one in MEASURES if one in {each.measure for each in counted}],
        chosen=chosen,
        answers=[
            (one, estimates.get(one.measure))
            for one in counted
            if chosen is None or one.measure == chosen
        ],
        numbers=numbers[:_NUMBERS],
        more_numbers=len(numbers) > _NUMBERS,
    )
