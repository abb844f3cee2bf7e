"""From a document to its statements, by the stages a reader would go through.

1. the gate lets the sentences through that deserve a parse;
2. who says what: attributions;
3. how many: figures, tied to their parts and repeats;
4. the other kinds of statement, and last the attributed clauses that none of them took;
5. every statement gets its number, in text order.
"""

from __future__ import annotations

from dataclasses import replace

from tollbook.extraction.attribution import find_attributions
from tollbook.extraction.figures import find_figures
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

__all__ = ["Parser", "extract", "read_sentences", "statements_of"]

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
    """The statements of a document in text order; names, places and dates as words."""
    (parsed,) = read_sentences([document], parser, settings)
    return statements_of(parsed)


def statements_of(parsed: ParsedDocument) -> list[Statement]:
    """The statements of a document that `read_sentences` has parsed, alone or with others."""
    if not parsed.sentences:
        return []
    attributions = find_attributions(parsed)
    figures = find_figures(parsed, attributions)
    statements: list[Statement] = list(figures)
    for find in _OTHER_KINDS:
        statements.extend(find(parsed, attributions, figures))
    statements.extend(find_assertions(parsed, attributions, statements))
    # A provisional id is a kind and a place, so two statements of one id say the same thing of the
    # same words: they are one statement, and the first of them stays. No two share a final id.
    firsts: dict[str, Statement] = {}
    for statement in statements:
        firsts.setdefault(statement.id, statement)
    ordered = sorted(firsts.values(), key=lambda s: (s.evidence.start, s.evidence.end, s.kind))
    final = {s.id: f"{parsed.document.id}#{n}" for n, s in enumerate(ordered, start=1)}
    numbered: list[Statement] = []
    for statement in ordered:
        id = final[statement.id]
        if isinstance(statement, Figure):
            whole, same = final.get(statement.part_of or ""), final.get(statement.same_as or "")
            numbered.append(replace(statement, id=id, part_of=whole, same_as=same))
        else:
            numbered.append(replace(statement, id=id))
    return numbered
