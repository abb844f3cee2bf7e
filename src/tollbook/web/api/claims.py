"""Claims: what one origin asserts, wherever it is repeated; and the series that claims make."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook.model.claim import IndependenceState, OriginKind
from tollbook.model.review import ReviewState
from tollbook.model.values import Measure, Modality, Modifier, Scope
from tollbook.model.wire import to_json as statement_json
from tollbook.publishing.claims import to_json as claim_json
from tollbook.web.api.asking import AskedOfCase, Day, Id, PagedOfCase, plain
from tollbook.web.api.problems import documented
from tollbook.web.api.records import (
    ClaimLinkRecord,
    Count,
    FigureRecord,
    MarkedLinkRecord,
    Record,
)
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.api.statements import Words
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(tags=["Claims"], dependencies=[needs("look"), UNLESS_UNCHANGED])


class AgreeingClaim(Record):
    """Another claim that says the same, and whether its origin is a witness of its own."""

    claim: str
    origin: str
    independence: IndependenceState
    reasons: list[str]


class ClaimRecord(Record):
    """What one origin asserts, with who passed it on and what ties it to other claims."""

    id: str
    as_of: date | None
    found_on: date | None
    since: date | None
    origin: str = Field(examples=["National Intelligence Service"])
    origin_entity: str | None
    origin_kind: OriginKind
    measure: Measure
    low: Count
    high: Count | None
    modifier: Modifier
    modality: Modality
    scope: Scope
    population: str | None
    side: str | None
    place: str | None
    denial: bool
    statements: list[str] = Field(min_length=1)
    clusters: list[str]
    documents: list[str]
    relays: list[str]
    traced: dict[str, str]
    voices_known: Count
    voices_possible: Count
    agreeing: list[AgreeingClaim]
    links: list[MarkedLinkRecord]
    evidence: str
    document: str
    settled: Count = Field(description="Statements that people confirmed, corrected or added")
    settled_by: list[str]
    states: dict[str, ReviewState] = Field(description="The state of each statement, by its id")


class OneClaim(ClaimRecord):
    """A claim with its figures in full, in order of publication."""

    figures: list[FigureRecord]


class ClaimsAsked(PagedOfCase):
    """Which claims."""

    measure: list[Measure] = Field([], description="Only these measures")


class DifferenceRecord(Record):
    """How far a total moved since the point before."""

    days: int
    named: int | None
    corrected: int | None
    per_day: float | None


class BreakRecord(Record):
    """Why a total moved other than by events."""

    kind: str = Field(examples=["correction"])
    amount: int | None
    document: str | None
    quote: str | None


class PointRecord(Record):
    """What an origin said for one day."""

    as_of: date
    low: Count
    best: Count | None
    high: Count | None
    modifier: Modifier
    difference: DifferenceRecord | None
    breaks: list[BreakRecord]
    links: list[ClaimLinkRecord]
    claim: str
    statements: list[str]
    relays: list[str]
    documents: list[str]
    misread: bool


class SeriesRecord(Record):
    """What one origin said over time."""

    origin: str
    origin_entity: str | None
    origin_kind: OriginKind
    measure: Measure
    scope: Scope
    people: str | None
    side: str | None
    place: str | None
    points: list[PointRecord]


class SeriesAsked(PagedOfCase):
    """Which series, and which stretch of them."""

    origin: Words | None = Field(
        None, description="A part of the origin's name, or its entity's id"
    )
    measure: list[Measure] = Field([], description="Only these measures")
    since: Day | None = Field(None, description="Points of this day or later")
    until: Day | None = Field(None, description="Points of this day or earlier")


@router.get("/claims", response_model=page_of(ClaimRecord), responses=documented(404))
def claims(request: Request, desk: AtDesk, asked: Annotated[ClaimsAsked, Query()]) -> Response:
    """What is claimed, by whom, as of which day; denials are among the claims."""
    with desk.ledger() as ledger:
        found = ledger.claims(measure=asked.measure, **asked.within)
        return reply_with_page(request, ledger, asked, found)


@router.get("/claims/{id:path}", response_model=OneClaim, responses=documented(404))
def claim(
    request: Request, desk: AtDesk, id: Id, asked: Annotated[AskedOfCase, Query()]
) -> Response:
    """One claim by its id or by that of a statement: its links, and every statement in full."""
    with desk.ledger() as ledger:
        found = ledger.claim(plain(id), **asked.within)
        record = ledger.record(case=found.case, known_on=asked.known_on)
        figures = {"figures": [statement_json(figure) for figure in found.claim.figures]}
        return reply(request, claim_json(found.claim, record) | figures)


@router.get("/series", response_model=page_of(SeriesRecord), responses=documented(404))
def series(request: Request, desk: AtDesk, asked: Annotated[SeriesAsked, Query()]) -> Response:
    """What each origin said over time, by the day that each count speaks for."""
    with desk.ledger() as ledger:
        found = ledger.series(
            origin=asked.origin,
            measure=asked.measure,
            since=asked.since,
            until=asked.until,
            **asked.within,
        )
        return reply_with_page(request, ledger, asked, found)
