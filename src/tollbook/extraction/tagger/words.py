"""Words as the tagger reads them: pieces of its vocabulary, and what the pieces don't show.

The encoder's vocabulary is in small letters and knows no line ends, so capitals, quotation marks
that are open, where a paragraph begins, and what the grammar reads as a number are given beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extraction.numbers import quantities

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Features = tuple[int, int, int, int]
"""Shape of the word (0 to 6), quotation (0 to 3), what stands before it, its number (0 to 2)."""

FEATURE_SIZES = (7, 4, 3, 3)
"""How many values each feature has."""

_MOST_PIECES = 6  # of one word: what is longer is an address or a mistake
_LOWER, _CAPITAL, _CAPITALS, _MIXED, _DIGITS, _WITH_DIGITS, _SIGN = range(7)
_OUTSIDE, _INSIDE, _OPENS, _CLOSES = range(4)
_BLANK, _NOTHING, _BLOCK = range(3)
_NO_NUMBER, _NUMBER_BEGINS, _NUMBER_GOES_ON = range(3)
_OPENING, _CLOSING = "“„«", "”»"


class Word(NamedTuple):
    """One word or punctuation mark: its place in the text, its pieces and its features."""

    start: int
    end: int
    pieces: tuple[int, ...]
    features: Features


@cache
def vocabulary() -> Tokenizer:
    """The encoder's own division of text into pieces."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - only a process that reads needs it

    shipped = files("tollbook.extraction.tagger") / "model" / "tokenizer.json"
    pieces = Tokenizer.from_str(shipped.read_text(encoding="utf-8"))
    pieces.no_padding()
    pieces.no_truncation()
    return pieces


def words_of(text: str, blocks: Iterable[tuple[int, int]]) -> list[list[Word]]:
    """The words of each block of a text, a block being a paragraph given as (start, end).

    >>> [[word]] = words_of("“No”, he said.", [(1, 3)])
    >>> word.start, word.end, word.features
    (1, 3, (1, 0, 2, 0))
    """
    places = list(blocks)
    # one by one: `encode_batch` starts threads, which take more time than such short texts
    encoded = (
        vocabulary().encode(text[start:end], add_special_tokens=False) for start, end in places
    )
    return [
        _words(text, start, encoding.word_ids, encoding.offsets, encoding.ids)
        for (start, _), encoding in zip(places, encoded, strict=True)
    ]


def mark_numbers(words: Sequence[Word], text: str, start: int, end: int) -> list[Word]:
    """The words of the sentence `text[start:end]`, those of a number that counts marked so.

    >>> [[*own]] = words_of("12 men died", [(0, 11)])
    >>> [word.features[3] for word in mark_numbers(own, "12 men died", 0, 11)]
    [1, 0, 0]
    """
    marked = list(words)
    place = 0
    for number in quantities(text[start:end]):
        first = True
        while place < len(marked) and marked[place].start < start + number.core_end:
            word = marked[place]
            if word.end > start + number.core_start:
                value = _NUMBER_BEGINS if first else _NUMBER_GOES_ON
                marked[place] = word._replace(features=(*word.features[:3], value))
                first = False
            place += 1
    return marked


def _words(
    text: str,
    offset: int,
    word_ids: list[int | None],
    offsets: list[tuple[int, int]],
    ids: list[int],
) -> list[Word]:
    spans: list[list[int]] = []
    pieces: list[list[int]] = []
    last: int | None = None
    for word, (start, end), piece in zip(word_ids, offsets, ids, strict=True):
        if word != last:
            spans.append([start + offset, end + offset])
            pieces.append([piece])
            last = word
        else:
            spans[-1][1] = end + offset
            pieces[-1].append(piece)
    words: list[Word] = []
    quoted, before = False, None
    for (start, end), own in zip(spans, pieces, strict=True):
        worded = text[start:end]
        if worded in _OPENING or (worded == '"' and not quoted):
            mark, quoted = _OPENS, True
        elif worded in _CLOSING or worded == '"':
            mark, quoted = _CLOSES, False
        else:
            mark = _INSIDE if quoted else _OUTSIDE
        gap = _BLOCK if before is None else _NOTHING if before == start else _BLANK
        words.append(
            Word(start, end, tuple(own[:_MOST_PIECES]), (_shape(worded), mark, gap, _NO_NUMBER))
        )
        before = end
    return words


def _shape(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return _LOWER
        if word.isupper():
            return _CAPITALS if len(word) > 1 else _CAPITAL
        return _CAPITAL if word[0].isupper() and word[1:].islower() else _MIXED
    if word.isdigit():
        return _DIGITS
    return _WITH_DIGITS if word[0].isalnum() else _SIGN
