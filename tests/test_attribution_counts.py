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


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        (
            "Over 300 people had crossed into Wymark by May (OCHA/WHO), half of them girls.",
            "300 people had crossed",
            ["OCHA/WHO"],
        ),
        (
            "Over 300 people had crossed into Wymark by May (OCHA/WHO), half of them girls.",
            "half of them girls",
            ["OCHA/WHO"],
        ),
        ("1,200 people displaced (government count)", "1,200 people", ["government count"]),
        ("At least 12 people were killed in the flood (AFAD).", "12 people were killed", ["AFAD"]),
        (
            "Some 12 people were killed (government count), 4 were hurt (army) in the raids.",
            "12 people were killed",
            ["government count"],
        ),
        (
            "Some 12 people were killed (government count); 4 were hurt (army).",
            "4 were hurt",
            ["army"],
        ),
        # a name that the brackets shorten, a place, people, and asides are no source
        ("Two died at the Toval Relief Agency (TRA).", "Two died", []),
        ("The raid killed 12 fighters (soldiers).", "12 fighters", []),
        ("The raid killed 12 rebels (TRA).", "12 rebels", []),
        ("Two men died near the border (about 40 km away).", "Two men died", []),
        ("Two men were killed in Arlen (Wymark).", "Two men were killed", []),
    ],
)
def test_a_body_in_brackets_behind_a_clause_gives_its_count(
    text: str, words: str, voices: list[str]
) -> None:
    assert chain(text, words) == voices


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ("The 12 deaths recorded by the clinic alarmed nobody.", "12 deaths", ["the clinic"]),
        (
            "The toll is far below the 340 killings counted last year by the bishops' council.",
            "340 killings",
            ["the bishops' council"],
        ),
        ("The 12 men shot by the army were farmers.", "12 men", []),
        # by their own count
        (
            "Police in Toval arrested 140 people on Sunday, by their own count.",
            "arrested 140 people",
            ["Police in Toval"],
        ),
        # giving a count
        (
            "The coastguard later gave the number of drowned as 33.",
            "drowned as 33",
            ["The coastguard"],
        ),
        ("The mayor gave a death toll of 33.", "33", ["The mayor"]),
        ("The mayor gave 33 books to the school.", "33 books", []),
        ("The governor has it at 33 dead.", "33 dead", ["The governor"]),
        # revising one, in the passive too
        ("The toll was raised to 33 by the ministry.", "33", ["the ministry"]),
        ("The ministry revised the toll to 33.", "33", ["The ministry"]),
        ("The price was raised to 33 by the ministry.", "33", []),
        # what is claimed is a town
        ("The rebels claimed two towns, where 40 people had died.", "40 people had died", []),
        ("The rebels claimed 40 deaths.", "40 deaths", ["The rebels"]),
        # an outlet's own word
        ("The Daily Herald has learned that six men died.", "six men died", ["The Daily Herald"]),
        ("The parents have learned that six men died.", "six men died", []),
        # a deed seen
        (
            "A nurse, Ada Varga, described finding four men dead in the ward.",
            "four men dead",
            ["A nurse, Ada Varga"],
        ),
    ],
)
def test_whoever_counted_gives_the_count(text: str, words: str, voices: list[str]) -> None:
    assert chain(text, words) == voices


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        (
            "Two boys were killed in a raid and, according to neighbours, nine men were led away.",
            "Two boys were killed",
            [],
        ),
        (
            "Two boys were killed in a raid and, according to neighbours, nine men were led away.",
            "nine men were led away",
            ["neighbours"],
        ),
        (
            "The marchers seized 30 men who, according to the union, carried guns.",
            "seized 30 men",
            [],
        ),
        (
            "Two boys were killed, according to neighbours, and nine men were led away.",
            "Two boys were killed",
            ["neighbours"],
        ),
    ],
)
def test_a_phrase_behind_the_opener_of_a_clause_holds_for_that_clause(
    text: str, words: str, voices: list[str]
) -> None:
    assert chain(text, words) == voices
