"""The vectors of words that spaCy's tagger, parser and entity recogniser go by, worked out faster.

They take two thirds of a parse. A vector is first made of what a word looks like, which is the same
wherever the word stands; so it is made once a word and kept. Then four layers mix in the words
around it, each a convolution over three words and the best of three pieces (spaCy's
`MultiHashEmbed` and `MaxoutWindowEncoder`). Here a layer is one matrix product, without what only
training needs. The vectors are spaCy's own, up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

_MOST_WORDS = 50_000
"""Words whose first vectors are kept: those of some five thousand reports, in 20 MB."""

_EMPTY_VARIANCE = 1e-08  # what spaCy adds to a variance, so that nothing is divided by zero

Vectors = NDArray[np.float32]


def speed_up(nlp: Language) -> None:
    """Replace how a pipeline makes its word vectors; it can't be trained any more afterwards."""
    for _, component in nlp.pipeline:
        for whole in list(component.model.walk()) if hasattr(component, "model") else ():
            first = whole.layers[0].layers[:1] if whole.layers else ()
            if first and first[0].name == "extract_features":
                whole.layers[:2] = [_as_model(WordVectors(*whole.layers[:2]))]


def _as_model(vectors: WordVectors) -> Model[list[Doc], list[Vectors]]:
    from thinc.api import Model  # noqa: PLC0415 - with spaCy, which only a reader need load

    def forward(
        model: Model[list[Doc], list[Vectors]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Vectors], Callable[[Any], Any]]:
        return vectors(docs), lambda gradient: gradient

    return Model("word_vectors", forward, dims={"nO": vectors.width})


class WordVectors:
    """What the two halves of a `Tok2Vec` model give: words by themselves, then in context."""

    def __init__(self, alone: Model[Any, Any], in_context: Model[Any, Any]) -> None:
        self._features, _, self._hashes, self._mix = alone.layers[:4]
        self._pad: int = in_context.attrs["pad"]
        self._layers = [_Layer(layer) for layer in in_context.layers[0].layers]
        self.width = self._layers[0].width
        self._places: dict[bytes, int] = {}  # of a word's features in `_alone`
        self._alone: Vectors = np.zeros((0, self.width), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Vectors]:
        """The vectors of some sentences, W × width each."""
        places = self._places_of(np.concatenate(self._features.predict(docs)))
        lengths = [len(doc) for doc in docs]
        # empty rows part one sentence from the next, more than a word can reach through the layers
        starts = np.cumsum([self._pad + length for length in [0, *lengths]]).tolist()
        mixed = np.zeros((starts.pop(), self.width), dtype=np.float32)
        rows = [start + word for start, n in zip(starts, lengths, strict=True) for word in range(n)]
        mixed[rows] = self._alone[places]
        for layer in self._layers:
            layer(mixed)
        return [mixed[start : start + n] for start, n in zip(starts, lengths, strict=True)]

    def _places_of(self, features: NDArray[np.uint64]) -> list[int]:
        """Where the first vectors of some words stand in `_alone`; new words get theirs."""
        if len(self._places) > _MOST_WORDS:
            self._places.clear()
            self._alone = self._alone[:0]
        row = f"V{features.dtype.itemsize * features.shape[1]}"
        words = np.ascontiguousarray(features).view(row).ravel().tolist()
        new = {word: place for place, word in enumerate(words) if word not in self._places}
        if new:
            self._places.update({word: n for n, word in enumerate(new, len(self._places))})
            made = self._mix.predict(self._hashes.predict(features[list(new.values())]))
            self._alone = np.concatenate([self._alone, made])
        return [self._places[word] for word in words]


class _Layer:
    """A layer: three words side by side, a matrix, the best of three pieces, normalised, added."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        maxout, norm = (
            next(part for part in layer.walk() if part.name == name)
            for name in ("maxout", "layernorm")
        )
        weights = _numbers(maxout, "W")  # width × pieces × three words
        self.width, pieces, wide = weights.shape
        # piece by piece, so that the best is taken over whole blocks of columns
        self._weights = weights.transpose(2, 1, 0).reshape(wide, pieces * self.width).copy()
        self._bias = _numbers(maxout, "b").T.reshape(-1).copy()
        self._scale, self._shift = _numbers(norm, "G"), _numbers(norm, "b")

    def __call__(self, words: Vectors) -> None:
        """Mix into each row of `words` the rows before and after it, in place."""
        one, two = self.width, 2 * self.width
        wide = np.zeros((len(words), 3 * self.width), dtype=np.float32)
        wide[1:, :one] = words[:-1]
        wide[:, one:two] = words
        wide[:-1, two:] = words[1:]
        pieces = wide @ self._weights
        pieces += self._bias
        best = np.maximum(pieces[:, :one], pieces[:, one:two])
        np.maximum(best, pieces[:, two:], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best)[:, None] / self.width
        best /= np.sqrt(variance + _EMPTY_VARIANCE)
        best *= self._scale
        best += self._shift
        words += best


def _numbers(layer: Model[Any, Any], name: str) -> Vectors:
    return np.asarray(layer.get_param(name), dtype=np.float32)
