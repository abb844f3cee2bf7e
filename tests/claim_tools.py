"""For tests of claims: reports that each give one figure, and the claims they make."""

from __future__ import annotations

from datetime import date
from typing import Any

from factories import a_document, a_figure, a_span
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Population
from tollbook.reasoning.claims import Claims, find_claims
from tollbook.reasoning.corpus import Corpus
from tollbook.settings import Settings

JANUARY = date(2025, 1, 13)
APRIL = date(2025, 4, 30)
NIS: dict[str, Any] = {"origin": "National Intelligence Service", "entity": "org:kr-nis"}


def a_report(id: str, printed: date | None = JANUARY, **said: Any) -> tuple[Document, Figure]:
    """A report of one sentence with one figure; by default the NIS says 300 were killed."""
    page = a_document(
        f"Report {id}: it was said that 300 soldiers were killed.", id=id, published=printed
    )
    usual: dict[str, Any] = {"scope": "cumulative", "population": "soldiers"}
    figure = a_figure(page, "300 soldiers were killed", **(usual | (said or {}) | _voice(said)))
    return page, figure


def _voice(said: dict[str, Any]) -> dict[str, Any]:
    return {} if "origin" in said else NIS


def a_corpus(*reports: tuple[Document, Figure]) -> Corpus:
    """The book of some reports; one document may come with several figures."""
    return Corpus({page.id: page for page, _ in reports}, tuple(figure for _, figure in reports))


def claims_of(*reports: tuple[Document, Figure], decisions: tuple[Decision, ...] = ()) -> Claims:
    """The claims that reports make."""
    return find_claims(a_corpus(*reports), Settings(), decisions)


def the_claim(*reports: tuple[Document, Figure]) -> Claim:
    """The one claim that reports make."""
    found = claims_of(*reports).all
    assert len(found) == 1, [claim.statements for claim in found]
    return found[0]


def people(page: Document, words: str, **facets: Any) -> Population:
    return Population(mention=a_span(page, words), **facets)
