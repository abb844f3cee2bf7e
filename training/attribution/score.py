"""The tagger beside the annotation, word by word: exact match of source, cue and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import torch

from tollbook.extraction.tagger.decode import ROLES, Found, Piece, decode
from tollbook.extraction.tagger.tag import as_input
from training.attribution.data import Article, Stretch, Window, windows
from training.attribution.network import Tagger

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
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scored = tagger(**{name: torch.from_numpy(array) for name, array in fed.items()})
    tags, leans, heads = (scores.float().numpy() for scores in scored)
    counts = [window.end - window.first for window in batch]
    windows = [
        (tags[i, :count], leans[i, :count], heads[i, :count]) for i, count in enumerate(counts)
    ]
    for decoded in decode(windows, tagger.learned()):
        yield decoded.found


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
