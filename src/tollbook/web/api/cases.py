"""The cases of the ledger, and what is known within them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BeforeValidator, Field, WithJsonSchema
from starlette.background import BackgroundTask

from tollbook.model.case import OriginRole
from tollbook.model.estimate import Kind as ClaimKind
from tollbook.model.values import Measure, Modifier
from tollbook.publishing.cases import case_record
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.profiles import Profile
from tollbook.web.api.asking import Asked, Day, Id, Paged, PagedOfCase, plain
from tollbook.web.api.problems import documented, not_found, refusing
from tollbook.web.api.records import Count, Record
from tollbook.web.api.replying import UNLESS_UNCHANGED, page_of, reply, reply_with_page
from tollbook.web.desk import AtDesk
from tollbook.web.people import Asking, needs

router = APIRouter(tags=["Cases"], dependencies=[needs("look"), UNLESS_UNCHANGED])


class CaseRecord(Record):
    """What a case asks: whom, which measures, where, from when, and who counts for what."""

    name: str = Field(examples=["north-korean-troops"])
    title: str = Field(examples=["North Korean troops in Russia"])
    sides: list[str]
    people: list[str]
    measures: list[Measure]
    countries: list[str]
    places: list[str]
    since: date | None
    until: date | None
    strength_low: Count | None
    strength_high: Count | None
    origins: dict[str, OriginRole]
    enemies: dict[str, str]


class ListedCase(CaseRecord):
    """A case in a list, with where it comes from."""

    origin: Literal["file", "example", "automatic"] = Field(alias="from")
    statements: Count


class OneCase(CaseRecord):
    """A case, with how much of the ledger belongs to it."""

    statements: Count


class ContradictionRecord(Record):
    """What speaks against a count."""

    where: str
    what: str
    document: str | None
    check: str | None
    key: str | None
    claim: str | None


class AnsweredClaim(Record):
    """A count in an answer, by the claim that makes it."""

    low: Count
    high: Count | None
    modifier: Modifier
    population: str | None
    as_of: date | None
    claim: str
    statements: list[str]


class AnsweredCount(AnsweredClaim):
    """What a voice said last under a measure."""

    origin: str
    origin_entity: str | None
    kind: ClaimKind
    relays: list[str]
    outlets: list[str]
    settled: Count = Field(description="Statements of it that people confirmed, corrected or added")
    contradicted_by: list[ContradictionRecord]


class AnsweredMeasure(Record):
    """All that is counted under one measure."""

    measure: Measure
    counts: list[AnsweredCount]
    contradicted_by: list[ContradictionRecord]


class AnsweredChange(Record):
    """What the newest reports changed."""

    measure: Measure
    origin: str
    before: AnsweredClaim | None
    after: AnsweredClaim | None
    reason: str | None


class AnswerRecord(Record):
    """The answer of a case: who counts how many, as of when, and what contradicts it."""

    case: CaseRecord | None
    until: date | None
    reports: Count
    measures: list[AnsweredMeasure]
    since: date | None
    changes: list[AnsweredChange]
    new_contradictions: list[ContradictionRecord]


class AnswersAsked(PagedOfCase):
    """Which answers."""

    measure: list[Measure] = Field([], description="Only these measures")
    at: Day | None = Field(None, description="What the reports published by this day say")
    since: Day | None = Field(None, description="What the reports since this day changed")


@router.get("/cases", response_model=page_of(ListedCase), responses=documented())
def cases(request: Request, desk: AtDesk, asked: Annotated[Paged, Query()]) -> Response:
    """All cases of the ledger."""
    with desk.ledger() as ledger:
        return reply_with_page(request, ledger, asked, ledger.cases(known_on=asked.known_on))


def _a_format(given: Any) -> Any:
    if given not in FORMATS:
        raise ValueError(f"{given!r} is not one of {', '.join(FORMATS)}")
    return given


class ExportAsked(Asked):
    """In which format, and for whom."""

    format: Annotated[
        str,
        BeforeValidator(_a_format),
        WithJsonSchema({"type": "string", "enum": list(FORMATS)}),
    ] = Field("csv", alias="as")
    profile: Profile | None = Field(
        None,
        description="For whom: names of private persons are in `internal` alone, which is given to "
        "nobody else but those who may see them",
    )


@router.get(
    "/cases/{name:path}/export",
    response_class=Response,
    responses=documented(404)
    | {
        200: {
            "description": "The files of the format as one ZIP file",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def export(
    request: Request, desk: AtDesk, person: Asking, name: Id, asked: Annotated[ExportAsked, Query()]
) -> Response:
    """One case with all that belongs to it, in a format that other programs load."""
    profile: Profile = asked.profile or ("internal" if person.sees_names else "public")
    if profile == "internal" and not person.sees_names:
        raise HTTPException(
            403, "names of private persons are not for you; ask for another profile"
        )
    with desk.ledger() as ledger:
        packed = ledger.export_zip(
            plain(name), format=asked.format, known_on=asked.known_on, profile=profile
        )
    request.state.without_names = profile != "internal"
    return StreamingResponse(
        iter(lambda: packed.read(_CHUNK), b""),
        media_type="application/zip",
        headers={
            "ETag": request.state.tag,
            "Cache-Control": "private, no-cache",
            "Content-Disposition": f'attachment; filename="{plain(name)}-{asked.format}.zip"',
        },
        background=BackgroundTask(packed.close),
    )


_CHUNK = 65_536  # bytes


@router.get("/cases/{name:path}", response_model=OneCase, responses=documented(404))
def case(request: Request, desk: AtDesk, name: Id, asked: Annotated[Asked, Query()]) -> Response:
    """One case: what it asks, and how much of the ledger belongs to it."""
    with desk.ledger() as ledger:
        record = ledger.record(case=plain(name), known_on=asked.known_on)
        if record.case is None:
            raise not_found("case", name)
        held = {"statements": len(record.corpus.statements)}
        return reply(request, case_record(record.case) | held)


@router.get("/answers", response_model=page_of(AnswerRecord), responses=documented(404))
def answers(request: Request, desk: AtDesk, asked: Annotated[AnswersAsked, Query()]) -> Response:
    """Who counts how many, as of when, what contradicts it and what changed: one answer a case."""
    with refusing(), desk.ledger() as ledger:
        found = ledger.answers(
            measure=asked.measure, at=asked.at, since=asked.since, **asked.within
        )
        return reply_with_page(request, ledger, asked, found)
