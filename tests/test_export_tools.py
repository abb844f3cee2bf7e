"""The tables of an export in the tools of those who use them, each column as it is described."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import polars as pl
import pyarrow.parquet
import pytest

from factories import a_document, a_figure
from ledger_tools import AT, RUN
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.ledger import Ledger
from tollbook.model.problem import ExportError
from tollbook.publishing.formats import FORMATS, Bundle
from tollbook.publishing.formats.columns import TABLES, columns
from tollbook.publishing.profiles import Profile

CASE = "north-korean-troops"
RSCRIPT = shutil.which("Rscript")


@pytest.fixture(scope="module")
def ledger(example_ledger: Path) -> OpenLedger:
    return open_ledger(example_ledger)


@pytest.fixture(scope="module")
def bundle(ledger: OpenLedger) -> Bundle:
    return ledger.bundle(CASE)


def test_required_columns_have_a_value_in_every_row(bundle: Bundle) -> None:
    for table in TABLES:
        for row in bundle.rows(table):
            for column, value in zip(columns()[table], row, strict=True):
                assert value is not None or not column.required, (table, column.name)


def test_names_of_publishers_are_not_taken_for_ids(ledger: OpenLedger) -> None:
    names = [column.name for column in columns()["claims"]]
    relays = {
        name
        for row in ledger.bundle(CASE, profile="public").rows("claims")
        for name in (row[names.index("relays")] or "").split("; ")
    }
    assert "Harbour Wire" in relays


def test_openpyxl_finds_dates_and_whole_numbers(
    ledger: OpenLedger, bundle: Bundle, tmp_path: Path
) -> None:
    made = ledger.export(CASE, tmp_path, format="xlsx")
    book = openpyxl.load_workbook(made.files[0])
    about = {row[0]: row[1] for row in book["about"].iter_rows(values_only=True) if row[0]}
    assert (about["case"], about["head"]) == (CASE, made.head)
    sheet = book["statements"]
    header = [cell.value for cell in sheet[1]]
    first = {name: cell.value for name, cell in zip(header, sheet[2], strict=True)}
    assert isinstance(first["published"], datetime)
    assert isinstance(first["low"], int)
    assert sheet.auto_filter.ref is not None
    assert sheet.max_row == len(list(bundle.rows("statements"))) + 1


def test_the_same_ledger_makes_the_same_files(ledger: OpenLedger, tmp_path: Path) -> None:
    for format in ("csv", "xlsx", "parquet", "datapackage"):
        one, other = (ledger.export(CASE, tmp_path / format / n, format=format) for n in "ab")
        for path, again in zip(one.files, other.files, strict=True):
            assert path.read_bytes() == again.read_bytes()


def test_polars_and_duckdb_find_the_types_of_parquet(ledger: OpenLedger, tmp_path: Path) -> None:
    ledger.export(CASE, tmp_path, format="parquet")
    path = tmp_path / "statements.parquet"
    table = pyarrow.parquet.read_table(path)
    assert str(table.schema.field("reviewed_at").type) == "timestamp[us, tz=UTC]"
    assert table.column("high").null_count > 0
    frame = pl.read_parquet(path)
    assert (frame["low"].dtype, frame["published"].dtype) == (pl.Int64(), pl.Date())
    found = duckdb.read_parquet(str(path)).aggregate("count(*), count(high), min(published)")
    assert found.fetchall() == [
        (frame.height, frame["high"].count(), frame["published"].min()),
    ]


def test_polars_and_duckdb_read_the_csv(ledger: OpenLedger, bundle: Bundle, tmp_path: Path) -> None:
    ledger.export(CASE, tmp_path, format="csv", bom=True)
    frame = pl.read_csv(tmp_path / "claims.csv", try_parse_dates=True)
    assert (frame.height, frame.columns[0]) == (len(bundle.claims), "id")
    found = duckdb.read_csv(str(tmp_path / "claims.csv"))
    assert len(found.fetchall()) == len(bundle.claims)


def test_frictionless_finds_nothing_wrong_with_the_package(
    ledger: OpenLedger, tmp_path: Path
) -> None:
    """Types, values that must be there, keys that are unique, and keys that lead to a document."""
    ledger.export(CASE, tmp_path, format="datapackage")
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == len(TABLES)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["tollbook"]["head"] == ledger.head()
    schema = package["resources"][0]["schema"]
    assert schema["foreignKeys"][0]["reference"]["resource"] == "documents"


@pytest.mark.skipif(RSCRIPT is None, reason="R is not installed")
def test_r_reads_the_csv(ledger: OpenLedger, bundle: Bundle, tmp_path: Path) -> None:
    ledger.export(CASE, tmp_path, format="csv")
    script = 'd <- read.csv("claims.csv"); cat(nrow(d), class(d$low), sum(is.na(d$high)))'
    done = subprocess.run(  # noqa: S603 - our own script
        [str(RSCRIPT), "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    open_tops = sum(claim.figure.high is None for claim in bundle.claims)
    assert done.stdout == f"{len(bundle.claims)} integer {open_tops}"


FORMULA = "=HYPERLINK(0)"
HOSTILE = a_document(f"{FORMULA} 20 men died, @SUM said.\x07\uffff", id="../x y", title=FORMULA)


@pytest.fixture
def hostile(tmp_path: Path) -> OpenLedger:
    """A ledger whose only document is called a formula and begins with one."""
    with Ledger.open(tmp_path / "hostile.db") as stored:
        said = a_figure(HOSTILE, f"{FORMULA} 20 men died", low=20, number="20", origin="@SUM")
        stored.add(HOSTILE, [said], RUN, AT)
    return open_ledger(tmp_path / "hostile.db")


def test_no_spreadsheet_runs_what_a_report_says(hostile: OpenLedger, tmp_path: Path) -> None:
    """In CSV an apostrophe stands before it; in a workbook and in Parquet it is text as it is."""
    for format in ("csv", "xlsx", "parquet"):
        hostile.export(None, tmp_path / format, format=format)
    with (tmp_path / "csv" / "statements.csv").open(encoding="utf-8", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert (row["title"], row["origin"]) == (f"'{FORMULA}", "'@SUM")
    sheet = openpyxl.load_workbook(tmp_path / "xlsx" / "ledger.xlsx")["statements"]
    title = sheet.cell(2, 3)
    assert (title.value, title.data_type) == (FORMULA, "s")
    frame = pl.read_parquet(tmp_path / "parquet" / "statements.parquet")
    assert frame["title"].to_list() == [FORMULA]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("profile", ["internal", "public"])
def test_every_format_is_written_whatever_a_report_says(
    hostile: OpenLedger, tmp_path: Path, format: str, profile: Profile
) -> None:
    made = hostile.export(None, tmp_path / "out", format=format, profile=profile)
    assert all(path.stat().st_size for path in made.files)
    assert {path.resolve() for path in made.files} == {
        path.resolve() for path in (tmp_path / "out").rglob("*") if path.is_file()
    }


def test_a_count_beyond_64_bits_is_cut_where_a_format_has_no_more(tmp_path: Path) -> None:
    """As in the columns of the ledger; CSV has the number itself."""
    words = f"{10**26} men died"
    document = a_document(f"{words}.", id="wire")
    with Ledger.open(tmp_path / "ledger.db") as stored:
        said = a_figure(document, words, low=10**26, number=f"{10**26}")
        stored.add(document, [said], RUN, AT)
    ledger = open_ledger(tmp_path / "ledger.db")
    for format in ("csv", "parquet", "sqlite"):
        ledger.export(None, tmp_path / format, format=format)
    with (tmp_path / "csv" / "statements.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["low"] for row in csv.DictReader(stream)] == [str(10**26)]
    frame = pl.read_parquet(tmp_path / "parquet" / "statements.parquet")
    assert frame["low"].to_list() == [2**63 - 1]
    with closing(sqlite3.connect(tmp_path / "sqlite" / "tollbook.sqlite")) as connection:
        assert connection.execute("SELECT low FROM statements").fetchall() == [(2**63 - 1,)]


@pytest.mark.parametrize(("format", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_package_is_one_sentence_that_says_what_to_install(
    hostile: OpenLedger,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    package: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ExportError, match=rf"{package} is not installed; pip install 'tollbook"):
        hostile.export(None, tmp_path / "out", format=format)
    assert not (tmp_path / "out").exists()
