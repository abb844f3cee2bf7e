"""Clauses: where a clause starts and ends, which verb heads it, and what subordinates it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.tree import LONGEST_CHAIN, child
from tollbook.extraction.syntax.verbs import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_ALWAYS_CLAUSES = ("ROOT", "ccomp", "parataxis", "relcl")
_CLAUSES_WITH_SUBJECT = ("advcl", "pcomp", "conj", "acl", "csubj", "dep", "xcomp", "appos")
_CONCESSIONS = frozenset({"although", "though", "while", "whereas"})
_OPENERS = _CONCESSIONS | {"that"}
_LATER_CLAUSES = ("conj", "parataxis")


def is_clause(token: Token) -> bool:
    """Whether the word heads words that say something: a verb, or a noun with a copula."""
    return token.pos_ in ("VERB", "AUX") or child(token, *SUBJECTS, "expl") is not None


def clause_of(token: Token) -> Token:
    """The nearest verb that the word hangs on, itself included; the root where there is none.

    Of "the men" in "wants to free the men" it is "free"; `clause_head` gives "wants".
    """
    for _ in range(LONGEST_CHAIN):
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return token


def clause_head(token: Token) -> Token:
    """The head of the smallest clause with a subject of its own that holds the word."""
    for node in (token, *token.ancestors):
        if node.dep_ in _ALWAYS_CLAUSES:
            return node
        if node.dep_ in _CLAUSES_WITH_SUBJECT and child(node, *SUBJECTS) is not None:
            return node
    return token


def clause_words(head: Token) -> list[Token]:
    """The words of a clause, in order, without clauses set beside it and without outer marks."""
    beside = {token for other in head.children if _stands_beside(other) for token in other.subtree}
    return trim(token for token in head.subtree if token not in beside)


def _stands_beside(verb: Token) -> bool:
    """Whether the clause of a verb is a statement of its own beside the one it hangs on."""
    if verb.dep_ in _LATER_CLAUSES:
        return clause_head(verb) == verb
    mark = child(verb, "mark")
    return verb.dep_ == "advcl" and mark is not None and mark.lower_ in _CONCESSIONS


def trim(tokens: Iterable[Token]) -> list[Token]:
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


def subordinators(verb: Token) -> frozenset[str]:
    """The words that subordinate the verb's clause: "if", "whether", "what", "how"."""
    return frozenset(
        token.lower_
        for token in verb.subtree
        if token.i < verb.i
        and ((token.dep_ == "mark" and token.head == verb) or token.tag_ in ("WP", "WRB", "WDT"))
        and clause_head(token) == clause_head(verb)
    )


def clause_span(parsed: ParsedDocument, sentence: Sentence, token: Token) -> Span:
    """The clause around a word as a span of the document."""
    return parsed.span_of(sentence, clause_words(clause_head(token)) or [token])
