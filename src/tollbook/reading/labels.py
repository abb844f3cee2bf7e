"""Lines of labels and values: "**Killed:** 21", "Dead: 12 / Injured: 30", "Fatalities – 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tollbook.language import languages, load
from tollbook.model.document import Extent
from tollbook.reading.tables import trimmed

_LONGEST = 240  # characters; a longer line tells a story
_LABEL_WORDS = 6  # of a line that ends like a sentence: more before the colon are a clause
BULLET = re.compile(r"(?:[-*•‣◦▪●○■–—]{1,2}|\+|\(?(?:\d{1,2}|[a-z])[.)])\s{1,8}(?=\S)")
_SENTENCES = re.compile(r"[a-z)\d][.!?][\"'”’]?\s+[\"'“‘]?[A-Z]")  # two in a line: a story
_SEPARATOR = re.compile(r"\s/\s|/(?=[A-Z])|\s?\|\s?|;\s?|\s[·•]\s|\t|,\s(?!\d{4}\b)")
_LABEL = re.compile(
    r"([^\W\d_][^:;!?\n]{0,99}?)[*_]{0,3}(?:\s?[:=：][*_]{0,3}(?!\d\d\b|//)\s{0,8})(?=\S)"
)
# A dash parts a label from a number only: "Smith – the mayor" has no label.
_DASHED = re.compile(
    r"([^\W\d_][^:;.!?\n\d]{1,60}?)[*_]{0,3}\s{1,4}[-–—‒]{1,2}\s{1,4}"
    r"(?=[*_~<>≈(]{0,3}(?:[a-z]{2,8} ){0,2}\d)"
)
_BARE = re.compile(
    r"[~<>≈]?\s?(?:[a-z]{2,8} ){0,2}\d[\d.,\u00a0\u202f ]{0,14}"
    r"(?:\s?(?:[-–—]|to)\s?\d[\d.,]{0,14})?\+?\Z"
)


_NUMBERED = re.compile(r"[~<>≈]?\s?(?:[a-z]{2,8} ){0,2}\d")


def bulleted(text: str, start: int, end: int) -> int:
    """Where the words of a list item begin, behind its bullet; `start` where there is none."""
    found = BULLET.match(text, start, end)
    return found.end() if found else start


def pairs(text: str, start: int, end: int) -> Iterator[tuple[Extent, tuple[Extent, ...]]]:
    """The values of a line, each with its labels, the nearest first.

    The label that opens the line also holds for the values after it: "Kano: 3 killed; 2 hurt".

    >>> line = "Dead: 12 / Injured: 30"
    >>> [(line[a:b], [line[c:d] for c, d in names]) for (a, b), names in pairs(line, 0, len(line))]
    [('12', ['Dead']), ('30', ['Injured'])]
    """
    if end - start > _LONGEST or _SENTENCES.search(text, start, end):
        return
    start = bulleted(text, start, end)
    start, end = _without_emphasis(text, start, end)
    opening = _label(text, start, end)
    if opening and _is_clause(text, opening, end):
        return
    first: tuple[Extent, ...] = (opening[0],) if opening else ()
    at = opening[1] if opening else start
    for begin, stop in _segments(text, at, end):
        own = _label(text, begin, stop)
        value = trimmed(text, own[1] if own else begin, stop)
        if value[0] == value[1]:
            continue
        if own is None:
            yield value, first
        else:  # "losses: troops - 300, tanks - 8" has a label for all; "Dead: 12 / Hurt: 3" none
            shared = first if _holds_for_all(text, opening, at, end) else ()
            yield value, (own[0], *shared)


def _is_clause(text: str, opening: tuple[Extent, int], end: int) -> bool:
    """Whether the words before a colon open a sentence: "The mayor said nine died: two here".

    However long they are, they are a title where values with labels of their own follow them:
    "Losses of the garrison up to 3 May: troops - 300, tanks - 8." So they are before numbers where
    they speak of losses or a toll.
    """
    label = opening[0]
    ended = text[label[1] : end].rstrip("”\"’')").endswith((".", "!", "?"))
    words = text[label[0] : label[1]].lower().split()
    if not ended or len(words) <= _LABEL_WORDS or _holds_for_all(text, opening, opening[1], end):
        return False
    numbered = all(_NUMBERED.match(text, *part) for part in _segments(text, opening[1], end))
    return not (numbered and not lead_nouns().isdisjoint(words))


@cache
def lead_nouns() -> frozenset[str]:
    """Words by which a line says that figures follow."""
    tables = (load(language, "structure")["lead"]["nouns"] for language in languages())
    return frozenset(noun for nouns in tables for noun in nouns)


def _holds_for_all(text: str, opening: tuple[Extent, int] | None, at: int, end: int) -> bool:
    """Whether the first value has a label of its own behind the one that opens the line."""
    return opening is not None and _label(text, at, end) is not None


def is_bare_value(text: str, start: int, end: int) -> bool:
    """Whether a line is a number and nothing else: "13 – 46", "at least 12"."""
    return end - start <= 40 and bool(_BARE.match(text[start:end]))


def _label(text: str, start: int, end: int) -> tuple[Extent, int] | None:
    """The label that opens a stretch, and where its value begins."""
    found = _DASHED.match(text, start, end) or _LABEL.match(text, start, end)
    if found is None:
        return None
    label = trimmed(text, *found.span(1))
    if re.search(r"[.]\s", text[label[0] : label[1]]):
        return None  # a sentence stands before the colon
    return label, found.end()


def _segments(text: str, start: int, end: int) -> Iterator[Extent]:
    depth_from = start
    for found in _SEPARATOR.finditer(text, start, end):
        if text.count("(", depth_from, found.start()) > text.count(")", depth_from, found.start()):
            continue  # within brackets
        yield trimmed(text, depth_from, found.start())
        depth_from = found.end()
    yield trimmed(text, depth_from, end)


def _without_emphasis(text: str, start: int, end: int) -> Extent:
    while start < end and text[start] in "*_#> ":
        start += 1
    return start, end
