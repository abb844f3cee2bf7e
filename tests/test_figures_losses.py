"""Whose people a count is of, where, since when and of which whole: tables of plain sentences."""

from __future__ import annotations

import pytest

from test_structured_figures import figures

SIDES = [
    (
        "The ministry put Russian losses at more than 1,900 killed and about 2,400 wounded, "
        "with 310 captured.",
        [("killed", 1901, "RU"), ("injured", 2400, "RU"), ("captured", 310, "RU")],
    ),
    ("Ethiopian losses stood at 300 dead and 1,200 injured.",
     [("killed", 300, "ET"), ("injured", 1200, "ET")]),
    ("The minister put the losses of the Sudanese army at 90 killed.", [("killed", 90, "SD")]),
    ("Since 2022 Ukraine has suffered more than 210,000 casualties.",
     [("casualties", 210001, "UA")]),
    ("Israel lost 12 troops and Lebanon lost 48 fighters.",
     [("casualties", 12, "IL"), ("casualties", 48, "LB")]),
    ("Hezbollah lost 500 fighters and Israel 80 soldiers.",
     [("casualties", 500, "org:hezbollah"), ("casualties", 80, "IL")]),
    ("Turkish troops killed 12 militants and lost two soldiers.",
     [("killed", 12, None), ("killed", 2, "TR")]),
    ("Azerbaijan suffered 71 dead and 200 wounded.",
     [("killed", 71, "AZ"), ("injured", 200, "AZ")]),
    ("Casualties suffered by Myanmar's army reached 900.", [("casualties", 900, "MM")]),
    ("German forces took 900 casualties there.", [("casualties", 900, "DE")]),
    ("Russia has suffered more than 300,000 casualties, including 90,000 dead.",
     [("casualties", 300001, "RU"), ("killed", 90000, "RU")]),
    ("Russian losses: troops - 300, tanks - 8.", [("casualties", 300, "RU")]),
    ("The rebels reported 14 dead and 30 wounded among Ukrainian troops.",
     [("killed", 14, "UA"), ("injured", 30, "UA")]),
    # Who inflicts, reports or takes is not who loses.
    ("Russia inflicted 400 casualties on the brigade.", [("casualties", 400, None)]),
    ("Russia killed 30 civilians in the strike.", [("killed", 30, None)]),
    ("Syrian rebels took 90 hostages.", [("captured", 90, None)]),
    ("Indian casualties were put at 20 dead; the army killed 43 Chinese soldiers.",
     [("killed", 20, "IN"), ("killed", 43, "CN")]),
    ("The club lost 40 members to its rival.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_who_loses_them_is_their_side(
    text: str, expected: list[tuple[str, int, str | None]]
) -> None:
    """By the subject of losing and suffering, or by the noun "losses" and whose they are."""
    found = figures(text)
    assert [(f.measure, f.low, f.population and f.population.side) for f in found] == expected


NONE = [
    ("The army said six soldiers were killed; the rebels said they lost none.",
     ("casualties", "the rebels")),
    ("The militia said it had lost no fighters.", ("casualties", "The militia")),
    ("The mayor reported no casualties.", ("casualties", "The mayor")),
    ("The rebels said none of their fighters had been killed.", ("killed", "The rebels")),
    ("The navy said none of its sailors were hurt.", ("injured", "The navy")),
    ("The fire chief said the search had ended without any injuries.",
     ("injured", "The fire chief")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NONE)
def test_none_is_a_count_of_zero(text: str, expected: tuple[str, str]) -> None:
    zero = figures(text)[-1]
    assert (zero.low, zero.high) == (0, 0)
    assert (zero.measure, zero.attribution[-1].name) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Neither side reported casualties.",
        "The army has not published its losses.",
        "The club lost none of its matches.",
        "They lost no time.",
        "They left without the mayor.",
    ],
)
def test_silence_is_no_zero(text: str) -> None:
    assert figures(text) == []


