"""Which figure of one annotator is which of another's.

A predicted figure meets a gold one when the measure is the same and the evidence overlaps the gold
quote, and the number words overlap where both have some; one to one, equal values first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tollbook.evaluation.annotated import Annotated
from tollbook.language import load

_NAME_WORD = re.compile(r"\w{2,}")
_EMPTY = (
    "the an of and in on for to by at as it its their his her from with said says who that "
    "mr mrs ms dr gen col lt"
)
_EMPTY_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which predicted figure met which gold one (indices), in one passage."""

    gold: Sequence[Annotated]
    predicted: Sequence[Annotated]
    pairs: tuple[tuple[int, int], ...]


def pair(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Pairing:
    """Pair gold and predicted figures one to one, as many as can be, equal values first."""
    partner: dict[int, int] = {}  # predicted -> gold
    for accepts in (_equal, _meets):
        edges = [
            [p for p, other in enumerate(predicted) if accepts(figure, other)] for figure in gold
        ]
        partner = match_partners(edges, partner)
    return Pairing(gold, predicted, tuple(sorted((g, p) for p, g in partner.items())))


def match_partners(
    edges: Sequence[Sequence[int]], already: Mapping[int, int] = MappingProxyType({})
) -> dict[int, int]:
    """Partners one to one, as many as can be; who is `already` matched keeps some partner.

    `edges[g]` are those that `g` could have; the result leads from them back to `g`.

    >>> match_partners([[0, 1], [0]])
    {0: 1, 1: 0}
    """
    partner = dict(already)
    taken = set(partner.values())
    for g in range(len(edges)):
        if g not in taken:
            _augment(g, edges, partner, set())
    return partner


def _augment(
    g: int, edges: Sequence[Sequence[int]], partner: dict[int, int], tried: set[int]
) -> bool:
    """Kuhn's augmenting path: give `g` a partner, moving others on where that helps."""
    for p in edges[g]:
        if p not in tried:
            tried.add(p)
            if p not in partner or _augment(partner[p], edges, partner, tried):
                partner[p] = g
                return True
    return False


def _meets(gold: Annotated, other: Annotated) -> bool:
    return gold.measure == other.measure and stand_together(gold, other)


def stand_together(one: Annotated, other: Annotated) -> bool:
    """Whether evidence overlaps evidence, and number words overlap where both have some."""
    if not _overlap(one.evidence, other.evidence):
        return False
    return one.number is None or other.number is None or _overlap(one.number, other.number)


def _equal(gold: Annotated, other: Annotated) -> bool:
    return _meets(gold, other) and same_value(gold, other)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def same_value(gold: Annotated, other: Annotated) -> bool:
    """Whether low and high are both the same."""
    return (gold.low, gold.high) == (other.low, other.high)


def same_source(gold: Annotated, other: Annotated) -> bool:
    """Whether the credited voices share a name word, or both credit only the publisher."""
    if not gold.voices or not other.voices:
        return not gold.voices and not other.voices
    return bool(name_words(gold.voices) & name_words(other.voices))


def same_place(gold: Annotated, other: Annotated) -> bool:
    """Whether the places share a word of a name, or neither has one.

    Words such as "region" and "northern" belong to no name: Kharkiv region is not Kursk region.
    """
    if not gold.place or not other.place:
        return not gold.place and not other.place
    return bool(_place_words(gold.place) & _place_words(other.place))


def _place_words(names: Iterable[str]) -> set[str]:
    around = load("en", "place_words")
    words = name_words(names)
    return words - {*around["levels"], *around["words"]["directions"]} or words


def name_words(names: Iterable[str]) -> set[str]:
    """The words of some names by which people and agencies are known again, in small letters."""
    words = {word for name in names for word in _NAME_WORD.findall(name.casefold())}
    return words - _EMPTY_WORDS or words
