"""Whose count it is: words that revise, reckon, cite or pass on a number."""

from __future__ import annotations

import pytest

from attributed import chain


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        # who changes a count of his own gives the new one, whoever passes it on
        (
            "The ministry has raised its estimate of the losses to 900 dead, lawmakers said.",
            "900 dead",
            ["lawmakers", "The ministry"],
        ),
        ("Police cut the toll to 31 dead on Friday.", "31 dead", ["Police"]),
        # a storm gives no count
        ("The storm raised the toll to 20 dead.", "20 dead", []),
        # the name of a body before its count
        ("The OCHA count is 300 killed.", "300 killed", ["OCHA"]),
        # a reckoning after "by"
        ("By the estimate of the army, 300 were killed.", "300 were killed", ["the army"]),
        ("By the army's count, 300 were killed.", "300 were killed", ["the army's"]),
        # who was briefed passes it on
        (
            "Lawmakers briefed by the ministry said 40 had been killed.",
            "40 had been killed",
            ["Lawmakers", "the ministry"],
        ),
        # a paper that somebody handed over
        (
            "A surgeon in Lome, citing lists handed over by nurses in Kara, said that 41 people "
            "had been killed.",
            "41 people had been killed",
            ["A surgeon in Lome", "lists handed over by nurses in Kara"],
        ),
        # a count that the parse takes for a state
        ("The mission had counted 120 dead and 40 missing.", "120 dead", ["The mission"]),
    ],
)
def test_whose_count_it_is(text: str, words: str, voices: list[str]) -> None:
    """The chain runs from whoever passes a count on to whoever made it."""
    assert [voice.rstrip(",") for voice in chain(text, words)] == voices
