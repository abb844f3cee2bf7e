"""Did a relay lose "at least", "about", "up to" or "unconfirmed"?

"At least 100" is a floor and "up to 300" a ceiling; printed without their hedge both are counts
that nobody made. What the origin said is judged by its relays: by most of them, or the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Modality, Modifier, Verdict
from tollbook.reasoning.accounts import gathered
from tollbook.reasoning.book import Book
from tollbook.reasoning.evidence import by_dispatch, in_headline, mark_of, outlet, published
from tollbook.reasoning.keys import claimed, value
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, day, worded

NAME = "hedge_dropped"

_NUMBER_HEDGES: tuple[Modifier, ...] = ("at_least", "more_than", "at_most", "less_than", "about")
_DOUBTS: tuple[Modality, ...] = ("unconfirmed", "possible")
_SAME_BREATH = 60
"""Characters between two numbers that one hedge may cover: "some 300 dead and 2,700 injured"."""
_NEIGHBOURS = 4
"""Figures before one that are looked at: no hedge reaches over more."""

_HINTS: dict[Verdict, str] = {
    "fails": "Put the hedge back: without it the number says more than its origin did.",
    "undecided": "Either these lost the hedge or the others put it in; the origin's text tells.",
    "holds": "",
}


def hedge_dropped(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives a claim without the hedge that others have.

    A text that has the hedge somewhere has kept it; only its headline is told of, as *holds*.
    """
    for members in gathered(record.claims.all, _one_claim).values():
        if members[0].origin.kind != "unknown":
            yield from _compared(members, record)


def _one_claim(claim: Claim) -> tuple[str, str, str, date | None]:
    """What claims have in common that differ by their hedge alone."""
    return claim.origin.key, claim.measure, value(claim.figure), claim.as_of


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts that carry a claim, each by its figures of it, by whether they have its hedge."""

    claim: Claim
    hedged: Sequence[tuple[Figure, ...]]
    bare: Sequence[tuple[Figure, ...]]

    def model(self) -> Figure:
        """The earliest figure with the hedge that most texts have."""
        worded_by = [next(filter(_hedges, text)) for text in self.hedged]
        ((commonest, _),) = Counter(map(_hedges, worded_by)).most_common(1)
        return next(figure for figure in worded_by if _hedges(figure) == commonest)

    def verdict(self, book: Book) -> Verdict:
        """Whether most texts have the hedge, or the first; otherwise it may have been put in."""
        hedged, bare = len(self.hedged), len(self.bare)
        first_hedged, first_bare = (published(x[0][0], book) for x in (self.hedged, self.bare))
        most = hedged > bare or (hedged == bare and first_hedged == first_bare)
        return "fails" if most or first_hedged < first_bare else "undecided"


def _compared(members: Sequence[Claim], record: Record) -> Iterator[Finding]:
    figures = [figure for claim in members for figure in claim.figures if figure.number is not None]
    if not any(_hedges(figure) for figure in figures):
        return
    book = record.book
    in_order = sorted(figures, key=lambda figure: published(figure, book))
    texts = list(by_dispatch(in_order, record.claims))
    hedged = [text for text in texts if any(map(_hedges, text))]
    bare = [
        text
        for text in texts
        if not any(_hedges(figure) or _covered(figure, book) for figure in text)
    ]
    for text in hedged:
        yield from _headline(text, members[0], book)
    if bare:
        split = _Texts(members[0], hedged, bare)
        for text in bare:
            yield _finding(text[0], split, book)


def _hedges(figure: Figure) -> tuple[str, ...]:
    """The hedges of a figure: on its number, and on whether it is so at all."""
    number = (figure.modifier,) if figure.modifier in _NUMBER_HEDGES else ()
    return (*number, *((figure.modality,) if figure.modality in _DOUBTS else ()))


def _covered(figure: Figure, book: Book) -> bool:
    """Whether a hedge on another number, just before in the sentence, may stand for this too."""
    number = figure.number
    if number is None:
        return False
    text, figures = book.documents[figure.document].text, book.figures_in(figure.document)
    end = bisect_right(figures, number.start, key=lambda other: other.evidence.start)
    return any(
        other.number is not None
        and _hedges(other)
        and 0 <= number.start - other.number.end <= _SAME_BREATH
        and not _breaks(text[other.number.end : number.start])
        for other in figures[max(0, end - _NEIGHBOURS) : end]
    )


def _breaks(between: str) -> bool:
    return any(mark in between for mark in (". ", "\n", ";"))


def _headline(text: tuple[Figure, ...], claim: Claim, book: Book) -> Iterator[Finding]:
    """The mildest loss: the headline is short, the text below it says all."""
    kept = next(figure for figure in text if _hedges(figure))
    for figure in text:
        if not _hedges(figure) and in_headline(figure, book):
            yield Finding(
                check=NAME,
                verdict="holds",
                title=f"{worded(figure)} {figure.measure} in the headline, {_full(kept)} below it",
                marks=(mark_of(figure, book), mark_of(kept, book)),
                statements=(figure.id, kept.id),
                working=(f"The headline leaves out what the text has: {_full(kept)}.",),
                about=(figure.document, claimed(claim), "headline"),
            )


def _finding(figure: Figure, texts: _Texts, book: Book) -> Finding:
    model, verdict = texts.model(), texts.verdict(book)
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{worded(figure)} {figure.measure}, elsewhere {_full(model)}",
        marks=(mark_of(figure, book), mark_of(model, book)),
        statements=(figure.id, model.id),
        working=(
            f"{_printed(figure, book)}: {worded(figure)} {figure.measure}. "
            f"{_printed(model, book)}: {_full(model)}.",
            f"Texts with a hedge: {count(len(texts.hedged))}, without: {count(len(texts.bare))}.",
        ),
        about=(figure.document, claimed(texts.claim)),
        hint=_HINTS[verdict],
    )


def _full(figure: Figure) -> str:
    """The figure with all its hedges."""
    doubt = f", {figure.modality}" if figure.modality in _DOUBTS else ""
    return f"{worded(figure)} {figure.measure}{doubt}"


def _printed(figure: Figure, book: Book) -> str:
    when = book.documents[figure.document].published_on
    return f"{outlet(figure.document, book)}, {day(when)}"
