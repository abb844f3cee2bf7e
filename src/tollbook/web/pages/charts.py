"""The charts of cases and voices as pictures, and the numbers that they draw as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.app.charts import Chart
from tollbook.app.library import OpenLedger
from tollbook.model.claim import Claim
from tollbook.model.values import Measure
from tollbook.publishing.charts import ChartData, Theme
from tollbook.publishing.charts import render as draw
from tollbook.publishing.series import notes_on
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.paging import Paged, PageNumber, page_of
from tollbook.web.people import needs

router = APIRouter(prefix="/charts", dependencies=[needs("look")])


@dataclass(frozen=True, slots=True)
class Number:
    """A row of the table beside a chart: a count, what its words allow, and what is special."""

    day: date
    claim: Claim
    low: int
    high: int | None
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class NumbersView:
    """All numbers of a chart; `case` is None for all reports together."""

    case: str | None
    chosen: Measure | None
    numbers: Paged[Number]


@router.get("/all.svg")
def of_everything(
    request: Request,
    desk: AtDesk,
    known_on: KnownOn,
    measure: Measure | None = None,
    theme: Theme = "light",
) -> Response:
    """The chart of all reports together."""
    with desk.ledger() as ledger:
        found = ledger.chart(measure=_only(measure), known_on=known_on)
    return _picture(request, found, theme)


@router.get("/all", response_class=HTMLResponse)
def numbers_of_everything(
    request: Request,
    desk: AtDesk,
    known_on: KnownOn,
    measure: Measure | None = None,
    number: PageNumber = 1,
) -> Response:
    """The numbers of all reports together."""
    return _table(request, desk, None, measure, known_on, number)


@router.get("/cases/{path:path}.svg")
def of_case(
    request: Request,
    path: str,
    desk: AtDesk,
    known_on: KnownOn,
    measure: Measure | None = None,
    theme: Theme = "light",
) -> Response:
    """The chart of a case."""
    with desk.ledger() as ledger:
        found = ledger.chart(case=id_in(path), measure=_only(measure), known_on=known_on)
    return _picture(request, found, theme)


@router.get("/cases/{path:path}", response_class=HTMLResponse)
def numbers_of_case(
    request: Request,
    path: str,
    desk: AtDesk,
    known_on: KnownOn,
    measure: Measure | None = None,
    number: PageNumber = 1,
) -> Response:
    """The numbers of a case, the newest first."""
    return _table(request, desk, id_in(path), measure, known_on, number)


@router.get("/voices/{path:path}.svg")
def of_voice(
    request: Request,
    path: str,
    desk: AtDesk,
    known_on: KnownOn,
    case: str | None = None,
    theme: Theme = "light",
) -> Response:
    """The chart of what one voice said."""
    with desk.ledger() as ledger:
        found = ledger.chart(origin=id_in(path), case=case, known_on=known_on)
    return _picture(request, found, theme)


def numbers_of(
    ledger: OpenLedger, *, case: str | None, measure: Measure | None, known_on: date | None
) -> list[Number]:
    """The numbers that a chart draws, the newest first."""
    found = ledger.series(case=case, measure=_only(measure), known_on=known_on)
    numbers = [
        Number(point.day, point.claim, point.low, point.high, notes_on(point))
        for one in found
        for point in one.points
    ]
    return sorted(numbers, key=lambda one: (one.day, one.claim.id), reverse=True)


def _only(measure: Measure | None) -> tuple[Measure, ...]:
    return (measure,) if measure else ()


def _table(
    request: Request,
    desk: AtDesk,
    case: str | None,
    measure: Measure | None,
    known_on: date | None,
    number: int,
) -> Response:
    with desk.ledger() as ledger:
        found = numbers_of(ledger, case=case, measure=measure, known_on=known_on)
    return render(request, "numbers.html", NumbersView(case, measure, page_of(found, number)))


def _picture(request: Request, chart: Chart, theme: Theme) -> Response:
    """The chart as SVG; a browser that has it already is only told so."""
    drawn = _draw(chart.data, theme)
    tag = f'"{sha256(drawn).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@lru_cache(maxsize=64)
def _draw(data: ChartData, theme: Theme) -> bytes:
    """The picture; drawing takes seconds, and nobody need wait for it while it is drawn."""
    return draw(data, "svg", theme)
