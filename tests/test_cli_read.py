"""Reading from the terminal: what comes out, what is kept, what is told, and how it may end."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from terminal import PROGRAM, environment, on_a_terminal, tollbook
from tollbook import example
from tollbook.cli.console import Status

REPORT = (
    "The army said on Monday that 12 rebels were killed near Goma. "
    "It said three soldiers were wounded.\n"
)
GERMAN = (
    "Bei dem Angriff am Montag sind nach Angaben der Polizei zwölf Menschen ums Leben gekommen, "
    "und viele weitere wurden in die umliegenden Krankenhäuser gebracht.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one report."""
    (tmp_path / "goma.txt").write_text(REPORT)
    return tmp_path


def records(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines()]


# extract


def test_extract_prints_a_statement_a_line_and_keeps_nothing(desk: Path) -> None:
    shown = tollbook("extract", "goma.txt", at=desk)
    assert (shown.status, shown.err) == (Status.FINE, "")
    found = records(shown.out)
    assert ("killed", 12, 12) in [(r.get("measure"), r.get("low"), r.get("high")) for r in found]
    for record in found:
        span = record["evidence"]
        assert isinstance(span, dict)
        assert REPORT[span["start"] : span["end"]] == span["quote"]
    assert [path.name for path in desk.iterdir()] == ["goma.txt"]


def test_two_runs_print_the_same_bytes(tmp_path: Path) -> None:
    """Every report of the example, whatever the seed of the process."""
    reports = example.reports()
    first = tollbook("extract", *reports, at=tmp_path, PYTHONHASHSEED="1")
    assert len(first.out.splitlines()) > len(reports)
    assert first == tollbook("extract", *reports, at=tmp_path, PYTHONHASHSEED="2")


def test_extract_reads_standard_input(desk: Path) -> None:
    shown = tollbook("extract", "-", at=desk, given=REPORT)
    assert [record["measure"] for record in records(shown.out)][:1] == ["killed"]


def test_extract_shows_a_table_on_a_terminal(desk: Path) -> None:
    shown = on_a_terminal("extract", "goma.txt", at=desk, NO_COLOR="1")
    assert shown.out.startswith("goma  ")
    assert "12 killed" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_extract_shows_csv(desk: Path) -> None:
    shown = tollbook("extract", "--format", "csv", "goma.txt", at=desk)
    assert shown.out.splitlines()[0].startswith("id,document,")


# read


def test_read_tells_what_it_came_to(desk: Path) -> None:
    first = tollbook("read", "goma.txt", at=desk)
    assert (first.status, first.err) == (Status.FINE, "")
    assert first.out.startswith("tollbook.db: 1 document (1 new)\n")
    assert re.search(r"^ +2 figures$", first.out, re.MULTILINE)
    assert tollbook("verify", at=desk).status == Status.FINE


def test_reading_again_changes_nothing(desk: Path) -> None:
    tollbook("read", "goma.txt", at=desk)
    before = tollbook("verify", at=desk).out
    again = tollbook("read", "goma.txt", at=desk)
    assert again.out.startswith("tollbook.db: 1 document (1 unchanged)\n  0 new statements\n")
    assert tollbook("verify", at=desk).out == before


def test_a_changed_report_is_a_new_version(desk: Path) -> None:
    tollbook("read", "goma.txt", at=desk)
    (desk / "goma.txt").write_text(REPORT.replace("12", "14"))
    again = tollbook("read", "goma.txt", at=desk)
    assert again.out.startswith("tollbook.db: 1 document (1 in a new version)\n")
    assert "14 rebels" in tollbook("document", "goma", at=desk).out
    assert "12 rebels" in tollbook("document", "goma", "--version", "1", at=desk).out


def test_problems_are_told_and_counted_and_the_rest_is_read(desk: Path) -> None:
    (desk / "feed.jsonl").write_text(
        json.dumps({"id": "a", "text": REPORT}) + "\n{broken\n" + json.dumps({"id": "b"}) + "\n"
    )
    shown = tollbook("read", "goma.txt", "feed.jsonl", "nowhere.txt", at=desk)
    assert shown.status == Status.UNUSABLE
    assert shown.out.startswith("tollbook.db: 2 documents (2 new)\n")
    assert shown.out.endswith("  3 problems, listed on standard error\n")
    places = [line.partition(": ")[0] for line in shown.err.splitlines()]
    assert places == ["feed.jsonl:2", "feed.jsonl:3", "nowhere.txt"]
    assert "Traceback" not in shown.err


def test_two_reports_of_one_name_stay_two(desk: Path) -> None:
    for day, text in (("mon", REPORT), ("tue", "A bus fell into the gorge; two were killed.\n")):
        (desk / day).mkdir()
        (desk / day / "report.txt").write_text(text)
        assert "(1 new)" in tollbook("read", day, at=desk).out
    assert "12 rebels" in tollbook("document", "report", at=desk).out
    assert "two were killed" in tollbook("document", "report-2", at=desk).out


def test_what_has_no_date_is_named_with_what_that_costs(desk: Path) -> None:
    shown = tollbook("read", "goma.txt", at=desk)
    assert "  1 without a date of publication: goma\n" in shown.out
    assert "stay open, and its counts enter no series" in shown.out
    given = ("--published", "2025-03-04", "--publisher", "Lake Wire", "--language", "en")
    shown = tollbook("read", "goma.txt", *given, at=desk)
    assert "without a date" not in shown.out
    page = tollbook("document", "goma", at=desk).out
    assert "2025-03-04" in page
    assert "Lake Wire" in page
    wrong = tollbook("read", "goma.txt", "--language", "English, please", at=desk)
    assert wrong.status == Status.USAGE


