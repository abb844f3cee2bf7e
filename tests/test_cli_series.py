"""`import` and `series` at the terminal: what they print, where they write, how they end."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from table_tools import MAPPING, TABLE, a_table
from tollbook.cli.app import app
from tollbook.ledger import Ledger

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program in a folder with a table and its mapping."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "wrecks.toml").write_text(MAPPING, encoding="utf-8")
    a_table(tmp_path, TABLE)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def kept(run: Run) -> Run:
    """The same, the table imported."""
    assert run("import", "wrecks.csv", "--mapping", "wrecks.toml").exit_code == 0
    return run


def test_an_import_is_summed_up(run: Run) -> None:
    first = run("import", "wrecks.csv", "--mapping", "wrecks.toml")
    assert first.stdout == "tollbook.db: 3 rows (3 new)\n       3 figures\n"
    again = run("import", "wrecks.csv", "--mapping", "wrecks.toml")
    assert again.stdout == "tollbook.db: 3 rows (3 unchanged)\n"


def test_a_plan_makes_no_ledger(run: Run, tmp_path: Path) -> None:
    planned = run("import", "wrecks.csv", "--mapping", "wrecks.toml", "--plan")
    assert planned.exit_code == 0
    assert "3 rows (3 new)" in planned.stdout
    assert planned.stdout.endswith("This is a plan; nothing was written.\n")
    assert not (tmp_path / "tollbook.db").exists()


def test_a_plan_shows_what_would_change(kept: Run, tmp_path: Path) -> None:
    a_table(tmp_path, TABLE.replace("52", "53"))
    planned = kept("import", "wrecks.csv", "--mapping", "wrecks.toml", "--plan")
    assert "wrecks.csv:3: would change to: day: 2025-01-13; dead: 53; hedge: about" in (
        planned.stdout
    )
    assert "(1 changed, 2 unchanged)" in planned.stdout


def test_a_bad_row_costs_no_other(run: Run, tmp_path: Path) -> None:
    a_table(tmp_path, f"{TABLE}2025-01-15,ships,\n")
    done = run("import", "wrecks.csv", "--mapping", "wrecks.toml")
    assert done.exit_code == 1
    assert "wrecks.csv:5: dead: 'ships' is not a count of people" in done.stderr
    assert "3 rows (3 new)" in done.stdout


def test_a_row_that_is_gone_is_told(kept: Run, tmp_path: Path) -> None:
    a_table(tmp_path, TABLE.replace("2025-01-14,60,over\n", ""))
    again = kept("import", "wrecks.csv", "--mapping", "wrecks.toml")
    assert "1 on record are no longer in the table; they stay: wrecks/2025-01-14" in again.stdout
    with Ledger.open(tmp_path / "tollbook.db", writable=False) as ledger:
        assert "wrecks/2025-01-14" in ledger.document_ids()


def test_a_series_is_a_table(kept: Run) -> None:
    shown = kept("series").stdout
    assert shown.splitlines()[0] == "Coastal Rescue Service  killed · sailors · running total"
    assert "2025-01-13 about 52 46–58 +12" in " ".join(shown.split())


def test_a_long_series_shows_its_ends(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"20{n // 12 + 10}-{n % 12 + 1:02}-01,{n + 10},\n" for n in range(60))
    a_table(tmp_path, f"day,dead,hedge\n{rows}")
    run("import", "wrecks.csv", "--mapping", "wrecks.toml")
    lines = run("series").stdout.splitlines()
    assert "2010-01-01" in lines[3]
    assert "2014-12-01" in lines[-1]
    assert "…" in lines
    assert len(lines) < 30


def test_series_for_other_programs(kept: Run, tmp_path: Path) -> None:
    (series,) = json.loads(kept("series", "--format", "json").stdout)
    assert [point["best"] for point in series["points"]] == [40, 52, 61]
    assert kept("series", "--format", "csv", "--out", "out.csv").stdout == ""
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    assert [(row["low"], row["high"]) for row in rows] == [("40", "40"), ("46", "58"), ("61", "")]
    assert [row["difference"] for row in rows] == ["", "12", "8"]


@pytest.mark.parametrize("name", ["wrecks.svg", "wrecks.png", "wrecks.html"])
def test_a_series_is_drawn(kept: Run, tmp_path: Path, name: str) -> None:
    done = kept("series", "--chart", name)
    assert done.stdout == f"{name}: 1 series, 3 points.\n"
    assert (tmp_path / name).stat().st_size > 5_000


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--chart", "wrecks.pdf"), "wrecks.pdf is not a chart"),
        (("--out", "wrecks.txt"), "a table is for the screen"),
        (("--since", "yesterday"), "'yesterday' is not a date"),
    ],
)
def test_what_cant_be_understood_is_told(kept: Run, args: tuple[str, ...], words: str) -> None:
    done = kept("series", *args)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())


def test_nothing_fits(kept: Run) -> None:
    done = kept("series", "--measure", "injured", "--chart", "none.svg")
    assert done.exit_code == 0
    assert done.stderr == "No series fits; fewer filters show more.\n"


def test_a_hostile_table_acts_on_no_terminal(run: Run, tmp_path: Path) -> None:
    mapping = MAPPING.replace("Coastal Rescue Service", "\\u001b[2JCoast [red]guard[/red]")
    (tmp_path / "wrecks.toml").write_text(mapping, encoding="utf-8")
    run("import", "wrecks.csv", "--mapping", "wrecks.toml")
    shown = run("series").stdout
    assert "\x1b" not in shown
    assert "[red]guard[/red]" in shown
