"""The versions of a document, and what changed between any two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.model.problem import LedgerError, MissingError
from tollbook.model.version import ChangedParagraph, Version, VersionChanges
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])

_DIGITS = 9  # of a version's number
_AROUND = 1  # paragraphs shown before and after what changed


@dataclass(frozen=True, slots=True)
class Unchanged:
    """So many paragraphs in a row in which nothing changed, left out."""

    paragraphs: int


@dataclass(frozen=True, slots=True)
class VersionsView:
    """All versions, the two that are compared, and what changed between these."""

    id: str
    title: str
    versions: Sequence[Version]
    old: int
    new: int
    changes: VersionChanges | None
    shown: Sequence[ChangedParagraph | Unchanged]


@router.get("/versions/{path:path}", response_class=HTMLResponse)
def versions(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """The versions of a document; the last two are compared unless the address names others."""
    id = id_in(path)
    with desk.ledger() as ledger:
        found = ledger.versions(id, known_on=known_on)
        if not found:
            raise MissingError(f"the ledger holds no document {id!r}")
        new = _number(request, "new", found[-1].number)
        old = _number(request, "old", max(new - 1, 1))
        try:
            changes = (
                ledger.compare_versions(id, old, new, known_on=known_on) if old != new else None
            )
        except LedgerError as error:
            raise MissingError(str(error)) from error
    shown = tuple(_shortened(changes.paragraphs)) if changes else ()
    title = found[-1].title or id
    return render(
        request, "versions.html", VersionsView(id, title, found, old, new, changes, shown)
    )


def _number(request: Request, name: str, usual: int) -> int:
    given = request.query_params.get(name, "")
    return int(given) if given.isdecimal() and len(given) <= _DIGITS else usual


def _shortened(paragraphs: Sequence[ChangedParagraph]) -> Iterator[ChangedParagraph | Unchanged]:
    """The paragraphs that changed with their neighbours; the others are counted."""
    near = {
        shown
        for n, paragraph in enumerate(paragraphs)
        if paragraph.is_changed
        for shown in range(n - _AROUND, n + _AROUND + 1)
    }
    left_out = 0
    for n, paragraph in enumerate(paragraphs):
        if n not in near:
            left_out += 1
            continue
        if left_out:
            yield Unchanged(left_out)
            left_out = 0
        yield paragraph
    if left_out:
        yield Unchanged(left_out)
