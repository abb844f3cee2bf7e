"""Quotations: one voice's words between marks, over sentences and paragraphs."""

from __future__ import annotations

import pytest

from attributed import attributed, chain
from passages import a_passage
from tollbook.extraction.attribution.quotations import quotations


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ('"We lost three men," said Ana Duarte.', "lost three men", ["Ana Duarte"]),
        ("“We lost three men,” said Ana Duarte.", "lost three men", ["Ana Duarte"]),
        ("‘We lost three men,’ Ana Duarte said.", "lost three men", ["Ana Duarte"]),
        ("'We lost three men,' Ana Duarte said.", "lost three men", ["Ana Duarte"]),
        # the speaker before a colon, in one sentence or several
        ("Mayor Bassey said: “We lost 40 people.”", "lost 40 people", ["Mayor Bassey"]),
        (
            "Mayor Bassey told the council: “The river rose. At least 40 people drowned.”",
            "40 people drowned",
            ["Mayor Bassey"],
        ),
        # sentences before and after the cue
        ("“It was dark. Six died,” Ana Duarte said.", "It was dark", ["Ana Duarte"]),
        ("“It was dark,” Ana Duarte said. “I saw six die.”", "six die", ["Ana Duarte"]),
        ('"It was dark," Ana Duarte said. "I saw six die."', "six die", ["Ana Duarte"]),
        ("“It was dark,” recalled Lena Marsh, 34. “Six died.”", "Six died", ["Lena Marsh"]),
        # mixed: part in the source's own words
        (
            "The bishop said the men “were shot, all twelve of them” in the yard.",
            "all twelve of them",
            ["The bishop"],
        ),
        # over paragraphs, the marks opened again
        (
            "“It was dark,” Ana Duarte said. “Six died.\n“Nine were hurt.”",
            "Nine were hurt",
            ["Ana Duarte"],
        ),
        # the sentence before tells who opens his mouth
        (
            "The colonel gave his first account of the night.\n“We lost nobody but two cooks.”",
            "two cooks",
            ["The colonel"],
        ),
        ("“Twelve hundred men scare nobody,” grumbled a flautist.", "men", ["a flautist"]),
        # what a quoted speaker relays
        (
            "“The army told us 20 men had died,” Ana Duarte said.",
            "20 men had died",
            ["Ana Duarte", "The army"],
        ),
        ("“I say that 20 men died,” Ana Duarte said.", "20 men died", ["Ana Duarte"]),
        # a name between marks is nobody's speech
        ("Gunmen on the “Altamira” farm killed two men.", "killed two men", []),
    ],
)
def test_gives_a_quotation_to_its_speaker(text: str, words: str, voices: list[str]) -> None:
    """A quotation is whole, whatever stands between its marks."""
    assert chain(text, words) == voices


def test_a_quotation_without_a_cue_is_carried() -> None:
    """A second quotation goes on with the first one's speaker, and says that it does."""
    text = "“It was dark,” Ana Duarte said. “I saw six die.”"
    first, second = attributed(text, "It was dark"), attributed(text, "six die")
    assert first is not None
    assert second is not None
    assert (first.carried, second.carried) == (False, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “no” and “never again”.", ["“no”", "“never again”"]),
        ('He said "no".', ['"no"']),
        # an apostrophe closes nothing
        ("The soldiers' bodies weren't found.", []),
        ("‘We didn’t lose men,’ he said.", ["‘We didn’t lose men,’"]),
        # a mark that nobody closes runs to the end of the paragraph
        ("“We lost men.\nNothing else.", ["“We lost men."]),
    ],
)
def test_finds_quotation_marks(text: str, found: list[str]) -> None:
    """Marks are paired within a paragraph."""
    assert [quotation.span.quote for quotation in quotations(a_passage(text))] == found


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        (
            "“They told us to have patience,” said a baker, Adan Toval, who fled in June.",
            "who fled in June",
            [],
        ),
        (
            "“The men said six had died,” the baker told the court.",
            "six had died",
            ["the baker", "The men"],
        ),
    ],
)
def test_a_cue_between_marks_brings_nothing_beyond_them(
    text: str, words: str, voices: list[str]
) -> None:
    assert chain(text, words) == voices
