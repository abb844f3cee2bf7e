"""Events in the shapes of GED, ACLED and Airwars: each row leads to its words."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tollbook
from factories import a_document, a_figure, a_span
from ledger_tools import AT, RUN
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.ledger import Ledger
from tollbook.linting.shapes import ACLED_COLUMNS, GED_COLUMNS
from tollbook.model.statement import Figure, Place, Population

GOMA = a_document(
    "GOMA, March 4 - Gunmen killed 11 civilians in Goma on Monday, eight of them women, the "
    "governor said. The Red Cross counted 14 killed in Goma. Police: At least 3 died in Bukavu.",
    id="goma",
    published=date(2025, 3, 4),
    publisher="Lake Wire",
)


def _in(place: str, lat: float, lon: float) -> Place:
    span = a_span(GOMA, place)
    return Place(mention=span, name=place, country="CD", lat=lat, lon=lon, level="town")


@pytest.fixture
def events(tmp_path: Path) -> OpenLedger:
    """Two events: one in Goma of which two voices count the dead, one in Bukavu with no top."""
    monday = (date(2025, 3, 3), date(2025, 3, 3))
    in_goma = _in("Goma", -1.68, 29.23)
    civilians = Population(mention=a_span(GOMA, "11 civilians"), status="civilian")
    women = Population(mention=a_span(GOMA, "women"), sex="female")
    common: dict[str, Any] = {"place": in_goma, "period": monday, "measure": "killed"}
    figures = [
        a_figure(
            GOMA, "killed 11 civilians", n=1, low=11, origin="the governor", number="11",
            population=civilians, **common,
        ),
        a_figure(
            GOMA, "eight of them women", n=2, low=8, origin="the governor", number="eight",
            population=women, part_of="goma#1", **common,
        ),
        a_figure(
            GOMA, "counted 14 killed", n=3, low=14, origin="Red Cross", number="14", **common
        ),
        a_figure(
            GOMA, "At least 3 died in Bukavu", n=4, low=3, high=None, modifier="at_least",
            origin="Police", number="3", place=_in("Bukavu", -2.5, 28.86), period=monday,
            measure="killed",
        ),
    ]  # fmt: skip
    with Ledger.open(tmp_path / "events.db") as stored:
        stored.add(GOMA, figures, RUN, AT)
    return open_ledger(tmp_path / "events.db")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_ged_has_its_columns_in_order_and_says_what_it_leaves_empty(
    events: OpenLedger, tmp_path: Path
) -> None:
    made = events.export(None, tmp_path / "out", format="ged")
    rows = table(tmp_path / "out" / "ged.csv")
    assert tuple(rows[0]) == GED_COLUMNS
    assert len(rows[0]) == 49
    bukavu, goma = sorted(rows, key=lambda row: row["where_coordinates"])
    assert [goma[name] for name in ("low", "best", "high")] == ["11", "12", "14"]
    assert [goma[name] for name in ("where_prec", "date_prec", "event_clarity")] == ["1", "1", "1"]
    assert goma["geom_wkt"] == "POINT (29.23 -1.68)"
    assert (bukavu["low"], bukavu["high"]) == ("3", "")
    unfilled = {row["column"]: row for row in table(tmp_path / "out" / "ged.unfilled.csv")}
    for name in GED_COLUMNS:
        empty = sum(not row[name] for row in rows)
        assert empty == int(unfilled[name]["rows"] if name in unfilled else 0)
    assert unfilled["high"]["why"].startswith("the top is open")
    assert all(row["why"] for row in unfilled.values())
    assert "1 count with an open top: the highest number is left empty" in made.notes


def test_acled_has_its_columns_in_order(events: OpenLedger, tmp_path: Path) -> None:
    events.export(None, tmp_path / "out", format="acled")
    rows = table(tmp_path / "out" / "acled.csv")
    assert tuple(rows[0]) == ACLED_COLUMNS
    assert len(rows[0]) == 31
    assert {row["location"]: row["fatalities"] for row in rows} == {"Goma": "12", "Bukavu": ""}


def test_airwars_has_the_ends_of_each_group(events: OpenLedger, tmp_path: Path) -> None:
    events.export(None, tmp_path / "out", format="airwars")
    goma = next(row for row in table(tmp_path / "out" / "airwars.csv") if row["location"] == "Goma")
    assert (goma["killed_min"], goma["killed_max"]) == ("11", "14")
    assert (goma["women_killed_min"], goma["women_killed_max"]) == ("8", "8")
    assert goma["children_killed_min"] == ""


def test_a_running_total_is_no_event_and_fighters_are_no_civilians(
    example_ledger: Path, tmp_path: Path
) -> None:
    """About 600 dead "so far" are what a case comes to; soldiers stand under militants."""
    case = open_ledger(example_ledger)
    case.export("north-korean-troops", tmp_path / "ged", format="ged")
    assert "600" not in {row["best"] for row in table(tmp_path / "ged" / "ged.csv")}
    case.export("north-korean-troops", tmp_path / "airwars", format="airwars")
    rows = table(tmp_path / "airwars" / "airwars.csv")
    soldiers = [row for row in rows if row["militants_killed_min"]]
    assert soldiers
    assert not any(row["killed_min"] for row in soldiers)
    assert all(any(row[name] for name in row if name.endswith("_min")) for row in rows)


@pytest.mark.parametrize("shape", ["ged", "acled", "airwars"])
def test_each_row_leads_to_its_words_and_lint_finds_nothing(
    events: OpenLedger, tmp_path: Path, shape: str
) -> None:
    events.export(None, tmp_path / "out", format=shape)
    evidence = table(tmp_path / "out" / f"{shape}.evidence.csv")
    numbers = {row["number"] for row in evidence}
    assert len(numbers) == len(table(tmp_path / "out" / f"{shape}.csv"))
    assert all(row["words"] in GOMA.text for row in evidence)
    assert not list(tollbook.lint(tmp_path / "out" / f"{shape}.csv"))


MAPPING = """
origin = "Event table"
publisher = "Event table"
date = "date_end"
key = ["id"]

[[figures]]
measure = "killed"
low = "low"
high = "high"
scope = "incident"
"""


def test_what_is_exported_can_be_imported(events: OpenLedger, tmp_path: Path) -> None:
    events.export(None, tmp_path / "out", format="ged")
    (tmp_path / "ged.toml").write_text(MAPPING, encoding="utf-8")
    with open_ledger(tmp_path / "other.db") as other:
        taken = other.import_table(tmp_path / "out" / "ged.csv", tmp_path / "ged.toml")
        assert not taken.problems
        found = {(said.low, said.high) for said in other.statements() if isinstance(said, Figure)}
    assert found == {(11, 14), (3, None)}
