"""Review over the API: what people made of statements, and how they confirm and correct them.

Two people never overwrite each other. Who sends the entry of the last decision that they saw
(`expect`, from `last` of the review), or its ETag in `If-Match`, is refused if another came since,
and is shown it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from pydantic import ConfigDict, Field
from starlette.exceptions import HTTPException

from tollbook import OpenLedger
from tollbook.model.problem import DecisionError
from tollbook.model.review import Review, ReviewState
from tollbook.publishing.reviews import review_json
from tollbook.web.api.asking import Asked, Day, DocumentId, Paged, PagedOfCase, StatementId, plain
from tollbook.web.api.deciding import ENTERED, Body, Reason, entered
from tollbook.web.api.problems import Changed, documented, not_found
from tollbook.web.api.records import Count, DecisionRecord, Record, Span, StatementRecord
from tollbook.web.api.replying import (
    UNLESS_UNCHANGED,
    matches,
    page_of,
    reply_by_content,
    reply_with_page,
    tag_of_record,
)
from tollbook.web.desk import AtDesk
from tollbook.web.people import Asking, needs, require_to_undo

router = APIRouter(tags=["Review"])

REVIEWED: dict[str, Any] = ENTERED | {"responses": documented(400, 404, 409, 412, 413)}

Expected = Annotated[
    int | None,
    Field(
        ge=0,
        le=2**53,
        description="The entry of the last decision on the statement that you saw; 0 for none",
    ),
]
IfMatch = Annotated[
    str | None, Header(description="The ETag of the statement as you saw it", max_length=1000)
]
Fields = Annotated[
    dict[str, Any],
    Field(
        max_length=30,
        description="New values by the names of the wire format (docs/wire-format.md)",
        examples=[{"low": 14, "high": 14}],
    ),
]


class ShownSpan(Span):
    """Words of the document that show a value."""

    model_config = ConfigDict(extra="forbid", strict=True)


ShownBy = Annotated[
    dict[str, ShownSpan | str],
    Field(
        max_length=30,
        description="The words of the document that show each value, or their span",
        examples=[{"low": "at least 14"}],
    ),
]


Entry = Annotated[int, Path(ge=1, le=2**53, description="The number of the decision's entry")]


class ReviewDecisionRecord(DecisionRecord):
    """A decision on a statement, and whether it was undone."""

    undone: bool


class ReviewRecord(Record):
    """What became of a statement: what counts now, what the machine read, and who decided."""

    id: str
    document: str
    state: ReviewState
    by: str | None
    at: datetime | None
    statement: StatementRecord | None = Field(description="What counts; null if it was rejected")
    machine: StatementRecord | None = Field(description="What the machine read, if it did")
    fields: list[str] = Field(description="The fields that people corrected")
    last: Count = Field(description="The entry of the last decision, for `expect`")
    decisions: list[ReviewDecisionRecord]


class MisfitRecord(Record):
    """A decision that has no place in the newest reading of its page."""

    why: str
    decision: DecisionRecord


class ReviewsAsked(PagedOfCase):
    """Which reviews."""

    state: list[ReviewState] = Field([], description="Only in these states")


class Confirmation(Body):
    """That a statement is as the page has it."""

    reason: str = Field("", max_length=2000)
    expect: Expected = None


class Rejection(Body):
    """That the page makes no such statement."""

    reason: Reason
    expect: Expected = None


class Correction(Body):
    """What a statement should say."""

    changes: Fields = Field(default_factory=dict)
    words: ShownBy = Field(default_factory=dict)
    reason: Reason
    expect: Expected = None


class Addition(Body):
    """A statement that was missed, over a stretch of the document."""

    fields: Annotated[
        dict[str, Any],
        Field(max_length=30, examples=[{"kind": "figure", "measure": "killed", "low": 14}]),
    ]
    start: Count
    end: Count
    words: ShownBy = Field(default_factory=dict)
    reason: Reason


class Undoing(Body):
    """Why a decision should no longer count."""

    reason: Reason


@router.get(
    "/reviews",
    response_model=page_of(ReviewRecord),
    responses=documented(404),
    dependencies=[needs("look"), UNLESS_UNCHANGED],
)
def reviews(request: Request, desk: AtDesk, asked: Annotated[ReviewsAsked, Query()]) -> Response:
    """What became of each statement, proposals and rejected ones too."""
    with desk.ledger() as ledger:
        found = ledger.reviews(state=asked.state, **asked.within)
        return reply_with_page(request, ledger, asked, found)


@router.get(
    "/misfits",
    response_model=page_of(MisfitRecord),
    responses=documented(),
    dependencies=[needs("look"), UNLESS_UNCHANGED],
)
def misfits(request: Request, desk: AtDesk, asked: Annotated[Paged, Query()]) -> Response:
    """Decisions that no longer fit the newest reading of their pages, and why."""
    with desk.ledger() as ledger:
        found = ledger.misfits(known_on=asked.known_on)
        return reply_with_page(request, ledger, asked, found)


@router.get(
    "/statements/{id:path}",
    response_model=ReviewRecord,
    responses=documented(404),
    dependencies=[needs("look")],
)
def statement(
    request: Request, desk: AtDesk, id: StatementId, asked: Annotated[Asked, Query()]
) -> Response:
    """One statement: what counts, what the machine read, every decision on it.

    Its ETag changes only when this statement does; `If-Match` on a decision takes it.
    """
    with desk.ledger() as ledger:
        review = _review(ledger, plain(id), asked.known_on)
        return reply_by_content(request, review_json(review))


@router.post("/statements/{id:path}/confirm", dependencies=[needs("review")], **REVIEWED)
def confirm(
    request: Request,
    desk: AtDesk,
    id: StatementId,
    body: Confirmation,
    person: Asking,
    if_match: IfMatch = None,
) -> Response:
    """Confirm a statement as it stands, with the corrections made so far."""
    with desk.ledger() as ledger:
        seen = _seen(ledger, plain(id), body.expect, if_match)
        made = ledger.confirm(plain(id), reason=body.reason, by=person.name, expect=seen)
    return entered(request, made)


@router.post("/statements/{id:path}/reject", dependencies=[needs("review")], **REVIEWED)
def reject(
    request: Request,
    desk: AtDesk,
    id: StatementId,
    body: Rejection,
    person: Asking,
    if_match: IfMatch = None,
) -> Response:
    """Reject a statement that the page does not make. It counts nowhere, but is never deleted."""
    with desk.ledger() as ledger:
        seen = _seen(ledger, plain(id), body.expect, if_match)
        made = ledger.reject(plain(id), reason=body.reason, by=person.name, expect=seen)
    return entered(request, made)


@router.post("/statements/{id:path}/correct", dependencies=[needs("review")], **REVIEWED)
def correct(
    request: Request,
    desk: AtDesk,
    id: StatementId,
    body: Correction,
    person: Asking,
    if_match: IfMatch = None,
) -> Response:
    """Correct fields of a statement, with the words that show the new values."""
    with desk.ledger() as ledger:
        seen = _seen(ledger, plain(id), body.expect, if_match)
        made = ledger.correct(
            plain(id),
            body.changes,
            words=_words(body.words),
            reason=body.reason,
            by=person.name,
            expect=seen,
        )
    return entered(request, made)


@router.post("/documents/{id:path}/statements", dependencies=[needs("review")], **ENTERED)
def add(request: Request, desk: AtDesk, id: DocumentId, body: Addition, person: Asking) -> Response:
    """Add a statement that was missed; the decision's `value` is the new statement's id."""
    with desk.ledger() as ledger:
        known = ledger.document_ids()
        if plain(id) not in known:
            raise not_found("document", plain(id), known)
        made = ledger.add(
            plain(id),
            body.fields,
            start=body.start,
            end=body.end,
            words=_words(body.words),
            reason=body.reason,
            by=person.name,
        )
    return entered(request, made)


@router.post("/decisions/{entry}/undo", dependencies=[needs("review")], **ENTERED)
def undo(request: Request, desk: AtDesk, entry: Entry, body: Undoing, person: Asking) -> Response:
    """Undo a decision by the number of its entry; an undo can be undone as well."""
    with desk.ledger() as ledger:
        undone = next((one for one in ledger.decisions(codings=True) if one.entry == entry), None)
        if undone is None:
            raise HTTPException(404, f"entry {entry} is no decision")
        require_to_undo(person, ledger.kind_undone(entry))
        made = ledger.undo(entry, reason=body.reason, by=person.name)
    return entered(request, made)


def _review(ledger: OpenLedger, id: str, known_on: Day | None = None) -> Review:
    try:
        return ledger.review(id, known_on=known_on)
    except DecisionError as error:
        raise HTTPException(404, str(error)) from error


def _seen(ledger: OpenLedger, id: str, expect: int | None, if_match: str | None) -> int | None:
    """The entry of the last decision that the caller saw, None where they don't say.

    Raises:
        HTTPException: there is no such statement.
        Changed: it is not as `If-Match` has it.
    """
    review = _review(ledger, id)
    if if_match is None:
        return expect
    if not matches(if_match, tag_of_record(review_json(review))):
        last = review.decisions[-1] if review.decisions else None
        raise Changed(f"{id} is not as you saw it; look at it again", last)
    return review.last if expect is None else expect


def _words(given: dict[str, ShownSpan | str]) -> dict[str, Any]:
    return {
        name: words if isinstance(words, str) else words.model_dump()
        for name, words in given.items()
    }
