"""Whom each figure of a corpus traces back to, also where a page repeats it without its source.

A headline says "300 soldiers killed" and the second paragraph who says so. Where a page gives in
its own words a count that exactly one voice gives on the same page, it passes on that voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tollbook.model.claim import Origin
from tollbook.model.statement import Figure
from tollbook.reasoning.claims.identity import number_of
from tollbook.reasoning.claims.voices import Voices
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import counts, meet, stated_number
from tollbook.reasoning.populations import may_be_same


def trace(corpus: Corpus, voices: Voices, tolerance: float) -> dict[str, Origin]:
    """The origin of each figure, by the figure's id."""
    origins = {figure.id: voices.origin(figure) for figure in corpus.every_figure()}
    for document in corpus.documents:
        figures = corpus.figures_in(document)
        backed = [figure for figure in figures if origins[figure.id].kind != "unknown"]
        for figure in figures if backed else ():
            if origins[figure.id].kind != "named":
                found = _find_quoted_voice(figure, backed, origins, corpus, tolerance)
                origins[figure.id] = found or origins[figure.id]
    return origins


def _find_quoted_voice(
    figure: Figure,
    backed: Sequence[Figure],
    origins: Mapping[str, Origin],
    corpus: Corpus,
    tolerance: float,
) -> Origin | None:
    """The one voice that a nameless count is taken from; None where there is none, or doubt."""
    block = corpus.block_of(figure.document, figure.evidence)
    headline = block is not None and block[1].role == "headline"
    if not headline and origins[figure.id].kind != "unknown":
        return None
    found = {
        origins[other.id].key: origins[other.id]
        for other in backed
        if other is not figure
        and other.measure == figure.measure
        and _may_repeat(figure, other, headline, tolerance)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _may_repeat(figure: Figure, other: Figure, headline: bool, tolerance: float) -> bool:
    """Whether a figure can repeat another one; a headline rounds and drops hedges."""
    if not may_be_same(figure, other):
        return False
    if number_of(figure) == number_of(other):
        tied = figure.same_as == other.id or other.same_as == figure.id
        return tied or stated_number(figure) is not None
    return headline and meet(counts(figure, tolerance), counts(other, tolerance))
