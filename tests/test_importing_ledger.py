"""Imports into a ledger: planned, kept, and kept again."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_tools import dump
from table_tools import MAPPING, TABLE, a_table, an_importer, keep, rows_of
from tollbook.app.tables import missing_documents, plan
from tollbook.ledger import Filter, Ledger
from tollbook.model.address import Address


def test_importing_again_writes_nothing(tmp_path: Path, path: Address) -> None:
    importer, table = an_importer(tmp_path), a_table(tmp_path, TABLE)
    with Ledger.open(path) as ledger:
        assert keep(ledger, table, importer) == ["added"] * 3
        before = dump(path)
        assert keep(ledger, table, importer) == ["unchanged"] * 3
        assert ledger.verify().holds
    assert dump(path) == before


def test_a_corrected_row_is_a_new_version(tmp_path: Path, path: Address) -> None:
    """The older number stays on record."""
    importer = an_importer(tmp_path)
    with Ledger.open(path) as ledger:
        keep(ledger, a_table(tmp_path, TABLE), importer)
        corrected = a_table(tmp_path, TABLE.replace("52", "53"))
        assert keep(ledger, corrected, importer) == ["unchanged", "new_version", "unchanged"]
        texts = [ledger.document("wrecks/2025-01-13", version).text for version in (1, 2)]
        assert ["dead: 52" in texts[0], "dead: 53" in texts[1]] == [True, True]
        assert ledger.verify().holds


def test_a_correction_that_was_none_after_all_is_none(tmp_path: Path) -> None:
    """The row says 0 now, and its new version states no change."""
    importer = an_importer(tmp_path, f'{MAPPING}\n[corrections]\nfile = "moved.csv"\n')
    with Ledger.open(tmp_path / "book.db") as ledger:
        table = a_table(tmp_path, TABLE)
        for amount, changes in (("4", 1), ("0", 0)):
            a_table(tmp_path, f"day,dead\n2025-01-13,{amount}\n", "moved.csv")
            keep(ledger, table, importer)
            assert len(list(ledger.statements(Filter(kinds=("change",))))) == changes


def test_another_mapping_reads_the_rows_anew(tmp_path: Path) -> None:
    """A comment in it changes nothing, what it says does; the run names its digest."""
    with Ledger.open(tmp_path / "book.db") as ledger:
        table = a_table(tmp_path, TABLE)
        first = an_importer(tmp_path)
        keep(ledger, table, first)
        commented = an_importer(tmp_path, f"# the first winter\n{MAPPING}")
        assert keep(ledger, table, commented) == ["unchanged"] * 3
        other = an_importer(tmp_path, MAPPING.replace('"killed"', '"missing"'))
        assert keep(ledger, table, other) == ["new_reading"] * 3
        assert first.run.model_digest == first.mapping.digest != other.run.model_digest
        assert {s.kind for s in ledger.statements(Filter(measures=("missing",)))} == {"figure"}


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    """It tells what an import then does, row by row."""
    importer, path = an_importer(tmp_path), tmp_path / "book.db"
    with Ledger.open(path) as ledger:
        keep(ledger, a_table(tmp_path, TABLE.replace("60", "61")), importer)
        before = dump(path)
        table = a_table(tmp_path, f"{TABLE}2025-01-15,70,\n")
        planned = [row.outcome for row in rows_of(plan(ledger, table, importer))]
        assert dump(path) == before
        assert planned == ["unchanged", "unchanged", "new_version", "added"]
        assert keep(ledger, table, importer) == planned


def test_a_plan_needs_no_ledger(tmp_path: Path) -> None:
    planned = plan(None, a_table(tmp_path, TABLE), an_importer(tmp_path))
    assert [row.outcome for row in rows_of(planned)] == ["added"] * 3
    assert not list(tmp_path.glob("*.db"))


def test_a_row_taken_out_of_the_table_stays_on_record(tmp_path: Path) -> None:
    importer = an_importer(tmp_path)
    with Ledger.open(tmp_path / "book.db") as ledger:
        keep(ledger, a_table(tmp_path, TABLE), importer)
        shorter = a_table(tmp_path, TABLE.replace("2025-01-14,60,over\n", ""))
        left = rows_of(plan(ledger, shorter, importer))
        missing = missing_documents(ledger, importer.mapping, (row.document.id for row in left))
        assert missing == ("wrecks/2025-01-14",)


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
WORDS = LETTERS | st.sampled_from(["a\nb", '"', "=1+1", "x,y", "\\"])
CELLS = st.integers(0, 10**9).map(str) | st.sampled_from(["at least 12", "", "dozens", "1,200"])
ROWS = st.lists(
    st.tuples(st.dates(date(1990, 1, 1), date(2025, 1, 1)), CELLS, WORDS),
    unique_by=lambda row: row[0],
    min_size=1,
    max_size=6,
)
PLAIN = MAPPING.partition("modifier")[0]


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, form=st.sampled_from(["csv", "json"]), order=st.randoms(use_true_random=False))
def test_any_table_is_written_once_in_whatever_order(
    rows: list[tuple[date, str, str]], form: str, order: random.Random
) -> None:
    """Importing it again, or with its rows shuffled, writes nothing."""
    with TemporaryDirectory() as name, Ledger.open(Path(name) / "book.db") as ledger:
        importer = an_importer(Path(name), PLAIN)
        first = keep(ledger, _written(Path(name), rows, form), importer)
        assert first == ["added"] * len(rows)
        shuffled = order.sample(rows, len(rows))
        again = keep(ledger, _written(Path(name), shuffled, form), importer)
        assert again == ["unchanged"] * len(rows)
        assert ledger.verify().holds


def _written(folder: Path, rows: list[tuple[date, str, str]], form: str) -> Path:
    """The rows as a table of three columns, one of them of any words at all."""
    if form == "json":
        columns = ("day", "dead", "note")
        return a_table(folder, [dict(zip(columns, (str(d), *r), strict=True)) for d, *r in rows])
    text = io.StringIO()
    csv.writer(text).writerows([("day", "dead", "note"), *rows])
    return a_table(folder, text.getvalue())
