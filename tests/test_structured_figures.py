"""Figures of lists, labels and tables: what they count, where, when and by whose word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from passages import parser
from tollbook.extraction import extract
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.reading.received import Received
from tollbook.reading.text import read_text
from tollbook.resolution import resolve
from tollbook.settings import Settings

SETTINGS = Settings()


def figures(text: str) -> list[Figure]:
    """The resolved figures of a text that was published on 7 May 2024."""
    document = read_text(Received("d", "d", "d", text.encode()), SETTINGS)
    assert isinstance(document, Document)
    document = _dated(document)
    found = resolve(document, extract(document, parser(), SETTINGS))
    figures = [one for one in found if isinstance(one, Figure)]
    for one in figures:
        assert document.text[one.evidence.start : one.evidence.end] == one.evidence.quote
    return figures


def _dated(document: Document) -> Document:
    return replace(document, language="en", published=document.published or date(2024, 5, 7))


def counts(text: str) -> list[tuple[str, int, int | None]]:
    return [(one.measure, one.low, one.high) for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Killed:** 21\n**Wounded:** 35\n", [("killed", 21, 21), ("injured", 35, 35)]),
        ("Dead: 12 / Injured: 30", [("killed", 12, 12), ("injured", 30, 30)]),
        ("Fatalities – 12\nArrests – at least 3", [("killed", 12, 12), ("captured", 3, None)]),
        ("Killed 5 | wounded 9", [("killed", 5, 5), ("injured", 9, 9)]),
        ("Toll so far: 14 dead, 20 hurt", [("killed", 14, 14), ("injured", 20, 20)]),
        ("7-11 killed / 1 injured", [("killed", 7, 11), ("injured", 1, 1)]),
        ("Killed / wounded: 3 / 12", [("killed", 3, 3), ("injured", 12, 12)]),
        ("Missing: none\nDeaths: 0", [("missing", 0, 0), ("killed", 0, 0)]),
        ("Killed: -\nInjured: n/a\nMissing: 4", [("missing", 4, 4)]),
        (
            "Soldiers reported killed\n4 – 6\nSoldiers hurt\n2",
            [("killed", 4, 6), ("injured", 2, 2)],
        ),
        ("Killed: 2024", [("killed", 2024, 2024)]),
        (
            "Enemy losses as of 3 June 2023: personnel - about 208,910 (+680) persons, "
            "tanks - 3,831 (+8), helicopters - 298 (+0).",
            [("casualties", 208910, 208910)],
        ),
        (
            "Russian combat losses from 24 February 2022 to 9 May 2024: personnel: about "
            "479,710 (+980), tanks: 7,429 (+7).",
            [("casualties", 479710, 479710)],
        ),
        (
            "Total losses of the enemy since the war began: troops ‒ 21,400 (+200), cars ‒ 600.",
            [("casualties", 21400, 21400)],
        ),
        (
            "The total combat losses from 24.02.22 to 01.08.23 were roughly: troops ‒ 4,220 (+5).",
            [("casualties", 4220, 4220)],
        ),
        (
            "Casualties among civilians in the east of the country: killed - 14, wounded - 33.",
            [("killed", 14, 14), ("injured", 33, 33)],
        ),
        (
            "The mayor said 23 people died in the factory: 20 at once and three later.",
            [("killed", 23, 23), ("killed", 20, 20)],
        ),
        (
            "The general had one message for all of his troops: 300 men died here.",
            [("killed", 300, 300)],
        ),
    ],
)
def test_reads_labels_and_values(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    """A label says the measure of the value beside it; a dash is no zero, and a zero is one."""
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Displaced: 1,250 households (7,500 people)", [("displaced", 7500, 7500)]),
        ("Displaced: 1,250 households", []),
        ("Houses destroyed: 40\nKilled: 2", [("killed", 2, 2)]),
        ("Boats lost: 5\nKilled: 2", [("killed", 2, 2)]),
        (
            "Army losses, 12 May: troops – about 1,300 (+20), tanks – 70 (+3)",
            [("casualties", 1300, 1300)],
        ),
        ("Death rate (%): 4\nDeaths: 12", [("killed", 12, 12)]),
        ("Hospital staff killed: 5", [("killed", 5, 5)]),
    ],
)
def test_counts_people_alone(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    """Households, things and rates are no people, and what came on top is no second total."""
    assert counts(text) == expected


TABLE = """Casualties by district, as of 3 May

