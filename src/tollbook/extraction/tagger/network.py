"""The network: one ONNX file, run on the processor, that scores the words of a window.

Nothing is fetched; the file ships with the package, and its digest is part of every reading.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tollbook.extraction.tagger.decode import Learned, Scores
from tollbook.extraction.tagger.words import FEATURE_SIZES, Word

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_FIRST, _LAST = 101, 102  # the pieces that open and close whatever the encoder reads


class WordScores(NamedTuple):
    """What the network says of the W words of a window; `decode` tells what each is."""

    tags: Scores
    leans: Scores
    heads: Scores


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
        tags, leans, heads = self._session.run(None, as_input([window]))
        return WordScores(tags[0], leans[0], heads[0])

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

    `pieces` (B × L), `features` (B × L × 3), `mask` (B × L), and `first` (B × W), the place of each
    word's first piece.
    """
    count, length = len(windows), max(map(_size, windows))
    pieces = np.zeros((count, length), dtype=np.int64)
    features = np.zeros((count, length, len(FEATURE_SIZES)), dtype=np.int64)
    first = np.zeros((count, max(map(len, windows))), dtype=np.int64)
    mask = np.zeros((count, length), dtype=np.int64)
    for i, window in enumerate(windows):
        ids, features_of, starts = [_FIRST], [(0, 0, 0)], []
        for word in window:
            starts.append(len(ids))
            ids.extend(word.pieces)
            features_of.extend([word.features] * len(word.pieces))
        ids.append(_LAST)
        features_of.append((0, 0, 0))
        pieces[i, : len(ids)] = ids
        features[i, : len(ids)] = features_of
        mask[i, : len(ids)] = 1
        first[i, : len(starts)] = starts
    return {"pieces": pieces, "features": features, "mask": mask, "first": first}


def _size(window: Sequence[Word]) -> int:
    return sum(len(word.pieces) for word in window) + 2
