"""Found, value and source: the scores of figures against a gold.

A predicted figure meets a gold one when the measure is the same and the evidence overlaps the gold
quote, and the number words overlap where both have some; one to one, equal values first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tollbook.evaluation.gold import Annotated

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

    def missed(self) -> list[Annotated]:
        """Gold figures that nothing met."""
        met = {g for g, _ in self.pairs}
        return [figure for i, figure in enumerate(self.gold) if i not in met]

    def false(self) -> list[Annotated]:
        """Predicted figures that met nothing."""
        met = {p for _, p in self.pairs}
        return [figure for i, figure in enumerate(self.predicted) if i not in met]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores over many passages; F1 and shares lie between 0 and 1."""

    gold: int
    predicted: int
    found: float
    value: float
    source: float
    modality: float
    scope: float
    whole: float
    same: float


def pair(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Pairing:
    """Pair gold and predicted figures one to one, as many as can be, equal values first."""
    partner: dict[int, int] = {}  # predicted -> gold
    for accepts in (_equal, _meets):
        edges = [
            [p for p, other in enumerate(predicted) if accepts(figure, other)] for figure in gold
        ]
        taken = set(partner.values())
        for g in range(len(gold)):
            if g not in taken:
                _augment(g, edges, partner, set())
    return Pairing(gold, predicted, tuple(sorted((g, p) for p, g in partner.items())))


def _augment(g: int, edges: list[list[int]], partner: dict[int, int], tried: set[int]) -> bool:
    """Kuhn's augmenting path: give `g` a partner, moving others on where that helps."""
    for p in edges[g]:
        if p not in tried:
            tried.add(p)
            if p not in partner or _augment(partner[p], edges, partner, tried):
                partner[p] = g
                return True
    return False


def _meets(gold: Annotated, other: Annotated) -> bool:
    if gold.measure != other.measure or not _overlap(gold.evidence, other.evidence):
        return False
    return gold.number is None or other.number is None or _overlap(gold.number, other.number)


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
    return bool(_name_words(gold.voices) & _name_words(other.voices))


def _name_words(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in _NAME_WORD.findall(name.casefold())}
    return words - _EMPTY_WORDS or words


def score(pairings: Iterable[Pairing]) -> Scores:
    """The scores over some passages."""
    pairings = list(pairings)
    gold = sum(len(pairing.gold) for pairing in pairings)
    predicted = sum(len(pairing.predicted) for pairing in pairings)
    met = [
        (pairing.gold[g], pairing.predicted[p], _links(pairing, g, p))
        for pairing in pairings
        for g, p in pairing.pairs
    ]

    def share(right: Callable[[Annotated, Annotated], bool]) -> float:
        return sum(right(one, other) for one, other, _ in met) / max(1, len(met))

    def f1(right: int) -> float:
        return 2 * right / max(1, gold + predicted)

    return Scores(
        gold=gold,
        predicted=predicted,
        found=f1(len(met)),
        value=f1(sum(same_value(one, other) for one, other, _ in met)),
        source=share(same_source),
        modality=share(lambda one, other: one.modality == other.modality),
        scope=share(lambda one, other: one.scope == other.scope),
        whole=sum(links[0] for *_, links in met) / max(1, len(met)),
        same=sum(links[1] for *_, links in met) / max(1, len(met)),
    )


def _links(pairing: Pairing, g: int, p: int) -> tuple[bool, bool]:
    """Whether part_of, and same_as, lead to the figure that met the gold's, or both to none."""
    to_gold = {predicted: gold for gold, predicted in pairing.pairs}
    gold, predicted = pairing.gold[g], pairing.predicted[p]

    def agree(one: int | None, other: int | None) -> bool:
        if one is None or other is None:
            return one is None and other is None
        return to_gold.get(other) == one

    return agree(gold.whole, predicted.whole), agree(gold.same, predicted.same)


def with_number_words(figures: Iterable[Annotated]) -> list[Annotated]:
    """Those with a number word of their own, not only an article."""
    return [figure for figure in figures if figure.has_number_word]
