"""Custody is people held: how many, by whom, of which unit, and what is said of them."""

from __future__ import annotations

import pytest

from passages import NOBODY, a_passage, assert_whole, quote, said
from tollbook.extraction.kinds.custody import find_custody
from tollbook.model.statement import Custody


def read(text: str) -> list[Custody]:
    parsed = a_passage(text)
    found = list(find_custody(parsed, NOBODY, []))
    for custody in found:
        assert_whole(parsed, custody)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "population", "holder", "unit"),
    [
        (
            "The militia is holding 24 hostages in the port.",
            24, 24, "hostages", "The militia", None,
        ),
        ("Police arrested three men.", 3, 3, "men", "Police", None),
        (
            "Five sailors captured by pirates belong to the coast guard.",
            5, 5, "sailors", "pirates", "coast guard",
        ),
        (
            "The two soldiers taken prisoner by Ukraine serve in the 11th Corps.",
            2, 2, "soldiers", "Ukraine", "11th Corps",
        ),
        (
            "Two captured gunners from the 93rd Brigade want to go home.",
            2, 2, "captured gunners", None, "93rd Brigade",
        ),
        ("The four prisoners are being held by the rebels.", 4, 4, "prisoners", "the rebels", None),
        (
            "More than 200 prisoners of war were exchanged.",
            201, None, "prisoners of war", None, None,
        ),
        ("The gang took six nurses hostage.", 6, 6, "nurses", "The gang", None),
        ("A nurse was held hostage for a week.", 1, 1, "nurse", None, None),
        ("The army has captured two scouts near the dam.", 2, 2, "scouts", "The army", None),
        ("Two nurses, detained since May, deny it.", 2, 2, "nurses", None, None),
        ("Ten captured men of the 40th Brigade are being held.", 10, 10, "captured men", None,
         "40th Brigade"),
        ("Gunmen kidnapped a teacher.", 1, 1, "teacher", "Gunmen", None),
        ("Detainees were beaten by their guards.", 2, None, "Detainees", None, None),
        ("Dozens of villagers were detained by the army.", 24, 99, "villagers", "the army", None),
        ("At least 12 hostages have been released.", 12, None, "hostages", None, None),
    ],
)  # fmt: skip
def test_reads_people_held(
    text: str,
    low: int,
    high: int | None,
    *,
    population: str | None,
    holder: str | None,
    unit: str | None,
) -> None:
    found = read(text)
    assert len(found) == 1, [custody.evidence.quote for custody in found]
    custody = found[0]
    assert (custody.low, custody.high) == (low, high)
    assert quote(custody.population.mention if custody.population else None) == population
    assert (quote(custody.holder), quote(custody.unit)) == (holder, unit)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        (
            "Ukraine captured two scouts. They have not asked to stay.",
            "They have not asked to stay",
        ),
        ("The army captured a gunner. He wants to return.", "He wants to return"),
        ("Rebels kidnapped 40 pupils. One of them escaped.", "One of them escaped"),
        ("Ukraine captured two scouts. Neither wished to go south.", "Neither wished to go south"),
        (
            "Ukraine captured two scouts. The men belong to a reconnaissance unit.",
            "The men belong to a reconnaissance unit",
        ),
    ],
)
def test_goes_on_about_the_people_held(text: str, wish: str) -> None:
    first, second = read(text)
    assert second.evidence.quote == wish
    assert (second.low, second.high) == (first.low, first.high)
    assert second.population == first.population


@pytest.mark.parametrize(
    "text",
    [
        "The army captured the town.",
        "He was held responsible for the deaths.",
        "The prisoner swap failed.",
        "The film captured the mood of the nation.",
        "The police could arrest him.",
        "They want to go home.",
        "The man may take a hostage.",
        "The prisoners killed a guard.",
        "A meeting was held on Monday.",
    ],
)
def test_leaves_alone_where_nobody_is_held(text: str) -> None:
    assert read(text) == []


def test_it_is_the_source_that_holds() -> None:
    parsed = a_passage("Ukraine announced that it had captured two scouts.")
    voices = said(parsed, "Ukraine", "that it had captured two scouts", "announced", "announce")
    (custody,) = find_custody(parsed, voices, [])
    assert quote(custody.holder) == "Ukraine"
