"""Time expressions: where a text says when, and what it says, before any calendar is known.

A small grammar over words (language/<code>/times.toml), read left to right: `tokens` cuts the text,
`calendar` reads dates, `relative` reads "last month" and its like, `phrases` puts "since", "by" and
"between" before them. No library reads news dates well: most take "on Monday" for the coming one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tollbook.extraction.times.moments import Moment
from tollbook.extraction.times.phrases import phrase
from tollbook.extraction.times.tokens import Tokens

__all__ = ["TimeWords", "find_times"]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A stretch of a text, `start` to `end`, that says when, and what it says."""

    start: int
    end: int
    moment: Moment


@lru_cache(maxsize=64)  # every figure of a sentence asks for the times of that sentence
def find_times(text: str, language: str = "en") -> tuple[TimeWords, ...]:
    """The time expressions of a text, in order, none within another.

    >>> text = "Since early May, 40 have died, two of them on Monday night."
    >>> [text[found.start : found.end] for found in find_times(text)]
    ['Since early May', 'on Monday night']
    """
    tokens = Tokens(text, language)
    found: list[TimeWords] = []
    index = 0
    while index < len(tokens):
        read = phrase(tokens, index)
        if read is None:
            index += 1
            continue
        moment, after = read
        start = index + _is_loose(tokens, index, after)
        found.append(TimeWords(tokens[start].start, tokens[after - 1].end, moment))
        index = after
    return tuple(found)


def _is_loose(tokens: Tokens, first: int, after: int) -> bool:
    """Whether the first word does not belong to the time: "in Friday's attack"."""
    preposition = tokens.is_in(first, "in") and after - first > 1
    return preposition and (tokens.is_possessive(after) or tokens.is_in(first, "unspoken"))
