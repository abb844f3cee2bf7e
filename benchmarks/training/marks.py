"""Attributions marked inside a text, as in "{s1 Police} {c1 said} {t1 two men had died}".

A letter tells what the words are (s the source, c the cue, t the content), the number which
attribution they belong to; "s1+2" are the words of two. Marks may stand inside one another. Words
that bear the same mark twice are one span in two pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.training.problem import AuthoringError

KINDS = {"s": "source", "c": "cue", "t": "content"}
_OPENING = re.compile(r"\{([sct])(\d+(?:\+\d+)*) ")
_QUOTATION = "\"“”'‘’«»„"

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution: the pieces of its source, cue and content, in order."""

    source: list[Piece] = field(default_factory=list)
    cue: list[Piece] = field(default_factory=list)
    content: list[Piece] = field(default_factory=list)

    def covers(self, place: int) -> bool:
        """Whether the content holds a place of the text."""
        return any(start <= place < end for start, end in self.content)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text without its marks, and the attributions by their number."""

    text: str
    attributions: dict[int, Marked]

    def source(self, number: int) -> str:
        """A source's words without a closing comma, and without a caption's "/ Office"."""
        pieces = self.attributions[number].source
        words = " ".join(self.text[start:end] for start, end in pieces)
        return words.split(" / ")[0].rstrip(",")


def unmarked(marked: str, passage: str) -> MarkedText:
    """The text and its attributions.

    Raises:
        AuthoringError: a brace is left over, or the marks break a convention of the annotation.

    >>> unmarked("{s1 He} {c1 said} {t1 no}.", "x").attributions[1].content
    [(8, 10)]
    """
    text: list[str] = []
    open_marks: list[tuple[str, list[int], int]] = []
    found: dict[int, Marked] = defaultdict(Marked)
    here, length = 0, 0
    while here < len(marked):
        opening = _OPENING.match(marked, here)
        if opening:
            numbers = [int(number) for number in opening[2].split("+")]
            open_marks.append((KINDS[opening[1]], numbers, length))
            here = opening.end()
        elif marked[here] == "}" and open_marks:
            kind, numbers, start = open_marks.pop()
            for number in numbers:
                getattr(found[number], kind).append((start, length))
            here += 1
        elif marked[here] in "{}":
            near = marked[max(0, here - 20) : here + 20]
            raise AuthoringError(passage, f"a brace is left over near {near!r}")
        else:
            text.append(marked[here])
            here, length = here + 1, length + 1
    if open_marks:
        raise AuthoringError(passage, f"{len(open_marks)} marks are not closed")
    result = MarkedText("".join(text), dict(sorted(found.items())))
    _check(result, passage)
    return result


def _check(marked: MarkedText, passage: str) -> None:
    if list(marked.attributions) != list(range(1, len(marked.attributions) + 1)):
        raise AuthoringError(passage, f"attributions are numbered {list(marked.attributions)}")
    owner: dict[int, str] = {}
    for number, attribution in marked.attributions.items():
        if not attribution.content:
            raise AuthoringError(passage, f"attribution {number} has no content")
        if not attribution.source and not attribution.cue:
            raise AuthoringError(passage, f"attribution {number} has neither source nor cue")
        _check_ending(marked.text, attribution, passage)
        for kind in KINDS.values():
            for piece in getattr(attribution, kind):
                _check_piece(marked.text, piece, kind, passage)
                # A source may serve two cues; cue and content belong to one attribution alone.
                mine = "source" if kind == "source" else f"{kind} {number}"
                for place in range(*piece):
                    if owner.setdefault(place, mine) != mine and kind != "source":
                        words = marked.text[slice(*piece)]
                        raise AuthoringError(passage, f"{words!r} is {owner[place]} and {mine}")


def _check_piece(text: str, piece: Piece, kind: str, passage: str) -> None:
    words = text[slice(*piece)]
    if not words or words != words.strip():
        raise AuthoringError(passage, f"{words!r} is empty or has spaces around it")
    if piece[0] and text[piece[0] - 1].isalnum() and words[0].isalnum():
        raise AuthoringError(passage, f"{words!r} begins inside a word")
    if text[piece[1] : piece[1] + 1].isalnum() and words[-1].isalnum():
        raise AuthoringError(passage, f"{words!r} ends inside a word")


def _check_ending(text: str, attribution: Marked, passage: str) -> None:
    """A content ends before its stop, unless in a quotation or in a transcript's turn."""
    start, end = attribution.content[-1]
    quoted, told = text[start] in _QUOTATION, text[:start].rstrip().endswith(":")
    if text[end - 1] in ".,;:" and not quoted and not told:
        raise AuthoringError(
            passage, f"the content {text[start:end][-30:]!r} ends in a stop or comma"
        )
