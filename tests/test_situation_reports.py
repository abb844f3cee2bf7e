"""Situation reports: whose figures they are, and what stretch they count."""

from __future__ import annotations

import pytest

from test_structured_figures import figures
from tollbook.reading.reports import is_report_title


def outlines(text: str) -> list[tuple[int, str, str]]:
    """Count, scope and source ("" for the publisher) of each figure."""
    return [
        (one.low, one.scope, voices[-1].name if voices else "")
        for one in figures(text)
        for voices in [one.attribution[1:]]
    ]


@pytest.mark.parametrize(
    ("text", "issuer", "counts"),
    [
        (
            "Ministry of Health | Sitrep 9 | 14 March 2021\n"
            "\n"
            "Cholera, Orvada province\n"
            "\n"
            "Confirmed cases: 412\n"
            "Dead: 26\n"
            "In hospital: 31\n"
            "Displaced: 1,160\n",
            "Ministry of Health",
            [(26, "cumulative"), (31, "cumulative"), (1160, "cumulative")],
        ),
        (
            "Daily summary, Kessen region (regional administration)\n"
            "3 June 2022\n"
            "\n"
            "- Dead: 4\n"
            "- Injured: 11\n"
            "- Two people were killed when a shell hit a bus in Orlan on 2 June.\n",
            "regional administration",
            [(4, "period"), (11, "period"), (2, "incident")],
        ),
        (
            "Floods in the Tarn valley: situation report 3\n"
            "12 August 2019\n"
            "\n"
            "Affected districts: Orlan, Velt, Sarim\n"
            "Deaths: 17\n"
            "Missing: 4\n"
            "Displaced: 3,200\n"
            "\n"
            "Source: Velt Rescue Board\n",
            "Velt Rescue Board",
            [(17, "cumulative"), (4, "cumulative"), (3200, "cumulative")],
        ),
        (
            "SITUATION REPORT NO. 5\n"
            "Earthquake, Belmar district, 9 May 2020\n"
            "\n"
            "Confirmed dead at Belmar: 28\n"
            "Confirmed dead at Rosso: 12\n"
            "Injured: 240\n"
            "Missing: 9\n"
            "\n"
            "Figures: those of the Interior Ministry.\n",
            "Interior Ministry",
            [(28, "cumulative"), (12, "cumulative"), (240, "cumulative"), (9, "cumulative")],
        ),
        (
            "Weekly security update, week 32 (7–13 August 2023)\n"
            "\n"
            "Killed: 14\n"
            "Wounded: 32\n"
            "Abducted: 6\n"
            "\n"
            "The figures are compiled by the Safety Desk from its own network.\n",
            "Safety Desk",
            [(14, "period"), (32, "period"), (6, "period")],
        ),
        (
            "Storm Della - situation report 2, 18 October 2021, 18:00\n"
            "Prepared by: Civil Protection Office\n"
            "\n"
            "District | Dead | Injured | Missing\n"
            "Orlan | 3 | 14 | 1\n"
            "Velt | 5 | 20 | 2\n"
            "Total | 8 | 34 | 3\n",
            "Civil Protection Office",
            [
                (3, "cumulative"),
                (14, "cumulative"),
                (1, "cumulative"),
                (5, "cumulative"),
                (20, "cumulative"),
                (2, "cumulative"),
                (8, "cumulative"),
                (34, "cumulative"),
                (3, "cumulative"),
            ],
        ),
        (
            "Human Rights Monitoring Unit\n"
            "Quarterly report, 1 July – 30 September 2018\n"
            "\n"
            "Civilians killed: 42\n"
            "Civilians injured: 117\n"
            "Children among the dead: 9\n"
            "Data: field offices\n",
            "Human Rights Monitoring Unit",
            [(42, "period"), (117, "period"), (9, "period")],
        ),
        (
            "Protection monitoring, Anduva province\n"
            "Issuer: Office for Refugees\n"
            "Reporting period: 1–15 May 2017\n"
            "\n"
            "- Killed: 8\n"
            "- Abducted: 15\n"
            "- Newly displaced: 2,300\n",
            "Office for Refugees",
            [(8, "period"), (15, "period"), (2300, "period")],
        ),
        (
            "COVID-19 bulletin, Republic of Sarim\n"
            "Health Ministry, 4 April 2021\n"
            "\n"
            "In the past 24 hours\n"
            "- Deaths: 12\n"
            "- Hospitalised: 45\n"
            "\n"
            "Since the beginning of the epidemic\n"
            "- Deaths: 1,204\n",
            "Health Ministry",
            [(12, "period"), (45, "period"), (1204, "cumulative")],
        ),
        (
            "Landslide in Corvo: Flash update no. 1\n"
            "Compiled by the National Disaster Agency, 2 February 2016, 07:00\n"
            "\n"
            "Key figures\n"
            "• 19 dead\n"
            "• 40 injured\n"
            "• 7 missing\n"
            "• 850 people displaced, staying in two schools\n"
            "\n"
            "A rescue worker was killed on Monday when a second slide hit the road.\n",
            "National Disaster Agency",
            [
                (19, "cumulative"),
                (40, "cumulative"),
                (7, "cumulative"),
                (850, "cumulative"),
                (1, "incident"),
            ],
        ),
        (
            "Civil Defence Authority – Situation Report #11 – 21 January 2015\n"
            "\n"
            "Casualties\n"
            "Dead: 61\n"
            "Injured: 312\n"
            "\n"
            "Response\n"
            "Personnel deployed: 420\n",
            "Civil Defence Authority",
            [(61, "cumulative"), (312, "cumulative"), (420, "cumulative")],
        ),
        (
            "Republic of Tarn\n"
            "Ministry of the Interior\n"
            "Situation report no. 4\n"
            "Wildfires in the south, as at 5 August 2012\n"
            "\n"
            "Dead: 7 (of whom 2 firefighters)\n"
            "Injured: 23\n"
            "Evacuated: 4,100\n"
            "Firefighters deployed: 1,300\n",
            "Ministry of the Interior",
            [
                (7, "cumulative"),
                (2, "cumulative"),
                (23, "cumulative"),
                (4100, "cumulative"),
                (1300, "cumulative"),
            ],
        ),
        (
            "OPERATIONAL UPDATE: Harun earthquake\n"
            "Red Crescent Society, 11 November 2010\n"
            "\n"
            "- The death toll stands at 214.\n"
            "- 1,350 people were injured.\n"
            "- About 12,000 people are homeless.\n"
            "- On 10 November a wall collapsed in Sefa, killing three people.\n",
            "Red Crescent",
            [(214, "cumulative"), (1350, "cumulative"), (12000, "cumulative"), (3, "incident")],
        ),
        (
            "Situation summary: fighting in Maru district\n"
            "As of 30 June 2014\n"
            "\n"
            "Group        Killed   Wounded\n"
            "Soldiers     12       40\n"
            "Police       3        8\n"
            "Civilians    31       77\n"
            "\n"
            "Source: district hospital and army command\n",
            "district hospital and army command",
            [
                (12, "cumulative"),
                (40, "cumulative"),
                (3, "cumulative"),
                (8, "cumulative"),
                (31, "cumulative"),
                (77, "cumulative"),
            ],
        ),
        (
            "# Ebola outbreak – Situation report 22\n"
            "\n"
            "**Date:** 6 May 2019\n"
            "**Issued by:** Provincial Health Division\n"
            "\n"
            "**Deaths:** 112\n"
            "**In hospital:** 20\n"
            "\n"
            "## Incidents\n"
            "\n"
            "- 4 May: gunmen attacked a clinic in Batua, killing one nurse.\n",
            "Provincial Health Division",
            [(112, "cumulative"), (20, "cumulative"), (1, "incident")],
        ),
        (
            "Monthly mine action summary, September 2011\n"
            "Published by the Mine Action Centre\n"
            "\n"
            "Killed: 5\n"
            "Injured: 13\n"
            "Of these children: 6\n",
            "Mine Action Centre",
            [(5, "period"), (13, "period")],
        ),
        (
            "Incident overview 3–9 April 2022\n"
            "Source: Field Safety Network\n"
            "\n"
            "Killed 9\n"
            "Injured 21\n"
            "Kidnapped 2\n",
            "Field Safety Network",
            [(9, "period"), (21, "period"), (2, "period")],
        ),
        (
            "SITUATION AT 06:00, 14 JULY 2008\n"
            "DISTRICT EMERGENCY COMMITTEE\n"
            "\n"
            "1. Deaths: 33\n"
            "2. Missing: 12\n"
            "3. Persons in shelters: 2,050\n",
            "DISTRICT EMERGENCY COMMITTEE",
            [(33, "cumulative"), (12, "cumulative"), (2050, "cumulative")],
        ),
    ],
)
def test_names_the_issuer_and_the_stretch_of_its_counts(
    text: str, issuer: str, counts: list[tuple[int, str]]
) -> None:
    """A report's head or closing line names who counts.

    Its lists and tables count up to its day, or over the stretch that it names; a single event told
    in a sentence stays one.
    """
    assert outlines(text) == [(number, scope, issuer) for number, scope in counts]


