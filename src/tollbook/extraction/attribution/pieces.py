"""An index of stretches of text: which of many lie at a place, without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from tollbook.model.text import Span

_SHELF = 1_024  # code points; most pieces are shorter than a sentence, so they stand on one or two


class HasContent(Protocol):
    """Whatever has content in pieces."""

    @property
    def content(self) -> tuple[Span, ...]:
        """The pieces, in text order."""


class Pieces:
    """The pieces of content of relations or attributions, found by place."""

    def __init__(self, owners: Iterable[tuple[int, HasContent]]) -> None:
        self._shelves: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for index, owner in owners:
            for piece in owner.content:
                for shelf in range(piece.start // _SHELF, (piece.end - 1) // _SHELF + 1):
                    self._shelves[shelf].append((piece, index))

    @classmethod
    def of(cls, owners: Sequence[HasContent]) -> Pieces:
        """The pieces of a sequence, each known by its owner's place in it."""
        return cls(enumerate(owners))

    def at(self, start: int, end: int) -> list[tuple[Span, int]]:
        """The pieces that share a character with `start..end`, each with its owner's index."""
        found = {
            (index, piece.start): (piece, index)
            for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1)
            for piece, index in self._shelves.get(shelf, ())
            if piece.start < end and start < piece.end
        }
        return [found[key] for key in sorted(found)]

    def around(self, start: int, end: int) -> list[tuple[Span, int]]:
        """The pieces that hold `start..end` whole, each with its owner's index."""
        return [(p, index) for p, index in self.at(start, end) if p.start <= start and end <= p.end]
