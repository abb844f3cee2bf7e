"""What the checks find in whole reports, read like any others, and where they find nothing.

Each story is some reports of one case by several outlets. Where an error is planted, its check
fails on the report that has it; plain and true reports fail nowhere.
"""

from pathlib import Path

import pytest

import tollbook

MARKET = (
    "GOMA, May 3, 2024 (Coastline Wire) - About 120 people were killed in the attack on a market "
    "near Goma, the army said on Friday.\n\nThe army blamed rebels."
)
TRAINS = (
    "BALASORE, June 3, 2023 (Coastline Wire) - At least 260 people were killed when two trains "
    "collided near Balasore, the railway ministry said on Saturday.\n\nCranes lifted the wagons."
)
FLOOD = (
    "MAINZ, July 16, 2021 (Coastline Wire) - The floods in the Ahr valley have killed 63 people "
    "and 127 are missing, the police in Koblenz said on Friday."
)
REFINERY = (
    "KHULNA, Aug. 5, 2020 (Coastline Wire) - The explosion in the refinery of Khulna killed 113 "
    "people and injured 4,000, the health ministry said on Wednesday."
)
LANDSLIDE = (
    "MENDI, April 2, 2025 (Coastline Wire) - The landslide near Mendi killed 2,886 people and "
    "injured 4,639, the interior ministry said on Wednesday."
)
WAR = (
    "KHARTOUM, Jan. 12, 2024 (Coastline Wire) - About 12,000 people have been killed in Sudan "
    "since the war began, the monitoring group ACLED said on Friday."
)
NEXT_WAR = (
    "KHARTOUM, April 12, 2024 (Coastline Wire) - About 15,000 people have been killed in Sudan "
    "since the war began, ACLED said on Friday."
)
QUAKE = (
    "AGADIR, Sept. 9, 2023 (Coastline Wire) - The earthquake in Morocco has killed 1,037 people, "
    "the interior ministry said on Saturday."
)
NEXT_QUAKE = (
    "AGADIR, Sept. 11, 2023 (Coastline Wire) - The death toll of the earthquake in Morocco has "
    "risen to 2,862, the interior ministry said on Monday."
)


def feature(headline: str, dateline: str, text: str) -> str:
    """A report in the manner of a newspaper."""
    return f"{headline}\n{dateline}\n\n{text}\n\nThe shops along the main road were closed."


PLANTED = {
    "an about made a floor": (
        "hedge_dropped",
        MARKET,
        feature(
            "Market of death",
            "GOMA, 4 May 2024",
            "More than 120 people were killed in the attack on the market near Goma, the army said "
            "on Friday.",
        ),
    ),
    "a floor made a ceiling": (
        "hedge_dropped",
        TRAINS,
        feature(
            "Track of tears",
            "BALASORE, 4 June 2023",
            "Up to 260 people were killed when two trains collided near Balasore, the railway "
            "ministry said on Saturday.",
        ),
    ),
    "a floor left out": (
        "hedge_dropped",
        TRAINS,
        feature(
            "Track of tears",
            "BALASORE, 4 June 2023",
            "The collision of two trains near Balasore killed 260 people, the railway ministry "
            "said on Saturday.",
        ),
    ),
    "the missing printed as dead": (
        "conflation",
        FLOOD,
        feature(
            "127 dead in flood valley",
            "MAINZ, 17 July 2021",
            "A total of 127 people have died in the floods in the Ahr valley, the police in "
            "Koblenz said on Friday.",
        ),
    ),
    "the injured printed as dead": (
        "conflation",
        REFINERY,
        feature(
            "Night of fire",
            "KHULNA, 6 August 2020",
            "The explosion in the refinery of Khulna killed 4,000 people, the health ministry said "
            "on Wednesday.",
        ),
    ),
    "a digit slipped": (
        "relay_differs",
        LANDSLIDE,
        feature(
            "Buried",
            "MENDI, 3 April 2025",
            "The landslide near Mendi killed 2,686 people and injured 4,639, the interior ministry "
            "said on Wednesday.",
        ),
    ),
    "an old total of a war": (
        "superseded",
        WAR,
        NEXT_WAR,
        feature(
            "Gum trade",
            "KHARTOUM, 2 June 2024",
            "The price of gum has doubled. About 12,000 people have been killed in the war in "
            "Sudan so far, according to ACLED.",
        ),
    ),
    "an old toll of an event": (
        "superseded",
        QUAKE,
        NEXT_QUAKE,
        feature(
            "Villages wait",
            "AGADIR, 14 September 2023",
            "The earthquake in Morocco has killed 1,037 people, according to the interior "
            "ministry.",
        ),
    ),
    "a total that falls": (
        "cumulative_falls",
        NEXT_WAR.replace("About 15,000", "A total of 15,190"),
        WAR.replace("Jan. 12", "July 12").replace("About 12,000", "A total of 12,650"),
    ),
    "men, women and children": (
        "parts_sum",
        "LAGOS, March 5, 2024 (Coastline Wire) - The fire killed 29 people, 13 men, 9 women and 5 "
        "children, the fire service said.",
    ),
}


