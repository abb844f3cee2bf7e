"""The queue: one statement at a time, to be confirmed, corrected, rejected or skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.history import Made, ids_in, last_coding_by, last_review_by
from tollbook.app.library import OpenLedger
from tollbook.model.coding import Queued
from tollbook.model.comparison import Comparison
from tollbook.model.decision import REVIEW_KINDS, Decision
from tollbook.model.document import Document
from tollbook.model.problem import ConflictError, DecisionError
from tollbook.model.review import REVIEW_STATES, Review, ReviewState
from tollbook.model.statement import Statement
from tollbook.model.values import MEASURES
from tollbook.publishing.passage import Paragraph, passage
from tollbook.publishing.second import agreement_in_words
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.people import Asking, needs, require_to_undo

router = APIRouter(prefix="/review", dependencies=[needs("look")])

REJECT_REASONS = (
    "The text does not say this",
    "It does not count people",
    "It is a rate, a plan or a rule",
    "It repeats another statement",
    "The words are not the report's own",
)
"""Why a statement is rejected; a number key chooses one."""

UNDO_REASON = "Undone in the queue"
_MOST_SKIPPED, _MOST_CHOICES = 100, 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; an empty word excludes nothing.

    With a `round` it is that of blind coding: nobody sees what others decided or coded.
    """

    case: str = ""
    document: str = ""
    measure: str = ""
    state: str = "proposed"
    round: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The filters as an address has them, without those that are usual."""
        return {k: v for k, v in asdict(self).items() if v != _USUAL[k]}

    def address(self, *, at: str = "", skip: Sequence[str] = ()) -> str:
        """The address of the queue with these filters, at a statement or behind others."""
        more = ({"at": at} if at else {}) | ({"skip": list(skip)} if skip else {})
        query = urlencode(self.query | more, doseq=True)
        return f"/review?{query}" if query else "/review"


_USUAL = {"case": "", "document": "", "measure": "", "state": "proposed", "round": ""}


def filters_in_query(
    case: Annotated[str, Query(max_length=300)] = "",
    document: Annotated[str, Query(max_length=1000)] = "",
    measure: Annotated[str, Query(max_length=40)] = "",
    state: Annotated[str, Query(max_length=40)] = "proposed",
    round: Annotated[str, Query(max_length=200)] = "",
) -> Filters:
    """The filters of an address; words that are not known exclude nothing."""
    return _filters(case, document, measure, state, round)


def filters_in_form(
    case: Annotated[str, Form(max_length=300)] = "",
    document: Annotated[str, Form(max_length=1000)] = "",
    measure: Annotated[str, Form(max_length=40)] = "",
    state: Annotated[str, Form(max_length=40)] = "proposed",
    round: Annotated[str, Form(max_length=200)] = "",
) -> Filters:
    """The filters that a form carries along."""
    return _filters(case, document, measure, state, round)


def _filters(case: str, document: str, measure: str, state: str, round: str) -> Filters:
    measure = measure if measure in MEASURES else ""
    state = state if state in (*REVIEW_STATES, "any") else "proposed"
    state = "proposed" if round.strip() else state
    return Filters(case, document, measure, state, round.strip())


def _passed(skip: Annotated[list[str] | None, Form(max_length=_MOST_SKIPPED)] = None) -> list[str]:
    return skip or []


def _skipped(
    skip: Annotated[list[str] | None, Query(max_length=_MOST_SKIPPED)] = None,
) -> list[str]:
    return skip or []


Asked = Annotated[Filters, Depends(filters_in_query)]
Skipped = Annotated[list[str], Depends(_skipped)]
Carried = Annotated[Filters, Depends(filters_in_form)]
Passed = Annotated[list[str], Depends(_passed)]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else decided while this person was about to decide."""

    other: Decision
    wanted: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement to be decided on; `hangs` says what hangs on it.

    `compared` holds it against another reader's; `other` is what became of that one.
    """

    review: Review
    statement: Statement
    document: Document
    paragraphs: Sequence[Paragraph]
    hangs: Sequence[str]
    compared: Comparison | None = None
    other: Review | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters can be set to; of many documents the first."""

    cases: Sequence[str]
    documents: Sequence[str]
    measures: Sequence[str] = MEASURES
    states: Sequence[str] = (*REVIEW_STATES, "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """The queue at one of its statements; `card` is None where nothing is left.

    `left` counts the statements that wait, `skip` holds the ids of those that were passed over,
    `readers` says how far two readers agree,
    `coded` counts those that the person has coded in the round.
    """

    card: Card | None
    filters: Filters
    left: int
    skip: Sequence[str]
    undoable: Made | None
    coded: int = 0
    said: str = ""
    conflict: Conflict | None = None
    choices: Choices | None = None
    readers: str = ""
    reasons: Sequence[str] = REJECT_REASONS

    @property
    def skip_address(self) -> str:
        """Where the queue goes on without a decision on this statement."""
        passed = (*self.skip, self.card.review.id) if self.card else ()
        return self.filters.address(skip=passed)


@router.get("", response_class=HTMLResponse)
def queue(
    request: Request,
    desk: AtDesk,
    person: Asking,
    asked: Asked,
    skip: Skipped,
    known_on: KnownOn,
    at: Annotated[str, Query(max_length=1000)] = "",
) -> Response:
    """The statement that is asked for, or the next one that waits, as known today."""
    if known_on is not None:
        return RedirectResponse(str(request.url.remove_query_params("as-known-on")))
    with desk.ledger() as ledger:
        view = _view(ledger, asked, person.name, skip, at=at, with_choices=not by_htmx(request))
        return _shown(request, view)


@router.post("/decide", response_class=HTMLResponse, dependencies=[needs("review")])
def decide(
    request: Request,
    desk: AtDesk,
    person: Asking,
    asked: Carried,
    id: Annotated[str, Form(max_length=1000)],
    action: Annotated[str, Form(max_length=20)],
    expect: Annotated[int, Form(ge=0)],
    skip: Passed,
    reason: Annotated[str, Form(max_length=2000)] = "",
    canned: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Confirm or reject a statement, and go on to the next."""
    why = reason.strip() or canned.strip()
    with desk.ledger() as ledger:
        try:
            done = _decide(ledger, asked.round, action, id, why, person.name, expect)
        except ConflictError as error:
            conflict = Conflict(error.decision, action, why)
            view = _view(
                ledger,
                asked,
                person.name,
                skip,
                at=id,
                said=str(error),
                conflict=conflict,
                with_choices=not by_htmx(request),
            )
            return _shown(request, view, status=409)
        passed = [*skip, id]
        if not by_htmx(request):
            return RedirectResponse(asked.address(skip=passed), 303)
        said = f"{id} {done}."
        return _shown(request, _view(ledger, asked, person.name, passed, said=said))


@router.post("/undo", response_class=HTMLResponse, dependencies=[needs("review")])
def undo(
    request: Request,
    desk: AtDesk,
    person: Asking,
    asked: Carried,
    entry: Annotated[int, Form(ge=1)],
    skip: Passed,
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Undo a decision, and show the statement that it was about again."""
    with desk.ledger() as ledger:
        made = {one.entry: one for one in ledger.record().reviewed.history}.get(entry)
        id = ids_in(made)[0] if made and made.kind in (*REVIEW_KINDS, "code") else ""
        require_to_undo(person, ledger.kind_undone(entry))
        ledger.undo(entry, by=person.name, reason=reason.strip() or UNDO_REASON)
        left = [one for one in skip if one != id]
        if not by_htmx(request):
            return RedirectResponse(asked.address(at=id, skip=left), 303)
        said = f"Undone: {id} is open again."
        return _shown(request, _view(ledger, asked, person.name, left, at=id, said=said))


def _decide(
    ledger: OpenLedger, round: str, action: str, id: str, why: str, by: str, expect: int
) -> str:
    """Confirm or reject a statement, or code it so in a round; what was done, in words."""
    if action not in ("confirm", "reject"):
        raise DecisionError(f"{action!r} can't be decided here; confirm or reject")
    if action == "reject" and not why:
        raise DecisionError("Say why it is rejected: give a reason")
    if round:
        ledger.code(id, action, round=round, reason=why, by=by)
        return f"coded: {action}"
    if action == "confirm":
        ledger.confirm(id, by=by, reason=why, expect=expect)
        return "confirmed"
    ledger.reject(id, by=by, reason=why, expect=expect)
    return "rejected"


def by_htmx(request: Request) -> bool:
    """Whether a part of the page is asked for, in place of the whole."""
    return request.headers.get("HX-Request") == "true"


def _shown(request: Request, view: QueueView, *, status: int = 200) -> Response:
    """The whole page, or to htmx the part that changes; the address stays one to come back to."""
    if not by_htmx(request):
        return render(request, "review.html", view, status=status)
    response = render(request, "review_card.html", view, status=status)
    at = view.card.review.id if view.card else ""
    response.headers["HX-Replace-Url"] = view.filters.address(at=at, skip=view.skip)
    return response


def _view(
    ledger: OpenLedger,
    asked: Filters,
    by: str,
    skip: Sequence[str],
    *,
    at: str = "",
    said: str = "",
    conflict: Conflict | None = None,
    with_choices: bool = False,
) -> QueueView:
    """The queue at the statement `at`, else at the first that waits and was not passed over."""
    waiting = _waiting(ledger, asked, by)
    ids, passed = {one.review.id for one in waiting}, set(skip)
    if at:
        review = ledger.review(at)
        shown = next((one for one in waiting if one.review.id == review.id), None)
        compared = ledger.record().second.of(review.id)
        shown = shown or Queued(review=review, sure=1.0, compared=compared)
    else:
        shown = next((one for one in waiting if one.review.id not in passed), None)
    reviewed = ledger.record().reviewed
    return QueueView(
        card=_card(ledger, shown, asked) if shown else None,
        filters=asked,
        left=len(waiting),
        skip=[id for id in skip if id in ids][-_MOST_SKIPPED:],
        undoable=(
            last_coding_by(reviewed, by, asked.round)
            if asked.round
            else last_review_by(reviewed, by)
        ),
        coded=len(ledger.coded_by(asked.round, by)) if asked.round else 0,
        said=said,
        conflict=conflict,
        choices=_choices(ledger) if with_choices else None,
        readers=_readers(ledger, asked) if with_choices else "",
    )


def _choices(ledger: OpenLedger) -> Choices:
    cases = [entry.case.name for entry in ledger.cases()]
    return Choices(cases=cases, documents=ledger.document_ids()[:_MOST_CHOICES])


def _readers(ledger: OpenLedger, asked: Filters) -> str:
    """How far two readers agree in the case, in a sentence; nothing to those who code blindly."""
    if asked.round:
        return ""
    return agreement_in_words(ledger.second_agreement(case=asked.case or None))


def _waiting(ledger: OpenLedger, asked: Filters, by: str) -> list[Queued]:
    """The statements that the filters leave, in the order in which they are best decided."""
    found = ledger.queue(
        case=asked.case or None,
        state=() if asked.state == "any" else (cast("ReviewState", asked.state),),
        round=asked.round or None,
        by=by,
    )
    return [
        one
        for one in found
        if (shown := one.review.reading or one.review.machine) is not None
        and asked.document in ("", one.review.document)
        and asked.measure in ("", getattr(shown, "measure", None))
    ]


def _card(ledger: OpenLedger, shown: Queued, asked: Filters) -> Card | None:
    review = shown.review
    statement = review.reading or review.machine
    if asked.round and review.machine is not None:
        statement = review.machine  # blind: as nobody has decided yet
    if statement is None:
        return None
    document = ledger.record().corpus.documents[statement.document]
    compared = None if asked.round else shown.compared
    other = compared.other_than(review.id) if compared else None
    return Card(
        review=review,
        statement=statement,
        document=document,
        paragraphs=passage(document, statement),
        hangs=() if asked.round else shown.hangs,
        compared=compared,
        other=ledger.review(other.id) if other else None,
    )
