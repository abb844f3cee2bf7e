"""Discovery or event? Why a running total moves other than by what happened that day.

A total jumps when a mass grave is opened, when the missing are counted as dead, when a list is
checked: nobody died on that day. Where the words around a total say so, its point carries a break;
where it jumps and no word says why, the question is marked and left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tollbook.language import LexiconError, load
from tollbook.model.finding import Mark
from tollbook.model.statement import Change, Figure
from tollbook.model.text import Span
from tollbook.reasoning.corpus import Corpus

BreakKind = Literal["correction", "definition", "lists", "discovery", "jump"]
"""Why a total moved.

`correction`: the origin moved it; `definition`: it counts others, or otherwise, than before;
`lists`: names were added or struck off in one go; `discovery`: the dead were found that day, not
killed; `jump`: it rose far faster than it does, and no word says why.
"""

_WORDS: tuple[tuple[BreakKind, str, tuple[str, str]], ...] = (
    ("correction", "claims", ("cues", "corrects")),
    ("definition", "series", ("definition", "words")),
    ("lists", "series", ("lists", "words")),
    ("discovery", "claims", ("cues", "found")),
)


@dataclass(frozen=True, slots=True)
class Break:
    """A reason why a total is not to be compared with the one before; `mark` is its evidence.

    `amount` is how far the origin moved the total, with its sign, where it says so.
    """

    kind: BreakKind
    mark: Mark | None = None
    amount: int | None = None


def find_breaks(figure: Figure, corpus: Corpus) -> Iterator[Break]:
    """The breaks that the passage of a figure speaks of, each with the words that do."""
    document = corpus.documents[figure.document]
    found = corpus.block_of(figure.document, figure.evidence)
    start, end = figure.evidence.start, figure.evidence.end
    if found is not None:
        start, end = min(start, found[1].start), max(end, found[1].end)
    passage = document.text[start:end]
    for kind, pattern in _patterns(document.language):
        match = pattern.search(passage)
        if match:
            place = Span.of(document.text, start + match.start(), start + match.end())
            yield Break(kind, Mark(document.id, place))


def correction(change: Change, corpus: Corpus) -> Break | None:
    """The break that a stated change makes, if its words say that the origin corrects itself."""
    if change.amount_low is None or change.amount_low != change.amount_high:
        return None
    language = corpus.documents[change.document].language
    patterns = dict(_patterns(language))
    if "correction" not in patterns or not patterns["correction"].search(change.evidence.quote):
        return None
    amount = -change.amount_low if change.direction == "down" else change.amount_low
    return Break("correction", Mark(change.document, change.evidence), amount)


@cache
def _patterns(language: str) -> tuple[tuple[BreakKind, re.Pattern[str]], ...]:
    """What each kind of break is known by, in one language; none where it has no such words."""
    found = []
    for kind, lexicon, (table, key) in _WORDS:
        try:
            words = load(language, lexicon)[table][key]
        except LexiconError:
            continue
        either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        found.append((kind, re.compile(rf"\b(?:{either})\b", re.IGNORECASE)))
    return tuple(found)
