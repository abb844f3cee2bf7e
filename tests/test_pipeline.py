"""The whole flow: what goes on, what stops it, and what is counted on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ledger_tools import ask, tamper
from tollbook.app.read import Read, Tally, Tools, read_into, read_statements, weight
from tollbook.extraction import statements_of
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.ledger import Filter, Ledger
from tollbook.model.document import Document, Given
from tollbook.model.problem import ModelError, Notice, Problem, SettingsError
from tollbook.model.statement import Figure, Statement
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
    def clumsy(parsed: ParsedDocument) -> list[Statement]:
        if parsed.document.id == "odd":
            raise KeyError("police")
        return statements_of(parsed)

    monkeypatch.setattr("tollbook.app.read.statements_of", clumsy)
    good, odd, late = read_statements([feed], tools)
    assert isinstance(good, Read)
    assert isinstance(late, Read)
    assert isinstance(odd, Problem)
    assert "KeyError: 'police'" in str(odd)


def test_what_the_ledger_refuses_is_a_problem_and_the_rest_goes_on(
    feed: str, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(parsed: ParsedDocument) -> list[Statement]:
        found = statements_of(parsed)
        return found * 2 if parsed.document.id == "odd" else found

    monkeypatch.setattr("tollbook.app.read.statements_of", careless)
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

    monkeypatch.setattr("tollbook.app.read.statements_of", unloadable)
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

    def noted(parsed: ParsedDocument) -> list[Statement]:
        extracted.append(parsed.document.id)
        return statements_of(parsed)

    monkeypatch.setattr("tollbook.app.read.statements_of", noted)

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


# What a person says of what they read


SAID = Given(language="en", published=date(2025, 3, 4), publisher="Lake Wire")
DATED = "GOMA, May 6, 2024 (Desert Wire) - The army said 12 rebels were killed on Monday.\n"
FOREIGN = "Die Polizei sprach von zwei Toten und einer großen Zahl von Verletzten.\n"


def take(ledger: Ledger, tools: Tools, *paths: Path) -> list[tuple[str | None, Document]]:
    found = read_into(ledger, map(str, paths), tools)
    return [(item.outcome, item.document) for item in found if isinstance(item, Read)]


@pytest.mark.parametrize(
    ("text", "published", "publisher"),
    [
        ("Twelve rebels were killed.\n", date(2025, 3, 4), "Lake Wire"),
        (DATED, date(2024, 5, 6), "Desert Wire"),
        (FOREIGN, date(2025, 3, 4), "Lake Wire"),
    ],
)
def test_what_a_document_does_not_say_a_person_may(
    tmp_path: Path, tools: Tools, text: str, published: date, publisher: str
) -> None:
    """Date and publisher never against what it says; the language is the person's word."""
    path = tmp_path / "report.txt"
    path.write_text(text)
    (item,) = read_statements([str(path)], replace(tools, given=SAID))
    assert isinstance(item, Read)
    document = item.document
    assert (document.published, document.publisher) == (published, publisher)
    assert document.language == "en"


def test_what_a_person_said_holds_until_they_say_something_else(
    tmp_path: Path, tools: Tools
) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The army said on Monday that twelve rebels were killed near Goma.\n")
    said = replace(tools, given=Given(published=date(2025, 3, 4)))
    by_whom = replace(tools, given=Given(publisher="Lake Wire"))
    with Ledger.open(tmp_path / "war.db") as ledger:
        assert [outcome for outcome, _ in take(ledger, said, path)] == ["added"]
        assert [outcome for outcome, _ in take(ledger, tools, path)] == ["unchanged"]
        ((outcome, document),) = take(ledger, by_whom, path)
        assert (outcome, document.published, document.publisher) == (
            "new_version",
            date(2025, 3, 4),
            "Lake Wire",
        )
        path.write_text("The army said on Monday that fourteen rebels were killed near Goma.\n")
        ((outcome, document),) = take(ledger, tools, path)
        assert (document.published, document.publisher) == (date(2025, 3, 4), "Lake Wire")
        assert ledger.verify().holds
    rows = ask(tmp_path / "war.db", "SELECT document, language, published, publisher FROM given")
    assert rows == [
        ("report", None, "2025-03-04", None),
        ("report", None, "2025-03-04", "Lake Wire"),
    ]


