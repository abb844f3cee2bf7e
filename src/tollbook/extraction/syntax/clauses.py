"""Clauses: who does what in a sentence, where a clause starts and ends, and who is made to say it.

Shared by the stages that read statements other than figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from tollbook.extraction.attribution.voices import chain
from tollbook.extraction.syntax.grammar import child, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.statement import Statement
    from tollbook.model.text import Span
    from tollbook.model.values import Kind

Kept = TypeVar("Kept", bound="Statement")

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_ALWAYS_CLAUSES = ("ROOT", "ccomp", "parataxis", "relcl")
_CLAUSES_WITH_SUBJECT = ("advcl", "pcomp", "conj", "acl", "csubj", "dep", "xcomp", "appos")
_BORROWING = ("xcomp", "acomp", "conj", "aux", "auxpass", "oprd", "attr", "advcl")
_CONCESSIONS = frozenset({"although", "though", "while", "whereas"})
_OPENERS = _CONCESSIONS | {"that"}
_LATER_CLAUSES = ("conj", "parataxis")
_ASIDES = ("relcl", "acl", "appos", "advcl", "ccomp", "parataxis")


def doer(verb: Token) -> Token | None:
    """Who does it, or to whom it is done; an infinitive borrows the subject of what it leans on.

    "Kim is likely to visit": the doer of "visit" is Kim.
    """
    node = verb
    while True:
        found = subject(node)
        if found is not None:
            return found
        if node.dep_ not in _BORROWING or node.head == node:
            return None
        node = node.head


def clause_head(token: Token) -> Token:
    """The verb of the smallest clause with a subject that holds the word."""
    for node in (token, *token.ancestors):
        if node.dep_ in _ALWAYS_CLAUSES:
            return node
        if node.dep_ in _CLAUSES_WITH_SUBJECT and child(node, *SUBJECTS) is not None:
            return node
    return token


def clause(head: Token) -> list[Token]:
    """The words of a clause, in order, without clauses set beside it and without outer marks."""
    beside = {token for other in head.children if _stands_beside(other) for token in other.subtree}
    return trimmed(token for token in head.subtree if token not in beside)


def _stands_beside(verb: Token) -> bool:
    """Whether the clause of a verb is a statement of its own beside the one it hangs on."""
    if verb.dep_ in _LATER_CLAUSES:
        return clause_head(verb) == verb
    mark = child(verb, "mark")
    return verb.dep_ == "advcl" and mark is not None and mark.lower_ in _CONCESSIONS


def trimmed(tokens: Iterable[Token]) -> list[Token]:
    """Words without the marks, blanks, "and" and "that" at their ends."""
    kept = list(tokens)
    while kept and _opens_nothing(kept[0]):
        del kept[0]
    while kept and (kept[-1].is_punct or kept[-1].is_space or kept[-1].dep_ == "cc"):
        del kept[-1]
    return kept


def _opens_nothing(token: Token) -> bool:
    return (
        token.is_punct
        or token.is_space
        or token.dep_ == "cc"
        or (token.dep_ == "mark" and token.lower_ in _OPENERS)
    )


def noun_phrase(noun: Token) -> list[Token]:
    """The words of a noun phrase up to its first relative clause, apposition or aside."""
    kept: list[Token] = []
    asides = {
        token
        for aside in noun.children
        if aside.dep_ in _ASIDES and aside.i > noun.i
        for token in aside.subtree
    }
    for token in noun.subtree:
        if token.i > noun.i and (token in asides or (token.is_punct and token.text in ",;:")):
            break
        kept.append(token)
    return trimmed(kept) or [noun]


def marks(verb: Token) -> frozenset[str]:
    """The words that subordinate the verb's clause: "if", "whether", "what", "how"."""
    return frozenset(
        token.lower_
        for token in verb.subtree
        if token.i < verb.i
        and ((token.dep_ == "mark" and token.head == verb) or token.tag_ in ("WP", "WRB", "WDT"))
        and clause_head(token) == clause_head(verb)
    )


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" stands with the verb."""
    return child(verb, "neg") is not None


def clause_span(parsed: ParsedDocument, sentence: Sentence, token: Token) -> Span:
    """The clause around a word as a span of the document."""
    return parsed.span_of(sentence, clause(clause_head(token)) or [token])


def evidence_of(
    parsed: ParsedDocument, attributions: Attributions, sentence: Sentence, token: Token
) -> Span:
    """The clause that bears a word, as far as the source of the word is made to say it."""
    whole = clause_span(parsed, sentence, token)
    return within_content(parsed, attributions, whole, parsed.span_of(sentence, [token]))


def within_content(
    parsed: ParsedDocument, attributions: Attributions, evidence: Span, trigger: Span
) -> Span:
    """The evidence cut down to what the source of the trigger is made to say.

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


def framed(
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


def distinct(statements: Iterable[Kept]) -> Iterator[Kept]:
    """Each statement once: of several with one provisional id, that is one evidence, the first."""
    seen: set[str] = set()
    for statement in statements:
        if statement.id not in seen:
            seen.add(statement.id)
            yield statement


def whole_content(parsed: ParsedDocument, attribution: Attribution | None) -> Span | None:
    """All that the source is made to say, from the first piece to the last."""
    if attribution is None or not attribution.content:
        return None
    start = min(piece.start for piece in attribution.content)
    return parsed.span(start, max(piece.end for piece in attribution.content))
