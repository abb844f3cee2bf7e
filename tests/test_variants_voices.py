"""Whose word a figure is, around quotations and in chains of voices."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "The roof fell in at dawn.\n\n“Five of our colleagues died and eleven are in "
        "hospital.” – Mara Stoll, head of the union",
        ["killed 5; by Stoll; of colleagues", "injured 11; by Stoll"],
    ),
    (
        "“We lost 14 men.” — Gen. Pavo Rist",
        ["casualties 14; by Rist"],
    ),
    (
        "“At least 21 people are dead,” – governor Ilo Banda",
        ["killed 21+"],
    ),
    (
        "Chief medic Ola Trent said: “We have 40 dead here.\n\n“Thirteen more are missing,” "
        "he added.",
        ["killed 40; by Trent", "missing 13; by Trent|he"],
    ),
    (
        "“The fire killed nine of our neighbours,” said Mina Talbot.\n\n“Two children are "
        "still missing.”",
        ["killed 9; by Talbot", "missing 2; by Talbot"],
    ),
    (
        "Governor Rem Dahl said: “Seventeen people drowned.\n\n“Fifty are homeless.”\n\nThe "
        "river has fallen since.",
        ["killed 17; by Dahl", "displaced 50; by Dahl"],
    ),
    (
        "Lia Marsh, a nurse in the border clinic, said: “We treated 27 wounded on "
        "Friday.\n\n“Four of them died,” she said.",
        ["injured 27; by Marsh", "killed 4; by Marsh|she; part"],
    ),
    (
        "Ben Otu, who leads the rescue team, told reporters: “Thirty people are missing. We "
        "have found six bodies.”",
        ["missing 30; by Otu", "killed 6; by Otu"],
    ),
    (
        "“Eight pupils were killed,” said Toma Reyes, the headmaster. “Another was badly hurt.”",
        ["killed 8; by Reyes; of pupils", "injured 1; by Reyes"],
    ),
    (
        "An envoy in Nairobi, quoting medics in Rumbe, told the Herald that 45 people had "
        "been killed.",
        ["killed 45; by medics"],
    ),
    (
        "State radio, citing the army, reported 12 rebels dead.",
        ["killed 12; by army; of rebels"],
    ),
    (
        "The minister said police had told him that 18 people were arrested.",
        ["captured 18; by police"],
    ),
    (
        "According to the mayor, six people died. The hospital spoke of eight dead.",
        ["killed 6; by mayor", "killed 8; by hospital"],
    ),
    (
        "Six people died in the fire, the mayor said, while the hospital counted eight.",
        ["killed 6; by mayor", "killed 8; by hospital"],
    ),
    (
        "The Committee for the Rescue of\nMiners said 22 men were dead.",
        ["killed 22; by Committee"],
    ),
    (
        "Governor: 5 dead in Sund landslide",
        ["killed 5; by Governor"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_voices(text: str, expected: list[str]) -> None:
    """A quotation belongs to whoever speaks around it; the origin is who is said to know."""
    assert differences(text, expected) == []
