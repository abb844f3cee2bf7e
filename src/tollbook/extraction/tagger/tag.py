"""Tagging a document: sentences into windows, windows through the network, words back to spans.

The network is one ONNX file, run on the processor. Nothing is fetched; the file ships with the
package, and its digest is part of every reading.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tollbook.extraction.tagger.decode import Decoded, Learned, Scores, decode
from tollbook.extraction.tagger.support import Support
from tollbook.extraction.tagger.words import FEATURE_SIZES, Word, mark_numbers, words_of
from tollbook.model.text import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


_FIRST, _LAST = 101, 102  # the pieces that open and close whatever the encoder reads
_NO_WORD = (0, 0, 0, 0)
LONGEST = 256
"""Pieces in a window: some ten sentences, as in training."""


class WordScores(NamedTuple):
    """What the network says of the W words of a window.

    `decode` tells what the first three are; `Support` what `measures` (W × 8), `scopes` (W × 3) and
    `voiced` (W) are, which come as log-odds.
    """

    tags: Scores
    leans: Scores
    heads: Scores
    measures: Scores
    scopes: Scores
    voiced: Scores


class Network:
    """The shipped network, loaded when it is first asked."""

    def __init__(self) -> None:
        self._folder = files("tollbook.extraction.tagger") / "model"

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the files that decide what the network says."""
        total = hashlib.sha256()
        for name in ("tagger.onnx", "tagger.json", "tokenizer.json"):
            total.update((self._folder / name).read_bytes())
        return total.hexdigest()

    @cached_property
    def learned(self) -> Learned:
        """What was learned beside the network."""
        table = json.loads((self._folder / "tagger.json").read_text(encoding="utf-8"))
        return Learned.of(
            *(np.array(table[name], dtype=np.float32) for name in ("start", "follow", "distance"))
        )

    def score(self, window: Sequence[Word]) -> WordScores:
        """The scores of a window's words.

        Windows are run one by one: on a processor the padding of a batch costs more than it saves.
        """
        return WordScores(*(scores[0] for scores in self._session.run(None, as_input([window]))))

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime  # noqa: PLC0415 - a tenth of a second that only a reader need pay

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # beside spaCy, one thread a process serves best
        options.inter_op_num_threads = 1
        with as_file(self._folder / "tagger.onnx") as path:
            return onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])