PLACES = [
    (
        "Storms killed 14 people in Texas and 9 in Ohio, and 5 more died in Kansas.",
        [(14, "Texas"), (9, "Ohio"), (5, "Kansas")],
    ),
    (
        "The fighting left 8 dead in Homs, 5 in Hama and 3 in Aleppo.",
        [(8, "Homs"), (5, "Hama"), (3, "Aleppo")],
    ),
    ("Police arrested 60 people in Lagos, and 45 in Kano.", [(60, "Lagos"), (45, "Kano")]),
    (
        "At least 14 people died in Nairobi and three in Mombasa when the storm hit Kenya.",
        [(14, "Nairobi"), (3, "Mombasa")],
    ),
    ("Two soldiers from Texas were killed in Iraq.", [(2, "Iraq")]),
    (
        "In Kabul, police said five were killed and 12 hurt.",
        [(5, "Kabul"), (12, "Kabul")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_each_number_of_a_list_has_its_own_place(
    text: str, expected: list[tuple[int, str]]
) -> None:
    """The phrase of place right behind a number; no member is the sum of two others."""
    found = figures(text)
    assert [(f.low, f.place and f.place.name) for f in found] == expected
    assert all(f.part_of is None for f in found)


LEVELS = [
    ("Gunmen killed 12 people in Borno and nine in Yobe, and four died in Kano.", "province"),
    ("Raids killed 40 in Jalisco and 12 in Sinaloa, and 7 died in Puebla.", "province"),
    ("A blast killed four people in Kano, Nigeria.", "town"),
    ("Police in Lagos and Abuja are on alert after four people died in Kano, Nigeria.", "town"),
    ("Borno and Yobe were calm, but four people died in the city of Kano.", "town"),
]


@pytest.mark.parametrize(("text", "level"), LEVELS)
def test_a_name_among_provinces_is_a_province(text: str, level: str) -> None:
    place = figures(text)[-1].place
    assert place is not None
    assert place.level == level


PERIODS = [
    ("It brings the number of soldiers killed in Donetsk since 4 May 2023 to 31.",
     31, "Donetsk", "2023-05-04"),
    ("The number of people injured in Goma since 12 January 2023 has risen to 140.",
     140, "Goma", "2023-01-12"),
    ("The number of miners who have died in Donetsk since 2 March 2021 stands at 44.",
     44, "Donetsk", "2021-03-02"),
    ("The total of those detained in Minsk since last August has passed 900.",
     901, "Minsk", "2023-08-01"),
    ("More than 300 civilians have been killed in Ituri since February.",
     301, "Ituri", "2024-02-01"),
    ("Between 3 and 19 April, the mission recorded 240 civilian deaths in Goma.",
     240, "Goma", "2024-04-03"),
    ("In 2022 the agency documented 3,300 migrant deaths in Libya.", 3300, "Libya", "2022-01-01"),
    ("The toll in Goma, which stood at 40 on Monday, has risen to 55.", 55, "Goma", None),
    ("The monitors verified 31 deaths in Goma on Monday.", 31, "Goma", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "place", "start"), PERIODS)
def test_a_total_speaks_for_its_own_place_and_stretch(
    text: str, low: int, place: str, start: str | None
) -> None:
    """What says whom a total counts dates it; a single day on a verb of counting dates that."""
    (figure,) = (f for f in figures(text) if f.low == low)
    assert figure.place is not None
    assert figure.place.name == place
    begins = figure.period and figure.period.start_date
    assert (str(begins) if begins else None) == start


PARTS = [
    ("The toll stands at 940, the ministry said. It takes in 62 new deaths.", (62, 940)),
    ("The death toll has risen to 310. This includes 24 new deaths.", (24, 310)),
    ("The number of injured stands at 85. The figure includes 12 children.", (12, 85)),
    ("Her clinic admitted 50 wounded people. Seven of them died.", (7, 50)),
    ("“We received 28 injured on Friday.\n\n“Four of them died,” she added.", (4, 28)),
    ("Police detained 60 protesters. Three of them were injured.", (3, 60)),
    ("Rebels took 90 hostages. Of these, 12 were killed.", (12, 90)),
    ("Of the 34 wounded we received, six died.", (6, 34)),
    ("The death toll, which includes 40 police officers, stands at 312.", (40, 312)),
    ("a total of 460 injured (300 men, 110 women and 50 children)", (300, 460)),
    ("The raid left 14 people dead (nine men and five women).", (9, 14)),
    ("Troops detained 240 people (130 men, 70 women, 25 boys, 15 girls).", (15, 240)),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_what_a_total_includes_is_a_part_of_it(text: str, expected: tuple[int, int]) -> None:
    low, whole = expected
    found = figures(text)
    (part,) = (f for f in found if f.low == low)
    assert [f.low for f in found if f.id == part.part_of] == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed 30 people. It injured six children.",
        "The report covers 12 deaths. It says 40 people were hurt.",
        "Thirty people were killed. The army (two brigades) has arrested nine.",
        "The bus (38 seats) crashed and 12 people died.",
    ],
)
def test_what_merely_follows_is_no_part(text: str) -> None:
    assert all(f.part_of is None for f in figures(text))
