"""One claim: what it says, how it came onto each page, what ties it to others, how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.app.claim import ClaimDetails
from tollbook.publishing.citations import write
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.people import needs

router = APIRouter(prefix="/claims", dependencies=[needs("look")])


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with all that belongs to it, and its citation in each form."""

    details: ClaimDetails
    citations: Mapping[str, str]


@router.get("/{path:path}", response_class=HTMLResponse)
def claim(
    request: Request, path: str, desk: AtDesk, known_on: KnownOn, case: str | None = None
) -> Response:
    """One assertion of one voice, by its id or by that of a statement of it."""
    with desk.ledger() as ledger:
        found = ledger.claim(id_in(path), case=case or None, known_on=known_on)
    citations = {
        "Text": write(found.citation, "text"),
        "Markdown": write(found.citation, "markdown"),
        "BibTeX": write(found.citation, "bibtex"),
    }
    return render(request, "claim.html", ClaimView(found, citations))
