"""Figures: how many people a document says were killed, injured, captured and so on, and who says.

sentence -> harms -> counts -> drafts -> parts and recounts    (`find`)
labels and values of lists and tables -> drafts                (`structured`)
drafts   -> repeats of the same people -> parts of a total     (`repeats`, `sums`)
draft    -> whose word it is, where, when, by whom and how     (here, `circumstances`, `outline`)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.chains import chain
from tollbook.extraction.figures.circumstances import Circumstances, circumstances
from tollbook.extraction.figures.find import find_drafts
from tollbook.extraction.figures.modality import is_within_denial
from tollbook.extraction.figures.outline import Outline
from tollbook.extraction.figures.repeats import link_repeats
from tollbook.extraction.figures.structured import draft_cells, read_cells
from tollbook.extraction.figures.sums import link_sums
from tollbook.language import load
from tollbook.model.statement import Figure, Period, Place, Population
from tollbook.model.values import BASES, Basis, Modality, Scope

if TYPE_CHECKING:
    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.figures.draft import Draft
    from tollbook.extraction.sentences.parse import ParsedDocument
    from tollbook.model.text import Span


def find_figures(parsed: ParsedDocument, attributions: Attributions) -> list[Figure]:
    """The figures of a document in text order, under provisional ids: their places in the list."""
    drafts = _drafts(parsed)
    link_repeats(parsed, drafts)
    link_sums(drafts, parsed.settings)
    ids: dict[Draft | None, str] = {draft: f"figure@{n}" for n, draft in enumerate(drafts)}
    outline = Outline(parsed)
    return [
        _figure(parsed, attributions.of(_what_is_said(draft)), draft, ids, outline)
        for draft in drafts
    ]


def _what_is_said(draft: Draft) -> Span:
    """The words whose voice is asked for: of "Police: 4 dead" the number, not the label."""
    return draft.evidence if draft.labels is None or draft.number is None else draft.number


def _drafts(parsed: ParsedDocument) -> list[Draft]:
    """The figures of sentences, and those of lists and tables, in text order.

    A number without a label may be one of a sentence, and is taken where no sentence has it.
    """
    cells = read_cells(parsed.document, parsed.settings.value_policy)
    drafts = find_drafts(parsed, cells.lines)
    numbers = {draft.people_at for draft in drafts}
    left = [c for c in cells.all if not c.alone or c.entry.quantity.start not in numbers]
    drafts += draft_cells(parsed, left)
    return sorted(drafts, key=lambda draft: (draft.evidence.start, draft.evidence.end))


def _figure(
    parsed: ParsedDocument,
    attribution: Attribution | None,
    draft: Draft,
    ids: Mapping[Draft | None, str],
    outline: Outline,
) -> Figure:
    around = _circumstances(parsed, draft, outline)
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
        population=_population(draft),
        scope=_scope(draft, outline),
        part_of=ids.get(draft.whole),
        same_as=ids.get(draft.same),
        place=Place(mention=around.place) if around.place else None,
        period=Period(mention=around.time) if around.time else None,
        by=around.by,
        cause=around.cause,
        basis=_basis(attribution),
    )


def _population(draft: Draft) -> Population | None:
    """Whom it counts; the side, still as worded, says whom where nothing else does.

    A part is of the side of its whole.
    """
    whole = draft.whole
    side = draft.side or (whole.side if whole is not None else None)
    mention = draft.population or side
    return Population(mention=mention, side=side.quote if side else None) if mention else None


def _scope(draft: Draft, outline: Outline) -> Scope:
    """What a count covers: by its own sentence, the lines above it, or the casualties it is of."""
    if draft.scope != "incident":
        return draft.scope
    above = outline.scope_of(draft.sentence.block) if draft.labels is None else None
    whole = draft.whole
    split = whole is not None and whole.measure == "casualties" != draft.measure
    return above or (whole.scope if whole is not None and split else draft.scope)


def _circumstances(parsed: ParsedDocument, draft: Draft, outline: Outline) -> Circumstances:
    """What its sentence or its labels say, and where they leave it open, the lines above."""
    if draft.labels is None:
        count, anchor = draft.count, draft.anchor
        around = circumstances(
            parsed, draft.sentence, anchor, count.head_in(anchor), count.number_in(anchor)
        )
    else:
        around = draft.labels
    block, labelled = draft.sentence.block, draft.labels is not None
    return replace(
        around,
        place=around.place or outline.place_of(block, labelled=labelled),
        time=around.time or outline.time_of(block, labelled=labelled),
    )


def _modality(draft: Draft, attribution: Attribution | None) -> Modality:
    """What the sentence says of the harm itself goes before what the cue says of its source."""
    if draft.modality != "asserted" or attribution is None or attribution.hedge is None:
        return draft.modality
    if attribution.hedge == "denied" and not _is_denied_by(attribution, draft):
        return draft.modality
    believed = _bases().get(attribution.cue_lemma) == "estimated"
    if attribution.hedge == "unconfirmed" and believed and draft.count.number is not None:
        return "estimated"  # who believes a number estimates it
    return attribution.hedge


def _is_denied_by(attribution: Attribution, draft: Draft) -> bool:
    """Whether the cue denies the harm itself, and not only somebody's part in it."""
    cue, sentence, anchor = attribution.cue, draft.sentence, draft.anchor
    if cue is None or sentence.doc is None or anchor.doc is not sentence.doc:
        return True
    denying = [t for t in sentence.doc if sentence.start + t.idx == cue.start]
    return not denying or is_within_denial(anchor, denying[0])


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
