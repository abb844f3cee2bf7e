"""The gate lets every strong word of harm through, and ordinary pages pass it by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.extraction.figures.harms.terms import terms
from tollbook.extraction.sentences.gate import casualty_terms, split
from tollbook.language import load

WEAK = frozenset(load("en", "measures")["weak"]["words"])
CONSTRUCTIONS = ("object", "subject", "event", "person", "state", "toll")


def strong_words() -> list[str]:
    """Single words of the lexicon that make a figure beside anybody."""
    numbered = load("en", "measures")["numbered"]
    beside_numbers = {*numbered["words"], *numbered["verbs"]}
    found = {word for construction in CONSTRUCTIONS for word in terms(construction).single}
    return sorted(found - WEAK - beside_numbers)


@pytest.mark.parametrize("word", strong_words())
def test_every_strong_word_opens_the_gate(word: str) -> None:
    """A page whose only casualty word is this one is read."""
    assert casualty_terms(f"They said: {word}.", "en")


@pytest.mark.parametrize(
    "text",
    [
        "The deadline for bids is Friday.",
        "An executive of the bank spoke of stability.",
        "The skilled team won in overtime.",
        "A diehard fan of diesel engines.",
        "The fleet of taxis grew by internal demand.",
    ],
)
def test_words_that_only_look_like_harm_do_not(text: str) -> None:
    assert casualty_terms(text, "en") == []


def test_ordinary_news_holds_no_casualty_term() -> None:
    """The text that the speed is measured on is what it says it is."""
    ordinary = Path(__file__).parents[1] / "benchmarks" / "texts" / "ordinary.txt"
    assert casualty_terms(ordinary.read_text(encoding="utf-8"), "en") == []


def test_offsets_survive_letters_that_grow_when_lowered() -> None:
    text = "İİİ killed"
    assert casualty_terms(text, "en") == [text.index("killed")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "two men died in arlen on friday. police said dr. okoye treated four. they live. "
            "room no. 7 burned.",
            [
                "two men died in arlen on friday.",
                "police said dr. okoye treated four.",
                "they live.",
                "room no. 7 burned.",
            ],
        ),
        (
            "the driver was asked and said no. j. k. okoye of toval fled at 9 a.m. on monday.",
            [
                "the driver was asked and said no.",
                "j. k. okoye of toval fled at 9 a.m. on monday.",
            ],
        ),
        # where sentences begin with capitals, a small letter begins none
        (
            "The bus of the firm mr. okoye runs fell. Two men of approx. forty died.",
            ["The bus of the firm mr. okoye runs fell.", "Two men of approx. forty died."],
        ),
    ],
)
def test_a_paragraph_without_capitals_is_split_at_its_stops(
    text: str, sentences: list[str]
) -> None:
    assert [text[start:end] for start, end in split(text, 0, len(text))] == sentences