def test_a_working_folder_is_read_with_its_ledger_in_it(desk: Path) -> None:
    (desk / "feed.jsonl").write_text(json.dumps({"text": REPORT, "date": "2025-03-04"}))
    first = tollbook("read", "--ledger", "mine", ".", at=desk)
    assert first.status == Status.FINE
    assert first.err == (
        "feed.jsonl: 1 record has the key 'date', which is not read; did you mean 'published'?\n"
    )
    again = tollbook("read", "--ledger", "mine", ".", at=desk)
    assert (again.status, again.err) == (Status.FINE, first.err)
    assert "2 documents (2 unchanged)" in again.out


def test_two_value_policies_are_never_mixed_without_a_word(desk: Path) -> None:
    (desk / "many.txt").write_text("The army said that dozens of rebels were killed near Goma.\n")
    tollbook("read", "many.txt", "goma.txt", at=desk)
    other = tollbook("read", "--value-policy", "acled", "many.txt", at=desk)
    assert "under the value policy 'tollbook'" in other.err
    assert "under 'acled'" in other.err
    assert "(1 read anew)" in other.out
    extracted = tollbook("extract", "--value-policy", "acled", "many.txt", at=desk)
    assert [(r["low"], r["high"]) for r in records(extracted.out)] == [(12, 12)]
    assert tollbook("read", "--value-policy", "none", "many.txt", at=desk).status == Status.USAGE


def test_a_document_without_a_lexicon_is_kept_and_told_of(desk: Path) -> None:
    (desk / "angriff.txt").write_text(GERMAN)
    shown = tollbook("read", "angriff.txt", at=desk)
    assert shown.status == Status.FINE
    assert "angriff.txt" in shown.err
    assert "no lexicon for the language 'de'" in shown.out
    assert "Krankenhäuser" in tollbook("document", "angriff", at=desk).out


def test_hostile_names_and_words_reach_the_terminal_drawn(desk: Path) -> None:
    hostile = {"id": "a\x1b[2J", "text": "The \x1b[31marmy said [/red] 3 men were killed."}
    (desk / "feed.jsonl").write_text(json.dumps(hostile) + "\n" + '{"\x1b[5m": 1}\n')
    shown = on_a_terminal("read", "feed.jsonl", at=desk, NO_COLOR="1")
    assert "\x1b[5m" not in shown.out
    csv = ("show", "--format", "csv")
    for command in (("show",), csv, ("document", "a\x1b[2J"), ("checks",)):
        shown = on_a_terminal(*command, at=desk, NO_COLOR="1")
        assert "\x1b" not in shown.out
    assert "\x1b" in tollbook(*csv, at=desk).out  # data is as it was
    assert "[/red]" in on_a_terminal("document", "a\x1b[2J", at=desk, NO_COLOR="1").out


def test_progress_is_for_those_who_watch(desk: Path) -> None:
    """A bar on a terminal, wiped at the end; not a byte of it in a pipe."""
    watched = on_a_terminal("read", "goma.txt", at=desk)
    assert "1 read" in watched.out
    assert tollbook("read", "goma.txt", at=desk).err == ""


# Ctrl-C


def test_a_stopped_run_keeps_what_it_finished_and_goes_on(desk: Path) -> None:
    lines = [json.dumps({"id": f"r{n:04}", "text": REPORT}) for n in range(400)]
    (desk / "feed.jsonl").write_text("\n".join(lines))
    process = subprocess.Popen(  # noqa: S603 - the program under test
        [*PROGRAM, "read", "feed.jsonl"],
        cwd=desk,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and kept(desk) < 5:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (Status.STOPPED, "")
    told = re.fullmatch(
        r"Stopped: (\d+) documents read and kept in tollbook\.db\. "
        r"Give the same command again to go on\.\n",
        err,
    )
    assert told, err
    held = kept(desk)
    assert 5 <= held < 400
    assert 0 <= held - int(told[1]) <= 50  # a batch is counted right after it is stored
    assert tollbook("verify", at=desk).status == Status.FINE
    again = tollbook("read", "feed.jsonl", at=desk)
    assert f"400 documents ({400 - held} new, {held} unchanged)" in again.out


def kept(folder: Path) -> int:
    """How many readings the ledger holds at this moment, as any other program can see."""
    path = folder / "tollbook.db"
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are being made
        return 0
    finally:
        connection.close()


# demo


def test_the_demonstration_does_the_main_job(tmp_path: Path) -> None:
    shown = tollbook("demo", at=tmp_path)
    assert (shown.status, shown.err) == (Status.FINE, "")
    assert shown.out.startswith("\nWhat was read\n12 reports")
    for found in ("change_vs_baseline fails", "conflation fails", "single_origin note"):
        assert found in shown.out
    assert len(shown.out.splitlines()) < 60
    assert shown.out.index("What to type next") < shown.out.index("tollbook demo --keep demo.db")
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_can_be_seen_in_full(tmp_path: Path) -> None:
    shown = tollbook("demo", "--full", at=tmp_path)
    assert shown.status == Status.FINE
    assert "12 documents (12 new)" in shown.out
    assert "parts_sum holds" in shown.out
    assert "$ tollbook verify" in shown.out


def test_the_demonstration_can_be_kept(tmp_path: Path) -> None:
    shown = tollbook("demo", "--keep", "demo.db", at=tmp_path)
    assert "--keep" not in shown.out
    assert tollbook("demo", "--keep", "demo.db", at=tmp_path).out == shown.out
    assert tollbook("verify", "--ledger", "demo.db", at=tmp_path).status == Status.FINE
