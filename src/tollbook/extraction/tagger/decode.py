"""From scores to spans: the best sequence of tags that obeys the rules, and how sure each span is.

A linear-chain conditional random field (J. Lafferty, A. McCallum and F. Pereira, "Conditional
Random Fields", ICML 2001) over the tags O and B-, I- of source, cue and content. Contents are found
in pieces; every piece, and every source, goes to the cue that it scores highest with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Role = Literal["source", "cue", "content"]
Scores = NDArray[np.float32]

ROLES: tuple[Role, ...] = ("source", "cue", "content")
TAGS = ("O", *(f"{begin}-{role}" for role in ROLES for begin in ("B", "I")))
"""Outside, then for each role its first word and those that go on."""

DISTANCES = 18
"""Buckets of distance: nine each for words before and after, each twice as wide as the last."""

_FORBIDDEN = -1e4
_APART = 8  # words between two contents of one cue; more, and they are two (chosen on dev)
_TOO_DEAR = 3.0  # a content is not taken from a cue that is twenty times as likely to bring it
_UNLIKELY = -4.0  # below this share (two in a hundred) a source is left without a cue
_OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """What the tagger learned beside its network.

    `start` (T) and `follow` (T × T) score tags that begin and follow one another; `distance`
    (`DISTANCES`) how far a word is from its cue.
    """

    start: Scores
    follow: Scores
    distance: Scores

    @classmethod
    def of(cls, start: Scores, follow: Scores, distance: Scores) -> Learned:
        """The learned scores with what can't be forbidden: a span goes on only where it began."""
        start, follow = start.copy(), follow.copy()
        for tag, name in enumerate(TAGS):
            if name.startswith("I"):
                start[tag] = _FORBIDDEN
                for before, other in enumerate(TAGS):
                    if before == _OUTSIDE or other[2:] != name[2:]:
                        follow[before, tag] = _FORBIDDEN
        return cls(start, follow, distance)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words, `first` to `last`, and how likely the tags say so (0 to 1)."""

    role: Role
    first: int
    last: int
    sure: float


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as the tagger finds it: a cue with the sources and contents that go to it.

    `cue` is None for a piece in a stretch without any cue, and for a source left over.
    """

    cue: Piece | None
    sources: tuple[Piece, ...] = ()
    contents: tuple[Piece, ...] = field(default_factory=tuple)

    @property
    def sure(self) -> float:
        """How likely cue and source are by the tags, the less likely of the two; not calibrated."""
        named = [piece.sure for piece in (self.cue, *self.sources) if piece]
        return min(named or [piece.sure for piece in self.contents])


@dataclass(frozen=True, slots=True)
class Decoded:
    """The attributions in a stretch of W words, and how likely each word belongs to a cue (W)."""

    found: tuple[Found, ...]
    cue_words: Scores


def decode(windows: Sequence[tuple[Scores, Scores, Scores]], learned: Learned) -> list[Decoded]:
    """The attributions in some windows, each of at least one word, W in all.

    A window is given as `tags` (W × T), the scores of each word's tags, and `leans` and `heads`
    (both W × D), what a word looks for in a cue, and what it offers as the first word of one.
    Windows are read side by side: a step from word to word costs the same for one and for fifty.
    """
    tags = [window[0] for window in windows]
    read = zip(windows, viterbi(tags, learned), marginals(tags, learned), strict=True)
    return [
        _attributions(best, likely, leans, heads, learned)
        for (_, leans, heads), best, likely in read
    ]


