"""Hostile documents are read like others, and no output lets them act."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import tollbook
from hostile import DOCUMENTS, acts, faults, ledger_of_hostile_documents
from reading_tools import PARAGRAPHS, article, read_all
from terminal import on_a_terminal
from terminal import tollbook as run
from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.publishing.received import received_page

COMMANDS = [
    ("show",),
    ("claims",),
    ("series",),
    ("checks",),
    ("predictions",),
    ("decisions",),
    ("case", "list"),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of_hostile_documents(tmp_path)


def test_all_of_them_are_read_but_what_no_ledger_can_keep(tmp_path: Path) -> None:
    """One that is refused costs the others nothing."""
    with tollbook.open(tmp_path / "all.db") as ledger:
        read = ledger.read(DOCUMENTS)
        assert len(read.problems) == 1
        assert "NUL" in str(read.problems[0])
        assert {item.outcome for item in read} == {"added"}
        assert ledger.verify().holds
        assert all(item.statements for item in read if item.document.id != "README")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_obeys_none_of_them(ledger: Path, command: tuple[str, ...]) -> None:
    """The only control sequences are our own colours."""
    shown = on_a_terminal(*command, at=ledger.parent, TOLLBOOK_LEDGER=str(ledger), NO_COLOR="1").out
    assert shown
    assert acts(shown.replace("\r\n", "\n")) is None


@pytest.mark.parametrize("id", ["terminal", "bidi", "zero-width", "page", "a\x1b[2Jb", "mail"])
def test_a_document_is_shown_without_obeying_it(ledger: Path, id: str) -> None:
    shown = run("show", "--document", id, at=ledger.parent, TOLLBOOK_LEDGER=str(ledger))
    assert shown.status == 0
    assert acts(shown.out) is None


@pytest.mark.parametrize("command", [command for command in COMMANDS if command[0] != "case"])
def test_no_spreadsheet_runs_a_cell(ledger: Path, command: tuple[str, ...]) -> None:
    env = {"TOLLBOOK_LEDGER": str(ledger)}
    table = run(*command, "--format", "csv", at=ledger.parent, **env).out
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        is_number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
        assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), cell


def test_programs_get_what_was_written(ledger: Path) -> None:
    """JSON is data: it escapes control characters itself, and leaves the words alone."""
    env = {"TOLLBOOK_LEDGER": str(ledger)}
    shown = run("show", "--format", "json", at=ledger.parent, **env).out
    assert "\x1b" not in shown
    text = json.dumps(json.loads(shown), ensure_ascii=False)
    assert "The C${7*7}D army" in text
    assert "003\u202c soldiers" in text


def test_no_page_as_received_acts(ledger: Path) -> None:
    with tollbook.open(ledger) as opened:
        ids = [item.id for item in opened.documents()]
        pages = {id: received_page(opened.document(id)) for id in ids}
    assert {id: faults(page.html) for id, page in pages.items() if faults(page.html)} == {}
    assert pages["page"].kind == "page"
    assert "9 soldiers were captured" in pages["page"].html


def test_files_lie_only_where_they_belong(ledger: Path) -> None:
    """An id is a name in the ledger, and never one of a file."""
    assert {path.name for path in ledger.parent.iterdir()} <= {
        "hostile.db",
        "hostile.db-wal",
        "hostile.db-shm",
    }


@pytest.mark.parametrize(("depth", "is_read"), [(90, True), (5_000, False), (200_000, False)])
def test_huge_nesting_is_refused_before_any_parser_meets_it(
    tmp_path: Path, depth: int, is_read: bool
) -> None:
    words = article(*PARAGRAPHS)
    page = f"<html><body>{words}{'<div>' * depth}deep{'</div>' * depth}</body></html>"
    (tmp_path / "deep.html").write_text(page)
    [found] = read_all(tmp_path / "deep.html")
    assert isinstance(found, Document if is_read else Problem)
    if isinstance(found, Document):
        assert faults(received_page(found).html) == []


def test_json_that_nests_for_ever_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text('{"text":' * 100_000)
    (tmp_path / "deep.jsonl").write_text('{"text": ' + "[" * 100_000 + "\n")
    found = read_all(tmp_path / "deep.json", tmp_path / "deep.jsonl")
    assert found
    assert all(isinstance(item, Problem) for item in found)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>pwned(1)</script>",
        "<script src='//attacker.example/x.js'></script>",
        "<p onclick='pwned(1)'>",
        "<p style='color: red'>",
        "<img src='http://attacker.example/x'>",
        "<iframe srcdoc='x'></iframe>",
        "<form action='https://attacker.example'>",
        "<a href='javascript:pwned(1)'>",
        "<a href='https://news.example/'>",
        "<link href='//attacker.example/x.css' rel='stylesheet'>",
        "<base href='/'>",
        "<svg></svg>",
        "<meta http-equiv='refresh'>",
        "A49B",
        "\u202e",
        "\x1b[2J",
    ],
)
def test_what_looks_at_pages_sees_what_is_wrong(markup: str) -> None:
    """The tests above and those of the desk's pages rest on it."""
    assert faults(markup)
    assert faults("<p>A{{7*7}}B <a href='/x'>here</a> &lt;script&gt;</p>") == []