@pytest.mark.parametrize(
    "text",
    [
        "Incident report\nDate: 4 May 2018\nPlace: Orlan\nKilled: 3\nInjured: 5",
        "Attacks in Tarn\n\n- Orlan: 3 killed\n- Velt: 5 injured",
        "Security sitrep, Tarn\n\n- 4 May, Orlan: 3 killed\n- 5 May, Velt: 5 injured",
    ],
)
def test_leaves_events_as_they_are(text: str) -> None:
    """Counts of a paper on one event, and of lines with a day of their own, are of that event."""
    assert {scope for _, scope, _ in outlines(text)} == {"incident"}


@pytest.mark.parametrize(
    "text",
    [
        "Attack on Interior Ministry: situation report 2\n\nDead: 14",
        "Situation report 2\nTo: Ministry of Health\n\nDead: 14",
        "Fire at Velt hospital, daily summary\n\nDead: 14",
        "Health Ministry under fire over beds\n\nDead: 14",
        "Floods in Tarn: flash update 3\n\nDead: 14\n\nData: see the annex",
    ],
)
def test_finds_no_issuer_in_other_words(text: str) -> None:
    """Bodies that are reported on, addressed or named by an ordinary headline issue nothing."""
    assert {source for _, _, source in outlines(text)} == {""}


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Update\n\n- Kano: 3 civilians killed (police)\n- Jos: 1 soldier hurt", ["police", ""]),
        ("Update\n\n- Kano: 3 killed\n- Police: 2 soldiers wounded", ["", "Police"]),
    ],
)
def test_takes_the_name_before_a_count_for_a_place(text: str, sources: list[str]) -> None:
    """In a list a name before a colon and a number is no voice, unless its noun is one."""
    assert [source for _, _, source in outlines(text)] == sources


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Flood update 4", True),
        ("Cholera bulletin, 3 May", True),
        ("Relief Desk, report no. 12", True),
        ("UPDATE 1-Bomb kills three", False),
        ("Report: 3 killed in Orlan", False),
        ("Evening news bulletin, 3 May", False),
    ],
)
def test_knows_the_title_of_a_report(title: str, expected: bool) -> None:
    """The name of the paper with its number or day, and not an agency's mark on a wire."""
    assert is_report_title(title) == expected
