"""Whom it counts: when two figures can speak of the same people, and when of different ones."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tollbook.language import LexiconError, languages, load
from tollbook.model.statement import Figure, Population

_WORD = re.compile(r"\w+")


def may_be_same(left: Figure, right: Figure) -> bool:
    """Whether two figures can count the same people, as far as the words tell.

    No facet may contradict another. Where neither side is known, the words must have one in common,
    unless a figure leaves its people unsaid ("and 2,700 wounded", "100 of them").
    """
    a, b = left.population, right.population
    if a is None or b is None:
        return True
    if set_apart(a, b):
        return False
    words, others = telling_words(a), telling_words(b)
    return bool(a.side or b.side or not words or not others or words & others)


def set_apart(left: Population, right: Population) -> bool:
    """Whether two populations have nobody in common: another side, status, sex or age."""
    status = left.status != right.status and {left.status, right.status}.isdisjoint(
        {"mixed", "unknown"}
    )
    return status or any(
        a is not None and b is not None and a != b
        for a, b in (
            (left.side, right.side),
            (left.sex, right.sex),
            (left.age_group, right.age_group),
        )
    )


def telling_words(population: Population) -> frozenset[str]:
    """The words that tell whom it means, without their plural."""
    return _telling(population.mention.quote)


@lru_cache(maxsize=65536)
def _telling(quote: str) -> frozenset[str]:
    found = _WORD.findall(quote.casefold())
    return frozenset(
        word.rstrip("s") for word in found if word not in _anyone() and not word.isdigit()
    )


@cache
def _anyone() -> frozenset[str]:
    """The words, of all languages, that name nobody in particular."""
    words: set[str] = set()
    for language in languages():
        try:
            words.update(load(language, "checks").get("people", {}).get("anyone", ()))
        except LexiconError:  # a language may have no such words yet
            continue
    return frozenset(words)