District | Dead | Hurt | Houses burnt
Orlan | 12 | - | 40
North Velt | 12 | 4 | 3
Total | 24 | 4 | 43
"""


def test_ties_the_rows_of_a_table_to_its_total() -> None:
    """Each cell counts its column's measure at its row's place, and is part of the total below.

    Two rows with one number are two places, not one figure said twice.
    """
    found = figures(TABLE)
    ids = {one.id: one for one in found}
    rows = [
        (
            one.measure,
            one.low,
            one.place.mention.quote if one.place else None,
            ids[one.part_of].low if one.part_of else None,
        )
        for one in found
    ]
    assert rows == [
        ("killed", 12, "Orlan", 24),
        ("killed", 12, "North Velt", 24),
        ("injured", 4, "North Velt", 4),
        ("killed", 24, None, None),
        ("injured", 4, None, None),
    ]
    assert all(one.same_as is None for one in found)
    assert all(one.period and one.period.end_date == date(2024, 5, 3) for one in found)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Group\tKilled\nSoldiers\t12\nPolice\t4\nAll\t16", ["Soldiers", "Police", None]),
        ("Nationality | Dead\nRuvians | 12\nTavians | 4", ["Ruvians", "Tavians"]),
        ("Civilians killed: 4\nSoldiers killed: 2", ["Civilians", "Soldiers"]),
        ("Killed: 12 (7 men, 5 women)", [None, "men", "women"]),
        ("Killed: 12\n- Children: 4", [None, "Children"]),
    ],
)
def test_reads_whom_from_labels(text: str, people: list[str | None]) -> None:
    found = figures(text)
    assert [one.population and one.population.mention.quote for one in found] == people


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Over the past day:\n\nKharkiv: 3 killed, 12 injured\nSumy: 1 killed",
            ["Kharkiv"] * 2 + ["Sumy"],
        ),
        ("Deaths by state\n- Assam (12)\n- Bihar (31)", ["Assam", "Bihar"]),
        ("Kharkiv region:\n- 3 people were killed\n- Injured: 4", ["Kharkiv region"] * 2),
        ("Region: Sarim\nCivilians killed: 4\nCivilians injured: 2", ["Sarim"] * 2),
        ("14 dead, 20 hurt in Kano market blast", ["Kano", "Kano market"]),
        ("| | Orlan | Velt |\n|---|---|---|\n| Killed | 3 | 1 |", ["Orlan", "Velt"]),
    ],
)
def test_reads_where_from_labels(text: str, places: list[str]) -> None:
    """The name of a row, a column, a list or a section says where its figures are."""
    found = [one.place.mention.quote if one.place else "" for one in figures(text)]
    assert len(found) == len(places)
    assert all(
        place.startswith(wanted.split()[0]) for place, wanted in zip(found, places, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "According to the rescue service, as of 3 May:\n- Dead: 21\n- Hurt: 30",
            ["the rescue service"] * 2,
        ),
        (
            "The relief office gave these numbers on Monday.\n- 6 people have died\n- Hurt: 9",
            ["The relief office"] * 2,
        ),
        ("Place | Dead | Source\nKano | 12 | police\nJos | 7 | Red Cross", ["police", "Red Cross"]),
        ("Killed: 14 (police)\nKilled: 12 (army)", ["police", "army"]),
        ("Dead: 4\nHurt: 11\n\nSource: Velt Rescue Board", ["Velt Rescue Board"] * 2),
        ("14 dead in Kano blast: military", ["military"]),
        ("Toll at 223: Govt", ["Govt"]),
        ("Kano: 14 killed in blast", []),
        ("“Four of our men were killed.” – Col. Ana Rey, brigade commander", ["Col. Ana Rey"]),
    ],
)
def test_reads_who_says_so_from_the_layout(text: str, voices: list[str]) -> None:
    """The line over a list, a column, brackets, the end of a headline and the issuer speak."""
    found = [voice.name for one in figures(text) for voice in one.attribution[1:]]
    assert [name.removeprefix("the ").removeprefix("The ") for name in found] == [
        name.removeprefix("the ").removeprefix("The ") for name in voices
    ]


def test_the_issuer_says_what_nobody_else_says() -> None:
    text = (
        "Quake update 3\nIssued by the Regional Desk, 7 September 2024, 14:00 UTC\n\n"
        "On Friday 31 people died in Sarim, the governor said. Forty houses fell.\n\n"
        "In Velt 4 people were killed.\n"
    )
    first, second = figures(text)
    assert first.origin.name == "the governor"
    assert first.period is not None
    assert first.period.start_date == date(2024, 9, 6)
    assert second.origin.name == "Regional Desk"
