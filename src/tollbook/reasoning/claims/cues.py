"""What the words around a figure do to an earlier claim: put it right, take it back, dispute it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from ahocorasick_rs import AhoCorasick

from tollbook.language import LexiconError, load
from tollbook.model.document import Block, Document
from tollbook.model.statement import Figure
from tollbook.model.text import Span

CueKind = Literal["corrects", "retracts", "disputes", "found"]

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z0-9])")
_REACH = 400  # characters of a sentence looked at on either side of a figure
_NEAR = 80  # characters after a cue in which it says what it is about
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that do something to a claim, in the sentence of a figure.

    `new` is false for a number that the sentence gives as the old one; `old` are such numbers.
    """

    kind: CueKind
    span: Span
    new: bool = True
    old: tuple[int, ...] = ()


def find_cues(
    documents: Mapping[str, Document], figures: Iterable[Figure]
) -> dict[str, tuple[Cue, ...]]:
    """The cues in the sentence of each figure that has one, by the figure's id."""
    hits: dict[str, tuple[tuple[CueKind, int, int], ...]] = {}
    found: dict[str, tuple[Cue, ...]] = {}
    for figure in figures:
        document = documents[figure.document]
        if document.id not in hits:
            hits[document.id] = tuple(_hits(document))
        if hits[document.id] and (cues := tuple(_cues(figure, document, hits[document.id]))):
            found[figure.id] = cues
    return found


def _hits(document: Document) -> Iterator[tuple[CueKind, int, int]]:
    search = _search(document.language)
    if search is None or not search[0].find_matches_as_indexes(document.text.casefold()):
        return
    for match in search[1].finditer(document.text):
        yield cast("CueKind", match.lastgroup), match.start(), match.end()


def _cues(
    figure: Figure, document: Document, hits: tuple[tuple[CueKind, int, int], ...]
) -> Iterator[Cue]:
    start, end = _sentence(document, figure.number or figure.evidence)
    old = _old_numbers(document, start, end)
    for kind, first, last in hits:
        if (
            start <= first
            and last <= end
            and _applies(kind, figure, document, (start, first, last))
        ):
            span = Span.of(document.text, first, last)
            yield Cue(kind, span, not _is_old(figure, old), tuple(old.values()))


def _applies(
    kind: CueKind, figure: Figure, document: Document, places: tuple[int, int, int]
) -> bool:
    """Whether a cue can be about a figure: soldiers are withdrawn too, and courses corrected.

    `places` are where the sentence begins, and where the cue begins and ends.
    """
    start, first, last = places
    number = figure.number or figure.evidence
    said = _words(document.language, "said_number")
    if kind == "retracts":
        return not said.isdisjoint(document.text[last : number.start].casefold().split())
    if kind == "corrects":
        near = document.text[start:first] + document.text[last : last + _NEAR]
        return not said.isdisjoint(near.casefold().split()) or bool(
            _old_numbers(document, last, last + _NEAR)
        )
    return kind != "found" or figure.measure == "killed"


def _sentence(document: Document, span: Span) -> tuple[int, int]:
    """Where the sentence that holds a span begins and ends, as far as a reader looks."""
    text = document.text
    at = bisect_right(document.blocks, span.start, key=lambda block: block.start) - 1
    block = document.blocks[at] if at >= 0 else Block(0, len(text))
    start = max(block.start, span.start - _REACH)
    for match in _SENTENCE_END.finditer(text, start, span.start):
        start = match.end()
    last = min(max(block.end, span.end), span.end + _REACH)
    stop = _SENTENCE_END.search(text, span.end, last)
    return start, stop.start() + 1 if stop else last


def _old_numbers(document: Document, start: int, end: int) -> dict[int, int]:
    """The numbers that stand after "from" and the like: where each begins, and what it is."""
    pattern = _old(document.language)
    if pattern is None:
        return {}
    return {
        match.start(1): int(match[1].replace(",", ""))
        for match in pattern.finditer(document.text, start, end)
    }


def _is_old(figure: Figure, old: Mapping[int, int]) -> bool:
    return figure.number is not None and any(
        figure.number.start <= place < figure.number.end for place in old
    )


@cache
def _search(language: str) -> tuple[AhoCorasick, re.Pattern[str]] | None:
    """A fast test whether a text has any cue, and the pattern that finds each with its kind."""
    kinds = [(kind, _words(language, kind)) for kind in get_args(CueKind)]
    parts = [f"(?P<{kind}>{_any_of(words)})" for kind, words in kinds if words]
    if not parts:
        return None
    everything = sorted(word for _, words in kinds for word in words)
    return AhoCorasick(everything), re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


@cache
def _old(language: str) -> re.Pattern[str] | None:
    words = _words(language, "old_number")
    if not words:
        return None
    between = r"(?:\s+(?!(?<!up )to\b)[a-z]+){0,6}\s+"
    return re.compile(rf"\b(?:{_any_of(words)})\b{between}({_DIGITS.pattern})", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _words(language: str, key: str) -> frozenset[str]:
    try:
        return frozenset(load(language, "claims")["cues"].get(key, ()))
    except LexiconError:  # a language may have no such words yet
        return frozenset()