PLAIN = {
    "one hedge in other words": (
        TRAINS,
        feature(
            "Track of tears",
            "BALASORE, 4 June 2023",
            "The collision of two trains near Balasore killed no fewer than 260 people, the "
            "railway ministry said on Saturday.",
        ),
    ),
    "two voices with a hedge of their own": (
        MARKET,
        feature(
            "Market of death",
            "GOMA, 4 May 2024",
            "Up to 120 people were killed in the attack on the market near Goma, the Red Cross "
            "said.",
        ),
    ),
    "a toll that comes to the number of the missing": (
        FLOOD,
        feature(
            "The valley buries its dead",
            "MAINZ, 24 July 2021",
            "The toll of the floods in the Ahr valley has risen to 127, the police in Koblenz said "
            "on Saturday.",
        ),
    ),
    "two shellings": (
        "KHERSON, Feb. 2, 2024 (Coastline Wire) - Twelve people were killed in the shelling of "
        "Kherson, the governor said on Friday.",
        feature(
            "More shelling",
            "KHERSON, 4 February 2024",
            "Twelve people were wounded in the shelling of Kherson, the governor said on Sunday.",
        ),
    ),
    "a number rounded": (
        LANDSLIDE,
        feature(
            "Buried",
            "MENDI, 3 April 2025",
            "The landslide near Mendi killed nearly 2,900 people, the interior ministry said on "
            "Wednesday.",
        ),
    ),
    "a toll that rises by the hour": (
        QUAKE.replace("1,037", "at least 296"),
        feature(
            "The night the hills moved",
            "AGADIR, 9 September 2023",
            "The earthquake in Morocco has killed 820 people, the interior ministry said on "
            "Saturday afternoon.",
        ),
        QUAKE.replace("1,037", "2,012").replace("Sept. 9", "Sept. 10"),
        NEXT_QUAKE,
    ),
    "an old total with its date": (
        WAR,
        NEXT_WAR,
        feature(
            "Gum trade",
            "KHARTOUM, 2 June 2024",
            "In January ACLED had counted about 12,000 people killed in Sudan since the war began.",
        ),
    ),
    "a month after a total": (
        WAR,
        feature(
            "January's dead",
            "KHARTOUM, 12 February 2024",
            "In January 830 people were killed in Sudan, ACLED said on Monday.",
        ),
    ),
}


def failing(folder: Path, texts: tuple[str, ...]) -> set[tuple[str, str]]:
    """The checks that fail on some reports, each with the reports that it points at."""
    pages = folder / "reports"
    pages.mkdir()
    for number, text in enumerate(texts, start=1):
        (pages / f"report-{number}.txt").write_text(text, encoding="utf-8")
    case = folder / "case.toml"
    case.write_text('title = "The event"\n', encoding="utf-8")
    with tollbook.open(folder / "story.db") as ledger:
        ledger.read(pages)
        findings = ledger.checks(fails=True, case=str(case))
        return {(found.check, mark.document) for found in findings for mark in found.marks}


@pytest.mark.parametrize("story", PLANTED)
def test_a_planted_error_is_found_by_its_check(story: str, tmp_path: Path) -> None:
    check, *texts = PLANTED[story]
    assert (check, f"report-{len(texts)}") in failing(tmp_path, tuple(texts))


@pytest.mark.parametrize("story", PLAIN)
def test_plain_reports_fail_nowhere(story: str, tmp_path: Path) -> None:
    assert failing(tmp_path, PLAIN[story]) == set()
