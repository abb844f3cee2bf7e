"""What stretch a count covers: one event, a stated period, or everything up to a date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.grammar import clause_of
from tollbook.language import load
from tollbook.model.values import Scope

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.harms import Harm


_CLAUSES = ("advcl", "relcl", "ccomp", "parataxis", "conj")


def scope_of(harm: Harm) -> Scope:
    """The scope of a harm, by the words of its clause and its tense."""
    clause = clause_of(harm.trigger)
    words = " ".join(token.lower_ for token in _own_words(clause))
    if harm.construction == "toll" or _any("cumulative", words):
        return "cumulative"
    if _any("period", words):
        return "period"
    perfect = any(t.lower_ in ("has", "have", "'ve") and t.dep_ == "aux" for t in clause.lefts)
    plural = harm.victims.tag_ in ("NNS", "NNPS", "CD")
    return "cumulative" if perfect and plural else "incident"


def _own_words(clause: Token) -> Iterator[Token]:
    """The words of a clause without those of the clauses below it."""
    for token in clause.subtree:
        above = token
        while above != clause and above.dep_ not in _CLAUSES:
            above = above.head
        if above == clause:
            yield token


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(load("en", "scope")[name])


def _any(name: str, words: str) -> bool:
    padded = f" {words} "
    return any(f" {phrase} " in padded for phrase in _phrases(name))
