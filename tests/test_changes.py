"""A change is a count of people harmed that rose, fell or stayed: which, how much, since when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_figure
from passages import NOBODY, a_passage, assert_whole, quote, said
from tollbook.extraction.kinds.changes import find_changes
from tollbook.extraction.kinds.magnitudes import Magnitude, written_factor
from tollbook.model.statement import Change
from tollbook.model.values import Direction, Measure

K, J, C = "killed", "injured", "casualties"
NONE = (None, None)

Ends = tuple[float | None, float | None]


def read(text: str) -> list[Change]:
    parsed = a_passage(text)
    found = list(find_changes(parsed, NOBODY, []))
    for change in found:
        assert_whole(parsed, change)
    return found


@pytest.mark.parametrize(
    ("text", "measures", "direction", "factor", "amount", "baseline"),
    [
        # factors in a verb, bare and hedged
        ("The number of wounded doubled.", (J,), "up", (2.0, 2.0), NONE, None),
        (
            "Both the dead and the wounded have more than quadrupled in number since May.",
            (K, J), "up", (4.0, None), NONE, "May",
        ),
        (
            "The number of people killed has almost tripled since the start of the rains.",
            (K,), "up", (2.7, 3.0), NONE, "the start of the rains",
        ),
        ("Civilian deaths halved last winter.", (K,), "down", (0.5, 0.5), NONE, None),
        (
            "Killed and wounded together have more than tripled, compared with last week's "
            "briefing of the council.",
            (K, J), "up", (3.0, None), NONE, "last week's briefing of the council",
        ),
        # factors in words and in percent
        (
            "The agency counted a sixfold increase in abductions.",
            ("captured",), "up", (6.0, 6.0), NONE, None,
        ),
        ("Fatalities fell by two-thirds in a year.", (K,), "down", (0.3333, 0.3333), NONE, None),
        (
            "Casualties went up 35 percent compared with the previous quarter.",
            (C,), "up", (1.35, 1.35), NONE, "the previous quarter",
        ),
        (
            "Deaths on the road dropped by more than 10% from a year earlier.",
            (K,), "down", (None, 0.9), NONE, "a year earlier",
        ),
        (
            "Three times as many miners died as in the previous decade.",
            (K,), "up", (3.0, 3.0), NONE, "the previous decade",
        ),
        (
            "Twice as many children were wounded as last month.",
            (J,), "up", (2.0, 2.0), NONE, "last month",
        ),
        # amounts, stated and worked out
        ("The death toll rose by seven to 58.", (K,), "up", NONE, (7, 7), None),
        (
            "At least 58 people are dead, and the death toll is up from 51 on Sunday.",
            (K,), "up", NONE, NONE, "51 on Sunday",
        ),
        ("The death toll climbed to 58 from 51.", (K,), "up", NONE, (7, 7), "51"),
        ("The number of hostages fell from 31 to 25.", ("captured",), "down", NONE, (6, 6), "31"),
        (
            "The governor revised the death toll down from 120 to 97.",
            (K,), "down", NONE, (23, 23), "120",
        ),
        ("The toll was corrected from 97 to 102.", (K,), "up", NONE, (5, 5), "97"),
        # neither factor nor amount
        (
            "Drownings have surpassed those of last summer.",
            (K,), "up", NONE, NONE, "last summer",
        ),
        ("Casualties are mounting on both sides.", (C,), "up", NONE, NONE, None),
        ("The collapse of a second block brought the toll to 61.", (K,), "up", NONE, NONE, None),
        ("With injuries falling, the clinic sent its nurses home.", (J,), "down", NONE, NONE, None),
        ("The number of missing remained unchanged.", ("missing",), "unchanged", NONE, NONE, None),
        (
            "More refugees drowned this spring than in the whole of last year.",
            (K,), "up", NONE, NONE, "the whole of last year",
        ),
    ],
)  # fmt: skip
def test_reads_a_change(
    text: str,
    measures: tuple[Measure, ...],
    direction: Direction,
    *,
    factor: Ends,
    amount: Ends,
    baseline: str | None,
) -> None:
    found = read(text)
    assert len(found) == 1, [change.evidence.quote for change in found]
    change = found[0]
    assert change.measures == measures
    assert change.direction == direction
    assert (change.factor_low, change.factor_high) == factor
    assert (change.amount_low, change.amount_high) == amount
    assert quote(change.baseline.mention if change.baseline else None) == baseline


@pytest.mark.parametrize(
    "text",
    [
        "Oil prices rose by 12 percent and wheat fell.",
        "The soldiers rose before dawn and were killed at the bridge.",
        "The death toll could rise further.",
        "Rescuers expect the number of dead to double.",
        "The toll is likely to climb by nightfall.",
        "More than 300 people were killed.",
        "Deaths have exceeded 300.",
        "The cost of the deaths rose to $40 million.",
        "Two climbers died when a rope fell.",
    ],
)
def test_leaves_alone_what_is_no_change(text: str) -> None:
    assert read(text) == []


def test_the_number_stands_for_the_figure_before() -> None:
    parsed = a_passage("The army lost 12 men in May. The number has since doubled.")
    figure = a_figure(parsed.document, "lost 12 men", measure="casualties", low=12)
    (change,) = find_changes(parsed, NOBODY, [figure])
    assert change.measures == ("casualties",)
    assert list(find_changes(parsed, NOBODY, [])) == []


def test_a_change_has_the_voice_of_its_source_and_no_more_of_the_sentence() -> None:
    parsed = a_passage("The death toll rose by seven to 58, the coast guard said on Monday.")
    voices = said(parsed, "the coast guard", "The death toll rose by seven to 58")
    (change,) = find_changes(parsed, voices, [])
    assert change.origin.name == "the coast guard"
    assert change.evidence.quote == "The death toll rose by seven to 58"


@given(st.integers(1, 99))
def test_a_percentage_is_a_factor_up_and_down(percent: int) -> None:
    up = written_factor(f"deaths rose by {percent} percent", "up")
    down = written_factor(f"deaths fell by {percent} percent", "down")
    assert up == Magnitude(
        factor_low=round(1 + percent / 100, 4), factor_high=round(1 + percent / 100, 4)
    )
    assert down is not None
    assert down.factor_low == pytest.approx(1 - percent / 100)
