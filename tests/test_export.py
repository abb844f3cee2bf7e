"""A case in the formats of others: complete, described column by column, loaded by their tools."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from terminal import tollbook
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.model.problem import ExportError
from tollbook.publishing.formats import FORMATS, Bundle
from tollbook.publishing.formats.columns import TABLES, TableName, columns
from tollbook.publishing.formats.describe import columns_in_markdown

CASE = "north-korean-troops"


@pytest.fixture(scope="module")
def ledger(example_ledger: Path) -> OpenLedger:
    return open_ledger(example_ledger)


@pytest.fixture(scope="module")
def bundle(ledger: OpenLedger) -> Bundle:
    return ledger.bundle(CASE)


@pytest.mark.parametrize("table", TABLES)
def test_each_column_of_a_table_is_described(bundle: Bundle, table: TableName) -> None:
    assert tuple(column.name for column in columns()[table]) == bundle.shapes[table].columns


def test_csv_holds_every_row_and_pandas_reads_it(ledger: OpenLedger, tmp_path: Path) -> None:
    made = ledger.export(CASE, tmp_path / "out", format="csv")
    bundle = ledger.bundle(CASE)
    assert {path.name for path in made.files} == {*(f"{name}.csv" for name in TABLES), "README.txt"}
    for table in TABLES:
        frame = pd.read_csv(tmp_path / "out" / f"{table}.csv")
        assert len(frame) == len(list(bundle.rows(table)))
        assert list(frame.columns) == [column.name for column in columns()[table]]
    killed = pd.read_csv(tmp_path / "out" / "estimates.csv").query("measure == 'killed'")
    assert 600 in set(killed.best)
    assert str(made.head) in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")


def test_a_byte_order_mark_on_request(ledger: OpenLedger, tmp_path: Path) -> None:
    ledger.export(CASE, tmp_path / "out", format="csv", bom=True)
    assert (tmp_path / "out" / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_ids_lead_from_every_number_to_its_words(ledger: OpenLedger, tmp_path: Path) -> None:
    """Each claim of an estimate is a row, each statement of a claim, and each document."""
    ledger.export(CASE, tmp_path / "out", format="csv")

    def rows(table: str) -> list[dict[str, str]]:
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    claims = {row["id"]: row for row in rows("claims")}
    statements = {row["id"]: row for row in rows("statements")}
    documents = {row["id"] for row in rows("documents")}
    counted = {id for row in rows("estimates") for id in row["counted"].split("; ") if id}
    assert counted
    assert counted <= claims.keys()
    for claim in claims.values():
        assert set(claim["statements"].split("; ")) <= statements.keys()
    for statement in statements.values():
        assert statement["document"] in documents
        assert statement["evidence"]


def test_a_folder_with_something_else_in_it_is_left_alone(
    ledger: OpenLedger, tmp_path: Path
) -> None:
    ledger.export(CASE, tmp_path, format="csv")
    again = ledger.export(CASE, tmp_path, format="csv")
    assert again.files
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"holds thesis.txt, which is not ours; name another"):
        ledger.export(CASE, tmp_path, format="csv")
    assert not list(tmp_path.glob(".export-*"))


def test_what_is_withheld_from_the_public_is_in_no_table(
    ledger: OpenLedger, tmp_path: Path
) -> None:
    ledger.export(CASE, tmp_path / "out", format="csv", profile="public")
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert not any(row["address"] for row in rows)  # the example lies in files of this machine


def test_the_command(example_ledger: Path, tmp_path: Path) -> None:
    done = tollbook("export", CASE, "--as", "csv", "--ledger", example_ledger, at=tmp_path)
    assert done.out.startswith(f"{CASE}-csv: 9 files\n")
    assert (tmp_path / f"{CASE}-csv" / "claims.csv").exists()
    listed = tollbook("export", "--formats", at=tmp_path)
    assert [line.split()[0] for line in listed.out.splitlines()] == list(FORMATS)
    odd = tollbook("export", CASE, "--as", "xls", "--ledger", example_ledger, at=tmp_path)
    assert odd.err.startswith("tollbook: no format is called 'xls'; there are csv")
    assert odd.status == 1


def test_the_page_describes_every_column() -> None:
    page = (Path(__file__).parents[1] / "docs" / "export.md").read_text(encoding="utf-8")
    assert columns_in_markdown() in page
    assert all(f"`{name}`" in page for name in FORMATS)
