"""Layout: captions, headlines and lines "ARMY: ..." name who speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attributed import chain
from factories import a_span
from passages import a_passage
from tollbook.extraction.attribution import find_attributions
from tollbook.model.document import Block, BlockRole


def broadcast(*blocks: tuple[BlockRole, int, str], words: str) -> list[str]:
    """The voices behind some words of a transcript: role, blank lines before and text a block."""
    parsed = a_passage("\n".join(text for _, _, text in blocks))
    placed: list[Block] = []
    start = 0
    for role, gap, text in blocks:
        placed.append(Block(start, start + len(text), role, gap))
        start += len(text) + 1
    parsed = replace(parsed, document=replace(parsed.document, blocks=tuple(placed)))
    found = find_attributions(parsed).of(a_span(parsed.document, words))
    return [] if found is None else [voice.name for voice in found.voices]


CAPTION: tuple[BlockRole, int, str] = ("caption", 1, "Min Ha-neul / Progress Party")


@pytest.mark.parametrize(
    ("blocks", "words", "voices"),
    [
        ([CAPTION, ("body", 0, "Two men were shot.")], "Two men were shot", ["Min Ha-neul"]),
        # the speaker relays
        (
            [CAPTION, ("body", 0, "The bureau said two men were shot.")],
            "two men were shot",
            ["Min Ha-neul", "The bureau"],
        ),
        # narration with another source takes over
        (
            [
                CAPTION,
                ("body", 0, "It is sad."),
                ("body", 1, "The ministry said two men were shot."),
            ],
            "two men were shot",
            ["The ministry"],
        ),
        # narration that names nobody does not
        (
            [CAPTION, ("body", 0, "It is sad."), ("body", 1, "Two men were shot.")],
            "Two men were shot",
            ["Min Ha-neul"],
        ),
        # the next caption does
        (
            [
                CAPTION,
                ("body", 0, "It is sad."),
                ("caption", 1, "Oh Bo-ra/ Union Party"),
                ("body", 0, "Two men were shot."),
            ],
            "Two men were shot",
            ["Oh Bo-ra"],
        ),
        # so does narration after a quoted answer, and a label
        (
            [CAPTION, ("body", 0, "“It is sad.”"), ("body", 1, "Two men were shot.")],
            "Two men were shot",
            [],
        ),
        (
            [
                CAPTION,
                ("body", 0, "It is sad."),
                ("body", 1, "[Anchor]"),
                ("body", 1, "Two men were shot."),
            ],
            "Two men were shot",
            [],
        ),
        # and nothing before it is his
        ([("body", 0, "Two men were shot."), CAPTION, ("body", 0, "Sad.")], "Two men", []),
    ],
)
def test_captions(blocks: list[tuple[BlockRole, int, str]], words: str, voices: list[str]) -> None:
    """A caption speaks for what follows, up to narration that names another source."""
    assert broadcast(*blocks, words=words) == voices


@pytest.mark.parametrize(
    ("headline", "words", "voices"),
    [
        ("Police: Two dead in mine blast", "Two dead", ["Police"]),
        ("Two dead in mine blast, police say", "Two dead", ["police"]),
        ("Two dead in mine blast - police.", "Two dead", ["police"]),
        ("Two dead in mine blast – governor", "Two dead", ["governor"]),
        ("Toll of mine blast put at seven-newspaper.", "put at seven", ["newspaper"]),
        ("Ruritania says killed 17 rebels in clashes", "killed 17 rebels", ["Ruritania"]),
        ("17 dead after ferry sinks, says coastguard", "17 dead", ["coastguard"]),
        ("- PM: No soldiers died in clash", "No soldiers died", ["PM"]),
        ("Update: two dead in mine blast", "two dead", []),
        ("Two dead in Toval-Marovka rally", "Two dead", []),
        ("Army does not say how two soldiers died", "two soldiers died", []),
    ],
)
def test_headlines(headline: str, words: str, voices: list[str]) -> None:
    """A headline names its source before a colon, after a dash, or by a verb without grammar."""
    assert chain(f"{headline}\nToval, Monday\nNothing else is known.", words) == voices


@pytest.mark.parametrize(
    ("line", "voices"),
    [
        ("ARMY SPOKESMAN: Nine men died.", ["ARMY SPOKESMAN"]),
        ("The question: Nine men died.", []),
    ],
)
def test_lines_of_a_transcript(line: str, voices: list[str]) -> None:
    """A name in capitals or an office before a colon speaks the rest of the paragraph."""
    assert chain(f"A short talk in Toval\n{line}", "Nine men died") == voices


_INTERVIEW = (
    "The general spoke to reporters in Toval.\n\n"
    "(reporter) How many rebels have been killed?\n\n"
    "(begin recording) (Okoye, interrupting) We counted 30 rebels killed. Four surrendered.\n\n"
    "We regret that nine farmers died.\n\n"
    "(reporter) Thank you.\n\n"
    "The town was shelled in March, and six people died."
)


@pytest.mark.parametrize(
    ("words", "voices"),
    [
        ("30 rebels killed", ["Okoye"]),
        ("Four surrendered", ["Okoye"]),
        ("nine farmers died", ["Okoye"]),
        ("six people died", []),
    ],
)
def test_labels_in_brackets_name_the_speakers_of_an_interview(
    words: str, voices: list[str]
) -> None:
    assert chain(_INTERVIEW, words) == voices


def test_one_label_in_brackets_makes_no_interview() -> None:
    text = "(Toval) Two men were killed on Monday.\n\nA bridge fell."
    assert chain(text, "Two men were killed") == []


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("From governor Ada Varga: 12 people died in Toval on Monday.", ["governor Ada Varga"]),
        ("From the police: 12 people died in Toval on Monday.", ["police"]),
        ("From Toval: 12 people died in Toval on Monday.", []),
    ],
)
def test_a_line_may_name_who_sent_it(text: str, voices: list[str]) -> None:
    assert chain("The latest from the floods.\n\n" + text, "12 people died") == voices


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        (
            "Q: Colonel, how many did you lose? A: We lost 40 men. Twelve were captured. "
            "Q: Civilians? A: Nine died.",
            "We lost 40 men",
            ["Colonel"],
        ),
        (
            "Q: Colonel, how many did you lose? A: We lost 40 men. Twelve were captured. "
            "Q: Civilians? A: Nine died.",
            "Twelve were captured",
            ["Colonel"],
        ),
        (
            "The governor, Ada Varga, spoke to us in Toval.\n\nQ: How many are dead?\n\n"
            "A: Nine people died.\n\nShe left at noon.",
            "Nine people died",
            ["Ada Varga"],
        ),
        # an answer without a question is a line like any other
        ("A: Nine people died.", "Nine people died", []),
        ("Hepatitis A: 12 people died.", "12 people died", []),
    ],
)
def test_answers_are_the_word_of_whoever_is_asked(text: str, words: str, voices: list[str]) -> None:
    assert chain(text, words) == voices
