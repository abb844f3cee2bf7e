"""Decisions over the API: each is entered in the ledger under the name of whoever asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from tollbook.model.decision import Decision
from tollbook.publishing.decisions import to_json
from tollbook.web.api.asking import CaseName, Id, plain
from tollbook.web.api.problems import documented
from tollbook.web.api.records import DecisionRecord
from tollbook.web.api.replying import reply
from tollbook.web.api.statements import Words
from tollbook.web.desk import AtDesk
from tollbook.web.people import Asking, needs

router = APIRouter(tags=["Decisions"])

ENTERED: dict[str, Any] = {
    "status_code": 201,
    "response_model": DecisionRecord,
    "responses": documented(400, 404, 409, 413),
}

Reason = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2000,
        pattern=r"\S",
        description="Why, for whoever reads the history",
        examples=["the agency says so in its own report"],
    ),
]


class Body(BaseModel):
    """What a decision says."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Judgement(Body):
    """That a finding is known, or open again."""

    reason: Reason
    reopen: bool = False
    case: CaseName | None = None


class Outcome(Body):
    """What came of a prediction; `open` undoes an earlier mark."""

    outcome: Literal["met", "not_met", "withdrawn", "undecidable", "open"]
    reason: Reason
    evidence: list[Words] = Field([], max_length=100, description="Statements or documents")


class TwoVoices(Body):
    """Two voices, by their names or by the ids of their entities."""

    one: Words
    other: Words
    reason: Reason


class TwoFigures(Body):
    """Two figures, by their ids; `undo` leaves it open again whether they are one claim."""

    one: Words
    other: Words
    reason: Reason
    undo: bool = False


@router.post("/findings/{key}/judgement", dependencies=[needs("decide")], **ENTERED)
def judge(request: Request, desk: AtDesk, key: Id, body: Judgement, person: Asking) -> Response:
    """Judge a finding as known, with the reason; it is no longer among the open ones."""
    with desk.ledger() as ledger:
        ledger.judge(
            plain(key), reason=body.reason, by=person.name, reopen=body.reopen, case=body.case
        )
        # the last on this finding: by now somebody else may have decided on something else
        made = next(
            decision
            for decision in reversed(ledger.decisions())
            if decision.kind == "judge_finding" and decision.subject == plain(key)
        )
        return entered(request, made)


@router.post("/predictions/{id:path}/outcome", dependencies=[needs("decide")], **ENTERED)
def mark(request: Request, desk: AtDesk, id: Id, body: Outcome, person: Asking) -> Response:
    """Record what came of a prediction, with what shows it."""
    with desk.ledger() as ledger:
        ledger.prediction(plain(id))  # or there is none of that id
        made = ledger.mark(
            plain(id), body.outcome, reason=body.reason, by=person.name, evidence=body.evidence
        )
    return entered(request, made)


@router.post("/voices/join", dependencies=[needs("decide")], **ENTERED)
def join_voices(request: Request, desk: AtDesk, body: TwoVoices, person: Asking) -> Response:
    """Say that two voices are one, shown under the first."""
    with desk.ledger() as ledger:
        made = ledger.join_voices(body.one, body.other, reason=body.reason, by=person.name)
    return entered(request, made)


@router.post("/voices/part", dependencies=[needs("decide")], **ENTERED)
def part_voices(request: Request, desk: AtDesk, body: TwoVoices, person: Asking) -> Response:
    """Say that two voices are two, whatever the machine finds."""
    with desk.ledger() as ledger:
        made = ledger.part_voices(body.one, body.other, reason=body.reason, by=person.name)
    return entered(request, made)


@router.post("/claims/join", dependencies=[needs("decide")], **ENTERED)
def join(request: Request, desk: AtDesk, body: TwoFigures, person: Asking) -> Response:
    """Say that two figures are one claim."""
    with desk.ledger() as ledger:
        made = ledger.join(body.one, body.other, reason=body.reason, by=person.name, undo=body.undo)
    return entered(request, made)


@router.post("/claims/separate", dependencies=[needs("decide")], **ENTERED)
def separate(request: Request, desk: AtDesk, body: TwoFigures, person: Asking) -> Response:
    """Say that two figures are two claims."""
    with desk.ledger() as ledger:
        made = ledger.separate(
            body.one, body.other, reason=body.reason, by=person.name, undo=body.undo
        )
    return entered(request, made)


def entered(request: Request, made: Decision) -> Response:
    """The answer to a decision: how it was entered."""
    return reply(request, to_json(made), status=201)