def _attributions(
    best: NDArray[np.intp], likely: Scores, leans: Scores, heads: Scores, learned: Learned
) -> Decoded:
    """The attributions of a window by the best tag of each word, and how likely its tags are."""
    pieces = list(_pieces(best, likely[np.arange(len(best)), best]))
    cues = [piece for piece in pieces if piece.role == "cue"]
    others = [piece for piece in pieces if piece.role != "cue"]
    starts = np.array([cue.first for cue in cues], dtype=np.intp)
    scores: list[Scores] = []  # for each piece the log-likelihood of each cue, over its words
    for piece in others:
        words = np.arange(piece.first, piece.last + 1)
        links = leans[words] @ heads[starts].T + learned.distance[buckets(words, starts)]
        mean = links.mean(axis=0)
        scores.append(mean - _log_sum(mean, 0) if len(mean) else mean)
    owners = _owners(others, scores)
    parts: dict[tuple[int | None, Role], list[Piece]] = {}
    for piece, owner in zip(others, owners, strict=True):
        parts.setdefault((owner, piece.role), []).append(piece)
    found = []
    for i, cue in enumerate(cues):
        sources = tuple(parts.get((i, "source"), ()))
        contents = _together(parts.get((i, "content"), []), (cue, *sources))
        found += [Found(cue, sources, pieces) for pieces in contents]
    found += [Found(None, sources=(piece,)) for piece in parts.get((None, "source"), ())]
    found += [Found(None, contents=(piece,)) for piece in parts.get((None, "content"), ())]
    return Decoded(tuple(found), likely[:, [TAGS.index("B-cue"), TAGS.index("I-cue")]].sum(axis=1))


