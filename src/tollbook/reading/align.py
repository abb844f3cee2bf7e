"""Where the paragraphs that an extractor gave back stand in the page that it was given."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from tollbook.reading.canonical import Traced, canonical, joined
from tollbook.reading.markup import INVISIBLE

_WORD = re.compile(r"\S+")


class Page:
    """The visible text of a page, searchable with all blanks left out.

    Extractors fold, add and drop blanks, so words alone are compared. The search runs forward from
    the longest paragraph to the last and backward to the first: the longest one is hardly ever
    found twice, while "Related" or the headline may also stand in a menu.
    """

    def __init__(self, visible: Traced) -> None:
        self._visible = visible
        words = visible.text.split()
        self._word_starts = array("L", (word.start() for word in _WORD.finditer(visible.text)))
        self._squeezed_starts = array("L", accumulate(map(len, words), initial=0))
        self._squeezed = "".join(words)

    def locate(self, paragraphs: list[str]) -> list[Traced | None]:
        """Each paragraph tied to where it stands; None for one that does not stand in the page."""
        wanted = [squeeze(paragraph) for paragraph in paragraphs]
        if not any(wanted):
            return [None] * len(paragraphs)
        anchor = max(range(len(wanted)), key=lambda index: len(wanted[index]))
        places = dict(self._forward(wanted, anchor))
        places |= dict(self._backward(wanted, anchor, places.get(anchor, len(self._squeezed))))
        return [
            self._traced(paragraph, places[index]) if index in places else None
            for index, paragraph in enumerate(paragraphs)
        ]

    def _forward(self, wanted: list[str], anchor: int) -> Iterator[tuple[int, int]]:
        done = 0
        for index in range(anchor, len(wanted)):
            place = self._squeezed.find(wanted[index], done) if wanted[index] else -1
            if place >= 0:
                done = place + len(wanted[index])
                yield index, place

    def _backward(self, wanted: list[str], anchor: int, top: int) -> Iterator[tuple[int, int]]:
        # `str.find` is linear whatever it looks for, `str.rfind` is not: hence the mirror.
        mirror = self._squeezed[:top][::-1]
        done = 0
        for index in reversed(range(anchor)):
            place = mirror.find(wanted[index][::-1], done) if wanted[index] else -1
            if place >= 0:
                done = place + len(wanted[index])
                yield index, top - done

    def _traced(self, paragraph: str, place: int) -> Traced:
        """The paragraph's words as the page has them, with one blank between two."""
        words = _composed(paragraph).split()
        length = sum(map(len, words))
        start, end = self._offset(place), self._offset(place + length - 1) + 1
        if self._visible.text[start:end] == " ".join(words):
            return self._visible.cut(start, end)
        stretches: list[tuple[int, int]] = []
        for word in words:
            start, end = self._offset(place), self._offset(place + len(word) - 1) + 1
            place += len(word)
            text = self._visible.text
            if stretches and start == stretches[-1][1] + 1 and text[start - 1] == " ":
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((start, end))
        parts: list[Traced | str] = []
        for start, end in stretches:
            parts += (
                (" ", self._visible.cut(start, end)) if parts else (self._visible.cut(start, end),)
            )
        return joined(parts)

    def _offset(self, squeezed: int) -> int:
        """The offset in the visible text of a character of the squeezed one."""
        index = bisect_right(self._squeezed_starts, squeezed) - 1
        return self._word_starts[index] + squeezed - self._squeezed_starts[index]


def squeeze(text: str) -> str:
    """The text, composed, without its blanks."""
    return "".join(_composed(text).split())


def _composed(text: str) -> str:
    return INVISIBLE.sub("", canonical(Traced.whole(text)).text)
