"""From scores to spans: the best sequence of tags that obeys the rules, and how sure each span is.

A linear-chain conditional random field (J. Lafferty, A. McCallum and F. Pereira, "Conditional
Random Fields", ICML 2001) over the tags O and B-, I- of source, cue and content. Contents are found
in pieces; every piece, and every source, goes to the cue that it scores highest with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

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


def decode(tags: Scores, leans: Scores, heads: Scores, learned: Learned) -> Decoded:
    """The attributions in a stretch of at least one word, W in all.

    `tags` (W × T) scores each word's tags; `leans` and `heads` (both W × D) are what a word looks
    for in a cue, and what it offers as the first word of one.
    """
    best = viterbi(tags, learned)
    likely = marginals(tags, learned)
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


def viterbi(tags: Scores, learned: Learned) -> NDArray[np.intp]:
    """The best sequence of tags (W) for scores W × T."""
    best = learned.start + tags[0]
    back = np.empty(tags.shape, dtype=np.intp)
    for word in range(1, len(tags)):
        paths = best[:, None] + learned.follow
        back[word] = paths.argmax(axis=0)
        best = paths.max(axis=0) + tags[word]
    sequence = np.empty(len(tags), dtype=np.intp)
    sequence[-1] = best.argmax()
    for word in range(len(tags) - 1, 0, -1):
        sequence[word - 1] = back[word, sequence[word]]
    return sequence


def marginals(tags: Scores, learned: Learned) -> Scores:
    """How likely each tag of each word is (W × T) over all sequences: forward and backward sums."""
    forward, backward = np.empty_like(tags), np.zeros_like(tags)
    forward[0] = learned.start + tags[0]
    for word in range(1, len(tags)):
        forward[word] = _log_sum(forward[word - 1][:, None] + learned.follow, 0) + tags[word]
    for word in range(len(tags) - 2, -1, -1):
        backward[word] = _log_sum(learned.follow + (tags[word + 1] + backward[word + 1]), 1)
    both = forward + backward
    likely: Scores = np.exp(both - _log_sum(both, 1)[:, None])
    return likely


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
