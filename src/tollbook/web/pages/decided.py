"""What was decided, to be undone; and the decisions that the newest reading has no place for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.history import Made, history
from tollbook.model.problem import DecisionError
from tollbook.model.review import Misfit
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.people import Asking, needs, require_to_undo

router = APIRouter(prefix="/review", dependencies=[needs("look")])

_PAGE = 50


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A page of the history, the latest decision first."""

    made: Sequence[Made]
    people: Sequence[str]
    by: str
    page: int
    pages: int

    def address(self, page: int) -> str:
        """The address of another page of the same history."""
        return f"/review/history?{urlencode({'by': self.by, 'page': page})}"


@dataclass(frozen=True, slots=True)
class MisfitsView:
    """Decisions that no longer fit."""

    misfits: Sequence[Misfit]


@router.get("/history", response_class=HTMLResponse)
def made(
    request: Request,
    desk: AtDesk,
    known_on: KnownOn,
    by: Annotated[str, Query(max_length=300)] = "",
    page: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """Every decision with who, when and why; each can be undone."""
    with desk.ledger() as ledger:
        everything = history(ledger.record(known_on=known_on).reviewed)
    shown = [one for one in everything if by in ("", one.decision.by)]
    pages = max(1, -(-len(shown) // _PAGE))
    page = min(page, pages)
    people = sorted({one.decision.by for one in everything})
    here = shown[(page - 1) * _PAGE : page * _PAGE]
    return render(request, "history.html", HistoryView(here, people, by, page, pages))


@router.get("/misfits", response_class=HTMLResponse)
def misfits(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """The decisions that have no place in the newest reading, and what to do about each."""
    with desk.ledger() as ledger:
        return render(request, "misfits.html", MisfitsView(ledger.misfits(known_on=known_on)))


@router.post("/history", dependencies=[needs("review")])
def undo(
    desk: AtDesk,
    person: Asking,
    entry: Annotated[int, Form(ge=1)],
    reason: Annotated[str, Form(max_length=2000)],
    back: Annotated[str, Form(max_length=20)] = "history",
) -> Response:
    """Undo a decision of any kind."""
    if not reason.strip():
        raise DecisionError("Say why the decision is undone")
    with desk.ledger() as ledger:
        require_to_undo(person, ledger.kind_undone(entry))
        ledger.undo(entry, by=person.name, reason=reason.strip())
    page = "misfits" if back == "misfits" else "history"
    return RedirectResponse(f"/review/{page}", 303)
