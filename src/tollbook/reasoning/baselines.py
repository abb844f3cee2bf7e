"""What a change is measured on: the count it speaks of now, and the one on record for before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tollbook.model.statement import Baseline, Change, Figure
from tollbook.model.values import Measure
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.origins import is_called, names_of, nobody_speaks, same_origin
from tollbook.reasoning.populations import may_be_same


@dataclass(frozen=True, slots=True)
class PastCount:
    """One value that an origin gave as its total, and the documents' statements of it.

    It is less than a claim: in each document only the greatest count is a total.
    """

    figures: tuple[Figure, ...]

    @property
    def figure(self) -> Figure:
        """The earliest statement of it."""
        return self.figures[0]

    @property
    def documents(self) -> int:
        """How many documents give it."""
        return len({figure.document for figure in self.figures})


def current_figure(change: Change, measure: Measure, corpus: Corpus) -> Figure | None:
    """The count whose change is stated: the nearest before it in its document, from its voice.

    Where the publisher alone states the change, it compares what others said: then any voice will
    do. Where the document gives no count, the origin's latest on record by that day is taken.
    """
    here = [
        figure
        for figure in corpus.figures_in(change.document)
        if figure.measure == measure
        and not corpus.is_part(figure)
        and not _in_window(corpus.as_of(figure), change.baseline)
    ]
    own = [figure for figure in here if same_origin(figure, change)]
    if not own and nobody_speaks(change):
        own = here
    if own:
        return min(own, key=lambda figure: _distance(figure, change))
    return _latest(change, measure, corpus)


def claims_on_record(
    change: Change, current: Figure, corpus: Corpus
) -> tuple[tuple[PastCount, ...], tuple[PastCount, ...]]:
    """What the compared voice had said for the baseline's dates: likeliest claims, and the rest.

    In each document the greatest count is the total, smaller ones are parts and single events.
    Of the totals those that name a number come first, then those of the same scope, then those that
    most documents give. Several claims that tie in all this are returned as likeliest: the record
    doesn't show which is meant.
    """
    baseline = change.baseline
    if baseline is None or (baseline.start_date is None and baseline.end_date is None):
        return (), ()
    names: tuple[str, ...] = (baseline.origin,) if baseline.origin else ()
    names += names_of(current.origin)
    found = [
        figure
        for figure in corpus.figures_by(current.measure, names)
        if figure.id != current.id
        and figure.number is not None
        and _is_of_compared_voice(figure, change, current)
        and _in_window(corpus.as_of(figure), baseline)
        and may_be_same(figure, current)
        and not corpus.is_part(figure)
        and figure.modality != "possible"
    ]
    claims = _claims(_totals(found), corpus)
    ranks = [
        (_names_number(claim.figure), claim.figure.scope == current.scope, claim.documents)
        for claim in claims
    ]
    best = max(ranks, default=None)
    likeliest = tuple(claim for claim, rank in zip(claims, ranks, strict=True) if rank == best)
    return likeliest, tuple(claim for claim in claims if claim not in likeliest)


def _totals(figures: Iterable[Figure]) -> list[Figure]:
    """For each document its figure with the greatest count, a numbered one before any other."""
    greatest: dict[str, Figure] = {}
    for figure in figures:
        other = greatest.get(figure.document)
        if other is None or _size(figure) > _size(other):
            greatest[figure.document] = figure
    return list(greatest.values())


def _names_number(figure: Figure) -> bool:
    return stated_number(figure) is not None


def _size(figure: Figure) -> tuple[bool, int]:
    number = stated_number(figure)
    return figure.number is not None, figure.low if number is None else number


def _claims(figures: Iterable[Figure], corpus: Corpus) -> list[PastCount]:
    """Statements of one value put together, in order of the day they speak for."""
    in_order = sorted(figures, key=lambda item: (corpus.as_of(item) or date.max, item.id))
    same = group_by(in_order, lambda figure: (figure.low, figure.high, figure.modifier))
    return [PastCount(tuple(members)) for members in same.values()]


def _is_of_compared_voice(figure: Figure, change: Change, current: Figure) -> bool:
    """Whether a figure is of the voice that the change is measured against."""
    name = change.baseline.origin if change.baseline else None
    if name is None or is_called(change.origin, name):
        return same_origin(figure, current)
    return not nobody_speaks(figure) and is_called(figure.origin, name)


def _latest(change: Change, measure: Measure, corpus: Corpus) -> Figure | None:
    today = corpus.as_of(change)
    if today is None:
        return None
    known = [
        (day, figure)
        for figure in corpus.figures_by(measure, names_of(change.origin))
        if same_origin(figure, change)
        and (day := corpus.as_of(figure)) is not None
        and day <= today
        and not _in_window(day, change.baseline)
        and not corpus.is_part(figure)
    ]
    return max(known, key=lambda item: (item[0], _size(item[1])))[1] if known else None


def _in_window(day: date | None, baseline: Baseline | None) -> bool:
    if day is None or baseline is None:
        return False
    if baseline.start_date is None and baseline.end_date is None:
        return False
    return (baseline.start_date or date.min) <= day <= (baseline.end_date or date.max)


def _distance(figure: Figure, change: Change) -> tuple[bool, bool, int]:
    gap = figure.evidence.start - change.evidence.start
    return figure.number is None, gap > 0, abs(gap)
