"""Is there no source behind the figure?

A number that a paper prints in its own voice can't be traced, compared with its origin's other
words, or corrected when its origin corrects itself. It may be true, but no source says so.

A finding is made only where the answer is bad news: a check that *holds* for every attributed
figure would drown the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Figure
from tollbook.model.values import Measure, Verdict
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, meet
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.populations import may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.wholes import WholeWithParts, find_wholes, people
from tollbook.reasoning.words import number_in_words

NAME = "unattributed"


def check_unattributed(record: Record) -> Iterator[Finding]:
    """Numbers that only their publisher gives: a note for each document; in doubt in a case.

    Left out: a part (its whole is asked instead), a sum of parts that have a source, a figure that
    the same document gives elsewhere with a source (a headline, a summary), and people without a
    number word.
    """
    corpus = record.corpus
    sums = frozenset(_root(group.whole, corpus) for group in find_wholes(corpus) if _is_sum(group))
    for id in corpus.documents:
        figures = corpus.figures_in(id)
        sources = _Sources.of(figures, corpus)
        alone: list[Figure] = []
        for figure in figures:
            if (
                figure.number is not None
                and nobody_speaks(figure)
                and corpus.figure(figure.part_of) is None
                and _root(figure, corpus) not in sums
                and not sources.vouch_for(figure, corpus, record.settings.about_tolerance)
            ):
                alone.append(figure)
        matters = [figure for figure in alone if _matters(figure, record)]
        for figure in matters:
            yield _finding((figure,), "undecided", corpus)
        if noted := tuple(figure for figure in alone if figure not in matters):
            yield _finding(noted, "note", corpus)


def _matters(figure: Figure, record: Record) -> bool:
    """Whether a case hangs on a figure: it is asked within one, and nobody known gives the number.

    Of what everybody knows ("some 11,000 troops"), and of pages outside a case, a note is enough.
    """
    if record.case is None:
        return False
    tolerance = record.settings.about_tolerance
    printed = counts(figure, tolerance)
    return not any(
        claim.measure == figure.measure
        and claim.origin.kind != "unknown"
        and meet(counts(claim.figure, tolerance), printed)
        for claim in record.claims.all
    )


def _is_sum(group: WholeWithParts) -> bool:
    """Whether a whole is no more than its parts, and somebody stands behind each of these."""
    return group.exhaustive and not any(map(nobody_speaks, group.parts))


@dataclass(frozen=True, slots=True)
class _Sources:
    """The figures of one document that somebody stands behind, to be looked up."""

    roots: frozenset[str]
    by_measure: Mapping[Measure, Sequence[Figure]]
    by_value: Mapping[tuple[Measure, int, int | None], Sequence[Figure]]

    @classmethod
    def of(cls, figures: Iterable[Figure], corpus: Corpus) -> _Sources:
        backed = [figure for figure in figures if not nobody_speaks(figure)]
        return cls(
            frozenset(_root(figure, corpus) for figure in backed),
            group_by(backed, lambda figure: figure.measure),
            group_by(backed, lambda figure: (figure.measure, figure.low, figure.high)),
        )

    def vouch_for(self, figure: Figure, corpus: Corpus, tolerance: float) -> bool:
        """Whether one of them is this figure again, with its source.

        A headline rounds and drops hedges, so there any value that agrees will do.
        """
        if _root(figure, corpus) in self.roots:
            return True
        block = corpus.block_of(figure.document, figure.evidence)
        if block is not None and block[1].role == "headline":
            printed = counts(figure, tolerance)
            alike: Sequence[Figure] = tuple(
                other
                for other in self.by_measure.get(figure.measure, ())
                if meet(counts(other, tolerance), printed)
            )
        else:
            alike = self.by_value.get((figure.measure, figure.low, figure.high), ())
        return any(may_be_same(other, figure) for other in alike)


def _root(figure: Figure, corpus: Corpus) -> str:
    """The first mention that a chain of repeats leads back to."""
    seen: set[str] = set()
    while figure.same_as and figure.id not in seen:
        seen.add(figure.id)
        earlier = corpus.figure(figure.same_as)
        if earlier is None:
            return figure.same_as
        figure = earlier
    return min(seen | {figure.id}) if figure.id in seen else figure.id


def _finding(figures: tuple[Figure, ...], verdict: Verdict, corpus: Corpus) -> Finding:
    document = corpus.documents[figures[0].document]
    publisher = document.publisher or "the page"
    numbers = ", ".join(f"{number_in_words(figure)} {figure.measure}" for figure in figures)
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{numbers}, with no source but {publisher}",
        marks=tuple(Mark(document.id, people(figure, document)) for figure in figures),
        statements=tuple(figure.id for figure in figures),
        working=(f"The text gives no source for {numbers}.",),
        about=tuple(statement_key(figure) for figure in figures),
        hint="Look for the source elsewhere, or quote it as the publisher's own word.",
    )
