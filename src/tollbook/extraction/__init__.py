"""From a document to its statements, by the stages a reader would go through.

1. the gate lets the sentences through that deserve a parse;
2. who says what: attributions;
3. how many: figures, tied to their parts and repeats;
4. the other kinds of statement;
5. every statement gets its chain of voices, and its number in text order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tollbook.extraction.attribution import Attributions, find_attributions
from tollbook.extraction.figures import Draft, find_figures
from tollbook.extraction.gate import read_sentences
from tollbook.extraction.parse import ParsedDocument, Parser
from tollbook.extraction.repeats import link
from tollbook.extraction.voices import chain
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Population, Statement
from tollbook.model.text import Span
from tollbook.settings import Settings

__all__ = ["Parser", "extract"]


def extract(document: Document, parser: Parser, settings: Settings) -> list[Statement]:
    """The statements of a document in text order; names, places and dates as worded."""
    parsed = read_sentences(document, parser, settings)
    attributions = find_attributions(parsed)
    drafts = link(find_figures(parsed, settings.value_policy))
    figures = _figures(parsed, attributions, drafts)
    return _numbered(document, figures)


def _figures(
    parsed: ParsedDocument, attributions: Attributions, drafts: Sequence[Draft]
) -> list[Figure]:
    return [_figure(parsed, attributions, draft) for draft in drafts]


def _figure(parsed: ParsedDocument, attributions: Attributions, draft: Draft) -> Figure:
    attribution = attributions.of(draft.evidence)
    modality = draft.modality
    if attribution and attribution.hedge and modality == "asserted":
        modality = attribution.hedge
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
        modality=modality,
        number=draft.number,
        population=draft.population and Population(mention=draft.population),
        scope=draft.scope,
        part_of=draft.whole,
        same_as=draft.same,
    )


def _whole(parsed: ParsedDocument, pieces: Sequence[Span]) -> Span:
    return parsed.span(pieces[0].start, pieces[-1].end)


def _numbered(document: Document, statements: Iterable[Statement]) -> list[Statement]:
    """The statements in text order under their final ids, links between figures following."""
    ordered = sorted(statements, key=lambda s: (s.evidence.start, s.evidence.end, s.kind, s.id))
    final = {s.id: f"{document.id}#{n}" for n, s in enumerate(ordered, start=1)}
    return [_renamed(statement, final) for statement in ordered]


def _renamed(statement: Statement, final: dict[str, str]) -> Statement:
    renamed = replace(statement, id=final[statement.id])
    if isinstance(renamed, Figure):
        return replace(
            renamed,
            part_of=final.get(renamed.part_of or ""),
            same_as=final.get(renamed.same_as or ""),
        )
    return renamed
