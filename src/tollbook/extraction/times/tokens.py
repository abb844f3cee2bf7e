"""The words, numbers and marks of a text, as the grammar of time reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from tollbook.language import load

_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?![\d-])"  # 2025-01-13
    r"|\d{1,2}/\d{1,2}/\d{4}(?!\d)"
    r"|\d+(?:[.,]\d{3})+|\d+"  # 3,000 is one number, and no year
    r"|[^\W\d_]+|[^\s\w]|_"
)
_DASHES = frozenset("-–—‑")
_MOST_DIGITS = 4  # no date has a longer number, and none is worth reading


class Token(NamedTuple):
    """One word, number or mark, as it stands and in small letters."""

    start: int
    end: int
    text: str
    low: str


_OPENING = (
    "months",
    "weekdays",
    "short_weekdays",
    "seasons",
    "counts",
    "ordinals",
    "shifts",
    "parts",
    "edges",
    "days",
    "units",
)
_OPENING_LISTS = ("openers", "uncounted", "past_stretch", "future_stretch")
_NOTHING = Token(0, 0, "", "")


class Tokens:
    """The tokens of a text and the words of its language; beyond the end all are empty."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.lexicon: Mapping[str, Any] = load(language, "times")
        self._tokens = [
            Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text)
        ]
        self._low = [token.low for token in self._tokens]
        self._words: Mapping[str, Any] = self.lexicon["words"]
        self._firsts = _first_words(language)

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, index: int) -> Token:
        return self._tokens[index] if 0 <= index < len(self._tokens) else _NOTHING

    def low(self, index: int) -> str:
        """A word in small letters."""
        return self._low[index] if 0 <= index < len(self._low) else ""

    def are(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether some words in small letters stand at a place, one after the other."""
        return tuple(self._low[index : index + len(words)]) == words

    def opens(self, index: int) -> bool:
        """Whether a word may begin a time expression: most may not, and need no rule tried."""
        low = self.low(index)
        return low in self._firsts.of_phrases or low[:1].isdigit()

    def opens_time(self, index: int) -> bool:
        """Whether a word may begin a time by itself, without "since" or "by" before it.

        So often a word is "the", "in" or a number that the one behind it is looked at, too.
        """
        low, firsts = self.low(index), self._firsts.of_times
        if low in self._firsts.behind:
            if self.is_dash(index + 1):
                return True
            low, firsts = self.low(index + 1), self._firsts.behind[low]
        return low in firsts or low[:1].isdigit()

    def is_in(self, index: int, table: str) -> bool:
        """Whether a word is in a list of the lexicon's table `words`."""
        return self.low(index) in self._words[table]

    def entry(self, index: int, table: str) -> Any:
        """What a table of the lexicon says of a word, None where it says nothing."""
        return self.lexicon[table].get(self.low(index))

    def number(self, index: int) -> int | None:
        """A number in digits, of no more than four."""
        text = self[index].text
        return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None

    def count(self, index: int) -> int | None:
        """A number in digits or in words ("two", "a")."""
        number = self.number(index)
        return self.entry(index, "counts") if number is None else number

    def is_dash(self, index: int) -> bool:
        """Whether a mark is a hyphen or a dash."""
        return self[index].text in _DASHES

    def capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self[index].text[:1].isupper()

    def is_possessive(self, i: int) -> bool:
        """Whether a mark of possession stands at `i`: "Monday's"."""
        return self[i].text in ("'", "’") and self.touches(i) and self.low(i + 1) == "s"

    def touches(self, index: int) -> bool:
        """Whether a token follows the one before with no blank between."""
        return index > 0 and self[index].start == self[index - 1].end

    def alone(self, start: int, after: int) -> bool:
        """Whether tokens `start` up to `after` are the whole text."""
        return start == 0 and after == len(self)


@dataclass(frozen=True, slots=True)
class _FirstWords:
    """The words that a time expression may begin with, and a time by itself.

    `behind` has those that may stand second, by the first word.
    """

    of_phrases: frozenset[str]
    of_times: frozenset[str]
    behind: Mapping[str, frozenset[str]]


@cache
def _first_words(language: str) -> _FirstWords:
    lexicon = load(language, "times")
    lists = lexicon["words"]
    tables = {table: frozenset(lexicon[table]) for table in _OPENING}
    phrases = frozenset(phrase.split()[0] for phrases in lists.values() for phrase in phrases)
    times = frozenset().union(*tables.values(), *(lists[name] for name in _OPENING_LISTS))
    units = frozenset((*lexicon["units"], "few", "couple", "of"))
    counts = frozenset((*lexicon["counts"], *lists["uncounted"], "the"))
    behind = dict.fromkeys(lexicon["counts"], units)
    behind |= {"the": times, "in": counts, "within": counts}
    return _FirstWords(phrases.union(*tables.values()), times, MappingProxyType(behind))
