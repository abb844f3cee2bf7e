"""What the network supports word by word: figures by measure, their scope, and whose they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from tollbook.extraction.tagger.decode import Scores
from tollbook.extraction.tagger.words import Word
from tollbook.model.values import MEASURES, Measure, Scope

SCOPES: tuple[Scope, ...] = get_args(Scope)
"""The scopes in the order of the network's columns; the measures are in that of `MEASURES`."""


def _none(columns: int) -> Scores:
    return np.zeros((0, columns), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """For W words of a document in text order what the network makes of them, as likelihoods.

    `measures` (W × 8) says how likely a word is the anchor of a figure of each measure: a word of
    its number, or the head of the people counted where there is no number. `scopes` (W × 3) and
    `voiced` (W), how likely somebody is credited with the figure rather than the page itself, mean
    something only at such a word.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    measures: Scores = field(default_factory=lambda: _none(len(MEASURES)))
    scopes: Scores = field(default_factory=lambda: _none(len(SCOPES)))
    voiced: Scores = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    @classmethod
    def of(cls, parts: Iterable[tuple[list[Word], Scores, Scores, Scores]]) -> Support:
        """The support of the words of some windows, given with their log-odds."""
        read = list(parts)
        if not read:
            return cls()
        words = [word for window, *_ in read for word in window]
        measures, scopes, voiced = (np.concatenate([one[n] for one in read]) for n in (1, 2, 3))
        raised = np.exp(scopes - scopes.max(axis=1, keepdims=True))
        return cls(
            tuple(word.start for word in words),
            tuple(word.end for word in words),
            _likely(measures),
            raised / raised.sum(axis=1, keepdims=True),
            _likely(voiced),
        )

    def words(self, start: int, end: int) -> slice:
        """The words between two offsets."""
        return slice(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def by_measure(self, start: int, end: int) -> dict[Measure, float] | None:
        """The highest support of each measure between two offsets; None if nothing was read."""
        here = self.measures[self.words(start, end)]
        if not len(here):
            return None
        return dict(zip(MEASURES, here.max(axis=0).tolist(), strict=True))

    def scope(self, start: int, end: int) -> dict[Scope, float] | None:
        """The likelihood of each scope of the figure anchored between two offsets."""
        here = self.words(start, end)
        weights = self.measures[here].max(axis=1, initial=0.0)
        if not weights.sum():
            return None
        mean = (self.scopes[here] * weights[:, None]).sum(axis=0) / weights.sum()
        return dict(zip(SCOPES, mean.tolist(), strict=True))

    def voice(self, start: int, end: int) -> float | None:
        """How likely the figures between two offsets are somebody's, by their own support."""
        here = self.words(start, end)
        weights = self.measures[here].max(axis=1, initial=0.0)
        if not weights.sum():
            return None
        return float((self.voiced[here] * weights).sum() / weights.sum())


def _likely(odds: Scores) -> Scores:
    likely: Scores = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return likely
