"""Predictions, what became of them, and how well each voice predicted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from tollbook.publishing.forecasts import to_json as forecast_json
from tollbook.web.api.asking import Asked, Id, PagedOfCase, plain
from tollbook.web.api.problems import documented
from tollbook.web.api.records import Count, MarkedSpan, PredictionRecord, Record
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import needs

router = APIRouter(tags=["Predictions"], dependencies=[needs("look"), UNLESS_UNCHANGED])

Status = Literal[
    "open", "due", "lapsed", "met", "not_met", "withdrawn", "undecidable", "unscorable"
]
Lexicon = Literal["icd203", "phia"]
Policy = Literal["range", "independent_median", "verified_floor"]
Share = Annotated[float, Field(ge=0, le=1)]


class BandRecord(Record):
    """How likely a word of likelihood is, on the yardstick."""

    low: Share
    high: Share


class ProposalRecord(MarkedSpan):
    """A passage that may show what came of a prediction."""

    id: str
    reasons: list[str]


class ForecastRecord(Record):
    """A prediction, and what became of it."""

    id: str
    status: Status
    why: str
    voice: str
    made: date | None
    until: date | None
    lexicon: Lexicon
    lexicon_source: str
    band: BandRecord | None
    statements: list[str]
    evidence: list[str]
    proposals: list[ProposalRecord]
    prediction: PredictionRecord


class ScoreRecord(Record):
    """The Brier scores of a voice; null where too few of its predictions came to an end."""

    voice: str
    n: Count
    best: Share | None
    worst: Share | None


class ScoresAsked(PagedOfCase):
    """Which scores."""

    lexicon: Lexicon = Field("icd203", description="The yardstick for words of likelihood")


class PredictionsAsked(ScoresAsked):
    """Which predictions."""

    status: list[Status] = Field([], description="Only these")
    policy: Policy = Field("range", description="The estimate that a number is compared with")


@router.get("/predictions", response_model=page_of(ForecastRecord), responses=documented(404))
def predictions(
    request: Request, desk: AtDesk, asked: Annotated[PredictionsAsked, Query()]
) -> Response:
    """What was predicted and what became of it, by the day its time ends."""
    with desk.ledger() as ledger:
        found = ledger.predictions(
            status=asked.status, lexicon=asked.lexicon, policy=asked.policy, **asked.within
        )
        return reply_with_page(request, ledger, asked, found)


@router.get("/predictions/{id:path}", response_model=ForecastRecord, responses=documented(404))
def prediction(
    request: Request, desk: AtDesk, id: Id, asked: Annotated[Asked, Query()]
) -> Response:
    """One prediction, by the id of a statement that makes it."""
    with desk.ledger() as ledger:
        found = ledger.prediction(plain(id), known_on=asked.known_on)
    return reply(request, forecast_json(found.forecast))


@router.get("/scores", response_model=page_of(ScoreRecord), responses=documented(404))
def scores(request: Request, desk: AtDesk, asked: Annotated[ScoresAsked, Query()]) -> Response:
    """How well each voice predicted."""
    with desk.ledger() as ledger:
        found = ledger.scores(lexicon=asked.lexicon, **asked.within)
        return reply_with_page(request, ledger, asked, found)
