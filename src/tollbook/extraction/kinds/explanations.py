"""Explanations: a cause offered for a figure or a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.framing import (
    common_fields,
    evidence_of,
    without_duplicates,
    without_outer_marks,
)
from tollbook.extraction.kinds.measured import is_counting, names_harm
from tollbook.extraction.syntax.phrases import Match, all_words_of, phrases, words_among, words_of
from tollbook.extraction.syntax.verbs import clause_head
from tollbook.model.statement import Explanation, Figure
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_OPEN_NOUNS = frozenset({"DET", "ADJ", "PRON", "PROPN", "NUM"})
_OPENING = 4  # words that open a clause and may point back: "the agency put this down to"


def find_explanations(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Explanation]:
    """The causes that a document offers for its figures and changes, one a clause.

    A cause of anything else ("schools closed because of snow") is none; what a source is said to
    explain is one whenever figures go before it.
    """
    for sentence, doc in parsed.parsed_sentences():
        heads = [_explaining_clause(trigger) for trigger in _triggers(doc)]
        clauses = [(head, evidence_of(parsed, attributions, sentence, head)) for head in heads]
        found = [
            span for head, span in clauses if _is_about_harm(parsed, sentence, head, span, figures)
        ]
        found = found or list(_content_explained_by_source(parsed, sentence, attributions, figures))
        explained = (
            Explanation(**common_fields(parsed, attributions, "explanation", evidence))
            for evidence in found
        )
        yield from without_duplicates(explained)


def _triggers(doc: Doc) -> Iterator[Token]:
    for found in phrases("en", "explanations", "cues").find(doc):
        if _gives_cause(found):
            yield found.first
    for found in phrases("en", "explanations", "nouns").find(doc):
        if _names_cause(found.first):
            yield found.first
    for verb in words_among(doc, all_words_of("en", "explanations", "put_down", "verbs")):
        lemma = verb.lemma_.lower()
        if lemma in words_of("en", "explanations", "put_down"):
            if any(t.lower_ == "down" for t in verb.children):
                yield verb
            continue
        if lemma in words_of("en", "explanations", "verbs") and verb.pos_ == "VERB":
            particles = {t.lower_ for t in verb.subtree if t.i > verb.i}
            if not particles.isdisjoint(words_of("en", "explanations", "to_cause")):
                yield verb


def _gives_cause(found: Match) -> bool:
    """Whether the words give a cause here: not "due to land", not "explained that"."""
    if any(t.tag_ == "MD" for t in found.first.children):
        return False
    if found.phrase == "due to":
        after = found.last.doc[found.last.i + 1 : found.last.i + 2]
        return found.last.tag_ == "IN" or any(t.pos_ in _OPEN_NOUNS for t in after)
    if found.phrase == "explain/VERB":
        following = found.last.nbor(1).lower_ if found.last.i + 1 < len(found.last.doc) else ""
        return following in ("the", "why", "these", "those", "this")
    return True


def _names_cause(noun: Token) -> bool:
    """Whether something is said to be the cause: "this is the reason", "sees it as the cause"."""
    is_said = noun.dep_ in ("attr", "nsubj") or (noun.dep_ == "pobj" and noun.head.lower_ == "as")
    unknown = words_of("en", "explanations", "unknown")
    return is_said and not any(t.lower_ in unknown for t in clause_head(noun).subtree)


def _explaining_clause(trigger: Token) -> Token:
    """The clause that holds what is explained; "because they were weak" hangs on it."""
    head = clause_head(trigger)
    if head.dep_ == "advcl" and head.head != head:
        return clause_head(head.head)
    return head


def _is_about_harm(
    parsed: ParsedDocument,
    sentence: Sentence,
    head: Token,
    evidence: Span,
    figures: Sequence[Figure],
) -> bool:
    """Whether what is explained is a harm or a count of it, or points back at a figure."""
    if any(names_harm(token) for token in _core(head)):
        return True
    place = sentence.start + head.idx
    if any(figure.evidence.start <= place < figure.evidence.end for figure in figures):
        return True
    back, reach = words_of("en", "explanations", "pointing_back"), parsed.settings.explanation_reach
    opening = [t for t in head.subtree if not t.is_punct][:_OPENING]
    points_back = any(t.lower_ in back or is_counting(t) for t in opening)
    return points_back and any(0 <= evidence.start - f.evidence.end < reach for f in figures)


def _core(head: Token) -> Iterator[Token]:
    """The verb of a clause and the heads of its phrases, with what these are of.

    Of a verb that gives causes everything: "blamed the lack of vaccine for the deaths".
    """
    lemma = head.lemma_.lower()
    if any(lemma in words_of("en", "explanations", key) for key in ("verbs", "put_down", "causal")):
        yield from head.subtree
        return
    yield head
    for token in head.children:
        if token.dep_ in ("advcl", "relcl", "parataxis"):
            continue
        yield token
        if is_counting(token) or token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            yield from (t for t in token.subtree if t.dep_ not in ("relcl", "acl"))
        else:
            yield from (t for under in token.children for t in (under, *under.children))


def _content_explained_by_source(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    figures: Sequence[Figure],
) -> Iterator[Span]:
    """What a source "explained", where figures stand before it in the document."""
    explaining = words_of("en", "explanations", "attribution_cues")
    for attribution in attributions.all:
        piece = attribution.content[0] if attribution.content else None
        if piece is None or attribution.carried or attribution.cue_lemma not in explaining:
            continue
        starts_here = sentence.start <= piece.start < sentence.end
        if starts_here and any(figure.evidence.start < piece.start for figure in figures):
            yield without_outer_marks(parsed, piece.start, piece.end)
