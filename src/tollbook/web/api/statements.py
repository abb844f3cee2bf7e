"""Statements: what somebody is quoted as saying at one place of one document."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook.model.values import Kind, Measure
from tollbook.web.api.asking import Asked, Day, Id, PagedOfCase, plain
from tollbook.web.api.problems import documented, not_found
from tollbook.web.api.records import StatementRecord
from tollbook.web.api.replying import (
    UNLESS_UNCHANGED,
    Page,
    reply_by_content,
    reply_with_page,
)
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(prefix="/statements", tags=["Statements"], dependencies=[needs("look")])

Words = Annotated[str, Field(min_length=1, max_length=300)]


class StatementsAsked(PagedOfCase):
    """Which statements: those that fit all that is given."""

    kind: list[Kind] = Field([], description="Only these kinds")
    measure: list[Measure] = Field([], description="Only these measures")
    origin: Words | None = Field(
        None, description="A part of the source's name, or its entity's id"
    )
    population: Words | None = Field(None, description="A part of the words for the people")
    place: Words | None = Field(None, description="A part of the name of the place")
    document: Words | None = Field(None, description="The id of a document")
    since: Day | None = Field(None, description="Published on this day or later")
    until: Day | None = Field(None, description="Published on this day or earlier")


@router.get(
    "",
    response_model=Page[StatementRecord],
    responses=documented(404),
    dependencies=[UNLESS_UNCHANGED],
)
def statements(
    request: Request, desk: AtDesk, asked: Annotated[StatementsAsked, Query()]
) -> Response:
    """The statements that fit all filters, by day of publication, document and place in it."""
    wanted = asked.model_dump(exclude={"limit", "offset"})
    with desk.ledger() as ledger:
        return reply_with_page(request, ledger, asked, ledger.statements(**wanted))


@router.get("/{id:path}", response_model=StatementRecord, responses=documented(404))
def statement(request: Request, desk: AtDesk, id: Id, asked: Annotated[Asked, Query()]) -> Response:
    """One statement. Its ETag changes when it does, and `If-Match` on a decision may name it."""
    wanted = plain(id)
    with desk.ledger() as ledger:
        beside = ledger.statements(document=wanted.rpartition("#")[0], known_on=asked.known_on)
        for n, found in enumerate(beside):
            if found.id == wanted:
                return reply_by_content(request, beside[n : n + 1].to_dicts()[0])
        raise not_found("statement", wanted, [one.id for one in beside])
