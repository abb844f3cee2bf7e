"""Harm told without its plain word: idioms, lists that leave it out, counts told again."""

from __future__ import annotations

import pytest

from test_figures import brief, figures
from tollbook.extraction.sentences.parse import Parser

IDIOMS = [
    ("She gave her life defending the bridge.", ["killed 1"]),
    ("Forty militiamen gave themselves up on Sunday.", ["surrendered 40"]),
    ("We buried about a hundred villagers on Tuesday.", ["killed 100"]),
    ("Ten thousand people are in shelters.", ["displaced 10000"]),
    ("Some 300 villagers were sheltering in a school.", ["displaced 300"]),
    ("A nurse lost an arm in the blast.", ["injured 1"]),
    ("Two of the 28 are under arrest.", ["captured 2"]),
    ("He lost his wife and his mother in the flood.", ["killed 2"]),
    ("The remains of 14 villagers were exhumed.", ["killed 14"]),
    ("Fatalities coded as 4.", ["killed 4"]),
    ("Five passengers suffered minor injuries.", ["injured 5"]),
    ("Officials put the dead at 16, with 30 more in hospital.", ["killed 16", "injured 30"]),
    ("The mayor put the dead and wounded at 52.", ["casualties 52"]),
    (
        "The province put its killed or injured at 640 and its missing at 11.",
        ["casualties 640", "missing 11"],
    ),
    ("Kenyan police arrest smuggler in port raid.", ["captured 1"]),
]

TOGETHER = [
    (
        "He was captured together with more than 200 other sailors.",
        ["captured 1", "captured 201+"],
    ),
    ("A clerk was killed along with his mother.", ["killed 1", "killed 1"]),
]

GOING_ON = [
    (
        "At least 80 people have been murdered, the union says; the government counts 34.",
        ["killed 80+", "killed 34"],
    ),
    ("Ten miners died on Monday. The tally later rose to 16.", ["killed 10", "killed 16"]),
    (
        "Fars accounts for 432 of the deaths, Upper Lorestan for 268.",
        ["killed 432", "killed 268"],
    ),
]

NOT_HARMED = [
    "The driver of the lorry was unhurt.",
    "His wife and son were unharmed.",
    "Both pilots escaped unscathed.",
    "Some 300 families were sheltering in a school.",
    "Ten men were buried under the rubble.",
    "Eleven sailors were picked up by another boat.",
    "Three lorries were caught in the traffic.",
    "Five people live in the house by the bridge.",
    "Dozens of prisoners escaped from the camp.",
    "The union has 400 members; the council counts 34.",
    "The police arrest record was published.",
]


@pytest.mark.parametrize(("text", "expected"), IDIOMS + TOGETHER + GOING_ON)
def test_reads_idioms(text: str, expected: list[str], parser: Parser) -> None:
    assert [brief(figure) for figure in figures(text, parser)] == expected


@pytest.mark.parametrize("text", NOT_HARMED)
def test_takes_no_figure_of_those_who_are_not_harmed(text: str, parser: Parser) -> None:
    assert figures(text, parser) == []


SOME_OF_THEM = [
    "Thirty people were killed. Seven of them died in hospital.",
    "Thirty people died. Both drivers were among the dead.",
    "Thirty people died. Eleven of the dead were killed in the dining car.",
]


@pytest.mark.parametrize("text", SOME_OF_THEM)
def test_some_of_those_told_before_are_a_part_of_them(text: str, parser: Parser) -> None:
    whole, part = figures(text, parser)
    assert part.part_of == whole.id


def test_them_are_those_named_last(parser: Parser) -> None:
    """Whatever has become of them: the two who died are two of the forty injured."""
    text = "Eleven people were killed. Forty were injured. Two of them died overnight."
    _, injured, _ = found = figures(text, parser)
    assert [figure.part_of for figure in found] == [None, None, injured.id]


def test_the_gravely_hurt_are_a_part_of_the_hurt(parser: Parser) -> None:
    text = "Forty passengers were injured in the crash. Three were in serious condition."
    whole, part = figures(text, parser)
    assert part.part_of == whole.id


REPEATS = [
    "A British man was killed in the raid.\nRay Holt, 24, died near the river.",
    "Troops shot dead four rebels on Monday.\nThe guerrillas were killed in a cave.",
    "The inquest began into the death of Alan Berg.\nBerg died in custody.",
]


@pytest.mark.parametrize("text", REPEATS)
def test_a_name_or_another_word_tells_of_the_same_people(text: str, parser: Parser) -> None:
    first, again = figures(text, parser)
    assert again.same_as == first.id
    assert (again.low, again.high) == (first.low, first.high)


def test_the_other_is_not_the_one_named(parser: Parser) -> None:
    text = "One man was hanged on Monday.\nThe other man was shot dead in prison."
    assert [figure.same_as for figure in figures(text, parser)] == [None, None]
