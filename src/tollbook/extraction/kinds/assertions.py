"""Assertions: what a source says and no other kind of statement holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.relation import chain
from tollbook.extraction.kinds.framing import without_outer_marks
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import SUBJECTS
from tollbook.model.statement import Assertion, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument
    from tollbook.model.text import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_assertions(
    parsed: ParsedDocument, attributions: Attributions, taken: Sequence[Statement]
) -> Iterator[Assertion]:
    """One assertion for each content of which no statement of another kind was taken.

    Where one content lies within another the inner one is kept: its chain is the longer.
    """
    # one byte a character, so that asking costs the same however many stretches there are
    covered, asserted = (bytearray(len(parsed.document.text)) for _ in range(2))
    for statement in taken:
        start, end = statement.evidence.start, statement.evidence.end
        covered[start:end] = b"\1" * (end - start)
    shortest_first = sorted(
        attributions.all,
        key=lambda one: (
            sum(piece.end - piece.start for piece in one.content),
            min((piece.start for piece in one.content), default=0),
        ),
    )
    for attribution in shortest_first:
        if not attribution.voices or not attribution.content:
            continue
        if any(1 in covered[piece.start : piece.end] for piece in attribution.content):
            continue
        start = min(piece.start for piece in attribution.content)
        end = max(piece.end for piece in attribution.content)
        whole = parsed.span(start, end)
        if 1 in asserted[start:end] or not _is_clause(parsed, whole):
            continue
        asserted[start:end] = b"\1" * (end - start)
        yield _assertion(parsed, attribution, whole)


def _is_clause(parsed: ParsedDocument, content: Span) -> bool:
    """Whether the content says something by itself: a finite verb with its subject."""
    if len(content.quote.split()) < parsed.settings.assertion_words:
        return False
    first = bisect_right(parsed.sentences, content.start, key=lambda sentence: sentence.start) - 1
    last = bisect_left(parsed.sentences, content.end, key=lambda sentence: sentence.start)
    for sentence in parsed.sentences[max(0, first) : last]:
        for verb in sentence.doc or ():
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
        modality=attribution.hedge or "asserted",
    )
