"""Text cut into words, numerals and marks, each with its place in the text as given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

END = ""
"""What `Tokens.word` answers before the first token and after the last."""

_NARROW_SPACES = dict.fromkeys(
    map(ord, "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"), "\u00a0"
)
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-")
_FOLD = _NARROW_SPACES | _FULL_WIDTH | _APOSTROPHES | _HYPHENS
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")

# Repetitions are bounded where a failure could send the search back over them.
_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0']\d{3}){1,4}(?!\d)"  # 3,000 · 3 000 with a narrow space · 3'000
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"  # 12,50,000, as in India
    r"|\d+(?:\.\d+)*"  # 3000 · 1.2 · 3.000
    r"|[^\W\d_]\w*"
    r"|\S"
)
_MOST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text; `starts` and `ends` are offsets into the text as given."""

    words: Sequence[str]
    """Each token in lower case; full-width characters are plain, invisible ones are gone."""
    raw: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    size: int

    def word(self, i: int) -> str:
        """The token at `i` in lower case, or END outside the text."""
        return self.words[i] if -1 < i < self.size else END

    def joined(self, i: int) -> bool:
        """Whether token `i` touches the one before it."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def capital(self, i: int) -> bool:
        """Whether token `i` begins with a capital."""
        return -1 < i < self.size and self.raw[i][0].isupper()

    def numeral(self, i: int) -> bool:
        """Whether token `i` is written in digits."""
        return self.word(i)[:1].isdecimal()


def tokens(text: str) -> Tokens:
    """Cut `text` into tokens, in time linear in its length."""
    visible, offsets = _visible(text)
    matches = list(_TOKEN.finditer(visible))
    raw = [match.group() for match in matches]
    words = [token.lower() for token in raw]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    if offsets is not None:
        starts = [offsets[start] for start in starts]
        ends = [offsets[end - 1] + 1 for end in ends]
    return Tokens(words, raw, starts, ends, len(words))


def _visible(text: str) -> tuple[str, list[int] | None]:
    """The text as it looks, and where each character stood, or None where nothing moved."""
    if text.isascii():
        return text, None
    folded = text.translate(_FOLD)
    if not _INVISIBLE.search(folded):
        return folded, None
    offsets = [i for i, character in enumerate(folded) if not _INVISIBLE.match(character)]
    return "".join(folded[i] for i in offsets), offsets


def value(numeral: str) -> int | Fraction | None:
    """What a numeral in digits stands for; None where it is no quantity (007, 14.12.2024).

    A point before three digits parts thousands, as much of the world writes it: people come
    whole, so that "3.000 people" can't be three.

    >>> value("3,000"), value("1.2"), value("3.000"), value("007")
    (3000, Fraction(6, 5), 3000, None)
    """
    plain = "".join(character for character in numeral if character not in ",\u00a0'")
    if len(plain) > _MOST_DIGITS or (plain[0] == "0" and plain[1:2].isdecimal()):
        return None
    whole, *parts = plain.split(".")
    if not parts:
        return int(plain)
    if len(whole) <= 3 and int(whole) and all(len(part) == 3 for part in parts):
        return int(plain.replace(".", ""))
    return Fraction(f"{int(whole)}.{parts[0]}") if len(parts) == 1 else None
