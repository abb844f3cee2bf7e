"""The shipped tagger on sentences of our own, and what holds for any text."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extraction.tagger import Network, Passage, Tags, tag
from tollbook.extraction.tagger.tag import LONGEST, _windows
from tollbook.extraction.tagger.words import words_of


@cache
def network() -> Network:
    """The network, loaded once for all tests."""
    return Network()


def read(*paragraphs: str) -> Tags:
    """The tags of some paragraphs, each one sentence."""
    text = "\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append((start, start + len(paragraph)))
        start += len(paragraph) + 1
    passage = Passage(text, blocks, [(*block, i) for i, block in enumerate(blocks)])
    (tags,) = tag([passage], network())
    return tags


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        # the plainest of all
        (
            "The army said ten soldiers had died.",
            ["The army"],
            "said",
            ["ten soldiers had died"],
        ),
        # the source last
        (
            "Ten soldiers had died, according to the hospital.",
            ["the hospital"],
            "according to",
            ["Ten soldiers had died"],
        ),
        # the cue in the middle of what is said
        (
            "“We buried nine,” the imam said, “and nobody came to ask.”",
            ["the imam"],
            "said",
            ["“We buried nine,”", "“and nobody came to ask.”"],
        ),
    ],
)
def test_reads_source_cue_and_content(
    sentence: str, source: list[str], cue: str, content: list[str]
) -> None:
    (found,) = read(sentence).found
    assert found.cue is not None
    assert [span.quote for span in found.sources] == source
    assert (found.cue.quote, [span.quote for span in found.content]) == (cue, content)
    assert found.sure > 0.5


def test_reads_nothing_where_nobody_speaks() -> None:
    assert read("A ferry sank off the coast on Monday and forty people drowned.").found == ()


def test_knows_which_words_are_cues() -> None:
    tags = read("The ministry confirmed that two had drowned.")
    start = "The ministry confirmed that two had drowned.".index("confirmed")
    assert (tags.cue_likelihood(start, start + 9) or 0) > 0.5
    assert (tags.cue_likelihood(0, 3) or 0) < 0.5
    assert tags.cue_likelihood(1_000, 1_010) is None


TEXTS = st.lists(
    st.text(st.characters(blacklist_characters="\n\r", blacklist_categories=["Cs"]), min_size=1),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_every_span_stands_in_the_text(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    for found in read(*paragraphs).found:
        for span in (*found.sources, *found.content, *([found.cue] if found.cue else [])):
            assert text[span.start : span.end] == span.quote


def test_the_same_text_is_read_the_same() -> None:
    sentence = "Rescuers told the station that they had found eleven bodies."
    assert read(sentence) == read(sentence)
    one, other = read(sentence).support, read(sentence).support
    assert np.array_equal(one.measures, other.measures)


def test_supports_the_number_of_people_harmed_and_no_other() -> None:
    sentence = "At least nine people were killed in the 14 houses, the mayor said."
    support = read(sentence).support
    nine, houses = (sentence.index(word) for word in ("nine", "14"))
    of_nine, of_houses = support.by_measure(nine, nine + 4), support.by_measure(houses, houses + 2)
    assert of_nine is not None and of_nine["killed"] > 0.5 > of_nine["injured"]
    assert of_houses is not None and max(of_houses.values()) < 0.5


def test_no_window_is_too_long_even_for_one_endless_sentence() -> None:
    text = "x1 " * 600
    words = words_of(text, [(0, len(text))])
    sizes = [
        sum(len(word.pieces) for word in window)
        for window in _windows([(0, len(text), 0)], {0: words[0]}, text)
    ]
    assert sum(sizes) > LONGEST and max(sizes) <= LONGEST
    assert isinstance(read(text), Tags)


def test_words_tell_of_capitals_quotation_marks_and_line_ends() -> None:
    text = "UN: “No.” It left 12."
    (words,) = words_of(text, [(0, len(text))])
    told = {text[word.start : word.end]: word.features for word in words}
    assert told["UN"] == (2, 0, 2, 0)  # capitals, outside, opens the paragraph
    assert told["“"][1] == 2 and told["No"] == (1, 1, 1, 0) and told["”"][1] == 3
    assert told["It"] == (1, 0, 0, 0) and told["12"][0] == 4
