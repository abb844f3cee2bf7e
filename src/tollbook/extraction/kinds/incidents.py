"""Incidents: one event with its outcome, where no number is given beyond its participants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.framing import common_fields, evidence_of, without_duplicates
from tollbook.extraction.syntax.phrases import all_words_of, words_among, words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import is_negated, subject, subordinators
from tollbook.model.statement import Figure, Incident

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_PRESENT = frozenset({"VBZ", "VBP"})  # a headline tells events so; elsewhere it is a habit
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_UNDECIDED = frozenset({"if", "whether", "unless"})
_ONE = frozenset({"he", "she"})


def find_incidents(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Incident]:
    """The events of harm that a document reports without counting, one a clause, in text order.

    An event whose clause holds a count of several people is covered by its figures. What became of
    a single person in the sentence after ("he was shot dead") belongs to the incident.
    """
    sentences = list(parsed.parsed_sentences())
    for index, (sentence, doc) in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        clauses = (
            (verb, evidence_of(parsed, attributions, sentence, verb))
            for verb in words_among(doc, all_words_of("en", "incidents", "verbs", "attempts"))
            if _is_event(verb)
        )
        yield from without_duplicates(
            Incident(**common_fields(parsed, attributions, "incident", whole))
            for verb, evidence in clauses
            if not _is_covered_otherwise(verb, evidence, attributions, figures)
            for whole in (_with_outcome(parsed, sentence, evidence, following, figures),)
        )


def _is_covered_otherwise(
    verb: Token, evidence: Span, attributions: Attributions, figures: Sequence[Figure]
) -> bool:
    """Whether figures cover the event already, or a source says only what usually happens."""
    if verb.tag_ in _PRESENT and attributions.of(evidence) is not None:
        return True
    return _is_counted(evidence, figures) or _is_bare_outcome(evidence, figures)


def _is_event(verb: Token) -> bool:
    """Whether the verb says that a violent event took place."""
    if verb.pos_ != "VERB" or is_negated(verb):
        return False
    is_whole_sentence = verb.dep_ == "acl" and verb.head.dep_ == "ROOT"  # "a lorry collided"
    if (verb.dep_ in ("amod", "acl", "relcl") and not is_whole_sentence) or any(
        t.tag_ in ("MD", "TO") for t in verb.children
    ):
        return False
    who = subject(verb)
    has_pronoun = who is not None and who.pos_ == "PRON"
    if not subordinators(verb).isdisjoint(_UNDECIDED):
        return False
    has_auxiliary = child(verb, "aux", "auxpass") is not None
    if verb.tag_ in _PRESENT and (verb.dep_ != "ROOT" or has_pronoun):
        return False
    if verb.tag_ not in _FINITE and not (
        verb.tag_ == "VBN" and (has_auxiliary or is_whole_sentence)
    ):
        return False
    lemma = verb.lemma_.lower()
    if lemma in words_of("en", "incidents", "verbs"):
        return lemma not in words_of("en", "incidents", "weak") or _is_violent(verb)
    # else it may report an attempt on a life: "attempted to take his life with a grenade"
    if verb.lemma_ not in words_of("en", "incidents", "attempts"):
        return False
    attempted = words_of("en", "incidents", "attempted")
    means = words_of("en", "incidents", "attempted_with")
    return any(
        inner.dep_ == "xcomp"
        and inner.lemma_ in attempted
        and any(t.lemma_.lower() in means or t.lower_ in means for t in inner.subtree)
        for inner in verb.children
    )


def _is_violent(verb: Token) -> bool:
    violent = words_of("en", "incidents", "violent")
    return any(
        t.lemma_.lower() in violent or t.lower_ in violent for t in verb.subtree if t != verb
    )


def _is_counted(evidence: Span, figures: Sequence[Figure]) -> bool:
    """Whether a figure of more than one person stands in the clause."""
    return any(
        figure.evidence.overlaps(evidence) and (figure.high is None or figure.high > 1)
        for figure in figures
    )


def _is_bare_outcome(evidence: Span, figures: Sequence[Figure]) -> bool:
    """Whether "he was shot dead" only finishes what the words before began."""
    is_pronoun = evidence.quote.split()[0].lower() in _ONE
    return is_pronoun and any(figure.evidence.overlaps(evidence) for figure in figures)


def _with_outcome(
    parsed: ParsedDocument,
    sentence: Sentence,
    evidence: Span,
    following: tuple[Sentence, Doc] | None,
    figures: Sequence[Figure],
) -> Span:
    """The evidence, with the next sentence where that tells what became of one person."""
    if following is None or following[0].block != sentence.block:
        return evidence
    after = following[0]
    whole = parsed.span(after.start, after.end)
    if not _is_bare_outcome(whole, figures) or _is_counted(whole, figures):
        return evidence
    return parsed.span(evidence.start, after.end)
