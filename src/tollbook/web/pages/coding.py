"""Rounds of blind coding: who codes, in what they differ, how far they agree, what is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.library import OpenLedger
from tollbook.model.coding import BulkConfirmation, Coded, FieldAgreement, Round
from tollbook.model.decision import Decision
from tollbook.model.problem import ConflictError
from tollbook.publishing.phrases import says
from tollbook.web.desk import AtDesk, render
from tollbook.web.people import Asking, needs

router = APIRouter(prefix="/review/coding", dependencies=[needs("look")])

_PAGE = 50

RoundName = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class CodingView:
    """The rounds, how many statements the person coded in each, and what a new one may be of."""

    rounds: Sequence[tuple[Round, int]]
    cases: Sequence[str]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A statement on which coders differ; `last` is the entry of the last decision on it."""

    coded: Coded
    says: str
    quote: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """One round, for those who settle it."""

    round: Round
    differences: Sequence[Unsettled]
    more: int
    agreement: Sequence[FieldAgreement]
    confirmed: BulkConfirmation | None = None
    conflict: Decision | None = None


@router.get("", response_class=HTMLResponse)
def all_rounds(request: Request, desk: AtDesk, person: Asking) -> Response:
    """Every round and how far it is, without what anybody coded."""
    with desk.ledger() as ledger:
        rounds = [(one, len(ledger.coded_by(one.name, person.name))) for one in ledger.rounds()]
        cases = [entry.case.name for entry in ledger.cases()]
    return render(request, "coding.html", CodingView(rounds, cases))


@router.get("/round", response_class=HTMLResponse, dependencies=[needs("decide")])
def one_round(request: Request, desk: AtDesk, name: RoundName) -> Response:
    """The differences of a round, to be settled, and how far its coders agree."""
    with desk.ledger() as ledger:
        return render(request, "coding_round.html", _view(ledger, name))


@router.post("/settle", response_class=HTMLResponse, dependencies=[needs("decide")])
def settle(
    request: Request,
    desk: AtDesk,
    person: Asking,
    name: Annotated[str, Form(max_length=200)],
    id: Annotated[str, Form(max_length=1000)],
    coder: Annotated[str, Form(max_length=300)],
    reason: Annotated[str, Form(max_length=2000)],
    expect: Annotated[int, Form(ge=0)],
) -> Response:
    """Decide on a statement as one of its coders did."""
    with desk.ledger() as ledger:
        try:
            ledger.settle(name, id, coder, reason=reason, by=person.name, expect=expect)
        except ConflictError as error:
            view = _view(ledger, name, conflict=error.decision)
            return render(request, "coding_round.html", view, status=409)
    return RedirectResponse(f"/review/coding/round?{urlencode({'name': name})}", 303)


@router.post("/confirm", response_class=HTMLResponse, dependencies=[needs("decide")])
def confirm_agreed(
    request: Request,
    desk: AtDesk,
    person: Asking,
    name: Annotated[str, Form(max_length=200)],
    hold_back: Annotated[float, Form(ge=0, le=100)] = 10,
) -> Response:
    """Confirm what all coders agree on, but for a random sample of so many per cent."""
    with desk.ledger() as ledger:
        done = ledger.confirm_agreed(name, hold_back=hold_back / 100, by=person.name)
        return render(request, "coding_round.html", _view(ledger, name, confirmed=done))


def _view(
    ledger: OpenLedger,
    name: str,
    *,
    confirmed: BulkConfirmation | None = None,
    conflict: Decision | None = None,
) -> RoundView:
    differences = ledger.differences(name)
    return RoundView(
        round=differences.whole,
        differences=[_unsettled(ledger, one) for one in differences[:_PAGE]],
        more=max(0, len(differences) - _PAGE),
        agreement=ledger.agreement(name),
        confirmed=confirmed,
        conflict=conflict,
    )


def _unsettled(ledger: OpenLedger, coded: Coded) -> Unsettled:
    if coded.is_addition:
        quote = coded.codings[0].decision.data["statement"]["evidence"]["quote"]
        return Unsettled(coded, "a statement that was missed", quote, 0)
    review = ledger.review(coded.id)
    statement = review.machine or review.reading
    if statement is None:
        return Unsettled(coded, coded.id, "", review.last)
    return Unsettled(coded, says(statement), statement.evidence.quote, review.last)
