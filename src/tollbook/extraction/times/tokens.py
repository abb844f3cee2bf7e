"""The words, numbers and marks of a text, as the grammar of time reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tollbook.language import load

_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?![\d-])"  # 2025-01-13
    r"|\d{1,2}/\d{1,2}/\d{4}(?!\d)"
    r"|\d+(?:[.,]\d{3})+|\d+"  # 3,000 is one number, and no year
    r"|[^\W\d_]+|[^\s\w]|_"
)
_DASHES = frozenset("-–—‑")
_MOST_DIGITS = 4  # no date has a longer number, and none is worth reading


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark, as it stands and in small letters."""

    start: int
    end: int
    text: str
    low: str


_OPENERS = (
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
_NOTHING = Token(0, 0, "", "")


class Tokens:
    """The tokens of a text and the words of its language; beyond the end all are empty."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.lexicon: Mapping[str, Any] = load(language, "times")
        self._tokens = [
            Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text)
        ]

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, index: int) -> Token:
        return self._tokens[index] if 0 <= index < len(self._tokens) else _NOTHING

    def low(self, index: int) -> str:
        """A word in small letters."""
        return self[index].low

    def opens(self, index: int) -> bool:
        """Whether a word may begin a time expression: most may not, and need no rule tried."""
        text = self[index].text
        return text[:1].isdigit() or self[index].low in _openers(self.language)

    def is_in(self, index: int, table: str) -> bool:
        """Whether a word is in a list of the lexicon's table `words`."""
        return self.low(index) in self.lexicon["words"][table]

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
        return self[i].text in ("'", "’") and self.touches(i)

    def touches(self, index: int) -> bool:
        """Whether a token follows the one before with no blank between."""
        return index > 0 and self[index].start == self[index - 1].end

    def alone(self, start: int, after: int) -> bool:
        """Whether tokens `start` up to `after` are the whole text."""
        return start == 0 and after == len(self)


@cache
def _openers(language: str) -> frozenset[str]:
    lexicon = load(language, "times")
    lists = lexicon["words"].values()
    phrases = [phrase for phrases in lists for phrase in phrases]
    tables = [word for table in _OPENERS for word in lexicon[table]]
    return frozenset(phrase.split()[0] for phrase in (*phrases, *tables))
