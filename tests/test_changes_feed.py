"""The changes feed: whoever replays it has what the ledger has."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tollbook
from review_steps import CHANGES, STEPS, filled, step
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.model.problem import ExportError
from tollbook.model.wire import JsonObject
from tollbook.publishing import decisions, documents
from tollbook.publishing.formats import changes
from tollbook.publishing.formats.changes import Copy, replay
from tollbook.publishing.statements import row_json
from tollbook.reasoning.reviews import in_force

CASE = """
title = "The dead of Beni"
measures = ["killed"]
places = ["Beni"]
"""


def feed(ledger: OpenLedger, since: int = 0, case: str | None = None) -> list[str]:
    """The lines of the entries after one."""
    with tempfile.TemporaryDirectory() as folder:
        changes.write(ledger.bundle(case), Path(folder), since=since)
        return (Path(folder) / changes.NAME).read_text(encoding="utf-8").splitlines()


def origin(ledger: OpenLedger) -> Copy:
    """What a copy should hold, from the ledger's own answers; a feed follows one reader."""
    said = {row.statement.id: row_json(row) for row in ledger.statements().whole}
    for record in said.values():
        del record["second"]
    pages: dict[str, JsonObject] = {
        page.id: documents.to_json(page) | {"text": page.text} for page in ledger.documents()
    }
    made = in_force(ledger.record().reviewed.history)
    return {
        "document": pages,
        "statement": said,
        "decision": {str(one.entry): decisions.to_json(one) for one in made},
    }


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, max_size=9), st.integers(0, 8))
def test_replaying_gives_the_origin(steps: list[tuple[str, int, Any]], kept: int) -> None:
    """From the start, and from a copy that was kept along the way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "war.db"
        path.write_bytes(filled())
        with tollbook.open(path) as ledger:
            early: list[str] = []
            for n, (what, which, values) in enumerate(steps):
                if n == kept:
                    early = feed(ledger)
                step(ledger, path, what, which, values)
            whole = feed(ledger)
            assert replay(whole) == origin(ledger)
            if early:
                since = json.loads(early[-1])["entry"]
                assert replay(feed(ledger, since), replay(early)) == origin(ledger)
                assert whole[: len(early)] == early
            case = Path(folder) / "beni.toml"
            case.write_text(CASE, encoding="utf-8")
            of_case = replay(feed(ledger, case=str(case)))
            said = {one.id for one in ledger.statements(case=str(case))}
            assert of_case["statement"].keys() == said
            assert of_case["document"].keys() == {id.partition("#")[0] for id in said}


def test_a_withdrawal_says_who_when_and_why(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    path.write_bytes(filled())
    with tollbook.open(path) as ledger:
        made = ledger.correct("beni#1", CHANGES[0], reason="misread", by="Ines")
        gone = ledger.reject("beni#1", reason="a drill", by="Jan")
        ledger.undo(gone.entry or 0, reason="it was none", by="Ines")
        lines = [json.loads(line) for line in feed(ledger)]
        hashes = ledger._ledger.entry_hashes()
    assert [line["hash"] for line in lines] == [hashes[line["entry"]] for line in lines]
    corrected, rejected, undone = lines[-3:]
    assert (corrected["entry"], corrected["by"]) == (made.entry, "Ines")
    assert [(one["change"], one["of"], one["id"]) for one in rejected["changes"]] == [
        ("changed", "statement", "beni#2"),  # a part of it no more
        ("withdrawn", "statement", "beni#1"),
        ("added", "decision", str(gone.entry)),
    ]
    assert (rejected["by"], rejected["reason"], rejected["at"]) == (
        *("Jan", "a drill"),
        gone.at.isoformat(timespec="seconds"),
    )
    assert [(one["change"], one["of"]) for one in undone["changes"]] == [
        ("added", "statement"),
        ("changed", "statement"),
        ("withdrawn", "decision"),
    ]
    first = lines[0]
    assert first["reason"] == "read for the first time"
    assert first["by"].startswith("tollbook ")
    assert [one["of"] for one in first["changes"]] == ["document", *["statement"] * 3]


def test_a_line_that_is_none_is_refused_by_its_number() -> None:
    with pytest.raises(ValueError, match="line 1 is no line of a changes feed"):
        replay(['{"entry": 3}'])


def test_a_feed_begins_nowhere_after_the_ledger_ends(example_ledger: Path, tmp_path: Path) -> None:
    with open_ledger(example_ledger) as ledger:
        last = json.loads(feed(ledger)[-1])["entry"]
        with pytest.raises(ExportError, match=rf"ends at entry {last}: a copy that has entry 999 "):
            ledger.export(None, tmp_path / "feed", format="changes", since=999)
        ledger.export(None, tmp_path / "feed", format="changes", since=last)
    assert (tmp_path / "feed" / "changes.jsonl").read_text(encoding="utf-8") == ""
