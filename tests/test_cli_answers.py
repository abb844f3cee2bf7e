"""`answer` and `cite` at the terminal: what they print, in which formats, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import tollbook
from claim_tools import JANUARY, NIS, a_report
from factories import a_document, a_figure
from ledger_tools import AT, RUN
from terminal import tollbook as at_a_terminal
from tollbook.cli.app import app
from tollbook.ledger import Ledger

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two briefings, a hostile page, and two cases."""
    at = tmp_path_factory.mktemp("answers")
    page = a_document("Gen\x1b[31meral [b]X[/b] said 40 soldiers were captured.", id="hostile")
    captured = a_figure(
        page,
        "40 soldiers were captured",
        measure="captured",
        low=40,
        origin="Gen\x1b[31meral [b]X[/b]",
        population="soldiers",
    )
    with Ledger.open(at / "tollbook.db") as ledger:
        for document, figure in (
            a_report("first", **NIS),
            a_report("second", JANUARY + timedelta(days=9), low=340, **NIS),
            (page, captured),
        ):
            ledger.add(document, [figure], RUN, at=AT)
    (at / "cases").mkdir()
    for name in ("one", "two"):
        case = f'title = "Case {name}"\nmeasures = ["killed", "captured"]\n'
        (at / "cases" / f"{name}.toml").write_text(case, encoding="utf-8")
    return at


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


def test_a_case_is_answered_with_what_changed(run: Run) -> None:
    shown = run("answer", "--case", "one", "--measure", "killed").stdout
    assert shown == (
        "Case one\n"
        "2 reports up to 22 January 2025\n"
        "\n"
        "killed  National Intelligence Service: 340, as of 22 January 2025\n"
        "          in Daily Gazette\n"
        "\n"
        "What the reports of 22 January 2025 changed\n"
        "killed  National Intelligence Service: now 340, before that 300 (as of 13\n"
        "        January 2025)\n"
    )


def test_without_a_case_each_is_answered_in_turn(run: Run) -> None:
    shown = run("answer").stdout
    assert [line for line in shown.splitlines() if line.startswith("Case")] == [
        "Case one",
        "Case two",
    ]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--at", "2025-01-20"), "National Intelligence Service: 300, as of 13 January 2025"),
        (("--at", "2025-01-20"), "There are no earlier counts to compare with."),
        (("--at", "2020-01-01"), "No report published by 1 January 2020 counts anybody."),
        (("--since", "2025-02-01"), "Nothing changed in the reports since 1 February 2025."),
        (("--as-known-on", "2020-01-01"), "No report counts anybody."),
    ],
)
def test_an_answer_is_that_of_a_day(run: Run, args: tuple[str, ...], words: str) -> None:
    done = run("answer", "--case", "one", "--measure", "killed", *args)
    assert done.exit_code == 0
    assert words in done.stdout


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("--at", "soon"), 2, "'soon' is not a date; write it like 2025-01-14."),
        (("--at", "2025-01-01", "--since", "2025-02-01"), 2, "2025-02-01 is after 2025-01-01"),
        (("--measure", "dead"), 2, "'dead' is not one of killed"),
        (("--case", "oen"), 1, "no case is called 'oen'; did you mean one?"),
    ],
)
def test_a_wrong_question_gets_one_sentence(
    folder: Path, args: Any, status: int, words: str
) -> None:
    done = at_a_terminal("answer", *args, at=folder)
    assert (done.status, done.out) == (status, "")
    assert words in done.err


def test_an_answer_is_data(run: Run) -> None:
    (record,) = json.loads(run("answer", "--case", "one", "--format", "json").stdout)
    assert record["case"]["name"] == "one"
    assert [one["measure"] for one in record["measures"]] == ["killed", "captured"]
    (change,) = record["changes"]
    assert (change["before"]["low"], change["after"]["low"]) == (300, 340)
    lines = run("answer", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["case"]["name"] for line in lines] == ["one", "two"]
    rows = list(csv.DictReader(io.StringIO(run("answer", "--format", "csv").stdout)))
    assert [(row["case"], row["measure"], row["low"]) for row in rows[:2]] == [
        ("one", "killed", "340"),
        ("one", "captured", "40"),
    ]


def test_a_hostile_name_acts_on_no_terminal(run: Run) -> None:
    shown = run("answer", "--case", "one").stdout
    assert "\x1b" not in shown
    assert "[b]X[/b]" in shown


def test_a_ledger_that_counts_nobody_says_so(run: Run, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as ledger:
        ledger.add(a_document("Rain fell."), [], RUN, at=AT)
    shown = run("answer", "--ledger", tmp_path / "empty.db").stdout
    assert shown == "All reports together\nNo report counts anybody.\n"


def test_the_library_gives_the_same(folder: Path) -> None:
    with tollbook.open(folder / "tollbook.db") as ledger:
        (found,) = ledger.answers(case="one", measure="killed")
        assert [count.claim.figure.low for count in found.measures[0].counts] == [340]
        assert len(ledger.answers()) == 2
        assert list(ledger.answers(case="one").to_dataframe("polars")["low"]) == [340, 40]
        with pytest.raises(ValueError, match="2025-02-01 is after 2025-01-01"):
            ledger.answers(at="2025-01-01", since="2025-02-01")
        assert ledger.cite("second#1").head == ledger.verify().head
        with pytest.raises(tollbook.TollbookError, match="did you mean second#1"):
            ledger.cite("second#2")


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("text", "340 killed, soldiers"),
        ("markdown", "**340 killed, soldiers**, as of 22 January 2025, said by National Intel"),
        ("bibtex", "@misc{second-1,"),
        ("json", "{"),
    ],
)
def test_a_count_is_cited_in_each_form(run: Run, form: str, first: str) -> None:
    done = run("cite", "second#1", "--format", form)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].startswith(first)


def test_a_claim_is_cited_within_its_case(run: Run) -> None:
    (record,) = json.loads(run("answer", "--case", "one", "--format", "json").stdout)
    claim = record["measures"][0]["counts"][0]["claim"]
    assert f"claim        {claim}" in run("cite", claim, "--case", "one").stdout


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("secnod#1",), 1, "no count is called 'secnod#1'; did you mean second#1?"),
        (("second#1", "--format", "pdf"), 2, "'pdf' is not one of"),
        ((), 2, "Missing argument 'ID'"),
    ],
)
def test_what_cant_be_cited_gets_one_sentence(
    folder: Path, args: Any, status: int, words: str
) -> None:
    done = at_a_terminal("cite", *args, at=folder)
    assert (done.status, done.out) == (status, "")
    assert words in done.err
