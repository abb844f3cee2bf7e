"""The cases, and one case: the answer in words, its chart, what contradicts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.model.answer import CaseAnswer
from tollbook.model.case import CaseEntry
from tollbook.web.addresses import address_of, id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])


@dataclass(frozen=True, slots=True)
class CasesView:
    """All cases, the one with the most statements first."""

    entries: Sequence[CaseEntry]


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case and its answer."""

    name: str
    answer: CaseAnswer


@router.get("/", response_class=HTMLResponse)
def home(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """The only case there is, or the list of all."""
    with desk.ledger() as ledger:
        entries = ledger.cases()
    if len(entries) == 1:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address_of("cases", entries[0].case.name) + query)
    return render(request, "cases.html", CasesView(entries))


@router.get("/cases", response_class=HTMLResponse)
def all_cases(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """The list of all cases."""
    with desk.ledger() as ledger:
        return render(request, "cases.html", CasesView(ledger.cases()))


@router.get("/charts/{path:path}.svg")
def chart(path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """The chart of a case as a picture."""
    with desk.ledger() as ledger:
        drawn = ledger.chart(case=id_in(path), known_on=known_on).render("svg")
    return Response(drawn, media_type="image/svg+xml")


@router.get("/cases/{path:path}", response_class=HTMLResponse)
def case(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """One case: who says how many, and how sure that is."""
    name = id_in(path)
    with desk.ledger() as ledger:
        [answer] = ledger.answers(case=name, known_on=known_on)
        return render(request, "case.html", CaseView(name, answer))
