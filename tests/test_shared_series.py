"""A real series that does not ship: the daily totals of four years, with a corrections file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.sets import SHARED

from table_tools import AT, an_importer, rows_of
from tollbook.app.library import open_ledger
from tollbook.app.tables import import_into
from tollbook.ledger import Ledger
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.series import Series, find_series

FOLDER = SHARED.parent / "series"
TOTALS = FOLDER / "russia_losses_personnel.json"

pytestmark = pytest.mark.skipif(not TOTALS.is_file(), reason="the shared series is not here")

MAPPING = f"""
origin = "General Staff of the Armed Forces of Ukraine"
publisher = "2022 Ukraine Russia War"
date = "date"

[[figures]]
column = "personnel"
measure = "casualties"
population = "Russian personnel"
modifier = "personnel*"
modifiers = {{ about = "about", more = "more_than" }}

[[figures]]
column = "POW"
measure = "captured"
population = "Russian prisoners of war"

[corrections]
file = "{FOLDER / "russia_losses_equipment_correction.json"}"
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with all of it."""
    folder = tmp_path_factory.mktemp("losses")
    path = folder / "losses.db"
    with Ledger.open(path) as opened:
        items = list(import_into(opened, TOTALS, an_importer(folder, MAPPING), lambda: AT))
        assert len(rows_of(items)) == len(items) == 1654
    return path


@pytest.fixture(scope="module")
def losses(ledger: Path) -> Series:
    series, _ = find_series(open_ledger(ledger).record())
    return series


def test_every_day_is_a_point(losses: Series) -> None:
    assert len(losses.points) == 1626
    assert (losses.side, losses.measure, losses.origin.entity) == (
        "RU",
        "casualties",
        "org:ua-general-staff",
    )
    assert (losses.points[-1].best, losses.points[-1].day) == (1_456_610, date(2026, 8, 8))


def test_the_corrections_tell_how_much_was_not_of_the_day(losses: Series) -> None:
    corrected = {
        point.day: point
        for point in losses.points
        if any(found.kind == "correction" for found in point.breaks)
    }
    assert set(corrected) == {date(2025, 2, 28), date(2025, 4, 22)}
    moved = corrected[date(2025, 2, 28)].difference
    assert moved is not None
    assert (moved.named, moved.corrected, moved.per_day) == (2710, 1650, 1060.0)


def test_no_total_falls(ledger: Path) -> None:
    assert run_checks(open_ledger(ledger).record(), ["cumulative_falls"]) == []
