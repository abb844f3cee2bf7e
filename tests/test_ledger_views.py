"""The views of a ledger say what Tollbook says, or that only Tollbook can say it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tollbook
from factories import reread
from ledger_tools import RUN, ask, tamper
from review_steps import NEWER, PAGE, READ_AT, STEPS, figures_of, fill, filled, step
from tollbook.app.library import OpenLedger
from tollbook.ledger import Ledger
from tollbook.ledger.views import FIGURE_COLUMNS
from tollbook.model.address import Address
from tollbook.model.statement import Figure
from tollbook.publishing.statements import STATEMENTS


def viewed(path: Address | Path) -> dict[str, dict[str, Any]]:
    """The rows of the view by id."""
    rows = ask(path, f"SELECT {', '.join(FIGURE_COLUMNS)} FROM figures")  # noqa: S608 - our own
    found = {str(row[0]): dict(zip(FIGURE_COLUMNS, row, strict=True)) for row in rows}
    assert len(found) == len(rows)
    return found


def said(ledger: OpenLedger) -> dict[str, dict[str, Any]]:
    """The same from Tollbook itself, by the columns of its table of statements."""
    urls = {document.id: document.url for document in ledger.documents()}
    found = {}
    for row in ledger.statements(kind="figure").whole:
        [values] = STATEMENTS.to_rows(row)
        cells = dict(zip(STATEMENTS.columns, values, strict=True))
        figure = row.statement
        assert isinstance(figure, Figure)
        cells |= {
            "measure": figure.measure,
            "url": urls[figure.document],
            "as_of": figure.as_of.isoformat() if figure.as_of else None,
        }
        found[figure.id] = {name: cells[name] for name in FIGURE_COLUMNS}
    return found


def assert_agree(path: Address | Path) -> set[str]:
    """Every row with values is what Tollbook says; the ids of those that have none are returned."""
    with tollbook.open(path) as ledger:
        expected = said(ledger)
    rows = viewed(path)
    unclear = {id for id, row in rows.items() if row["state"] == "unclear"}
    pages = {str(rows[id]["document"]) for id in unclear}
    for id, row in rows.items():
        if id in unclear:
            assert (row["measure"], row["low"], row["high"]) == (None, None, None)
        else:
            assert row == expected[id]
    missing = expected.keys() - rows.keys()
    assert {str(expected[id]["document"]) for id in missing} <= pages
    return unclear


def test_the_views_say_what_people_decided(path: Address) -> None:
    """On each database: corrected, rejected, restored, added and undone figures."""
    fill(path)
    with tollbook.open(path) as ledger:
        by: dict[str, Any] = {"by": "Ines", "reason": "misread"}
        assert assert_agree(path) == set()
        ledger.correct("beni#1", {"low": 44, "origin": "A nurse", "place": None}, **by)
        ledger.reject("beni#2", **by)
        undone = ledger.correct("wire#1", {"measure": "injured", "origin": None}, **by)
        ledger.confirm("beni#3", by="Jan")
        start = PAGE.text.index("40 people were said")
        ledger.add("beni", {"measure": "missing", "low": 40}, start=start, end=start + 9, **by)
        assert assert_agree(path) == set()
        assert {row["state"] for row in viewed(path).values()} == {
            *("corrected", "confirmed", "added")
        }
        undo = ledger.undo(undone.entry or 0, **by)
        assert viewed(path)["wire#1"]["measure"] == "killed"
        ledger.undo(undo.entry or 0, **by)
        assert viewed(path)["wire#1"]["measure"] == "injured"
        assert assert_agree(path) == set()
        assert ledger.verify().holds
    [(documents,)] = ask(path, "SELECT count(*) FROM documents")
    assert documents == 2


def test_a_part_of_what_was_rejected_is_a_part_no_more(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    fill(path)
    with tollbook.open(path) as ledger:
        assert viewed(path)["beni#2"]["part_of"] == "beni#1"
        ledger.reject("beni#1", reason="a drill", by="Ines")
    assert viewed(path)["beni#2"]["part_of"] is None
    assert assert_agree(path) == set()


def test_a_page_read_anew_after_a_decision_is_unclear_where_its_words_moved(tmp_path: Path) -> None:
    """A rejected figure under another number could be any of the page's figures."""
    path = tmp_path / "war.db"
    fill(path)
    with tollbook.open(path) as ledger:
        ledger.reject("beni#3", reason="a drill", by="Ines")
        with Ledger.open(path) as stored:
            stored.add(PAGE, figures_of(PAGE), NEWER, READ_AT)
        assert assert_agree(path) == set()
        with Ledger.open(path) as stored:
            stored.add(PAGE, figures_of(PAGE, first=2), RUN, READ_AT)
        assert assert_agree(path) == {"beni#2", "beni#3", "beni#4"}


def test_a_forged_view_is_found(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    fill(path)
    tamper(path, "DROP VIEW documents", "CREATE VIEW documents AS SELECT 1 AS id")
    with tollbook.open(path) as ledger:
        found = ledger.verify()
    assert not found.holds
    assert "documents" in str(found.where)


def test_the_documents_are_those_of_tollbook(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    fill(path)
    longer = reread(PAGE, PAGE.text + " More is to come.")
    with Ledger.open(path) as ledger:
        ledger.add(longer, figures_of(longer), RUN, READ_AT)
        expected = {
            (one.id, len(one.text), one.sha256, one.publisher) for one in ledger.documents()
        }
    rows = ask(path, "SELECT id, characters, sha256, publisher, version FROM documents")
    assert {row[:4] for row in rows} == expected
    assert {row[0]: row[4] for row in rows} == {"beni": 2, "wire": 1}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=1, max_size=9))
def test_whatever_is_decided_no_number_is_wrong(steps: list[tuple[str, int, Any]]) -> None:
    """Decisions, undos, undos of undos and new readings in any order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "war.db"
        path.write_bytes(filled())
        with tollbook.open(path) as ledger:
            for what, which, changes in steps:
                step(ledger, path, what, which, changes)
        assert_agree(path)
