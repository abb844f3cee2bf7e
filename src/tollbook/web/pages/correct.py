"""Correcting a statement and adding one: fields filled in from words selected in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from tollbook.app.drafts import Draft, Field, Value, fields_of, voice_names
from tollbook.app.library import OpenLedger
from tollbook.model.document import Document
from tollbook.model.problem import ConflictError, DecisionError
from tollbook.model.review import Review
from tollbook.model.statement import Figure, Statement
from tollbook.model.values import KINDS, Kind
from tollbook.publishing.passage import Paragraph, passage, whole_text
from tollbook.publishing.phrases import number_of, says
from tollbook.publishing.visible import one_line, visible
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, render
from tollbook.web.pages.review import (
    Asked,
    Carried,
    Conflict,
    Filters,
    Passed,
    Skipped,
    by_htmx,
)
from tollbook.web.people import Asking, needs

router = APIRouter(prefix="/review", dependencies=[needs("look")])

CORRECT_REASONS = (
    "The number was misread",
    "Somebody else says it",
    "Other people are counted",
    "The place or the day is wrong",
    "It is put less firmly",
    "The kind of harm is wrong",
)
"""Why a statement is corrected; a number key chooses one and saves."""

ADD_REASONS = ("It was missed", "It was read as part of another statement")
_MOST_FIGURES = 30  # on either side, to be chosen as the whole or the same
_MOST_DIGITS = 12  # of an offset
_WHOLE = 30_000  # characters of a document that a page shows whole unless asked for it


@dataclass(frozen=True, slots=True)
class Input:
    """One value of a field as a form shows it."""

    value: Value
    given: Sequence[str]
    choices: Sequence[tuple[str, str]]

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self.given[0] if self.given else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field as a form shows it; `read` are the words from which its values were read."""

    field: Field
    words: str
    start: int | None
    inputs: Sequence[Input]
    before: str
    now: str
    trouble: str

    @property
    def changed(self) -> bool:
        """Whether it is another than before."""
        return self.before != self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A statement being corrected, or added where `id` is empty."""

    id: str
    document: Document
    paragraphs: Sequence[Paragraph]
    whole: bool
    kind: Kind
    kinds: Sequence[Kind]
    rows: Sequence[Row]
    preview: Statement | None
    trouble: str
    expect: int
    filters: Filters
    skip: Sequence[str]
    reasons: Sequence[str]
    reason: str = ""
    voices: Sequence[str] = ()
    conflict: Conflict | None = None

    @property
    def back(self) -> str:
        """The queue where it was left."""
        return self.filters.address(at=self.id, skip=self.skip)


@dataclass(frozen=True, slots=True)
class Filled:
    """A draft with what a form says; `reread` where new words may have changed other inputs."""

    draft: Draft
    troubles: Mapping[str, str] = field(default_factory=dict)
    reread: bool = False


async def _form(request: Request) -> FormData:
    return await request.form()


Filling = Annotated[FormData, Depends(_form)]


@router.get("/correct/{path:path}", response_class=HTMLResponse)
def correct_form(
    request: Request, path: str, desk: AtDesk, asked: Asked, skip: Skipped, whole: bool = False
) -> Response:
    """The fields of a statement beside its text."""
    with desk.ledger() as ledger:
        review = ledger.review(id_in(path))
        draft = _draft_of(ledger, review)
        page = _Page(ledger, asked, skip, whole)
        view = page.view(draft, Filled(draft), review)
        return render(request, "correct.html", view)


@router.post("/correct/{path:path}", response_class=HTMLResponse, dependencies=[needs("review")])
def correct(
    request: Request,
    path: str,
    desk: AtDesk,
    person: Asking,
    asked: Carried,
    skip: Passed,
    form: Filling,
    expect: Annotated[int, Form(ge=0)],
    whole: Annotated[bool, Form()] = False,
) -> Response:
    """Show what the form comes to, or store it as a correction."""
    with desk.ledger() as ledger:
        review = ledger.review(id_in(path))
        before = _draft_of(ledger, review)
        filled = _fill(before, form)
        page, reason = _Page(ledger, asked, skip, whole), _reason(form)
        if not _is_final(form) or filled.reread or filled.troubles:
            view = page.view(before, filled, review, reason=reason, expect=expect)
            return _shown(request, view, refused=_is_final(form) and bool(filled.troubles))
        changes = filled.draft.changes_from(before)
        try:
            if not changes:
                raise DecisionError("Nothing is changed yet: select words and choose their field")
            if not reason:
                raise DecisionError("Say why it is corrected, or choose a reason")
            filled.draft.statement()
            words = filled.draft.words_of(changes)
            if asked.round:
                ledger.code(
                    review.id,
                    "correct",
                    changes,
                    words=words,
                    round=asked.round,
                    reason=reason,
                    by=person.name,
                )
            else:
                ledger.correct(
                    review.id, changes, words=words, reason=reason, by=person.name, expect=expect
                )
        except ConflictError as error:
            review = ledger.review(review.id)
            view = page.view(
                _draft_of(ledger, review),
                filled,
                review,
                reason=reason,
                conflict=Conflict(error.decision, "correct", reason),
            )
            return render(request, "correct.html", view, status=409)
        except DecisionError as error:
            view = page.view(before, filled, review, reason=reason, trouble=str(error))
            return _shown(request, view, refused=True)
    return RedirectResponse(asked.address(skip=[*skip, review.id]), 303)


@router.get("/add", response_class=HTMLResponse)
def add_form(
    request: Request,
    desk: AtDesk,
    asked: Asked,
    skip: Skipped,
    on: Annotated[str, Query(max_length=1000)],
    kind: Kind = "figure",
) -> Response:
    """The text of a document, of which a stretch is selected for a new statement."""
    with desk.ledger() as ledger:
        document = ledger.record().corpus.documents.get(on)
        if document is None:
            raise HTTPException(404)
        draft = Draft.blank(kind, document, ledger.record().entities)
        page = _Page(ledger, asked, skip, whole=True)
        return render(request, "correct.html", page.view(draft, Filled(draft), None))


@router.post("/add", response_class=HTMLResponse, dependencies=[needs("review")])
def add(
    request: Request,
    desk: AtDesk,
    person: Asking,
    asked: Carried,
    skip: Passed,
    form: Filling,
    on: Annotated[str, Form(max_length=1000)],
    kind: Annotated[Kind, Form()] = "figure",
) -> Response:
    """Show what the form comes to, or store it as a new statement."""
    with desk.ledger() as ledger:
        document = ledger.record().corpus.documents.get(on)
        if document is None:
            raise HTTPException(404)
        blank = Draft.blank(kind, document, ledger.record().entities)
        filled = _fill(blank, form)
        if filled.reread and not form.get("w.number"):
            filled = replace(filled, draft=filled.draft.with_number_in_evidence())
        page, reason = _Page(ledger, asked, skip, whole=True), _reason(form)
        if not _is_final(form) or filled.reread or filled.troubles:
            view = page.view(blank, filled, None, reason=reason)
            return _shown(request, view, refused=_is_final(form) and bool(filled.troubles))
        try:
            if not reason:
                raise DecisionError("Say why it is added, or choose a reason")
            evidence = filled.draft.words("evidence")
            if evidence is None:
                raise DecisionError("Select the words of the text that say it, as its evidence")
            filled.draft.statement()
            fields = filled.draft.new_fields()
            given: dict[str, Any] = {
                "start": evidence.start,
                "end": evidence.end,
                "words": filled.draft.words_of(fields),
                "reason": reason,
                "by": person.name,
            }
            if asked.round:
                ledger.code(document.id, "add", fields, round=asked.round, **given)
            else:
                ledger.add(document.id, fields, **given)
        except DecisionError as error:
            view = page.view(blank, filled, None, reason=reason, trouble=str(error))
            return _shown(request, view, refused=True)
    return RedirectResponse(asked.address(skip=skip), 303)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page of a draft shows besides it."""

    ledger: OpenLedger
    filters: Filters
    skip: Sequence[str]
    whole: bool

    def view(
        self,
        before: Draft,
        filled: Filled,
        review: Review | None,
        *,
        reason: str = "",
        trouble: str = "",
        expect: int | None = None,
        conflict: Conflict | None = None,
    ) -> DraftView:
        draft, corpus = filled.draft, self.ledger.record().corpus
        document = draft.document
        preview: Statement | None = None
        try:
            preview = draft.statement()
        except DecisionError as error:
            trouble = trouble or ("" if review is None else str(error))
        whole = self.whole or len(document.text) <= _WHOLE
        kept = (review.reading or review.machine) if review else None
        shown = preview or kept
        if whole or shown is None:
            paragraphs = whole_text(document, shown)
        else:
            paragraphs = passage(document, shown)
        figures = corpus.figures_in(document.id)
        return DraftView(
            id=review.id if review else "",
            document=document,
            paragraphs=paragraphs,
            whole=whole,
            kind=draft.kind,
            kinds=KINDS,
            rows=[_row(one, before, filled, figures) for one in _in_order(draft, review)],
            preview=preview,
            trouble=trouble,
            expect=expect if expect is not None else review.last if review else 0,
            filters=self.filters,
            skip=self.skip,
            reasons=CORRECT_REASONS if review else ADD_REASONS,
            reason=reason,
            voices=voice_names(corpus.statements),
            conflict=conflict,
        )


