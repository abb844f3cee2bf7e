"""Near-duplicates: copies of one text, a wire story and its reprints, put together in clusters.

Reprints are cut, topped with a new headline and lightly edited, so two of them may share no more
than a third of their three-word shingles; two reports of one event by different hands share a few
in a hundred. MinHash (Broder, 1997) with locality-sensitive hashing finds the candidates, and the
shingles themselves decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from rensa import RMinHash, RMinHashLSH

from tollbook.model.claim import Cluster
from tollbook.model.document import Document
from tollbook.settings import Settings

_MARKS = ".,;:!?()[]\"'“”‘’«»–—-"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BANDS = 84
_PERMUTATIONS = 3 * _BANDS  # three to a band: of pairs that share a third 96 in 100 meet in one
_SEED = 1
_KEPT = 8  # copies in a cluster that later texts are compared with
_COMPARED = 40  # candidates looked at for one text; where there are more, all fill in one form


class _Text:
    """One document as a bag of shingles: what three words it has in a row, and which numbers."""

    def __init__(self, document: Document) -> None:
        self.id = document.id
        self.day = document.published_on
        self.publisher = document.publisher
        self._text = document.text
        words = [word.strip(_MARKS) for word in document.text.casefold().split()]
        self.shingles = frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers that stand in it in digits."""
        return frozenset(_NUMBER.findall(self._text))


def find_clusters(documents: Mapping[str, Document], settings: Settings) -> tuple[Cluster, ...]:
    """Every document in exactly one cluster; the earliest of each gives it its id.

    A text joins a cluster if it is a near-copy of one of its texts, printed within
    `near_duplicate_days` of the first. Near-copies that give other numbers are not copies but the
    next bulletin in the same form.
    """
    order = sorted(documents.values(), key=lambda item: (item.published_on or date.max, item.id))
    index = _TextIndex(settings)
    groups: dict[str, list[str]] = {}
    for document in order:
        text = _Text(document)
        groups.setdefault(index.place(text), []).append(text.id)
    return tuple(Cluster(first, tuple(copies)) for first, copies in groups.items())


class _TextIndex:
    """The texts that later ones are compared with; those too old to be copied again are dropped."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lsh = RMinHashLSH(0.3, _PERMUTATIONS, _BANDS)
        self._kept: list[tuple[_Text, str] | None] = []
        self._oldest = 0
        self._copies: dict[str, int] = {}
        self._first_day: dict[str, date | None] = {}
        self._short: dict[frozenset[str], str] = {}

    def place(self, text: _Text) -> str:
        """The cluster that a text belongs to: the id of its first text."""
        if len(text.shingles) < self._settings.near_duplicate_shingles:
            return self._place_short(text)
        self._let_go(text.day)
        sketch = RMinHash(_PERMUTATIONS, _SEED)
        sketch.update(text.shingles)
        alike = self._lsh.query(sketch)
        cluster = self._find_original(text, alike) or text.id
        self._first_day.setdefault(cluster, text.day)
        self._copies[cluster] = self._copies.get(cluster, 0) + 1
        if self._copies[cluster] <= _KEPT and len(alike) < _COMPARED:
            self._lsh.insert(len(self._kept), sketch)
            self._kept.append((text, cluster))
        return cluster

    def _find_original(self, text: _Text, candidates: Iterable[int]) -> str | None:
        best: tuple[float, int, str] | None = None
        for at in sorted(candidates, reverse=True)[:_COMPARED]:
            kept = self._kept[at]
            if kept is None or not self._in_time(kept[1], text.day):
                continue
            shared = self._likeness(kept[0], text)
            if shared and (best is None or (shared, -at) > best[:2]):
                best = (shared, -at, kept[1])
        return None if best is None else best[2]

    def _likeness(self, left: _Text, right: _Text) -> float:
        """The share of shingles that two texts have in common; 0 where they are no copies."""
        common = len(left.shingles & right.shingles)
        union = len(left.shingles) + len(right.shingles) - common
        shorter = min(len(left.shingles), len(right.shingles))
        alike = common / union
        if alike < self._settings.near_duplicate_likeness and (
            common / shorter < self._settings.near_duplicate_contained
        ):
            return 0.0
        return alike if _same_numbers(left, right) else 0.0

    def _place_short(self, text: _Text) -> str:
        """A text too short to be known by its words is a copy only where it is the same."""
        first = self._short.get(text.shingles)
        if not text.shingles or first is None or not self._in_time(first, text.day):
            self._short[text.shingles] = first = text.id
            self._first_day[first] = text.day
        return first

    def _in_time(self, cluster: str, day: date | None) -> bool:
        first = self._first_day[cluster]
        if first is None or day is None:
            return first is day
        return (day - first).days <= self._settings.near_duplicate_days

    def _let_go(self, today: date | None) -> None:
        """Forget the texts that nothing printed today or later can be a copy of."""
        while self._oldest < len(self._kept):
            kept = self._kept[self._oldest]
            if kept is not None:
                if self._in_time(kept[1], today):
                    return
                self._lsh.remove(self._oldest)
                self._kept[self._oldest] = None
            self._oldest += 1


def _same_numbers(left: _Text, right: _Text) -> bool:
    """Whether the text with fewer numbers shares most of them with the other.

    One paper's next bulletin may differ from its last in a single number: there, all of them.
    """
    fewer, more = sorted((left.numbers, right.numbers), key=len)
    if left.publisher is not None and left.publisher == right.publisher:
        return fewer <= more
    return 2 * len(fewer & more) >= len(fewer)
