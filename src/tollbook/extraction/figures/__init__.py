"""Figures: how many people a document says were killed, injured, captured and so on, and who says.

sentence -> harms -> counts -> drafts -> parts and recounts    (`find`)
drafts   -> repeats of the same people -> parts of a total     (`repeats`, `sums`)
draft    -> whose word it is, where, when, by whom and how     (here, and `circumstances`)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.voices import chain
from tollbook.extraction.figures.circumstances import circumstances
from tollbook.extraction.figures.find import find_drafts
from tollbook.extraction.figures.repeats import link_repeats
from tollbook.extraction.figures.sums import link_sums
from tollbook.language import load
from tollbook.model.statement import Figure, Period, Place, Population
from tollbook.model.values import BASES, Basis, Modality

if TYPE_CHECKING:
    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.figures.draft import Draft
    from tollbook.extraction.sentences.parse import ParsedDocument


def find_figures(parsed: ParsedDocument, attributions: Attributions) -> list[Figure]:
    """The figures of a document in text order, under provisional ids: their places in the list."""
    drafts = find_drafts(parsed)
    link_repeats(parsed, drafts)
    link_sums(drafts, parsed.settings)
    ids: dict[Draft | None, str] = {draft: f"figure@{n}" for n, draft in enumerate(drafts)}
    return [_figure(parsed, attributions.of(draft.evidence), draft, ids) for draft in drafts]


def _figure(
    parsed: ParsedDocument,
    attribution: Attribution | None,
    draft: Draft,
    ids: Mapping[Draft | None, str],
) -> Figure:
    around = circumstances(parsed, draft.sentence, draft.anchor, draft.count.head_in(draft.anchor))
    content = attribution.content if attribution else (draft.evidence,)
    return Figure(
        id=ids[draft],
        document=parsed.document.id,
        evidence=draft.evidence,
        content=parsed.span(content[0].start, content[-1].end),
        attribution=chain(parsed.document, attribution),
        measure=draft.measure,
        low=draft.low,
        high=draft.high,
        modifier=draft.modifier,
        modality=_modality(draft, attribution),
        number=draft.number,
        population=Population(mention=draft.population) if draft.population else None,
        scope=draft.scope,
        part_of=ids.get(draft.whole),
        same_as=ids.get(draft.same),
        place=Place(mention=around.place) if around.place else None,
        period=Period(mention=around.time) if around.time else None,
        by=around.by,
        cause=around.cause,
        basis=_basis(attribution),
    )


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
