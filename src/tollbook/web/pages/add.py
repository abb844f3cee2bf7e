"""Add documents: drop files, paste a text or give the address of a page, and watch the reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.adding import Progress, Upload
from tollbook.model.document import Given
from tollbook.model.problem import TollbookError
from tollbook.settings import Safety
from tollbook.web.desk import AtDesk, Desk, a_day, render
from tollbook.web.people import Asking, needs

router = APIRouter(dependencies=[needs("add")])

_MOST_WORDS = 300  # characters of a publisher or title
_MOST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class AddView:
    """The forms, with what was wrong with one that was sent, and what it held."""

    safety: Safety
    recent: Sequence[Progress]
    refused: str = ""
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddingView:
    """One reading: how far it is, and what came of it."""

    progress: Progress


@router.get("/add", response_class=HTMLResponse)
def add(request: Request, desk: AtDesk) -> Response:
    """The three ways to add documents, and what was added lately."""
    return render(request, "add.html", AddView(desk.safety, desk.adding.recent()))


@router.post("/add/files", response_class=HTMLResponse)
def add_files(
    request: Request,
    desk: AtDesk,
    person: Asking,
    files: Annotated[list[UploadFile], Form(default_factory=list)],
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    """Read the files that were dropped."""
    chosen = [file for file in files if file.filename]
    if not chosen:
        return _refuse(request, desk, "Choose at least one file.")
    upload = Upload(desk.safety, _given(publisher, published, language))
    try:
        for file in chosen:
            upload.add(file.filename or "", file.file)
    except TollbookError as error:
        upload.discard()
        return _refuse(request, desk, f"{error}.")
    return _watch(desk.adding.start(upload, person.name))


@router.post("/add/text", response_class=HTMLResponse)
def add_text(
    request: Request,
    desk: AtDesk,
    person: Asking,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
) -> Response:
    """Read the text that was pasted."""
    given = {"text": text, "title": title, "publisher": publisher, "published": published}
    if not text.strip():
        return _refuse(request, desk, "Paste the text of a report.", given)
    upload = Upload(desk.safety)
    upload.paste(
        text,
        title=title[:_MOST_WORDS],
        publisher=publisher[:_MOST_WORDS],
        published=a_day(published),
    )
    return _watch(desk.adding.start(upload, person.name))


@router.post("/add/page", response_class=HTMLResponse)
def add_page(
    request: Request,
    desk: AtDesk,
    person: Asking,
    address: Annotated[str, Form()] = "",
) -> Response:
    """Fetch and read one page on the web."""
    if not address.strip() or len(address) > _MOST_ADDRESS:
        return _refuse(request, desk, "Give the address of one page.", {"address": address})
    upload = Upload(desk.safety, page=address.strip())
    return _watch(desk.adding.start(upload, person.name))


@router.get("/add/{number}", response_class=HTMLResponse)
def adding(request: Request, desk: AtDesk, number: int) -> Response:
    """How far a reading is, and what came of it."""
    return render(request, "adding.html", AddingView(_progress(desk, number)))


@router.post("/add/{number}/stop", response_class=HTMLResponse)
def stop(desk: AtDesk, number: int) -> Response:
    """Stop a reading; what was read stays."""
    _progress(desk, number)
    desk.adding.stop(number)
    return _watch(number)


def _progress(desk: Desk, number: int) -> Progress:
    found = desk.adding.progress(number)
    if found is None:
        raise HTTPException(404)
    return found


def _given(publisher: str, published: str, language: str) -> Given:
    return Given(
        publisher=publisher.strip()[:_MOST_WORDS] or None,
        published=a_day(published),
        language=language.strip().lower() or None,
    )


def _watch(number: int) -> Response:
    return RedirectResponse(f"/add/{number}", status_code=303)


def _refuse(
    request: Request, desk: Desk, sentence: str, given: dict[str, str] | None = None
) -> Response:
    view = AddView(desk.safety, desk.adding.recent(), sentence, given or {})
    return render(request, "add.html", view, status=422)
