"""Who speaks: the list of voices, and one voice, to be joined with another or set apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.voices import VoiceDetails
from tollbook.model.case import CaseEntry
from tollbook.model.problem import TollbookError
from tollbook.model.voice import VoiceEntry
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.paging import Paged, PageNumber, page_of
from tollbook.web.people import Asking, needs

router = APIRouter(prefix="/voices", dependencies=[needs("look")])

_POINTS = 100  # rows of the table of a voice's counts
_SUGGESTED = 200  # names that a form offers to complete


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesView:
    """A page of the voices that a reader looked for."""

    voices: Paged[VoiceEntry]
    words: str
    cases: Sequence[CaseEntry]
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """One voice; `names` are others to join it with, `trouble` is what was wrong with a form."""

    details: VoiceDetails
    names: Sequence[str]
    least: int
    points: int = _POINTS
    trouble: str = ""
    other: str = ""
    reason: str = ""


@router.get("", response_class=HTMLResponse)
def voices(
    request: Request,
    desk: AtDesk,
    known_on: KnownOn,
    q: str = "",
    case: str = "",
    number: PageNumber = 1,
) -> Response:
    """Whoever speaks in the reports, those with the most statements first."""
    with desk.ledger() as ledger:
        found = ledger.voices(q.strip(), case=case or None, known_on=known_on)
        cases = ledger.cases(known_on=known_on)
    view = VoicesView(voices=page_of(found, number), words=q.strip(), cases=cases, case=case)
    return render(request, "voices.html", view)


@router.get("/{path:path}", response_class=HTMLResponse)
def voice(request: Request, path: str, desk: AtDesk, known_on: KnownOn, case: str = "") -> Response:
    """One voice: its names, whom it relays and who relays it, its counts and predictions."""
    with desk.ledger() as ledger:
        details = ledger.voice(id_in(path), case=case or None, known_on=known_on)
        names = [one.decided_as for one in ledger.voices(case=details.case, known_on=known_on)]
    view = VoiceView(
        details=details, names=names[:_SUGGESTED], least=desk.settings.min_scored_predictions
    )
    return render(request, "voice.html", view)


@router.post("/{path:path}", response_class=HTMLResponse, dependencies=[needs("decide")])
def decide(
    request: Request,
    path: str,
    desk: AtDesk,
    person: Asking,
    action: Annotated[Literal["join", "apart"], Form()],
    other: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    case: Annotated[str, Form()] = "",
) -> Response:
    """Join this voice with another one, or set the two apart."""
    with desk.ledger() as ledger:
        details = ledger.voice(id_in(path), case=case or None)
        decide = ledger.join_voices if action == "join" else ledger.part_voices
        try:
            decide(details.entry.decided_as, other.strip(), reason=reason.strip(), by=person.name)
        except TollbookError as error:
            view = VoiceView(
                details=details,
                names=[one.decided_as for one in ledger.voices(case=details.case)][:_SUGGESTED],
                least=desk.settings.min_scored_predictions,
                trouble=str(error),
                other=other,
                reason=reason,
            )
            return render(request, "voice.html", view, status=422)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url.path + query, status_code=303)
