"""What stretch a count covers: one event, a stated period, or everything up to a date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.clauses import clause_of
from tollbook.language import load
from tollbook.model.values import Scope

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.figures.counts import Count
    from tollbook.extraction.figures.harms import Harm

_MANY = 20  # people; fewer are mostly those of one event


_CLAUSES = ("advcl", "relcl", "ccomp", "parataxis", "conj")


def scope_of(harm: Harm, count: Count) -> Scope:
    """The scope of a figure, by the words of its clause, its tense and its size.

    "Last week" dates a single event and bounds a large count; "have been killed" likewise is news
    of a few and a running total of many.
    """
    many = count.low >= _MANY or (count.modifier == "vague" and count.number is not None)
    clause = clause_of(harm.trigger)
    words = " ".join(token.lower_ for token in _own_words(clause))
    if harm.construction == "toll" or _any("cumulative", words):
        return "cumulative"
    if _any("period", words) or (many and _any("dated", words)):
        return "period"
    if many and harm.measure == "displaced":
        return "cumulative"
    perfect = any(t.lower_ in ("has", "have", "'ve") and t.dep_ == "aux" for t in clause.lefts)
    return "cumulative" if perfect and (many or count.modifier == "vague") else "incident"


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
