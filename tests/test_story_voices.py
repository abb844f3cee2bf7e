"""Whose word each count of a small story is, from the words of the reports to the claim.

Events of different kinds, each told by several outlets in several wordings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import tollbook
from tollbook.model.case import Case


@dataclass(frozen=True)
class Told:
    """One report, and for some of its numbers the origin: a key, or a part of a name."""

    published: str
    text: str
    origins: dict[str, str]


QUAKE = (
    Told(
        "2016-04-18",
        "Quake toll rises to 272\n"
        "QUITO - At least 272 people were killed when an earthquake struck the coast of Ecuador, "
        "President Rafael Correa said on Monday.\n\n"
        "More than 2,500 were injured, he told reporters in Manta.\n\n"
        "The country's disaster agency had earlier put the dead at 246.",
        {"272": "person:correa", "2,500": "person:correa", "246": "disaster"},
    ),
    Told(
        "2016-04-19",
        "Toll at 413: government\n"
        "Ecuador's disaster agency raised the number of dead to 413 on Tuesday. A further 231 "
        "people are missing, according to its latest bulletin.",
        {"413": "gov:EC:disaster-agency", "231": "gov:EC:disaster-agency"},
    ),
    Told(
        "2016-04-21",
        "QUITO - The death toll from Ecuador's earthquake has climbed to 577, Vice-President Jorge "
        "Glas said on Thursday, citing figures from the disaster agency.",
        {"577": "gov:EC:disaster-agency"},
    ),
)

BLAST = (
    Told(
        "2023-06-02",
        "Strike on hospital in Gaza kills 200, health ministry says\n"
        "GAZA - At least 200 people were killed in a blast at a hospital in Gaza on Friday, the "
        "Hamas-run health ministry said.\n\n"
        "Ashraf al-Qidra, its spokesman, said that more than 300 others were wounded.\n\n"
        "The Israeli military denied that it had carried out a strike. "
        '"We know of no more than 60 dead," said its spokesman, Daniel Hagari.',
        {
            "200": "org:ps-gaza-health-ministry",
            "300": "org:ps-gaza-health-ministry",
            "60": "org:il-idf",
        },
    ),
    Told(
        "2023-06-05",
        "US spy agencies put hospital dead at 100 to 150\n"
        "WASHINGTON - US intelligence agencies estimate that between 100 and 150 people died in "
        "the blast.\n\nA doctor at the hospital, Samir Odeh, said he had counted about 80 bodies.",
        {"100 to 150": "intelligence", "80": "Samir Odeh"},
    ),
)

MINE = (
    Told(
        "2021-11-25",
        "KEMEROVO - Eleven miners were killed in an accident at a coal mine in Siberia, the "
        "regional governor, Sergei Tsivilev, said on Thursday.\n\n"
        "Forty-nine people had been taken to hospital, he added.",
        {"Eleven": "body:governor", "Forty-nine": "body:governor"},
    ),
    Told(
        "2021-11-26",
        "MOSCOW - Russia's emergencies ministry said on Friday that 51 people had died in the "
        "mine. The governor's office said 63 people were in hospital.",
        {"51": "gov:RU:emergency-ministry", "63": "body:governor"},
    ),
)

SCRIPT = (
    Told(
        "2020-10-31",
        "The number of people killed in Turkey by Friday's earthquake rose to 26, Health Minister "
        "Fahrettin Koca said. He put the number of injured at 885.\n\n"
        "Turkey's disaster agency AFAD said 12 people had drowned.",
        {
            "26": "gov:TR:health-ministry",
            "885": "gov:TR:health-ministry",
            "12": "org:tr-afad",
        },
    ),
    Told(
        "2020-11-01",
        "RADIO STRAND, EVENING NEWS, 1 NOVEMBER 2020\n\n"
        "PRESENTER: The death toll in Izmir has reached 73.\n\n"
        "CORRESPONDENT: Vice President Fuat Oktay told us that 896 were hurt in the earthquake.",
        {"73": "?", "896": "person:oktay"},
    ),
)

BRIEFING = (
    Told(
        "2015-03-10",
        "Fourteen Colombian soldiers were killed in an ambush in Arauca, a lawmaker who attended a "
        "closed hearing with the defence ministry said on Tuesday. Nine others were wounded, the "
        "lawmaker, Claudia Rojas, said.",
        {"Fourteen": "gov:CO:defence-ministry", "Nine": "gov:CO:defence-ministry"},
    ),
    Told(
        "2015-03-11",
        "Sixteen soldiers were killed in all, a spokesman for Colombia's defence ministry said.",
        {"Sixteen": "gov:CO:defence-ministry"},
    ),
)


@pytest.mark.parametrize(
    "story",
    [QUAKE, BLAST, MINE, SCRIPT, BRIEFING],
    ids=["quake", "blast", "mine", "script", "briefing"],
)
def test_whose_count_it_is(story: tuple[Told, ...], tmp_path: Path) -> None:
    """Every number of a story has its origin: the body behind relays, speakers and descriptions."""
    feed = tmp_path / "feed.jsonl"
    rows = (
        {"id": f"report-{n}", "publisher": f"Outlet {n}", "published": one.published}
        | {"text": one.text, "language": "en"}
        for n, one in enumerate(story)
    )
    feed.write_text("\n".join(map(json.dumps, rows)))
    with tollbook.open(tmp_path / "story.db") as ledger:
        ledger.read(feed)
        record = replace(ledger.record(), case=Case(name="story", title="Story"))
    claims = record.claims.everything
    for n, one in enumerate(story):
        for number, origin in one.origins.items():
            found = [
                claim.origin
                for claim in claims
                for figure in claim.figures
                if figure.document == f"report-{n}" and figure.number is not None
                if number in figure.number.quote
            ]
            assert found, f"report {n}: {number} is not read"
            for who in found:
                assert who.key.startswith(origin) or origin.lower() in who.name.lower(), (
                    n,
                    number,
                    who,
                )
