"""Annotated texts as windows of words, each with its tags.

Attributions are annotated in the format of the PolNeAR files: one article a line, with the
character spans of source, cue and content. Figures are annotated as gold files are. A text may have
both, or one of them only; the losses leave out what a text has not.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tollbook.extraction.sentences.gate import split
from tollbook.extraction.tagger.decode import ROLES, TAGS
from tollbook.extraction.tagger.words import Word, mark_numbers, words_of
from training.reader.figures import FigureTags, Passage, tags_of

Stretch = tuple[int, int]
"""The first and last word of a stretch of an article."""

NO_CUE = -1
_CUE_TAGS = (TAGS.index("B-cue"), TAGS.index("I-cue"))
LONGEST = 256
"""Pieces in a window."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution of the gold: the stretches of words of each role."""

    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text's words with their tags, the first word of the cue each goes to, its sentences.

    `sentences` are (first word, one past the last); `cue_of` is `NO_CUE` for a word outside.
    `attributed` says whether attributions are annotated; `figures` is None where figures are not.
    """

    id: str
    text: str
    words: tuple[Word, ...]
    tags: NDArray[np.int64]
    cue_of: NDArray[np.int64]
    sentences: tuple[Stretch, ...]
    gold: tuple[Attributed, ...]
    attributed: bool = True
    figures: FigureTags | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The words `first` up to, not including, `end` of an article."""

    article: Article
    first: int
    end: int

    @property
    def words(self) -> Sequence[Word]:
        """Its words."""
        return self.article.words[self.first : self.end]

    @property
    def size(self) -> int:
        """How many pieces it has."""
        return sum(len(word.pieces) for word in self.words)

    @property
    def tags(self) -> NDArray[np.int64]:
        """The tag of each word; a span cut off by the window's start begins there."""
        tags = self.article.tags[self.first : self.end].copy()
        if len(tags) and TAGS[tags[0]].startswith("I"):
            tags[0] -= 1
        return tags

    @property
    def cue_of(self) -> NDArray[np.int64]:
        """The place in the window of each word's cue; `NO_CUE` where it is none or outside."""
        cues = self.article.cue_of[self.first : self.end]
        inside = (cues >= self.first) & (cues < self.end)
        own = np.isin(self.article.tags[self.first : self.end], _CUE_TAGS)
        return np.where(inside & ~own, cues - self.first, NO_CUE)


def read(paths: Iterable[Path]) -> list[Article]:
    """The articles of some files of attributions."""
    return [
        _article(record["id"], record["text"], _paragraphs(record["text"]), record["attributions"])
        for path in paths
        for record in _records(path)
    ]


def with_figures(passages: Iterable[Passage], attributed: Path | None = None) -> list[Article]:
    """Passages with annotated figures, and with the attributions that a file has of them."""
    records = {} if attributed is None else {r["id"]: r for r in _records(attributed)}
    found = []
    for passage in passages:
        document, record = passage.document, records.get(passage.document.id)
        annotated = record["attributions"] if record and record["text"] == document.text else None
        blocks = [(block.start, block.end) for block in document.blocks]
        found.append(_article(document.id, document.text, blocks, annotated, passage))
    return found


def _records(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _paragraphs(text: str) -> list[Stretch]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def windows(
    article: Article, longest: int = LONGEST, rng: Random | None = None
) -> Iterator[Window]:
    """The article cut between sentences into windows of at most `longest` pieces.

    With `rng` some are shorter, so that the tagger learns to read with little around.
    """
    first = 0
    while first < len(article.sentences):
        most = (
            longest if rng is None else rng.choice((longest, longest, longest // 2, longest // 3))
        )
        end, size = first, 0
        while end < len(article.sentences):
            start, stop = article.sentences[end]
            size += sum(len(word.pieces) for word in article.words[start:stop])
            if size > most and end > first:
                break
            end += 1
        yield Window(article, article.sentences[first][0], article.sentences[end - 1][1])
        first = end


def batches(found: Sequence[Window], pieces: int, rng: Random) -> list[list[Window]]:
    """Windows in batches of about `pieces` pieces, in random order, those of like size together."""
    shuffled = list(found)
    rng.shuffle(shuffled)
    ready: list[list[Window]] = []
    for at in range(0, len(shuffled), _POOL):
        batch: list[Window] = []
        for window in sorted(shuffled[at : at + _POOL], key=lambda window: window.size):
            if batch and window.size * (len(batch) + 1) > pieces:
                ready.append(batch)
                batch = []
            batch.append(window)
        ready.append(batch)
    rng.shuffle(ready)
    return ready


_POOL = 400


def _article(
    identity: str,
    text: str,
    blocks: Sequence[Stretch],
    attributions: Sequence[dict[str, Any]] | None,
    passage: Passage | None = None,
) -> Article:
    words: list[Word] = []
    for (start, end), block in zip(blocks, words_of(text, blocks), strict=True):
        own = block
        for first, last in split(text, start, end):
            own = mark_numbers(own, text, first, last)
        words += own
    tags = np.zeros(len(words), dtype=np.int64)
    cue_of = np.full(len(words), NO_CUE, dtype=np.int64)
    ends = [word.end for word in words]
    gold = []
    for attribution in attributions or ():
        parts = {role: _stretches(words, ends, attribution[role]) for role in ROLES}
        gold.append(Attributed(**parts))
        cue = parts["cue"][0][0] if parts["cue"] else NO_CUE
        for role in ROLES:
            for first, last in parts[role]:
                _tag(tags, cue_of, role, (first, last), cue)
    return Article(
        id=identity,
        text=text,
        words=tuple(words),
        tags=tags,
        cue_of=cue_of,
        sentences=tuple(_sentences(text, blocks, ends)),
        gold=tuple(gold),
        attributed=attributions is not None,
        figures=None if passage is None else tags_of(passage, words),
    )


def _tag(
    tags: NDArray[np.int64], cue_of: NDArray[np.int64], role: str, stretch: Stretch, cue: int
) -> None:
    """Tag the words of a stretch that no earlier attribution took."""
    first, last = stretch
    for word in range(first, last + 1):
        if tags[word] == TAGS.index("O"):
            tags[word] = TAGS.index(f"{'B' if word == first else 'I'}-{role}")
            cue_of[word] = cue


def _stretches(
    words: Sequence[Word], ends: Sequence[int], spans: Iterable[Sequence[int]]
) -> tuple[Stretch, ...]:
    """The stretches of words that some spans of characters touch; those that adjoin are one."""
    found: list[Stretch] = []
    for start, end in sorted(map(tuple, spans)):
        first = bisect_right(ends, start)
        last = first
        while last < len(words) and words[last].start < end:
            last += 1
        if last == first:
            continue
        if found and found[-1][1] + 1 >= first:
            first = found.pop()[0]
        found.append((first, last - 1))
    return tuple(found)


def _sentences(text: str, blocks: Iterable[Stretch], ends: Sequence[int]) -> Iterator[Stretch]:
    """The sentences of the blocks as stretches of words, the second end not included."""
    begin = 0
    for start, end in blocks:
        for _, stop in split(text, start, end):
            last = bisect_right(ends, stop)
            if last > begin:
                yield begin, last
                begin = last
    if begin < len(ends):
        yield begin, len(ends)
