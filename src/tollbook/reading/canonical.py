r"""Canonical text: Unicode NFC with `\n` line ends, that remembers where each stretch came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tollbook.model.document import Piece, SourceMap

Edit = tuple[int, int, str]

_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_LINE_ENDS = re.compile(r"(?:\r\n?)+")
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_MANY_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_MARKS_KEPT = 30


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and, for each stretch of it, the stretch of the original that it was made of.

    `pieces` are those of `tollbook.model.document.SourceMap`.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def whole(cls, text: str) -> Traced:
        """The original itself."""
        return cls(text, ((0, 0, len(text), len(text)),) if text else ())

    @property
    def source_map(self) -> SourceMap:
        """The pieces as a document keeps them."""
        return SourceMap(self.pieces)

    def cut(self, start: int, end: int) -> Traced:
        """The stretch `start..end`, still tied to the original."""
        return Traced(self.text[start:end], tuple(_moved(self._over(start, end), -start)))

    def edited(self, edits: Iterable[Edit]) -> Traced:
        """The text with each stretch `start..end` replaced by new words, in reading order."""
        parts: list[str] = []
        pieces: list[Piece] = []
        done = length = 0
        for start, end, new in edits:
            parts += (self.text[done:start], new)
            pieces += _moved(self._over(done, start), length - done)
            length += start - done
            if new and (hull := _hull(self._over(start, end))):
                pieces += _coarse(length, hull[0], len(new), hull[1] - hull[0])
            length += len(new)
            done = end
        if not done:
            return self
        parts.append(self.text[done:])
        pieces += _moved(self._over(done, len(self.text)), length - done)
        return Traced("".join(parts), tuple(pieces))

    def _over(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces under `start..end`, cut to it; one that changed length keeps its width."""
        at = max(bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1, 0)
        for index in range(at, len(self.pieces)):
            canonical, original, length, width = self.pieces[index]
            if canonical >= end:
                return
            first, last = max(canonical, start), min(canonical + length, end)
            if first >= last:
                continue
            if length == width:
                yield first, original + first - canonical, last - first, last - first
            else:
                yield from _coarse(first, original, last - first, width)


def joined(parts: Iterable[Traced | str]) -> Traced:
    """The parts one after another; a plain string stands nowhere in the original."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        text = part if isinstance(part, str) else part.text
        if isinstance(part, Traced):
            pieces += _moved(part.pieces, length)
        texts.append(text)
        length += len(text)
    return Traced("".join(texts), tuple(pieces))


def canonical(original: Traced) -> Traced:
    r"""The canonical text: NFC, `\n` line ends, and nothing that can't be stored as UTF-8.

    NUL and lone surrogates become U+FFFD. Of more than 30 combining marks on one letter the rest
    is dropped (the bound of the Stream-Safe Text Format, UAX #15): sorting them takes quadratic
    time, and no script needs them.

    >>> canonical(Traced.whole("cafe\u0301\r\n")).text
    'café\n'
    """
    safe = original.edited((m.start(), m.end(), "\ufffd") for m in _UNSAFE.finditer(original.text))
    lines = safe.edited((m.start(), m.end(), _unix(m[0])) for m in _LINE_ENDS.finditer(safe.text))
    if lines.text.isascii():
        return lines
    bounded = lines.edited(list(_excess_marks(lines.text)))
    return bounded.edited(_compositions(bounded.text))


def _unix(ends: str) -> str:
    return ends.replace("\r\n", "\n").replace("\r", "\n")


def _excess_marks(text: str) -> Iterator[Edit]:
    for stretch in _MANY_MARKS.finditer(text):
        marks = 0
        for at, character in enumerate(stretch[0] + "\n", stretch.start()):
            if unicodedata.combining(character):
                marks += 1
                continue
            if marks > _MARKS_KEPT:
                yield at - marks + _MARKS_KEPT, at, ""
            marks = 0


def _compositions(text: str) -> Iterator[Edit]:
    """Stretches that NFC changes. No character composes with an ASCII one after it."""
    if unicodedata.is_normalized("NFC", text):
        return
    for stretch in _BEYOND_ASCII.finditer(text):
        composed = unicodedata.normalize("NFC", stretch[0])
        if composed != stretch[0]:
            yield stretch.start(), stretch.end(), composed


def _moved(pieces: Iterable[Piece], by: int) -> Iterator[Piece]:
    return ((at + by, original, length, width) for at, original, length, width in pieces)


def _coarse(canonical: int, original: int, length: int, width: int) -> Iterator[Piece]:
    """A stretch that stands for another as a whole, not character by character.

    A piece of equal lengths would be read as the latter; two pieces of the same whole are not.
    """
    if length == width > 1:
        yield canonical, original, 1, width
        canonical, length = canonical + 1, length - 1
    yield canonical, original, length, width


def _hull(pieces: Iterable[Piece]) -> tuple[int, int] | None:
    under = list(pieces)
    if not under:
        return None
    return min(piece[1] for piece in under), max(piece[1] + piece[3] for piece in under)
