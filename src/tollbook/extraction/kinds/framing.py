"""What a statement of any other kind starts from: its clause, its content and its voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from tollbook.extraction.attribution.relation import chain
from tollbook.extraction.syntax.verbs import clause_span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.statement import Statement
    from tollbook.model.text import Span
    from tollbook.model.values import Kind

Kept = TypeVar("Kept", bound="Statement")


def evidence_of(
    parsed: ParsedDocument, attributions: Attributions, sentence: Sentence, token: Token
) -> Span:
    """The clause that bears a word, as far as the source of the word says it."""
    whole = clause_span(parsed, sentence, token)
    return cut_to_content(parsed, attributions, whole, parsed.span_of(sentence, [token]))


def cut_to_content(
    parsed: ParsedDocument, attributions: Attributions, evidence: Span, trigger: Span
) -> Span:
    """The evidence cut down to what the source of the trigger says.

    "The toll rose, police said" parsed as one clause is evidence up to the comma.
    """
    attribution = attributions.of(trigger)
    if attribution is None:
        return evidence
    for piece in attribution.content:
        if piece.overlaps(trigger) and piece.overlaps(evidence):
            start, end = max(piece.start, evidence.start), min(piece.end, evidence.end)
            return without_outer_marks(parsed, start, end)
    return evidence


def without_outer_marks(parsed: ParsedDocument, start: int, end: int) -> Span:
    """A stretch of the text without the blanks, marks and "that" at its ends."""
    text = parsed.document.text
    start += len("that ") if text.startswith("that ", start, end) else 0
    while start < end - 1 and not text[start].isalnum() and text[start] not in "$€£#@":
        start += 1
    while end > start + 1 and not text[end - 1].isalnum() and text[end - 1] not in "%)":
        end -= 1
    return parsed.span(start, end)


def common_fields(
    parsed: ParsedDocument, attributions: Attributions, kind: Kind, evidence: Span
) -> dict[str, Any]:
    """What a statement of any kind has: a provisional id, its evidence, its content, its voices.

    Without a source the content is the evidence, and the publisher speaks.
    """
    attribution = attributions.of(evidence)
    return {
        "id": f"{kind}@{evidence.start}-{evidence.end}",
        "document": parsed.document.id,
        "evidence": evidence,
        "content": whole_content(parsed, attribution) or evidence,
        "attribution": chain(parsed.document, attribution),
        "modality": (attribution and attribution.hedge) or "asserted",
    }


def without_duplicates(statements: Iterable[Kept]) -> Iterator[Kept]:
    """Each statement once: of several with one provisional id, that is one evidence, the first."""
    seen: set[str] = set()
    for statement in statements:
        if statement.id not in seen:
            seen.add(statement.id)
            yield statement


def whole_content(parsed: ParsedDocument, attribution: Attribution | None) -> Span | None:
    """All that the source says, from the first piece to the last."""
    if attribution is None or not attribution.content:
        return None
    start = min(piece.start for piece in attribution.content)
    return parsed.span(start, max(piece.end for piece in attribution.content))
