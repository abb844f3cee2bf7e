"""Carrying: a sentence without a cue goes on with the voice before it only on a sign."""

from __future__ import annotations

import pytest

from attributed import attributed, chain


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        # it leans on the sentence before
        ("Police said 14 men died at once.\nTwo died later in a clinic.", "Two died", ["Police"]),
        ("Police said 21 men died.\nEight of the men were miners.", "Eight", ["Police"]),
        ("Police said two men were shot.\nThe two were taken away.", "The two", ["Police"]),
        ("Police said 90 men fled.\nOf these, some 30 were hurt.", "some 30", ["Police"]),
        ("Police said nine men died.\nThat makes 40 dead this week.", "40 dead", ["Police"]),
        # it measures by the voice's own earlier word, or adds one more thing
        (
            "The agency said 300 men died.\nBoth numbers have tripled since last month's report.",
            "Both numbers",
            ["The agency"],
        ),
        (
            "The agency said the men lacked drones.\nThe losses have also grown because of fog.",
            "losses",
            ["The agency"],
        ),
        # a bare outcome
        ("Police said a bus fell off a cliff.\nTen people were killed.", "Ten people", ["Police"]),
        # the voice never stopped
        (
            "Police said a bus fell.\nA boy, Paul Obi, died in the bus and nine men "
            "and four women who sat behind him were hurt.\nThe road was closed, police added.",
            "A boy",
            ["Police"],
        ),
        (
            "The agency said troops killed 17 rebels.\nSoldiers shot eight rebels in a village "
            "above the lake and nine in a forest.\nThe agency did not say when they died.",
            "shot eight rebels",
            ["The agency"],
        ),
        # hearsay without a name is the page's own
        ("Police said ten men died.\nUp to nine were reported hurt.", "nine", []),
        # background is the page's own
        (
            "Police said ten people died.\nMore than 400 people have been killed there since May.",
            "400 people",
            [],
        ),
        (
            "Police said ten people died.\nGunmen killed 12 people in the same street last year.",
            "12 people",
            [],
        ),
        # nothing was said before
        ("A bus fell off a cliff.\nTen people were killed.", "Ten people", []),
    ],
)
def test_carries_a_voice(text: str, words: str, voices: list[str]) -> None:
    """Only a sign keeps the running voice; a sentence without one is the publisher's."""
    assert chain(text, words) == voices


def test_says_that_it_is_carried() -> None:
    """A carried voice is marked, so that nobody takes it for the source's own words."""
    found = attributed("Police said 14 men died.\nTwo died later in a clinic.", "Two died")
    assert found is not None
    assert found.carried
    assert all(voice.carried for voice in found.voices)
