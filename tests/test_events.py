"""Where and when: what a figure takes over from its event, its list and the dateline."""

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
    """The resolved figures of a text that was published on Tuesday, 7 May 2024."""
    document = read_text(Received("d", "d", "d", text.encode()), SETTINGS)
    assert isinstance(document, Document)
    published = document.published or date(2024, 5, 7)
    document = replace(document, language="en", published=published)
    found = resolve(document, extract(document, parser(), SETTINGS))
    return [one for one in found if isinstance(one, Figure)]


def places(text: str) -> list[str]:
    return [one.place.mention.quote if one.place else "" for one in figures(text)]


def days(text: str) -> list[str]:
    """First and last day of each figure, without the year: "05-06..05-06"."""
    return [
        f"{str(one.period.start_date or '')[5:]}..{str(one.period.end_date or '')[5:]}"
        if one.period
        else ""
        for one in figures(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the sentence before says where
        (
            "On Monday a car bomb went off near the bus station in Mosul. Nine people were killed.",
            ["Mosul"],
        ),
        (
            "Gunmen attacked a police post in Herat. Two officers died and five were wounded.",
            ["Herat", "Herat"],
        ),
        # so does another clause of the same sentence
        (
            "Soldiers killed four rebels in Beni; three soldiers and a guide also died.",
            ["Beni", "Beni", "Beni"],
        ),
        # a look back is another event, and what follows the next is not in its place
        (
            "A mine killed six farmers near Sumy on Monday. In 2015 a similar blast killed 12"
            " people. Two other men were injured.",
            ["Sumy", "", "Sumy"],
        ),
        # a new paragraph goes back to the lead
        (
            "Shells killed five people in Kharkiv on Sunday.\n\nIn Odesa a woman was killed by a"
            " drone.\n\nThree others were wounded.",
            ["Kharkiv", "Odesa", "Kharkiv"],
        ),
        # a running total is of more than one event
        (
            "A strike killed three people in Idlib on Monday. More than 9,000 people have been"
            " killed since 2011.",
            ["Idlib", ""],
        ),
        # where the hurt are treated is not where they were hurt
        (
            "A bus fell into a ravine near Cusco on Monday. Eleven people were taken to a hospital"
            " in Lima with injuries.",
            ["Cusco"],
        ),
        # an official of a town need not speak of it
        (
            "A raid on a farm near Gao left three men dead. A health worker in Bamako said four"
            " others were wounded.",
            ["Gao", "Gao"],
        ),
        # a part has the place of its whole, or one of its own
        ("Ten people were killed in Tripoli. Three of them were children.", ["Tripoli", "Tripoli"]),
        # in front, a parse takes the place for a part of the people
        ("In Honduras officials said 31 had drowned.", ["Honduras"]),
        # places that need no capital noun, and verbs that lead away
        ("Bandits abducted 12 pupils from Kaduna.", ["Kaduna"]),
        ("Two men were killed near the Iraqi border.", ["Iraqi border"]),
        # the dateline where nothing else says where
        (
            "KINSHASA, May 7 - Two demonstrators were shot dead by police on Monday.",
            ["KINSHASA"],
        ),
        (
            "GENEVA, May 7 - Floods killed 40 people in Nepal on Monday.",
            ["Nepal"],
        ),
    ],
)
def test_a_figure_has_the_place_of_its_event(text: str, expected: list[str]) -> None:
    """What the sentence leaves open the text around it says, as long as it is the same event."""
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday a car bomb went off in Mosul. Nine people were killed and 14 hurt.",
            ["05-06..05-06", "05-06..05-06"],
        ),
        # its own day goes before that of the event
        (
            "Gunmen stormed a camp in Beni on Friday. One man who had been hurt died on Monday.",
            ["05-06..05-06", "05-06..05-06"],
        ),
        # the day of a report is not that of the event, which may be unknown
        ("Nine people were killed in a fire in Mosul, police said on Monday.", [""]),
        # a look back has its own time and gives it to nobody
        (
            "A mine killed six farmers near Sumy on Monday. In 2015 a similar blast killed 12"
            " people. Two other men were injured.",
            ["05-06..05-06", "01-01..12-31", "05-06..05-06"],
        ),
        # a running total goes up to the day on which it is given
        (
            "A strike killed three people in Idlib on Monday. More than 9,000 people have been"
            " killed since 2011.",
            ["05-06..05-06", "01-01..05-07"],
        ),
        # the year goes on
        (
            "On 3 March 2019, gunmen shot two guards in Gao. On 9 March, soldiers killed five"
            " rebels in Kidal.",
            ["03-03..03-03", "03-09..03-09"],
        ),
    ],
)
def test_a_figure_has_the_day_of_its_event(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a day of the event that another sentence gives is not the day of the count
        (
            "A ferry sank off Tanga on Friday. The harbour master said on Monday that 40 people"
            " had drowned.",
            ["2024-05-06"],
        ),
        # nor is the day of a disaster, whose missing are found for weeks
        (
            "The sinking of a ferry off Tanga on 2 May killed 61 people, the coastguard said on"
            " Monday.",
            ["2024-05-06"],
        ),
        # what somebody adds was said on the same day
        (
            "The ministry said on Monday that nine soldiers were killed. The ministry added that"
            " 14 had been wounded.",
            ["2024-05-06", "2024-05-06"],
        ),
        # those shot on a day are of that day, whenever they are counted
        ("Troops shot dead 12 men in Gao on Friday, the mayor said on Monday.", ["None"]),
        ("On Monday the mayor said 12 men were shot dead in Gao.", ["2024-05-06"]),
    ],
)
def test_the_day_of_a_count_is_when_it_was_given(text: str, expected: list[str]) -> None:
    """`as_of` is the day on which the source counted, where `period` is not that day already."""
    assert [str(one.as_of) for one in figures(text)] == expected


def test_a_stretch_ends_when_its_source_spoke() -> None:
    (figure,) = figures("Shelling killed 43 people in the past week, the governor said on Sunday.")
    assert figure.period is not None
    assert (figure.period.start_date, figure.period.end_date) == (
        date(2024, 4, 28),
        date(2024, 5, 5),
    )
