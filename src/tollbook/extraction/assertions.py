"""Assertions: what a source is made to say and no other kind of statement holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.clauses import SUBJECTS, without_outer_marks
from tollbook.extraction.grammar import child
from tollbook.extraction.voices import chain
from tollbook.model.statement import Assertion, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.parse import ParsedDocument
    from tollbook.model.text import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FEWEST_WORDS = 4  # "yes, it is" asserts nothing worth keeping


def find_assertions(
    parsed: ParsedDocument, attributions: Attributions, taken: Sequence[Statement]
) -> Iterator[Assertion]:
    """One assertion for each content of which no statement of another kind was taken.

    Where one content lies within another the inner one is kept: its chain is the longer.
    """
    evidence_taken = [statement.evidence for statement in taken]
    kept: list[Span] = []
    for attribution in sorted(attributions.all, key=_length):
        if not attribution.voices or not attribution.content:
            continue
        whole = _whole(parsed, attribution)
        if any(piece.overlaps(other) for piece in attribution.content for other in evidence_taken):
            continue
        if any(whole.overlaps(other) for other in kept) or not _is_clause(parsed, whole):
            continue
        kept.append(whole)
        yield _assertion(parsed, attribution, whole)


def _length(attribution: Attribution) -> tuple[int, int]:
    total = sum(piece.end - piece.start for piece in attribution.content)
    return total, min((piece.start for piece in attribution.content), default=0)


def _whole(parsed: ParsedDocument, attribution: Attribution) -> Span:
    pieces = attribution.content
    return parsed.span(min(p.start for p in pieces), max(p.end for p in pieces))


def _is_clause(parsed: ParsedDocument, content: Span) -> bool:
    """Whether the content says something by itself: a finite verb with its subject."""
    if len(content.quote.split()) < _FEWEST_WORDS:
        return False
    for sentence, doc in parsed.parsed():
        if sentence.start >= content.end or sentence.end <= content.start:
            continue
        for verb in doc:
            own = child(verb, *SUBJECTS)
            if own is None or not _is_finite(verb):
                continue
            if content.start <= sentence.start + own.idx < content.end:
                return True
    return False


def _is_finite(verb: Token) -> bool:
    return any(token.tag_ in _FINITE for token in (verb, *verb.children))


def _assertion(parsed: ParsedDocument, attribution: Attribution, whole: Span) -> Assertion:
    longest = max(attribution.content, key=lambda piece: (piece.end - piece.start, -piece.start))
    evidence = without_outer_marks(parsed, longest.start, longest.end)
    return Assertion(
        id=f"assertion@{evidence.start}-{evidence.end}",
        document=parsed.document.id,
        evidence=evidence,
        content=whole,
        attribution=chain(parsed.document, attribution),
    )
