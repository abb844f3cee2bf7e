"""Estimates: how many, under each policy, with every step of the working."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook.model.estimate import Kind, PassedOver, Policy
from tollbook.model.values import Measure, Modifier
from tollbook.publishing.estimates import to_json
from tollbook.web.api.asking import AskedOfCase, Day
from tollbook.web.api.problems import documented, refusing
from tollbook.web.api.records import Count, Record, StateRecord
from tollbook.web.api.replying import UNLESS_UNCHANGED, reply
from tollbook.web.api.statements import Words
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(tags=["Estimates"], dependencies=[needs("look"), UNLESS_UNCHANGED])


class _Ends(Record):
    """Low, best and high; `open` says that the top is open, all null that there is no estimate."""

    low: Count | None
    best: Count | None
    high: Count | None
    open: bool


class LeftOutRecord(Record):
    """A claim that does not count, and why."""

    claim: str
    origin: str
    statements: list[str]
    reason: str


class LeftOutOfAll(LeftOutRecord):
    """A claim that counts under no policy."""

    measure: Measure


class MovesRecord(Record):
    """How far an end moves; null where an end is open or gone."""

    low: int | None
    high: int | None


class WithoutRecord(_Ends):
    """The same estimate without one origin."""

    origin: str
    name: str
    moves: MovesRecord
    step: str | None


class EstimateRecord(_Ends):
    """One estimate: of a measure under a policy."""

    measure: Measure
    policy: Policy
    kinds: list[Kind]
    reason: str
    step: str | None
    counted: list[str]
    low_by: list[str]
    best_by: list[str]
    high_by: list[str]
    left_out: list[LeftOutRecord]
    without: list[WithoutRecord]


class EstimatedCase(Record):
    """The case that was asked."""

    name: str
    title: str


class QuotedStatement(Record):
    """A statement that makes a claim, in the words of its document."""

    id: str
    document: str
    quote: str
    review: StateRecord


class EstimatedClaim(Record):
    """A claim that an estimate rests on."""

    origin: str
    name: str
    measure: Measure
    as_of: date | None
    since: date | None
    total: bool
    modifier: Modifier
    low: Count
    high: Count | None
    statements: list[QuotedStatement]


class StepRecord(Record):
    """One step of the working: an operation on claims or earlier steps."""

    id: str
    operation: str
    inputs: list[str]
    about_tolerance: float | None = None
    passed_over: dict[str, PassedOver] | None = None
    value: Any


class EstimatesRecord(Record):
    """The estimates, the claims that they rest on, and every step between (docs/estimates.md)."""

    format: Literal["tollbook.estimate/1"]
    case: EstimatedCase | None
    at: date | None
    since: date | None
    known_on: date | None
    policies: list[Policy]
    merged: list[Kind]
    settings: dict[str, float]
    estimates: list[EstimateRecord]
    left_out: list[LeftOutOfAll]
    claims: dict[str, EstimatedClaim]
    steps: list[StepRecord]


class EstimatesAsked(AskedOfCase):
    """Which estimates. Without a case it is the only one that the ledger has."""

    measure: list[Measure] = Field([], description="Only these measures")
    at: Day | None = Field(None, description="As of this day")
    since: Day | None = Field(None, description="Leave out what speaks for an earlier day")
    policy: list[Policy] = Field([], description="Only these policies")
    origin: Words | None = Field(None, description="Whom the policy latest_of asks")
    merge: list[Kind] = Field([], description="Put these kinds of claims together with counts")


@router.get("/estimates", response_model=EstimatesRecord, responses=documented(404))
def estimates(
    request: Request, desk: AtDesk, asked: Annotated[EstimatesAsked, Query()]
) -> Response:
    """How many: low, best and high at a date, under each policy, with the working."""
    wanted = asked.model_dump()
    with refusing(), desk.ledger() as ledger:
        return reply(request, to_json(ledger.estimate(**wanted).whole))
