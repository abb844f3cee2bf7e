"""Tagging a document: sentences into windows, windows through the network, words back to spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tollbook.extraction.tagger.decode import Decoded, Found, Piece, decode
from tollbook.extraction.tagger.network import Network
from tollbook.extraction.tagger.words import Word, words_of
from tollbook.model.text import Span

LONGEST = 256
"""Pieces in a window: some ten sentences, as in training."""


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

    `starts`, `ends` and `cue_words` are parallel, in text order.
    """

    found: tuple[Tagged, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    cue_words: tuple[float, ...] = ()

    def cue_likelihood(self, start: int, end: int) -> float | None:
        """The likelihood of the likeliest cue word between two offsets; None if none was read.

        >>> Tags(starts=(0, 5), ends=(4, 9), cue_words=(0.1, 0.8)).cue_likelihood(0, 7)
        0.8
        """
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return max(self.cue_words[first:last], default=None)


def tag(
    text: str,
    blocks: Sequence[tuple[int, int]],
    sentences: Iterable[tuple[int, int, int]],
    network: Network,
) -> Tags:
    """The attributions in some sentences of a text.

    `blocks` are all paragraphs as (start, end); a sentence is (start, end, place of its block).
    Sentences that follow one another are read together, as many as a window holds.
    """
    chosen = sorted(sentences)
    wanted = sorted({block for _, _, block in chosen})
    words = dict(zip(wanted, words_of(text, [blocks[block] for block in wanted]), strict=True))
    found: list[Tagged] = []
    read: list[tuple[int, int, float]] = []
    for window in _windows(chosen, words, text):
        decoded = decode(*network.score(window), network.learned)
        found += (_tagged(text, window, one) for one in decoded.found)
        read += _read(window, decoded)
    starts, ends, likely = zip(*read, strict=True) if read else ((), (), ())
    return Tags(tuple(found), starts, ends, likely)


def _windows(
    sentences: Sequence[tuple[int, int, int]], words: dict[int, list[Word]], text: str
) -> Iterator[list[Word]]:
    """Runs of sentences with only blanks between, cut so that no window is over `LONGEST`."""
    window: list[Word] = []
    size = 0
    for start, end, block in sentences:
        own = _within(words[block], start, end)
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


def _within(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    first = bisect_left(words, start, key=lambda word: word.start)
    last = bisect_left(words, end, key=lambda word: word.start)
    return words[first:last]


def _tagged(text: str, window: Sequence[Word], found: Found) -> Tagged:
    def spans(pieces: Sequence[Piece]) -> tuple[Span, ...]:
        places = ((window[p.first].start, window[p.last].end) for p in pieces)
        return tuple(Span.of(text, start, end) for start, end in sorted(places))

    cue = spans((found.cue,)) if found.cue else (None,)
    return Tagged(cue[0], spans(found.sources), spans(found.contents), found.sure)


def _read(window: Sequence[Word], decoded: Decoded) -> Iterator[tuple[int, int, float]]:
    for word, likely in zip(window, decoded.cue_words, strict=True):
        yield word.start, word.end, float(likely)
