"""Text from outside, made harmless for a terminal: what would act on the screen is drawn."""

from __future__ import annotations

import unicodedata
from typing import Protocol

_PICTURES = 0x2400  # U+2400.. draw the names of the control characters U+0000..U+001F
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = frozenset(map(chr, (*range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC))))
_TAGS = range(0xE0000, 0xE0080)  # invisible letters, in which a text could carry another


class Sink(Protocol):
    """Anything that text can be written to."""

    def write(self, text: str, /) -> int:
        """Take the text; how much of it was taken."""


class VisibleSink:
    """A sink that hands text on with what would act on a screen drawn."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, text: str, /) -> int:
        """Draw, and hand on."""
        return self._sink.write(visible(text))


def visible(text: str, keep: str = "\n") -> str:
    r"""The same text with control characters drawn, not obeyed; those in `keep` stay.

    A page may carry escape sequences that recolour, retitle or rewind the reader's terminal, and
    marks that turn the direction of writing to make one text look like another. The result has
    exactly as many characters, so every offset still holds.

    >>> visible("killed \x1b[2J300\x07")
    'killed ␛[2J300␇'
    >>> visible("a\nb", keep=""), visible("a\nb")
    ('a␊b', 'a\nb')
    """
    if text.isprintable():
        return text
    return "".join(_visible_character(character, keep) for character in text)


def one_line(text: str) -> str:
    r"""The text on one line, with single blanks, and visible.

    >>> one_line("some 300\n  soldiers")
    'some 300 soldiers'
    """
    return visible(" ".join(text.split()))


def _visible_character(character: str, keep: str) -> str:
    if character.isprintable() or character in keep:
        return character
    code = ord(character)
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if character in _DIRECTIONS or character in _HIDDEN or code in _TAGS:
        return "�"
    if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
        return "�"
    if unicodedata.category(character).startswith("Z"):
        return " "
    return character
