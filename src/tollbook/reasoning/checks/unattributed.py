"""Does nobody stand behind the figure?

A number that a paper prints in its own voice can't be traced, compared with its origin's other
words, or corrected when its origin corrects itself. It may be true; nobody has said so.

A finding is made only where the answer is bad news: a check that *holds* for every attributed
figure would drown the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Figure
from tollbook.model.values import Measure
from tollbook.reasoning.book import Book, grouped
from tollbook.reasoning.groups import Group, groups, people
from tollbook.reasoning.intervals import counts, meet
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.populations import may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.words import worded

NAME = "unattributed"


def unattributed(record: Record) -> Iterator[Finding]:
    """One finding for each number that only its publisher gives.

    Left out: a part (its whole is asked instead), a sum of parts that have a source, a figure that
    the same document gives elsewhere with a source (a headline, a summary), and people without a
    number word.
    """
    book = record.book
    sums = frozenset(_root(group.whole, book) for group in groups(book) if _is_sum(group))
    for id in book.documents:
        figures = book.figures_in(id)
        sources = _Sources.of(figures, book)
        for figure in figures:
            if (
                figure.number is not None
                and nobody_speaks(figure)
                and book.figure(figure.part_of) is None
                and _root(figure, book) not in sums
                and not sources.vouch_for(figure, book, record.settings.about_tolerance)
            ):
                yield _finding(figure, book)


def _is_sum(group: Group) -> bool:
    """Whether a whole is no more than its parts, and somebody stands behind each of these."""
    return group.exhaustive and not any(map(nobody_speaks, group.parts))


@dataclass(frozen=True, slots=True)
class _Sources:
    """The figures of one document that somebody stands behind, to be looked up."""

    roots: frozenset[str]
    by_measure: Mapping[Measure, tuple[Figure, ...]]
    by_value: Mapping[tuple[Measure, int, int | None], tuple[Figure, ...]]

    @classmethod
    def of(cls, figures: Iterable[Figure], book: Book) -> _Sources:
        backed = [figure for figure in figures if not nobody_speaks(figure)]
        return cls(
            frozenset(_root(figure, book) for figure in backed),
            grouped((figure.measure, figure) for figure in backed),
            grouped(((figure.measure, figure.low, figure.high), figure) for figure in backed),
        )

    def vouch_for(self, figure: Figure, book: Book, tolerance: float) -> bool:
        """Whether one of them is this figure again, with its source.

        A headline rounds and drops hedges, so there any value that agrees will do.
        """
        if _root(figure, book) in self.roots:
            return True
        block = book.block_of(figure.document, figure.evidence)
        if block is not None and block[1].role == "headline":
            printed = counts(figure, tolerance)
            alike = tuple(
                other
                for other in self.by_measure.get(figure.measure, ())
                if meet(counts(other, tolerance), printed)
            )
        else:
            alike = self.by_value.get((figure.measure, figure.low, figure.high), ())
        return any(may_be_same(other, figure) for other in alike)


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
        about=(statement_key(figure),),
        hint="Look for the source elsewhere, or quote it as the publisher's own word.",
    )
