"""Explanations: a cause offered for a figure or a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.clauses import (
    clause_head,
    clause_span,
    framed,
    within_content,
    without_outer_marks,
)
from tollbook.extraction.measured import is_counting, tells_of_harm
from tollbook.extraction.phrases import phrases, words_of
from tollbook.model.statement import Explanation, Figure
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.parse import ParsedDocument, Sentence

_RECALL = 400  # characters back to the figure that "this" explains: a sentence or two


def find_explanations(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Explanation]:
    """The causes that a document offers for its figures and changes, one a clause.

    A cause of anything else ("schools closed because of snow") is none; what a source is said to
    explain is one whenever figures go before it.
    """
    for sentence, doc in parsed.parsed():
        seen: set[int] = set()
        for trigger in _triggers(doc):
            head = _explaining_clause(trigger)
            if head.i in seen:
                continue
            whole = clause_span(parsed, sentence, head)
            bearing = parsed.span_of(sentence, [trigger])
            evidence = within_content(parsed, attributions, whole, bearing)
            if _is_about_harm(sentence, doc, evidence, figures):
                seen.add(head.i)
                yield Explanation(**framed(parsed, attributions, "explanation", evidence))
        if not seen:
            yield from _explained(parsed, sentence, attributions, figures)


def _triggers(doc: Doc) -> Iterator[Token]:
    for found in phrases("en", "explanations", "cues").find(doc):
        is_open = found.phrase in ("explain/VERB", "due to")
        if not is_open or _gives_cause(found.last):
            yield found.first
    for verb in doc:
        lemma = verb.lemma_.lower()
        particles = {t.lower_ for t in verb.subtree if t.i > verb.i}
        if lemma in words_of("en", "explanations", "put_down") and "down" in particles:
            yield verb
        to_cause = not particles.isdisjoint(words_of("en", "explanations", "to_cause"))
        if to_cause and lemma in words_of("en", "explanations", "verbs") and verb.pos_ == "VERB":
            yield verb


def _gives_cause(token: Token) -> bool:
    """Whether "due to" stands before a noun, and "explains" has an object and no "that"."""
    following = token.doc[token.i + 1 : token.i + 2]
    if not len(following):
        return False
    if token.lower_ == "to":
        return following[0].tag_ != "VB"
    return following[0].lower_ in ("the", "why", "these", "those", "this")


def _explaining_clause(trigger: Token) -> Token:
    """The clause that holds what is explained; "because they were weak" hangs on it."""
    head = clause_head(trigger)
    if head.dep_ == "advcl" and head.head != head:
        return clause_head(head.head)
    return head


def _is_about_harm(sentence: Sentence, doc: Doc, evidence: Span, figures: Sequence[Figure]) -> bool:
    """Whether a figure or a word of harm stands in the clause, or it points back at one."""
    if any(figure.evidence.overlaps(evidence) for figure in figures):
        return True
    words = [
        token
        for token in doc
        if evidence.start <= sentence.start + token.idx < evidence.end and not token.is_punct
    ]
    if any(tells_of_harm(token) for token in words):
        return True
    back = words_of("en", "explanations", "pointing_back")
    points_back = any(t.lower_ in back or is_counting(t) for t in words[:4])
    return points_back and _follows_figure(evidence.start, figures)


def _follows_figure(offset: int, figures: Sequence[Figure]) -> bool:
    return any(0 <= offset - figure.evidence.end < _RECALL for figure in figures)


def _explained(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    figures: Sequence[Figure],
) -> Iterator[Explanation]:
    """What a source "explained", where figures stand before it in the document."""
    explaining = words_of("en", "explanations", "attribution_cues")
    for attribution in attributions.all:
        piece = attribution.content[0] if attribution.content else None
        if piece is None or attribution.carried or attribution.cue_lemma not in explaining:
            continue
        starts_here = sentence.start <= piece.start < sentence.end
        if starts_here and any(figure.evidence.start < piece.start for figure in figures):
            evidence = without_outer_marks(parsed, piece.start, piece.end)
            yield Explanation(**framed(parsed, attributions, "explanation", evidence))
