"""Does nobody stand behind the figure?

A number that a paper prints in its own voice can't be traced, compared with its origin's other
words, or corrected when its origin corrects itself. It may be true; nobody has said so.

A finding is made only where the answer is bad news: a check that *holds* for every attributed
figure would drown the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Figure
from tollbook.reasoning.book import Book
from tollbook.reasoning.groups import people
from tollbook.reasoning.intervals import counts, meet
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.populations import may_be_same
from tollbook.reasoning.words import worded
from tollbook.settings import Settings

NAME = "unattributed"


def unattributed(book: Book, settings: Settings) -> Iterator[Finding]:
    """One finding for each number that only its publisher gives.

    Left out: a part (its whole is asked instead), a figure that the same document gives elsewhere
    with a source (a headline, a summary), and people without a number word.
    """
    for id in book.documents:
        figures = book.figures_in(id)
        for figure in figures:
            if _stands_alone(figure, figures, book, settings.about_tolerance):
                yield _finding(figure, book)


def _stands_alone(figure: Figure, others: tuple[Figure, ...], book: Book, tolerance: float) -> bool:
    if figure.number is None or not nobody_speaks(figure) or book.figure(figure.part_of):
        return False
    return not any(
        not nobody_speaks(other) and _vouches(other, figure, book, tolerance) for other in others
    )


def _vouches(other: Figure, figure: Figure, book: Book, tolerance: float) -> bool:
    """Whether an attributed figure of the same document is this one again, with its source.

    A headline rounds and drops hedges, so there any value that agrees will do.
    """
    if _root(other, book) == _root(figure, book):
        return True
    if other.measure != figure.measure or not may_be_same(other, figure):
        return False
    block = book.block_of(figure.document, figure.evidence)
    if block is not None and block[1].role == "headline":
        return meet(counts(other, tolerance), counts(figure, tolerance))
    return (other.low, other.high) == (figure.low, figure.high)


def _root(figure: Figure, book: Book) -> str:
    """The first mention that a chain of repeats leads back to."""
    seen: set[str] = set()
    while figure.same_as and figure.id not in seen:
        seen.add(figure.id)
        earlier = book.figure(figure.same_as)
        if earlier is None:
            return figure.same_as
        figure = earlier
    return min(seen | {figure.id}) if figure.id in seen else figure.id


def _finding(figure: Figure, book: Book) -> Finding:
    document = book.documents[figure.document]
    publisher = document.publisher or "the page"
    return Finding(
        check=NAME,
        verdict="fails",
        title=f"{worded(figure)} {figure.measure}, said by nobody but {publisher}",
        marks=(Mark(document.id, people(figure, document)),),
        statements=(figure.id,),
        working=(f"The text names nobody who says {worded(figure)} {figure.measure}.",),
        hint="Look for the source elsewhere, or quote it as the publisher's own word.",
    )