def test_what_a_person_said_cannot_be_changed_unseen(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Twelve rebels were killed.\n")
    with Ledger.open(tmp_path / "war.db") as ledger:
        take(ledger, replace(tools, given=SAID), path)
    tamper(tmp_path / "war.db", "UPDATE given SET publisher = 'Another'")
    with Ledger.open(tmp_path / "war.db", writable=False) as ledger:
        assert ledger.verify().failure == (
            "what a person said of the document is not what was entered"
        )


def test_one_report_printed_by_two_papers_is_two_documents(tmp_path: Path, tools: Tools) -> None:
    """The same bytes, but the user says whose they are."""
    for paper in ("post", "herald"):
        (tmp_path / paper).mkdir()
        (tmp_path / paper / "wire.txt").write_text("Twelve rebels were killed near Goma.\n")
    with Ledger.open(tmp_path / "war.db") as ledger:
        for paper in ("post", "herald"):
            named = replace(tools, given=Given(publisher=paper))
            assert [outcome for outcome, _ in take(ledger, named, tmp_path / paper)] == ["added"]
        assert take(ledger, tools, tmp_path / "post")[0][1].publisher == "post"
        assert ledger.document_ids() == ("wire", "wire-2")


def test_a_ledger_says_under_which_value_policies_it_was_read(
    tmp_path: Path, feed: str, tools: Tools
) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The army said dozens of rebels were killed near Goma.\n")
    least = Tools.ready(Settings(value_policy="acled"))
    with Ledger.open(tmp_path / "war.db") as ledger:
        assert ledger.value_policies() == ()
        take(ledger, tools, path, Path(feed))
        assert ledger.value_policies() == ("tollbook",)
        assert [outcome for outcome, _ in take(ledger, least, path)] == ["new_reading"]
        (figure,) = ledger.statements(Filter(document="report"))
        assert isinstance(figure, Figure) and (figure.low, figure.high) == (12, 12)
        assert ledger.value_policies() == ("acled", "tollbook")
        take(ledger, least, Path(feed))
        assert ledger.value_policies() == ("acled",)


def test_statements_that_no_ledger_keeps_have_ids_of_their_own(
    tmp_path: Path, tools: Tools
) -> None:
    for day in ("mon", "tue"):
        (tmp_path / day).mkdir()
        (tmp_path / day / "report.txt").write_text("The army said 12 rebels were killed.\n")
    items = [item for item in read_statements([str(tmp_path)], tools) if isinstance(item, Read)]
    assert [item.document.id for item in items] == ["report", "report-2"]
    ids = [statement.id for item in items for statement in item.statements]
    assert ids == ["report#1", "report-2#1"]


def test_a_notice_is_no_problem_and_what_has_no_date_is_named(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": "a", "text": REPORTS["good"], "date": "2025-03-04"}))
    tally = Tally()
    for item in read_statements([str(path)], tools):
        tally.count(item)
    assert (tally.documents.total(), tally.problems, tally.undated) == (1, 0, ["a"])


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


def test_a_clock_behind_the_ledger_is_said(tmp_path: Path, tools: Tools) -> None:
    (tmp_path / "a.txt").write_text("Police said 12 miners died.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Police said 13 miners died.", encoding="utf-8")
    late = datetime(2025, 6, 1, 12, tzinfo=UTC)
    with Ledger.open(tmp_path / "new.db") as ledger:
        list(read_into(ledger, [str(tmp_path / "a.txt")], tools, lambda: late))
        first, *_ = read_into(
            ledger, [str(tmp_path / "b.txt")], tools, lambda: late - timedelta(days=1)
        )
    assert isinstance(first, Notice)
    said = "the clock of this machine is behind the last entry (2025-06-01 12:00 UTC)"
    assert first.what == said