def _in_order(draft: Draft, review: Review | None) -> list[Field]:
    """The fields of a form; those of a new statement begin with its evidence."""
    found = fields_of(draft.kind)
    return sorted(found, key=lambda one: one.name != "evidence") if review is None else [*found]


def _shown(request: Request, view: DraftView, *, refused: bool) -> Response:
    template = "correct_fields.html" if by_htmx(request) else "correct.html"
    return render(request, template, view, status=422 if refused else 200)


def _draft_of(ledger: OpenLedger, review: Review) -> Draft:
    statement = review.reading or review.machine
    if statement is None:
        raise DecisionError(f"{review.id} is no longer there; undo what removed it first")
    record = ledger.record()
    return Draft.of(statement, record.corpus.documents[statement.document], record.entities)


def _is_final(form: FormData) -> bool:
    # htmx sends the button that was pressed last with every preview of the form
    action = form.get("action")
    return action == "save" or (action != "look" and "canned" in form)


def _reason(form: FormData) -> str:
    return str(form.get("canned") or form.get("reason") or "").strip()[:2000]


def _fill(before: Draft, form: FormData) -> Filled:
    """The draft with what a form says: words that are new are read, values that are not typed."""
    draft, troubles, reread = before, {}, False
    for one in fields_of(before.kind):
        try:
            draft, new = _fill_field(draft, one, form)
            reread = reread or new
        except DecisionError as error:
            troubles[one.name] = str(error)
    return Filled(draft, troubles, reread)


