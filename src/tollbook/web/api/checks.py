"""Findings of the checks, to be judged; and whether all claims can be true together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook.model.values import Measure, Verdict
from tollbook.publishing.consistency import to_json as consistency_json
from tollbook.publishing.findings import to_json as finding_json
from tollbook.web.api.asking import AskedOfCase, Day, Id, PagedOfCase, plain
from tollbook.web.api.problems import documented
from tollbook.web.api.records import Count, MarkedSpan, Record, StateRecord
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(tags=["Checks"], dependencies=[needs("look"), UNLESS_UNCHANGED])

CheckName = Literal[
    "parts_sum",
    "part_exceeds_whole",
    "change_vs_baseline",
    "conflation",
    "hedge_dropped",
    "relay_differs",
    "number_moved",
    "cumulative_falls",
    "exceeds_deployed",
    "superseded",
    "disagreement",
    "single_origin",
    "unattributed",
    "window_passed",
]


class JudgementRecord(Record):
    """Who knows about a finding, and how they explain it."""

    by: str
    reason: str
    at: datetime


class FindingRecord(Record):
    """The outcome of a check, with its working and the words that it rests on."""

    check: CheckName
    verdict: Verdict
    rank: Count = Field(description="0 for what matters most")
    title: str
    documents: list[str]
    statements: list[str]
    claims: list[str]
    working: list[str]
    hint: str
    marks: list[MarkedSpan]
    key: str = Field(description="The same in every reading; a judgement names it")
    judgement: JudgementRecord | None
    reviews: dict[str, StateRecord] = Field(description="What people decided on its statements")


class FindingsAsked(PagedOfCase):
    """Which findings."""

    check: list[CheckName] = Field([], description="Only those of these checks")
    fails: bool = Field(False, description="Only what fails")
    judged: bool = Field(False, description="Those that somebody judged, in place of the open ones")
    since: Day | None = Field(None, description="On reports of this day or later")


class ComparedClaim(Record):
    """A claim in a contradiction, with what its words allow."""

    id: str
    origin: str
    measure: Measure
    words: str
    low: Count
    high: Count | None
    as_of: date | None
    documents: list[str]
    quote: MarkedSpan


class ShiftRecord(Record):
    """By how much a claim would have to change."""

    claim: str
    by: int


class ClashRecord(Record):
    """The fewest claims that can't all be true, the rules that they break, and the repairs."""

    who: list[str]
    claims: list[ComparedClaim]
    strength: list[int | None] | None
    rules: list[str]
    off: int
    repairs: list[ShiftRecord]


class ConsistencyRecord(Record):
    """Whether all claims can be true together."""

    feasible: bool
    claims: Count
    given_up: Count
    contradictions: list[ClashRecord]
    repair: list[ShiftRecord]
    differences: list[ClashRecord]


@router.get("/findings", response_model=page_of(FindingRecord), responses=documented(404))
def findings(request: Request, desk: AtDesk, asked: Annotated[FindingsAsked, Query()]) -> Response:
    """What the checks find, what matters most first."""
    with desk.ledger() as ledger:
        found = ledger.checks(
            *asked.check,
            fails=asked.fails,
            judged=asked.judged,
            since=asked.since,
            **asked.within,
        )
        return reply_with_page(request, ledger, asked, found)


@router.get("/findings/{key}", response_model=FindingRecord, responses=documented(404))
def finding(
    request: Request, desk: AtDesk, key: Id, asked: Annotated[AskedOfCase, Query()]
) -> Response:
    """One finding by its key, open or judged."""
    with desk.ledger() as ledger:
        found = ledger.finding(plain(key), **asked.within)
        record = ledger.record(case=found.case, known_on=asked.known_on)
        reviews = record.reviewed.settled(found.finding.statements)
    return reply(request, finding_json(found.finding, found.judgement, reviews))


@router.get("/consistency", response_model=ConsistencyRecord, responses=documented(404))
def consistency(request: Request, desk: AtDesk, asked: Annotated[AskedOfCase, Query()]) -> Response:
    """Whether all claims can be true together, and the least that is wrong if they can't."""
    with desk.ledger() as ledger:
        answer = ledger.consistent(**asked.within).whole
        return reply(request, consistency_json(answer, ledger.record(**asked.within)))
