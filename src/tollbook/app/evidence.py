"""From the ids of statements to their evidence: the words, their page, and who stands by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.model.document import Document
from tollbook.model.review import ReviewState
from tollbook.model.statement import Statement
from tollbook.publishing.links import link_to
from tollbook.reasoning.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One statement beside its page.

    `state` says whether a person confirmed what the machine proposes, and `by` who did. `address`
    is where a reader finds the words: on the web, else in a file and line; None where neither is
    known.
    """

    statement: Statement
    document: Document
    state: ReviewState
    by: str | None
    address: str | None


def find_evidence(record: Record, ids: Iterable[str]) -> tuple[Evidence, ...]:
    """The evidence of these statements, in their order; ids that the record lacks are left out."""
    statements = (record.corpus.statement(id) for id in ids)
    return tuple(_evidence(record, one) for one in statements if one is not None)


def _evidence(record: Record, statement: Statement) -> Evidence:
    document = record.corpus.documents[statement.document]
    review = record.reviewed.review(statement.id)
    return Evidence(
        statement=statement,
        document=document,
        state=review.state if review else "proposed",
        by=review.by if review else None,
        address=link_to(document, statement.evidence.start),
    )