def _fill_field(draft: Draft, one: Field, form: FormData) -> tuple[Draft, bool]:
    """The draft with one field, and whether its values were read from new words."""
    given = str(form.get(f"w.{one.name}", "")).replace("\r\n", "\n")
    words, read = _plain(given), _plain(str(form.get(f"r.{one.name}", "")))
    if one.has_words and f"w.{one.name}" in form:
        kept = draft.words(one.name)
        if words != (_plain(visible(kept.quote)) if kept else ""):
            at = str(form.get(f"s.{one.name}", ""))
            near = int(at) if at.isascii() and at.isdecimal() and len(at) < _MOST_DIGITS else None
            draft = draft.with_words(one.name, draft.find(given, near) if words else None)
        if words != read:
            return draft, True
    for value in one.values:
        typed = [str(text) for text in form.getlist(f"f.{value.path}")]
        if typed:
            draft = draft.with_value(value.path, *typed)
    return draft, False


def _plain(words: str) -> str:
    return " ".join(words.split())


def _row(one: Field, before: Draft, filled: Filled, figures: Sequence[Figure]) -> Row:
    draft = filled.draft
    words = draft.words(one.name) if one.has_words else None
    return Row(
        field=one,
        words=visible(words.quote) if words else "",
        start=words.start if words else None,
        inputs=[_input(value, draft, figures) for value in one.values],
        before=_summary(one, before),
        now=_summary(one, draft),
        trouble=filled.troubles.get(one.name) or draft.notes.get(one.name, ""),
    )


def _input(value: Value, draft: Draft, figures: Sequence[Figure]) -> Input:
    choices = [(choice, choice.replace("_", " ")) for choice in value.choices]
    if value.kind == "figure":
        others = _near(figures, draft)
        choices = [(figure.id, f"{number_of(figure.id)} {says(figure)}") for figure in others]
    return Input(value, _texts(value, draft), choices)


def _near(figures: Sequence[Figure], draft: Draft) -> list[Figure]:
    """The other figures of the document around the statement, with those it is linked to."""
    evidence = draft.words("evidence")
    at = bisect_left(figures, evidence.start if evidence else 0, key=lambda one: one.evidence.start)
    linked = {draft.value("part_of"), draft.value("same_as")}
    return [
        figure
        for n, figure in enumerate(figures)
        if figure.id != draft.record["id"] and (abs(n - at) <= _MOST_FIGURES or figure.id in linked)
    ]


def _texts(value: Value, draft: Draft) -> list[str]:
    kept = draft.value(value.path)
    if value.kind == "voices":
        return ["; ".join(voice["name"] for voice in kept or [])]
    if kept is None:
        return []
    return [str(one) for one in kept] if isinstance(kept, list) else [str(kept)]


def _summary(one: Field, draft: Draft) -> str:
    """The words and values of a field in a line, to be compared."""
    words = draft.words(one.name) if one.has_words else None
    quoted = [f"“{one_line(words.quote)}”"] if words else []
    values = [text for value in one.values for text in _texts(value, draft) if text]
    return ", ".join([*quoted, *(text.replace("_", " ") for text in values)])
