"""Windows: stretches of time as worded, such as "in the first half of this year", "by June".

The time expressions of `times`, with what stands around them in reports: "the first week of next
month", "a year earlier". They stay words here; resolution gives them dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tollbook.extraction.syntax.phrases import words_of
from tollbook.extraction.times import TimeWords
from tollbook.language import load

_LEAD = 40  # characters that "in the first week of" may take


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in a text: its offsets, and where it starts without its preposition."""

    start: int
    end: int
    core: int
    is_past: bool


def windows(text: str, times: Iterable[TimeWords], language: str) -> list[Window]:
    """The windows that stand in a text, in order; `times` are its time expressions.

    >>> from tollbook.extraction.times import find_times
    >>> text = "The visit is expected within weeks or in the first week of next month."
    >>> [text[w.start : w.end] for w in windows(text, find_times(text), "en")]
    ['within weeks', 'in the first week of next month']
    >>> text = "Up from a year earlier."
    >>> [text[w.core : w.end] for w in windows(text, find_times(text), "en")]
    ['a year earlier']
    """
    places = [(time.start, time.end) for time in times]
    back = [match.span() for match in _reaching_back(language).finditer(text)]
    apart = [place for place in places if not any(_overlap(place, other) for other in back)]
    return [_window(text, start, end, language) for start, end in sorted(apart + back)]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _window(text: str, start: int, end: int, language: str) -> Window:
    until = start + len("of ") if text.startswith("of ", start) else start
    whole = _leading_to_of(language).search(text, max(0, start - _LEAD), until)
    start = whole.start() if whole else start
    opening = _opening(language).match(text, start, end)
    words = text[start:end].lower().split()
    is_past = not words_of(language, "windows", "past").isdisjoint(words)
    # "before the end of the year" lies ahead, "a week before" behind
    is_past = is_past and not (words[0] == "before" and words.count("before") == 1)
    return Window(start, end, opening.end() if opening else start, is_past)


@cache
def _opening(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(load(language, 'windows')['prepositions'])}) ", re.IGNORECASE)


@cache
def _leading_to_of(language: str) -> re.Pattern[str]:
    """The "in the first week of" that leads to "next month"."""
    prepositions = _any(load(language, "windows")["prepositions"])
    return re.compile(rf"\b(?:(?:{prepositions}) )?the (?:\w+ ){{1,2}}of $", re.IGNORECASE)


@cache
def _reaching_back(language: str) -> re.Pattern[str]:
    lexicon = load(language, "windows")
    count = rf"(?:{_any(lexicon['counts'])}|\d{{1,3}})"
    return re.compile(
        rf"\b(?:(?:{_any(lexicon['prepositions'])}) )?{count} (?:{_any(lexicon['units'])})s? "
        rf"(?:{_any(lexicon['reaching_back'])})\b",
        re.IGNORECASE,
    )


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first)
