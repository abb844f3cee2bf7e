"""From an id to a citation."""

from __future__ import annotations

from difflib import get_close_matches

from tollbook.model.citation import Citation
from tollbook.model.problem import TollbookError
from tollbook.model.statement import Figure
from tollbook.reasoning.record import Record


def cite(record: Record, id: str, head: str) -> Citation:
    """The citation of a count, by the id of a figure or of a claim.

    Of a claim, it is that of the figure with the most detail.

    Raises:
        TollbookError: no count of the record has that id.
    """
    claim = record.claims.get(id)
    said = claim.figure if claim else record.corpus.statement(id)
    if said is None and (review := record.reviewed.reviews.get(id)) and review.settled_by:
        made = review.settled_by
        raise TollbookError(f"{id} was rejected by {made.by}: {made.reason}")
    if said is None:
        raise TollbookError(f"no count is called {id!r}; {_advice(record, id)}")
    if not isinstance(said, Figure):
        kind = said.kind.replace("_", " ")
        raise TollbookError(f"{id} is a statement of the kind {kind}; only counts can be cited")
    claim = claim or record.claims.of(said.id)
    return Citation(
        figure=said,
        document=record.corpus.documents[said.document],
        claim=claim,
        as_of=claim.as_of if claim else record.corpus.as_of(said),
        head=head,
        review=record.reviewed.reviews.get(said.id),
    )


def _advice(record: Record, id: str) -> str:
    known = [figure.id for figure in record.corpus.every_figure()]
    known += [claim.id for claim in record.claims.everything]
    if near := get_close_matches(id, known, n=2):
        return f"did you mean {' or '.join(near)}?"
    return "'tollbook show' prints the ids of figures, 'tollbook claims' those of claims"
