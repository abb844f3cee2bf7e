"""Is a figure repeated under another measure?

The origin's *casualties* relayed as *killed* is the commonest error of all: killed and wounded
together become dead, and the toll is ten times what anybody said.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.conflations import Conflation
from tollbook.reasoning.evidence import by_cluster, claim_in_words, mark_of, outlet
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.keys import claim_key, number_key
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, number_in_words

NAME = "conflation"
_HINTS: dict[Verdict, str] = {
    "fails": "The measure was changed on the way; quote the number as its origin gave it.",
    "undecided": "One of the two has the wrong measure, or the number is true of both.",
    "holds": "",
}


def check_conflation(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives an origin's number under a measure of its own."""
    found = {
        figure.id: conflation
        for conflation in record.conflations
        for figure in conflation.wrong.figures
    }
    suspects = [figure for figure in record.corpus.figures() if figure.id in found]
    for alike in group_by(suspects, lambda figure: (figure.measure, number_key(figure))).values():
        for figures in by_cluster(alike, record.claims):
            yield _finding(found[figures[0].id], figures, record)


def _finding(conflation: Conflation, figures: tuple[Figure, ...], record: Record) -> Finding:
    corpus, suspect = record.corpus, figures[0]
    others = [conflation.right, *([conflation.proof] if conflation.proof else [])]
    shown = (*figures, *(claim.figures[0] for claim in others))
    return Finding(
        check=NAME,
        verdict=conflation.verdict,
        title=f"{number_in_words(suspect)} {suspect.measure}, by {conflation.right.origin.name} "
        f"given as {conflation.right.measure}",
        marks=tuple(mark_of(figure, corpus) for figure in shown),
        statements=tuple(figure.id for figure in shown),
        working=(
            f"{outlet(suspect.document, corpus)} has {number_in_words(suspect)} {suspect.measure}; "
            f"on record is {claim_in_words(conflation.right)}.",
            _why(conflation),
        ),
        about=(suspect.document, claim_key(conflation.wrong), claim_key(conflation.right)),
        hint=_hint(conflation),
    )


def _hint(conflation: Conflation) -> str:
    even = conflation.proof is None and len(conflation.wrong.clusters) == len(
        conflation.right.clusters
    )
    if conflation.wrong.origin.key == conflation.right.origin.key or conflation.verdict == "fails":
        return _HINTS["undecided" if even else conflation.verdict]
    return f"If the number is {conflation.right.origin.name}'s, its measure was changed on the way."


def _why(conflation: Conflation) -> str:
    if conflation.proof is not None:
        return f"Both can't be: also on record is {claim_in_words(conflation.proof)}."
    texts = f"{count(len(conflation.right.clusters))} to {count(len(conflation.wrong.clusters))}"
    measures = f"for {conflation.right.measure} and for {conflation.wrong.measure}"
    return f"Independent texts {measures}: {texts}."
