"""From drafts to figures: each gets its voices, its circumstances and how its source knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.chains import chain
from tollbook.extraction.figures.circumstances import circumstances
from tollbook.language import load
from tollbook.model.statement import Figure, Period, Place, Population
from tollbook.model.values import BASES, Basis, Modality

if TYPE_CHECKING:
    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.figures.find import Draft
    from tollbook.extraction.sentences.parse import ParsedDocument
    from tollbook.model.text import Span


def tell_figures(
    parsed: ParsedDocument, attributions: Attributions, drafts: Iterable[Draft]
) -> list[Figure]:
    """The figures of a document under provisional ids, the drafts' own keys."""
    return [_figure(parsed, attributions.of(draft.evidence), draft) for draft in drafts]


def _figure(parsed: ParsedDocument, attribution: Attribution | None, draft: Draft) -> Figure:
    around = circumstances(parsed, draft.sentence, draft.anchor, draft.count.head_in(draft.anchor))
    return Figure(
        id=draft.key,
        document=parsed.document.id,
        evidence=draft.evidence,
        content=_whole(parsed, attribution.content) if attribution else draft.evidence,
        attribution=chain(parsed.document, attribution),
        measure=draft.measure,
        low=draft.low,
        high=draft.high,
        modifier=draft.modifier,
        modality=_modality(draft, attribution),
        number=draft.number,
        population=Population(mention=draft.population) if draft.population else None,
        scope=draft.scope,
        part_of=draft.whole,
        same_as=draft.same,
        place=Place(mention=around.place) if around.place else None,
        period=Period(mention=around.time) if around.time else None,
        by=around.by,
        cause=around.cause,
        basis=_basis(attribution),
    )


def _whole(parsed: ParsedDocument, pieces: Sequence[Span]) -> Span:
    return parsed.span(pieces[0].start, pieces[-1].end)


def _modality(draft: Draft, attribution: Attribution | None) -> Modality:
    """What the sentence says of the harm itself goes before what the cue says of its source."""
    if draft.modality != "asserted" or attribution is None or attribution.hedge is None:
        return draft.modality
    believed = _bases().get(attribution.cue_lemma) == "estimated"
    if attribution.hedge == "unconfirmed" and believed and draft.count.number is not None:
        return "estimated"  # who believes a number estimates it
    return attribution.hedge


def _basis(attribution: Attribution | None) -> Basis:
    """How the source knows, by its cue: "counted", "estimates", "verified"; relayed in a chain."""
    if attribution is None:
        return "unknown"
    named = _bases().get(attribution.cue_lemma)
    if named is not None:
        return named
    return "relayed" if len(attribution.voices) > 1 else "unknown"


@cache
def _bases() -> dict[str, Basis]:
    table = load("en", "bases")
    return {lemma: basis for basis in BASES for lemma in table.get(basis, ())}
