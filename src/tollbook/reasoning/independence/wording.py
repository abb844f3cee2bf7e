"""What two claims have in common in their words, their number and their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from tollbook.model.claim import Claim
from tollbook.model.statement import Figure
from tollbook.reasoning.words import day
from tollbook.settings import Settings

_READ = 5  # statements of a claim whose words are compared


def is_odd(number: int, settings: Settings) -> bool:
    """Whether a number has many digits before its zeros: no one rounds like that.

    >>> is_odd(1597, Settings()), is_odd(1500, Settings())
    (True, False)
    """
    return len(str(number).rstrip("0")) >= settings.odd_digits


def copied_words(left: Claim, right: Claim, settings: Settings) -> str | None:
    """A clause that two claims of different texts word nearly alike, None where there is none."""
    ours, theirs = (claim.figures[:_READ] for claim in (left, right))
    for one, other in product(ours, theirs):
        if one.document != other.document:
            words, others = (_in_threes(figure, settings.copied_words) for figure in (one, other))
            if words and len(words & others) >= settings.copied_share * len(words | others):
                return one.evidence.quote
    return None


def _in_threes(figure: Figure, least: int) -> frozenset[tuple[str, ...]]:
    """The three-word shingles of a clause, none of one with fewer words than `least`."""
    words = figure.evidence.quote.casefold().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False) if len(words) >= least else ())


def printed_first(left: Claim, right: Claim) -> Iterator[str]:
    """Which of two claims was in print first, if the days show it."""
    if left.since is None or right.since is None or left.since == right.since:
        return
    first, then = sorted((left, right), key=lambda claim: claim.since or date.max)
    yield (
        f"{first.origin.name} was in print on {day(first.since)}, "
        f"{then.origin.name} on {day(then.since)}."
    )