def as_input(windows: Sequence[Sequence[Word]]) -> dict[str, np.ndarray]:
    """The arrays that the network takes for B windows of at most L pieces and W words.

    `pieces` (B × L), `features` (B × L × 4), `mask` (B × L), and `first` (B × W), the place of each
    word's first piece.
    """
    count, length = (
        len(windows),
        max(2 + sum(len(word.pieces) for word in window) for window in windows),
    )
    pieces = np.zeros((count, length), dtype=np.int64)
    features = np.zeros((count, length, len(FEATURE_SIZES)), dtype=np.int64)
    first = np.zeros((count, max(map(len, windows))), dtype=np.int64)
    mask = np.zeros((count, length), dtype=np.int64)
    for i, window in enumerate(windows):
        ids, told, starts = [_FIRST], [_NO_WORD], []
        for word in window:
            starts.append(len(ids))
            ids.extend(word.pieces)
            told.extend([word.features] * len(word.pieces))
        ids.append(_LAST)
        told.append(_NO_WORD)
        pieces[i, : len(ids)] = ids
        features[i, : len(ids)] = told
        mask[i, : len(ids)] = 1
        first[i, : len(starts)] = starts
    return {"pieces": pieces, "features": features, "mask": mask, "first": first}


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution as tagged: a cue, its sources and the pieces of its content, in text order.

    `sure` is how likely cue and source are by the tags, from 0 to 1, not calibrated.
    """

    cue: Span | None
    sources: tuple[Span, ...]
    content: tuple[Span, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger read of a document: attributions, and how likely each word is part of a cue.

    `starts`, `ends` and `cue_words` are parallel, in text order. `support` is for figures.
    """

    found: tuple[Tagged, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    cue_words: tuple[float, ...] = ()
    support: Support = field(default_factory=Support, compare=False)

    def cue_likelihood(self, start: int, end: int) -> float | None:
        """The likelihood of the likeliest cue word between two offsets; None if none was read.

        >>> Tags(starts=(0, 5), ends=(4, 9), cue_words=(0.1, 0.8)).cue_likelihood(0, 7)
        0.8
        """
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return max(self.cue_words[first:last], default=None)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is to be tagged of a text.

    `blocks` are all its paragraphs as (start, end); a sentence is (start, end, place of its block).
    """

    text: str
    blocks: Sequence[tuple[int, int]]
    sentences: Sequence[tuple[int, int, int]]

    def windows(self) -> list[list[Word]]:
        """The words of the sentences; those that follow one another are read together."""
        chosen = sorted(self.sentences)
        wanted = sorted({block for _, _, block in chosen})
        found = words_of(self.text, [self.blocks[block] for block in wanted])
        return list(_windows(chosen, dict(zip(wanted, found, strict=True)), self.text))


def tag(passages: Sequence[Passage], network: Network) -> list[Tags]:
    """The attributions in some sentences of each text.

    The network reads window by window; its scores are decoded for all texts side by side.
    """
    windows = [passage.windows() for passage in passages]
    if not any(windows):
        return [Tags() for _ in passages]
    scores = [[network.score(window) for window in own] for own in windows]
    decoded = iter(
        decode([(one.tags, one.leans, one.heads) for own in scores for one in own], network.learned)
    )
    return [
        _tags(passage.text, own, scored, [next(decoded) for _ in own])
        for passage, own, scored in zip(passages, windows, scores, strict=True)
    ]


def _tags(
    text: str,
    windows: Sequence[list[Word]],
    scores: Sequence[WordScores],
    decoded: Sequence[Decoded],
) -> Tags:
    """What the network said of the windows of a text, as spans of the text."""
    found: list[Tagged] = []
    read: list[tuple[int, int, float]] = []
    for window, attributions in zip(windows, decoded, strict=True):
        for one in attributions.found:
            cue, sources, content = (
                tuple(
                    Span.of(text, window[piece.first].start, window[piece.last].end)
                    for piece in sorted(pieces, key=lambda piece: piece.first)
                )
                for pieces in ((one.cue,) if one.cue else (), one.sources, one.contents)
            )
            found.append(Tagged(cue[0] if cue else None, sources, content, one.sure))
        read += [
            (word.start, word.end, float(likely))
            for word, likely in zip(window, attributions.cue_words, strict=True)
        ]
    starts, ends, likely = zip(*read, strict=True) if read else ((), (), ())
    supported = [
        (window, one.measures, one.scopes, one.voiced)
        for window, one in zip(windows, scores, strict=True)
    ]
    return Tags(tuple(found), starts, ends, likely, Support.of(supported))


def _windows(
    sentences: Sequence[tuple[int, int, int]], words: dict[int, list[Word]], text: str
) -> Iterator[list[Word]]:
    """Runs of sentences with only blanks between, cut so that no window is over `LONGEST`."""
    window: list[Word] = []
    size = 0
    for start, end, block in sentences:
        first = bisect_left(words[block], start, key=lambda word: word.start)
        last = bisect_left(words[block], end, key=lambda word: word.start)
        own = mark_numbers(words[block][first:last], text, start, end)
        length = sum(len(word.pieces) for word in own)
        apart = bool(window) and bool(text[window[-1].end : start].strip())
        if window and (apart or size + length > LONGEST):
            yield window
            window, size = [], 0
        for word in own:
            if size + len(word.pieces) > LONGEST:  # one sentence longer than a window
                yield window
                window, size = [], 0
            window.append(word)
            size += len(word.pieces)
    if window:
        yield window
