"""From a document to its statements, by the stages a reader would go through.

1. the gate lets the sentences through that deserve a parse;
2. who says what: attributions;
3. how many: figures, tied to their parts and repeats;
4. the other kinds of statement, and last the attributed clauses that none of them took;
5. every statement gets its number, in text order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tollbook.extraction.attribution import find_attributions
from tollbook.extraction.figures.find import Draft, find_figures
from tollbook.extraction.figures.repeats import link_repeats
from tollbook.extraction.figures.structured import draft_cells, read_cells
from tollbook.extraction.figures.sums import link_sums
from tollbook.extraction.figures.telling import tell_figures
from tollbook.extraction.kinds.assertions import find_assertions
from tollbook.extraction.kinds.changes import find_changes
from tollbook.extraction.kinds.custody import find_custody
from tollbook.extraction.kinds.document_evidence import find_document_evidence
from tollbook.extraction.kinds.explanations import find_explanations
from tollbook.extraction.kinds.incidents import find_incidents
from tollbook.extraction.kinds.intentions import find_intentions
from tollbook.extraction.kinds.open_questions import find_open_questions
from tollbook.extraction.kinds.predictions import find_predictions
from tollbook.extraction.sentences.gate import read_sentences
from tollbook.extraction.sentences.parse import ParsedDocument, Parser
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Statement
from tollbook.settings import Settings

__all__ = ["Parser", "extract"]

_OTHER_KINDS = (
    find_changes,
    find_predictions,
    find_explanations,
    find_custody,
    find_incidents,
    find_document_evidence,
    find_intentions,
    find_open_questions,
)


def extract(document: Document, parser: Parser, settings: Settings) -> list[Statement]:
    """The statements of a document in text order; names, places and dates as worded."""
    parsed = read_sentences(document, parser, settings)
    if not parsed.sentences:
        return []
    headlines = frozenset(i for i, b in enumerate(document.blocks) if b.role == "headline")
    attributions = find_attributions(parsed)
    drafts = link_sums(link_repeats(_drafts(parsed, settings.value_policy), headlines))
    figures = tell_figures(parsed, attributions, drafts)
    statements: list[Statement] = list(figures)
    for find in _OTHER_KINDS:
        statements.extend(find(parsed, attributions, figures))
    statements.extend(find_assertions(parsed, attributions, statements))
    return _numbered(document, statements)


def _drafts(parsed: ParsedDocument, policy: str) -> list[Draft]:
    """The figures of sentences, and those of lists and tables, in text order.

    A number without a label may be one of a sentence, and is taken where no sentence has it.
    """
    cells = read_cells(parsed.document, policy)
    apart = {cell.field.block for cell in cells if not cell.alone}
    drafts = find_figures(parsed, policy, apart)
    numbers = {draft.number.start for draft in drafts if draft.number}
    known = [c for c in cells if not c.alone or c.entry.quantity.start not in numbers]
    drafts += draft_cells(parsed, known)
    return sorted(drafts, key=lambda draft: (draft.evidence.start, draft.evidence.end))


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
