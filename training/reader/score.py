"""The tagger beside the annotation, word by word: exact match of source, cue and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from tollbook.extraction.tagger.decode import ROLES, Found, Piece, decode
from tollbook.extraction.tagger.tag import as_input
from training.reader.data import Article, Stretch, Window, windows
from training.reader.network import FAST, Tagger

_BATCH = 8


@dataclass(frozen=True, slots=True)
class Score:
    """F1 in percent by role: `whole` spans with their gaps, and their `pieces` each by itself."""

    whole: tuple[float, ...]
    pieces: tuple[float, ...]

    def __str__(self) -> str:
        """One line for the log."""
        shown = zip(ROLES, self.whole, self.pieces, strict=True)
        return ", ".join(
            f"{role} {whole:.1f} (pieces {pieces:.1f})" for role, whole, pieces in shown
        )


def score(tagger: Tagger, articles: Sequence[Article]) -> Score:
    """How much of the articles' annotation the tagger finds to the letter."""
    whole = [[0, 0, 0] for _ in ROLES]
    pieces = [[0, 0, 0] for _ in ROLES]
    for article in articles:
        found = list(predict(tagger, article))
        for n, role in enumerate(ROLES):
            gold = {spans for one in article.gold if (spans := getattr(one, role))}
            read = {spans for one in found if (spans := one[n])}
            _count(whole[n], gold, read)
            _count(pieces[n], {p for s in gold for p in s}, {p for s in read for p in s})
    return Score(*(tuple(_f1(*counts) for counts in by) for by in (whole, pieces)))


def predict(tagger: Tagger, article: Article) -> Iterator[tuple[tuple[Stretch, ...], ...]]:
    """The attributions found in an article: source, cue and content as stretches of its words."""
    cut = list(windows(article))
    for at in range(0, len(cut), _BATCH):
        batch = cut[at : at + _BATCH]
        for window, found in zip(batch, _found(tagger, batch), strict=True):
            for one in found:
                cue = (one.cue,) if one.cue else ()
                yield tuple(
                    _stretches(part, window.first) for part in (one.sources, cue, one.contents)
                )


@torch.no_grad()
def _found(tagger: Tagger, batch: Sequence[Window]) -> Iterator[Sequence[Found]]:
    fed = as_input([window.words for window in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST):
        scored = tagger(**{name: torch.from_numpy(array) for name, array in fed.items()})
    tags, leans, heads = (scores.float().numpy() for scores in scored[:3])
    counts = [window.end - window.first for window in batch]
    windows = [
        (tags[i, :count], leans[i, :count], heads[i, :count]) for i, count in enumerate(counts)
    ]
    for decoded in decode(windows, tagger.learned()):
        yield decoded.found


@torch.no_grad()
def score_figures(tagger: Tagger, articles: Sequence[Article], least: float = 0.5) -> str:
    """How many anchors of figures are found, and scope and voice of the words of those that are.

    An anchor is a run of words with one measure, and found where the network supports at least one
    of its words; a run that it supports by at least `least` and that meets no anchor is wrong.
    """
    right = gold = read = words = scope = voice = 0
    for article in articles:
        told = article.figures
        if told is None:
            continue
        cut = list(windows(article))
        for at in range(0, len(cut), _BATCH):
            batch = cut[at : at + _BATCH]
            fed = as_input([window.words for window in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST):
                scored = tagger(**{name: torch.from_numpy(array) for name, array in fed.items()})
            measures, scopes, voiced = (scores.float().numpy() for scores in scored[3:])
            for i, window in enumerate(batch):
                own, count = slice(window.first, window.end), window.end - window.first
                wanted = told.measures[own] > 0
                found = 1 / (1 + np.exp(-measures[i, :count])) >= least
                for measure in range(wanted.shape[1]):
                    runs, guesses = _runs(wanted[:, measure]), _runs(found[:, measure])
                    gold += len(runs)
                    read += len(guesses)
                    met = sum(found[a:b, measure].any() for a, b in runs)
                    right += min(met, sum(wanted[a:b, measure].any() for a, b in guesses))
                both = (wanted & found).any(axis=1)
                words += int(both.sum())
                scope += int((scopes[i, :count].argmax(1) == told.scope[own])[both].sum())
                voice += int(((voiced[i, :count] > 0) == told.voiced[own])[both].sum())
    return (
        f"figures {_f1(right, gold, read):.1f} (recall {100 * right / max(gold, 1):.1f}), "
        f"scope {100 * scope / max(words, 1):.1f}, voice {100 * voice / max(words, 1):.1f}"
    )


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of marked words, each as (first, one past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _stretches(pieces: Sequence[Piece], offset: int) -> tuple[Stretch, ...]:
    """The pieces as stretches, those that adjoin as one."""
    found: list[Stretch] = []
    for piece in sorted(pieces, key=lambda piece: piece.first):
        first = piece.first + offset
        if found and found[-1][1] + 1 >= first:
            first = found.pop()[0]
        found.append((first, piece.last + offset))
    return tuple(found)


def _count(counts: list[int], gold: Set[object], read: Set[object]) -> None:
    for place, number in enumerate((len(gold & read), len(gold), len(read))):
        counts[place] += number


def _f1(right: int, gold: int, read: int) -> float:
    return 200 * right / (gold + read) if gold + read else 0.0
