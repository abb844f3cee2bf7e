"""Decoding is checked against counting: every sequence of tags of a few words, one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extraction.tagger.decode import (
    DISTANCES,
    TAGS,
    Found,
    Learned,
    Scores,
    decode,
    marginals,
    viterbi,
)

LINK = 4


def learned(seed: int) -> Learned:
    rng = np.random.default_rng(seed)
    size = len(TAGS)
    return Learned.of(
        rng.normal(size=size).astype(np.float32),
        rng.normal(size=(size, size)).astype(np.float32),
        np.zeros(DISTANCES, dtype=np.float32),
    )


def scores(seed: int, words: int) -> Scores:
    rng = np.random.default_rng(seed)
    return rng.normal(scale=2, size=(words, len(TAGS))).astype(np.float32)


def every_sequence(tags: Scores, rules: Learned) -> dict[tuple[int, ...], float]:
    """The score of each sequence of tags, by adding up."""
    found = {}
    for sequence in product(range(len(TAGS)), repeat=len(tags)):
        total = rules.start[sequence[0]] + tags[0, sequence[0]]
        for word in range(1, len(tags)):
            total += rules.follow[sequence[word - 1], sequence[word]] + tags[word, sequence[word]]
        found[sequence] = float(total)
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_best_sequence_is_the_best_of_all(seed: int, words: int) -> None:
    tags, rules = scores(seed, words), learned(seed + 1)
    every = every_sequence(tags, rules)
    best = tuple(int(tag) for tag in viterbi([tags], rules)[0])
    assert every[best] == pytest.approx(max(every.values()), abs=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_likelihood_of_a_tag_is_its_share_of_all_sequences(seed: int, words: int) -> None:
    tags, rules = scores(seed, words), learned(seed + 1)
    every = every_sequence(tags, rules)
    top = max(every.values())
    weights = {sequence: np.exp(score - top) for sequence, score in every.items()}
    expected = np.zeros(tags.shape)
    for sequence, weight in weights.items():
        expected[range(words), sequence] += weight
    found = marginals([tags], rules)[0]
    assert found == pytest.approx(expected / sum(weights.values()), abs=1e-3)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_a_span_goes_on_only_where_it_began(seed: int, words: int) -> None:
    best = [TAGS[tag] for tag in viterbi([scores(seed, words)], learned(seed))[0]]
    for before, tag in zip(["O", *best], best, strict=False):
        assert not tag.startswith("I") or before[2:] == tag[2:]


def tagged(*names: str) -> Scores:
    """Scores that leave no doubt of these tags."""
    sure = np.full((len(names), len(TAGS)), -9, dtype=np.float32)
    sure[range(len(names)), [TAGS.index(name) for name in names]] = 9
    return sure


def leaning(words: int, towards: dict[int, int]) -> tuple[Scores, Scores]:
    """Links by which each word leans towards one word, given by their places."""
    leans, heads = np.zeros((words, words)), np.eye(words)
    for word, cue in towards.items():
        leans[word, cue] = 9
    return leans.astype(np.float32), heads.astype(np.float32)


NEUTRAL = Learned.of(
    np.zeros(len(TAGS), dtype=np.float32),
    np.zeros((len(TAGS), len(TAGS)), dtype=np.float32),
    np.zeros(DISTANCES, dtype=np.float32),
)


def found_in(tags: Scores, leans: Scores, heads: Scores) -> tuple[Found, ...]:
    return decode([(tags, leans, heads)], NEUTRAL)[0].found


def test_windows_side_by_side_are_read_as_each_alone() -> None:
    windows, rules = [scores(seed, words) for seed, words in ((1, 3), (2, 40), (3, 1))], learned(4)
    for alone, beside in zip(
        [viterbi([tags], rules)[0] for tags in windows], viterbi(windows, rules), strict=True
    ):
        assert list(alone) == list(beside)
    likely = [marginals([tags], rules)[0] for tags in windows]
    for one, other in zip(likely, marginals(windows, rules), strict=True):
        assert other == pytest.approx(one, abs=1e-6)


def test_a_content_in_two_pieces_goes_to_one_cue() -> None:
    """As in: “Ten died,” the army said, “in the fire.”."""
    tags = tagged("B-content", "I-content", "B-source", "I-source", "B-cue", "B-content")
    (one,) = found_in(tags, *leaning(6, {0: 4, 1: 4, 2: 4, 3: 4, 5: 4}))
    assert one.cue is not None and (one.cue.first, one.cue.last) == (4, 4)
    assert [(piece.first, piece.last) for piece in one.sources] == [(2, 3)]
    assert [(piece.first, piece.last) for piece in one.contents] == [(0, 1), (5, 5)]


def test_a_cue_has_one_source_and_the_other_goes_to_the_next_best() -> None:
    tags = tagged("B-source", "B-cue", "B-content", "B-source", "B-cue", "B-content")
    leans, heads = leaning(6, {0: 1, 2: 1, 3: 1, 5: 4})
    leans[3, 4] = 8
    first, second = found_in(tags, leans, heads)
    assert [piece.first for piece in first.sources] == [0]
    assert [piece.first for piece in second.sources] == [3]


def test_pieces_without_any_cue_are_kept_apart() -> None:
    found = found_in(tagged("B-source", "O", "B-content"), *leaning(3, {}))
    assert [one.cue for one in found] == [None, None]
    assert all(0 < one.sure <= 1 for one in found)


def test_tells_how_likely_each_word_is_part_of_a_cue() -> None:
    window = (tagged("B-source", "B-cue", "I-cue"), *leaning(3, {0: 1}))
    likely = decode([window], NEUTRAL)[0].cue_words
    assert list(likely > 0.9) == [False, True, True]