def buckets(words: NDArray[np.intp], cues: NDArray[np.intp]) -> NDArray[np.intp]:
    """How far and on which side each word stands of each cue (words × cues), as a bucket.

    >>> buckets(np.array([4, 9]), np.array([5, 0]))
    array([[ 1, 11],
           [11, 12]])
    """
    apart = words[:, None] - cues[None, :]
    far = np.minimum(np.log2(np.abs(apart) + 1).astype(np.intp), DISTANCES // 2 - 1)
    return np.where(apart > 0, far + DISTANCES // 2, far)


def _owners(pieces: list[Piece], scores: list[Scores]) -> list[int | None]:
    """The cue of each piece, None for a source that is left over.

    For a source one each, the best pairs first; for a content the best, but a cue that would have
    nothing to bring takes one from a cue that has several, where it costs least.
    """
    owners: list[int | None] = [
        int(np.argmax(own)) if len(own) and piece.role == "content" else None
        for piece, own in zip(pieces, scores, strict=True)
    ]
    pairs = sorted(
        (-float(score), index, cue)
        for index, (piece, own) in enumerate(zip(pieces, scores, strict=True))
        if piece.role == "source"
        for cue, score in enumerate(own)
        if score > _UNLIKELY
    )
    taken: set[int] = set()
    for _, index, cue in pairs:
        if owners[index] is None and cue not in taken:
            owners[index] = cue
            taken.add(cue)
    _share_out(pieces, scores, owners)
    return owners


def _share_out(pieces: list[Piece], scores: list[Scores], owners: list[int | None]) -> None:
    """Give each cue without a content the one that its present cue can best do without."""
    contents = [index for index, piece in enumerate(pieces) if piece.role == "content"]
    held = Counter(owners[index] for index in contents)
    for cue in range(len(scores[0]) if scores else 0):
        spare = [
            (float(scores[index][owner] - scores[index][cue]), index)
            for index in contents
            if held[cue] == 0 and (owner := owners[index]) is not None and held[owner] > 1
        ]
        loss, index = min(spare, default=(_TOO_DEAR, 0))
        if loss < _TOO_DEAR:
            held[owners[index]] -= 1
            held[cue] += 1
            owners[index] = cue


def _together(contents: list[Piece], own: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The contents of one cue, those far apart by themselves; `own` are its cue and sources.

    One with no content at all is given once, with nothing.
    """
    groups: list[list[Piece]] = []
    for piece in sorted(contents, key=lambda piece: piece.first):
        if groups:
            gap = range(groups[-1][-1].last + 1, piece.first)
            foreign = sum(not any(p.first <= word <= p.last for p in own) for word in gap)
            if foreign <= _APART:
                groups[-1].append(piece)
                continue
        groups.append([piece])
    return [tuple(group) for group in groups] or [()]


def viterbi(windows: Sequence[Scores], learned: Learned) -> list[NDArray[np.intp]]:
    """The best sequence of tags (W) of each window, given the scores of its tags (W × T)."""
    if not windows:
        return []
    tags = _side_by_side(windows, 0.0)
    best = np.empty_like(tags)
    back = np.empty(tags.shape, dtype=np.intp)
    best[0] = learned.start + tags[0]
    for word in range(1, len(tags)):
        paths = best[word - 1, :, :, None] + learned.follow
        back[word] = paths.argmax(axis=1)
        best[word] = paths.max(axis=1) + tags[word]
    found = []
    for index, window in enumerate(windows):
        ways = back[:, index].tolist()
        sequence = [int(best[len(window) - 1, index].argmax())]
        for word in range(len(window) - 1, 0, -1):
            sequence.append(ways[word][sequence[-1]])
        found.append(np.array(sequence[::-1], dtype=np.intp))
    return found


def marginals(windows: Sequence[Scores], learned: Learned) -> list[Scores]:
    """How likely each tag of each word is (W × T) over all sequences of tags, for each window.

    Forward and backward sums, taken in one pass: the backward sums of a window are the forward sums
    of its words in reverse order, with `follow` turned round. They are scaled at each word, so that
    nothing gets too small (L. Rabiner, "A Tutorial on Hidden Markov Models", 1989).
    """
    if not windows:
        return []
    count = len(windows)
    weights = [np.exp((tags.T - tags.max(axis=1)).T.astype(np.float64)) for tags in windows]
    emitted = _side_by_side([*weights, *(tags[::-1] for tags in weights)], 1.0)
    emitted = emitted.reshape(len(emitted), 2, count, -1)  # words × directions × windows × tags
    follow = np.exp((learned.follow - np.max(learned.follow)).astype(np.float64))
    steps = np.stack([follow, follow.T])
    arriving = np.empty_like(emitted)  # the sums without the word's own scores
    arriving[0, 0] = np.exp(learned.start - np.max(learned.start))
    arriving[0, 1] = 1.0
    for word in range(1, len(emitted)):
        sums = arriving[word - 1] * emitted[word - 1]
        sums /= sums.sum(axis=2, keepdims=True)
        np.matmul(sums, steps, out=arriving[word])
    found: list[Scores] = []
    for index, tags in enumerate(weights):
        both = arriving[: len(tags), 0, index] * tags * arriving[: len(tags), 1, index][::-1]
        found.append((both / both.sum(axis=1, keepdims=True)).astype(np.float32))
    return found


def _side_by_side(windows: Sequence[NDArray[Any]], padding: float) -> NDArray[Any]:
    """Windows of W × T as one array: words of the longest × windows × T."""
    first = windows[0]
    shape = (max(map(len, windows)), len(windows), first.shape[1])
    padded = np.full(shape, padding, dtype=first.dtype)
    for index, window in enumerate(windows):
        padded[: len(window), index] = window
    return padded


def _log_sum(scores: Scores, axis: int) -> Scores:
    top = scores.max(axis=axis, keepdims=True)
    total: Scores = np.log(np.exp(scores - top).sum(axis=axis)) + top.squeeze(axis)
    return total


def _pieces(best: NDArray[np.intp], sure: Scores) -> list[Piece]:
    found: list[Piece] = []
    first = 0
    for word in range(1, len(best) + 1):
        goes_on = word < len(best) and best[word] != _OUTSIDE and TAGS[best[word]].startswith("I")
        if goes_on:
            continue
        if best[first] != _OUTSIDE:
            role = ROLES[(best[first] - 1) // 2]
            found.append(Piece(role, first, word - 1, float(np.min(sure[first:word]))))
        first = word
    return found
