"""From the id of a statement to everything on record about it."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.app import ids
from tollbook.model.about import JudgedFinding, LinkedClaim, StatementAbout
from tollbook.model.claim import Claim
from tollbook.model.problem import DecisionError
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.record import Record


def about(record: Record, id: str) -> StatementAbout:
    """Everything on record about a statement.

    Raises:
        DecisionError: there is no such statement.
    """
    review = ids.reviewed_statement(record.reviewed, id)
    said = review.reading or review.machine
    if said is None:
        raise DecisionError(f"{id} was added, and the addition undone")
    claim = record.claims.of(id)
    return StatementAbout(
        statement=said,
        review=review,
        document=record.corpus.documents[said.document],
        as_of=record.corpus.as_of(said),
        claim=claim,
        links=tuple(_links(record, claim)) if claim else (),
        findings=tuple(_findings(record, id)),
        parts=tuple(
            figure
            for figure in record.corpus.figures_in(said.document)
            if id in (figure.part_of, figure.same_as)
        ),
    )


def _links(record: Record, claim: Claim) -> Iterator[LinkedClaim]:
    for link in record.claims.links_of(claim.id):
        other = record.claims.get(link.other if link.claim == claim.id else link.claim)
        if other is not None:
            yield LinkedClaim(link, other)


def _findings(record: Record, id: str) -> Iterator[JudgedFinding]:
    made = judgements(record.decisions)
    for finding in run_checks(record, ()):
        if id in finding.statements:
            yield JudgedFinding(finding, made.get(finding.key))
