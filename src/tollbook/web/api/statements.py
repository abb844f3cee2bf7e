"""Statements: what somebody is quoted as saying at one place of one document."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook import OpenLedger, Results
from tollbook.model.listing import FacetName, Listed, SortKey
from tollbook.model.statement import Statement
from tollbook.model.values import Kind, Measure, Modality
from tollbook.web.api.asking import Day, Paged
from tollbook.web.api.problems import documented
from tollbook.web.api.records import Count, Record, StatementRecord
from tollbook.web.api.replying import (
    UNLESS_UNCHANGED,
    page_of,
    reply,
    reply_with_page,
)
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(prefix="/statements", tags=["Statements"], dependencies=[needs("look")])

Words = Annotated[str, Field(min_length=1, max_length=300)]
State = Literal["proposed", "confirmed", "corrected", "rejected", "added"]


class StatementsAsked(Paged):
    """Which statements, and in which order.

    Several values of one parameter are alternatives; different parameters narrow each other.
    `/statements/facets` lists the values that there are.
    """

    words: str | None = Field(None, max_length=300, description="Only with all of these words in")
    kind: list[Kind] = Field([], description="Only these kinds")
    measure: list[Measure] = Field([], description="Only these measures")
    origin: list[Words] = Field([], description="Who is said to know")
    relay: list[Words] = Field([], description="Who passed it on, publishers among them")
    people: list[Words] = Field([], description="Whom it counts: a side, or the words for them")
    place: list[Words] = Field([], description="Where")
    modality: list[Modality] = Field([], description="How firmly it is put")
    state: list[State] = Field(
        [], description="What people made of it; rejected ones only if asked"
    )
    case: list[Words] = Field([], description="Only of these cases")
    document: Words | None = Field(None, description="The id of a document")
    since: Day | None = Field(None, description="Published on this day or later")
    until: Day | None = Field(None, description="Published on this day or earlier")
    sort: SortKey = Field("published", description="`number` is the lower end of a count")
    descending: bool = False


class FacetValueRecord(Record):
    """A value to ask for, and how many statements it would leave."""

    value: str
    label: str
    count: Count
    chosen: bool


class FacetRecord(Record):
    """What statements can be narrowed down by."""

    name: FacetName
    values: list[FacetValueRecord]


class FacetsRecord(Record):
    """What the statements found can be narrowed down by, as things are."""

    found: Count
    total: Count
    rejected: Count
    facets: list[FacetRecord]


@router.get(
    "",
    response_model=page_of(StatementRecord, "Statement"),
    responses=documented(404),
    dependencies=[UNLESS_UNCHANGED],
)
def statements(
    request: Request, desk: AtDesk, asked: Annotated[StatementsAsked, Query()]
) -> Response:
    """The statements that fit all that is asked for, in the order asked for."""
    with desk.ledger() as ledger:
        return reply_with_page(request, ledger, asked, _found(ledger, asked))


@router.get(
    "/facets",
    response_model=FacetsRecord,
    responses=documented(404),
    dependencies=[UNLESS_UNCHANGED],
)
def facets(request: Request, desk: AtDesk, asked: Annotated[StatementsAsked, Query()]) -> Response:
    """What the same statements can be narrowed down by, with how many each value would leave."""
    with desk.ledger() as ledger:
        found = _found(ledger, asked)
    listed = found.whole
    told = {"found": len(found), "total": listed.total, "rejected": listed.rejected}
    return reply(request, told | {"facets": [asdict(facet) for facet in listed.facets]})


def _found(ledger: OpenLedger, asked: StatementsAsked) -> Results[Statement, Listed]:
    wanted = asked.model_dump(exclude={"limit", "offset", "words"})
    return ledger.list_statements(words=asked.words or "", **wanted)
