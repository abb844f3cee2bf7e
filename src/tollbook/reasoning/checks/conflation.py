"""Is a figure repeated under another measure?

The origin's *casualties* relayed as *killed* is the commonest error of all: killed and wounded
together become dead, and the toll is ten times what anybody said.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.accounts import gathered
from tollbook.reasoning.evidence import by_dispatch, mark_of, outlet, told
from tollbook.reasoning.keys import claimed, value
from tollbook.reasoning.record import Record
from tollbook.reasoning.swaps import Swap
from tollbook.reasoning.words import count, worded

NAME = "conflation"
_HINTS: dict[Verdict, str] = {
    "fails": "The measure was changed on the way; quote the number as its origin gave it.",
    "undecided": "One of the two has the wrong measure, or the number is true of both.",
    "holds": "",
}


def conflation(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives an origin's number under a measure of its own."""
    found = {figure.id: swap for swap in record.swaps for figure in swap.wrong.figures}
    suspects = [figure for figure in record.book.figures() if figure.id in found]
    for alike in gathered(suspects, lambda figure: (figure.measure, value(figure))).values():
        for figures in by_dispatch(alike, record.claims):
            yield _finding(found[figures[0].id], figures, record)


def _finding(swap: Swap, figures: tuple[Figure, ...], record: Record) -> Finding:
    book, suspect = record.book, figures[0]
    others = [swap.right, *([swap.proof] if swap.proof else [])]
    shown = (*figures, *(claim.figures[0] for claim in others))
    return Finding(
        check=NAME,
        verdict=swap.verdict,
        title=f"{worded(suspect)} {suspect.measure}, by {swap.right.origin.name} "
        f"given as {swap.right.measure}",
        marks=tuple(mark_of(figure, book) for figure in shown),
        statements=tuple(figure.id for figure in shown),
        working=(
            f"{outlet(suspect.document, book)} has {worded(suspect)} {suspect.measure}; "
            f"on record is {told(swap.right)}.",
            _why(swap),
        ),
        about=(suspect.document, claimed(swap.wrong), claimed(swap.right)),
        hint=_hint(swap),
    )


def _hint(swap: Swap) -> str:
    even = swap.proof is None and len(swap.wrong.dispatches) == len(swap.right.dispatches)
    if swap.wrong.origin.key == swap.right.origin.key or swap.verdict == "fails":
        return _HINTS["undecided" if even else swap.verdict]
    return f"If the number is {swap.right.origin.name}'s, its measure was changed on the way."


def _why(swap: Swap) -> str:
    if swap.proof is not None:
        return f"Both can't be: also on record is {told(swap.proof)}."
    texts = f"{count(len(swap.right.dispatches))} to {count(len(swap.wrong.dispatches))}"
    return f"Independent texts for {swap.right.measure} and for {swap.wrong.measure}: {texts}."
