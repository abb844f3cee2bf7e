"""The whole flow: what goes on, what stops it, and what is counted on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tollbook.app.read import Read, Tally, Tools, read_into, read_statements, weight
from tollbook.extraction import extract
from tollbook.ledger import Ledger
from tollbook.model.document import Document
from tollbook.model.problem import ModelError, Problem, SettingsError
from tollbook.model.statement import Statement
from tollbook.settings import Settings

REPORTS = {
    "good": "The army said 12 rebels were killed.",
    "odd": "The police said 3 men were hurt.",
    "late": "The mayor said 4 people were missing.",
}


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.ready(Settings())


@pytest.fixture
def feed(tmp_path: Path) -> str:
    path = tmp_path / "feed.jsonl"
    records = ({"id": id, "text": text, "language": "en"} for id, text in REPORTS.items())
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return str(path)


def test_a_failure_on_one_document_is_a_problem_and_the_rest_goes_on(
    feed: str, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clumsy(document: Document, *others: object) -> list[Statement]:
        if document.id == "odd":
            raise KeyError("police")
        return extract(document, tools.parser, tools.settings)

    monkeypatch.setattr("tollbook.app.read.extract", clumsy)
    good, odd, late = read_statements([feed], tools)
    assert isinstance(good, Read)
    assert isinstance(late, Read)
    assert isinstance(odd, Problem)
    assert "KeyError: 'police'" in str(odd)


def test_what_the_ledger_refuses_is_a_problem_and_the_rest_goes_on(
    feed: str, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(document: Document, *others: object) -> list[Statement]:
        found = extract(document, tools.parser, tools.settings)
        return found * 2 if document.id == "odd" else found

    monkeypatch.setattr("tollbook.app.read.extract", careless)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        good, odd, late = read_into(ledger, [feed], tools)
        assert isinstance(good, Read)
        assert isinstance(late, Read)
        assert isinstance(odd, Problem)
        assert "two of its statements have the same id" in str(odd)
        assert ledger.document_ids() == ("good", "late")
        assert ledger.verify().holds


def test_what_stops_the_program_is_no_problem_of_one_document(
    feed: str, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unloadable(*_: object) -> list[Statement]:
        raise ModelError("the model went away")

    monkeypatch.setattr("tollbook.app.read.extract", unloadable)
    with pytest.raises(ModelError):
        list(read_statements([feed], tools))


def test_documents_of_other_languages_are_kept_unread(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": "a", "text": REPORTS["good"], "language": "fr"}))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        (item,) = read_into(ledger, [str(path)], tools)
        assert isinstance(item, Read)
        assert (item.has_lexicon, item.outcome, len(item.statements)) == (False, "added", 0)
        assert ledger.document_ids() == ("a",)


def test_a_second_run_extracts_nothing(
    feed: str, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the ledger holds is passed over, unless another run reads it."""
    extracted: list[str] = []

    def noted(document: Document, *others: object) -> list[Statement]:
        extracted.append(document.id)
        return extract(document, tools.parser, tools.settings)

    monkeypatch.setattr("tollbook.app.read.extract", noted)

    def outcomes(used: Tools) -> list[str | None]:
        with Ledger.open(tmp_path / "ledger.db") as ledger:
            items = read_into(ledger, [feed], used, lambda: datetime(2025, 1, 20, tzinfo=UTC))
            return [item.outcome for item in items if isinstance(item, Read)]

    other = replace(tools, run=replace(tools.run, settings_digest="another"))
    assert outcomes(tools) == ["added"] * 3
    assert outcomes(tools) == ["unchanged"] * 3
    assert extracted == ["good", "odd", "late"]
    assert outcomes(other) == ["new_reading"] * 3


def test_names_of_your_own_are_part_of_the_run(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "names.toml"
    path.write_text('[army]\n"org:x" = { name = "The X Army", country = "UA" }\n')
    own = Tools.ready(Settings(), path)
    assert own.run.digest != tools.run.digest
    assert any(item["name"] == "your own names" for item in own.in_force()["loaded"])
    with pytest.raises(SettingsError):
        Tools.ready(Settings(), tmp_path / "none.toml")


def test_the_tally_counts_every_item(feed: str, tools: Tools) -> None:
    tally = Tally()
    for item in read_statements([feed, "nowhere.txt"], tools):
        tally.count(item)
    assert (tally.documents.total(), tally.problems) == (3, 1)
    assert tally.statements["figure"] == 3


def test_progress_is_measured_by_the_bytes_of_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"12345")
    (tmp_path / "b.txt").write_bytes(b"123")
    assert weight([str(tmp_path / "in"), str(tmp_path / "b.txt"), "nowhere"]) == 8
    assert weight(["-"]) is None
