"""The terminal over a ledger that is there: filters, formats, statuses, advice, pipes, colours."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import sqlite3
import subprocess
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factories import a_change, a_document, a_figure, a_prediction, reread
from ledger_tools import tamper
from terminal import PROGRAM, environment, on_a_terminal, tollbook
from tollbook import __version__
from tollbook.cli.app import app
from tollbook.cli.console import Status
from tollbook.ledger import Ledger, Run
from tollbook.settings import Linting, Safety, Settings

COMMANDS = (
    "demo",
    "extract",
    "read",
    "answer",
    "show",
    "document",
    "cite",
    "case",
    "estimate",
    "recompute",
    "checks",
    "predictions",
    "predictions mark",
    "separate",
    "join",
    "decisions",
    "diff",
    "verify",
    "explain",
    "evaluate",
)
FORMATS = ("table", "json", "jsonl", "csv")
READ_AT = datetime(2025, 1, 20, 12, tzinfo=UTC)
ESCAPE = "\x1b["


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `tollbook.db`: two documents, the older one in two versions."""
    at = tmp_path_factory.mktemp("ledger")
    run = Run.of(Settings(), model="m", model_digest="0", lexicon_digest="0")
    first = a_document("The army said 3 men died.", id="december", published=date(2024, 12, 19))
    second = a_document(
        "The ministry said 300 soldiers were killed and 2,700 injured in Goma, a total of 3,100"
        " casualties. Deaths tripled. Talks will likely fail.",
        id="january",
    )
    statements = (
        a_figure(
            second,
            "300 soldiers were killed",
            origin="The ministry",
            population="soldiers",
            part_of="january#3",
        ),
        a_figure(
            second,
            "2,700 injured",
            n=2,
            measure="injured",
            low=2700,
            origin="The ministry",
            place="Goma",
            part_of="january#3",
        ),
        a_figure(
            second,
            "3,100 casualties",
            n=3,
            measure="casualties",
            low=3100,
            origin="The ministry",
        ),
        a_change(second, "Deaths tripled", n=4, factor_low=3, factor_high=3),
        a_prediction(second, "Talks will likely fail", n=5, likelihood="likely"),
    )
    with Ledger.open(at / "tollbook.db") as ledger:
        ledger.add(first, [a_figure(first, "3 men died", low=3)], run, READ_AT)
        corrected = reread(first, "The army said 5 men died.")
        ledger.add(corrected, [a_figure(corrected, "5 men died", low=5)], run, READ_AT)
        ledger.add(second, statements, run, READ_AT)
    return at


# Help


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_help_ends_with_an_example_to_paste(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"])
    assert shown.exit_code == Status.FINE
    assert re.search(r"\n  Example:\n(    .*tollbook .*\n)+\n?\Z", shown.stdout)
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_help_lists_the_exit_statuses_and_all_commands() -> None:
    shown = CliRunner().invoke(app, [])
    for status in (
        Status.FINE,
        Status.UNUSABLE,
        Status.USAGE,
        Status.CONTRADICTION,
        Status.STOPPED,
    ):
        assert re.search(rf"^    {status:d} +\w", shown.output, re.MULTILINE)
    for command in COMMANDS:
        name = command.partition(" ")[0]
        assert re.search(rf"^  {name} +\w", shown.output, re.MULTILINE)


def test_version(tmp_path: Path) -> None:
    assert tollbook("--version", at=tmp_path).out == f"tollbook {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_had_for_a_shell(shell: str, tmp_path: Path) -> None:
    # Otherwise the shell that happens to run the tests would count, not the one that is named.
    named = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    shown = tollbook("--show-completion", shell, at=tmp_path, **named)
    assert shown.status == Status.FINE
    assert "_TOLLBOOK_COMPLETE" in shown.out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tollbook ve", {"verify"}),
        ("tollbook show --measure ki", {"killed"}),
        ("tollbook show --kind pre", {"prediction"}),
        ("tollbook show --format j", {"json", "jsonl"}),
    ],
)
def test_completion_offers_what_fits(typed: str, offered: set[str], tmp_path: Path) -> None:
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    shown = tollbook(at=tmp_path, _TOLLBOOK_COMPLETE="complete_bash", **asked)
    assert set(shown.out.split()) == offered


def test_commands_that_need_no_parse_do_not_load_the_parser(folder: Path) -> None:
    """SpaCy alone takes longer than all the rest of these commands."""
    for command in ("--help", "show", "document january", "checks", "verify"):
        ran = subprocess.run(  # noqa: S603 - the program under test
            [PROGRAM[0], "-X", "importtime", *PROGRAM[1:], *command.split()],
            cwd=folder,
            env=environment(),
            capture_output=True,
            check=False,
        )
        assert b"tollbook.cli" in ran.stderr
        assert not re.search(rb"\| +(spacy|thinc|trafilatura)\b", ran.stderr), command


# show


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "december#1 january#1 january#2 january#3 january#4 january#5"),
        ("--measure killed", "december#1 january#1 january#4"),
        ("--measure injured --measure casualties", "january#2 january#3"),
        ("--origin ministry", "january#1 january#2 january#3"),
        ("--population SOLDIERS", "january#1"),
        ("--place goma", "january#2"),
        ("--since 2025-01-14", "january#1 january#2 january#3 january#4 january#5"),
        ("--until 2025-01-13", "december#1"),
        ("--kind prediction --kind change", "january#4 january#5"),
        ("--document december", "december#1"),
        ("--kind figure --measure killed --origin army", "december#1"),
        ("--place Kursk", ""),
    ],
)
def test_filters_narrow_what_is_shown(folder: Path, options: str, found: str) -> None:
    """Each filter alone, repeated, and several together."""
    ledger = ["--ledger", str(folder / "tollbook.db")]
    shown = CliRunner().invoke(app, ["show", *options.split(), "--format", "jsonl", *ledger])
    assert shown.exit_code == Status.FINE
    assert [json.loads(line)["id"] for line in shown.stdout.splitlines()] == found.split()


def test_the_table_names_each_document_once(folder: Path) -> None:
    shown = tollbook("show", "--kind", "figure", at=folder)
    assert shown.err == ""
    headings = [line for line in shown.out.splitlines() if "Daily Gazette" in line]
    assert headings == ["december  2024-12-19  Daily Gazette", "january  2025-01-14  Daily Gazette"]
    assert re.search(r"^#3 +3,100 casualties +The ministry$", shown.out, re.MULTILINE)


def test_a_table_through_a_pipe_is_80_columns_with_no_colours_or_blanks_at_the_end(
    folder: Path,
) -> None:
    for command in ("show", "document january", "checks", "verify", "explain"):
        shown = tollbook(*command.split(), at=folder)
        assert ESCAPE not in shown.out
        assert all(line == line.rstrip() and len(line) <= 80 for line in shown.out.splitlines())


def test_no_statement_fits(folder: Path) -> None:
    shown = tollbook("show", "--place", "Kursk", at=folder)
    assert (shown.status, shown.out) == (Status.FINE, "")
    assert shown.err == "No statement fits; fewer filters show more.\n"


def test_csv_has_a_line_of_names_and_one_a_statement(folder: Path) -> None:
    shown = tollbook("show", "--format", "csv", at=folder)
    rows = list(csv.DictReader(io.StringIO(shown.out)))
    assert [row["id"] for row in rows][:2] == ["december#1", "january#1"]


def test_output_for_programs_is_utf8_whatever_the_locale(folder: Path) -> None:
    plain = tollbook("show", "--format", "jsonl", at=folder)
    ascii_only = tollbook("show", "--format", "jsonl", at=folder, PYTHONIOENCODING="ascii")
    assert ascii_only.out == plain.out


def test_a_table_where_the_terminal_has_only_ascii(folder: Path) -> None:
    shown = tollbook("document", "january", at=folder, PYTHONIOENCODING="ascii")
    assert shown.status == Status.FINE
    assert shown.out.isascii()
    assert "300 soldiers were killed" in shown.out


# Colours


def test_a_terminal_gets_colours_and_no_color_is_obeyed(folder: Path) -> None:
    for command in (("show",), ("document", "january")):
        assert ESCAPE + "31m" in on_a_terminal(*command, at=folder).out
        plain = on_a_terminal(*command, at=folder, NO_COLOR="1")
        assert ESCAPE not in plain.out
        assert plain.out == tollbook(*command, at=folder).out


def test_an_empty_no_color_means_nothing(folder: Path) -> None:
    assert ESCAPE in on_a_terminal("show", at=folder, NO_COLOR="").out


# Pipes


def test_a_reader_that_goes_away_is_no_fuss(folder: Path) -> None:
    """As in `tollbook show | head -1`."""
    for form in FORMATS:
        process = subprocess.Popen(  # noqa: S603 - the program under test
            [*PROGRAM, "show", "--format", form],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == Status.READER_GONE


def test_a_command_that_is_stopped_is_quiet(folder: Path) -> None:
    """Ctrl-C, even while the program is still loading."""
    process = subprocess.Popen(  # noqa: S603 - the program under test
        [*PROGRAM, "read", "-"],
        cwd=folder,
        env=environment(TOLLBOOK_LEDGER="stopped.db"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    while not (folder / "stopped.db").exists():  # it waits for its input from then on
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (Status.STOPPED, b"")
    assert b"Traceback" not in err


# Formats


@pytest.mark.parametrize(
    "command",
    [
        "show",
        "claims",
        "checks",
        "series",
        "estimate",
        "consistent",
        "predictions",
        "predictions --scores",
        "decisions",
        "diff 2025-01-01 2025-02-01",
        "case list",
    ],
)
def test_every_answer_has_every_format(folder: Path, command: str) -> None:
    """`json` is one value, `jsonl` one record a line, `csv` a table with the same rows."""
    ran = {
        form: CliRunner().invoke(
            app, [*command.split(), "--format", form, "--ledger", str(folder / "tollbook.db")]
        )
        for form in FORMATS
    }
    assert all(result.exception is None or result.exit_code == 3 for result in ran.values())
    whole = json.loads(ran["json"].stdout)
    lines = [json.loads(line) for line in ran["jsonl"].stdout.splitlines()]
    if isinstance(whole, list):
        assert whole == lines
    header, *rows = csv.reader(io.StringIO(ran["csv"].stdout))
    assert len(rows) >= len(lines)
    assert all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize(
    "command", ["document january", "explain", "verify", "case show none", "evaluate a b"]
)
def test_a_format_that_makes_no_sense_is_refused(folder: Path, command: str) -> None:
    shown = tollbook(*command.split(), "--format", "csv", at=folder)
    assert (shown.status, shown.out) == (Status.USAGE, "")
    assert "'--format': csv makes no sense here; choose table or json." in shown.err


# document


def test_a_document_is_shown_with_its_evidence_marked(folder: Path) -> None:
    shown = tollbook("document", "january", at=folder).out
    assert shown.startswith("january  2025-01-14  Daily Gazette\n")
    assert "‹1 300 soldiers were killed›" in " ".join(
        line[:48].strip() for line in shown.split("\n")
    )
    assert re.search(r" 3 3,100 casualties\n", shown)


def test_an_older_version_can_be_shown(folder: Path) -> None:
    assert "‹1 5 men died›" in tollbook("document", "december", at=folder).out
    assert "‹1 3 men died›" in tollbook("document", "december", "--version", "1", at=folder).out


@pytest.mark.parametrize("command", [("document",), ("show", "--document")])
def test_an_unknown_document_calls_its_neighbours_to_mind(
    folder: Path, command: tuple[str, ...]
) -> None:
    near = tollbook(*command, "januray", at=folder)
    assert (near.status, near.out) == (Status.UNUSABLE, "")
    assert near.err == "no document is called 'januray'; did you mean january?\n"
    assert "'tollbook show' lists them all" in tollbook(*command, "zzz", at=folder).err


# checks


def test_a_contradiction_shows_in_the_status(folder: Path) -> None:
    """300 killed and 2,700 injured are not the 3,100 casualties of the same report."""
    shown = tollbook("checks", at=folder)
    assert shown.status == Status.CONTRADICTION
    assert shown.out.startswith("january.txt:1: parts_sum fails")
    records = tollbook("checks", "--fails", "--format", "jsonl", at=folder)
    assert {json.loads(line)["verdict"] for line in records.out.splitlines()} == {"fails"}


def test_a_number_that_nobody_stands_behind_stops_no_script(tmp_path: Path) -> None:
    page = a_document("The clashes left 40 people dead.", id="page")
    run = Run.of(Settings(), model="m", model_digest="0", lexicon_digest="0")
    with Ledger.open(tmp_path / "tollbook.db") as ledger:
        unsourced = a_figure(page, "40 people", low=40, number="40", origin=None)
        ledger.add(page, [unsourced], run, READ_AT)
    shown = tollbook("checks", at=tmp_path)
    assert shown.out.startswith("page.txt:1: unattributed note")
    assert shown.status == Status.FINE


def test_a_check_can_be_named(folder: Path) -> None:
    shown = tollbook("checks", "part_exceeds_whole", at=folder)
    assert (shown.status, shown.out) == (Status.FINE, "")
    assert shown.err == "Nothing to check was found.\n"


def test_an_unknown_check_is_a_usage_error_with_advice(folder: Path) -> None:
    shown = tollbook("checks", "part_sum", at=folder)
    assert shown.status == Status.USAGE
    assert "did you mean parts_sum?" in shown.err


# verify


def test_verify_prints_a_head_that_can_be_kept(folder: Path) -> None:
    shown = tollbook("verify", at=folder)
    assert shown.status == Status.FINE
    head = re.search(r"^head ([0-9a-f]{64})$", shown.out, re.MULTILINE)
    assert head
    assert tollbook("verify", "--expect", head[1], at=folder).status == Status.FINE
    other = tollbook("verify", "--expect", "0" * 64, at=folder)
    assert other.status == Status.UNUSABLE
    assert "the end of the chain" in other.err


def test_verify_names_what_was_tampered_with(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with sqlite3.connect(folder / "tollbook.db") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    tamper(copy, "UPDATE statements SET record = replace(record, '2700', '2701')")
    shown = tollbook("verify", "--ledger", copy, at=tmp_path)
    assert (shown.status, shown.out) == (Status.UNUSABLE, "")
    assert re.fullmatch(r"copy\.db: .*january.*\n|.*copy\.db: .*january.*\n", shown.err)


# Wrong input and full disks


def test_a_full_disk_is_one_sentence(folder: Path) -> None:
    for command in (("show",), ("show", "--format", "jsonl"), ("checks",), ("explain",)):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(  # noqa: S603 - the program under test
                [*PROGRAM, *command],
                cwd=folder,
                env=environment(),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=120,
                check=False,
            )
        sentence = "tollbook: the output can't be written: no space left on device\n"
        assert (done.returncode, done.stderr) == (Status.UNUSABLE, sentence)


@pytest.mark.parametrize(
    ("command", "status", "sentence"),
    [
        ("show", Status.UNUSABLE, "tollbook: no ledger at tollbook.db; run 'tollbook read' first"),
        ("verify --ledger /", Status.UNUSABLE, "/ can't be a ledger"),
        ("show --ledger notes.txt", Status.UNUSABLE, "notes.txt"),
        ("show --measure kiled", Status.USAGE, "'kiled' is not one of killed, injured"),
        ("show --kind figures", Status.USAGE, "'figures' is not one of figure, change"),
        (
            "show --since yesterday",
            Status.USAGE,
            "'yesterday' is not a date; write it like 2025-01-14",
        ),
        ("read", Status.USAGE, "FILE"),
        ("extract", Status.USAGE, "FILE"),
        ("raed report.txt", Status.USAGE, "read"),
        ("extract --aliases none.toml notes.txt", Status.UNUSABLE, "none.toml"),
    ],
)
def test_wrong_input_gets_a_sentence_and_no_traceback(
    tmp_path: Path, command: str, status: Status, sentence: str
) -> None:
    (tmp_path / "notes.txt").write_text("This is no ledger, and says nothing of anybody.")
    shown = tollbook(*command.split(), at=tmp_path)
    assert (shown.status, shown.out) == (status, "")
    assert sentence in shown.err
    assert "Traceback" not in shown.err


def test_the_ledger_can_be_named_once_and_for_all(folder: Path, tmp_path: Path) -> None:
    shown = tollbook("verify", at=tmp_path, TOLLBOOK_LEDGER=str(folder / "tollbook.db"))
    assert shown.status == Status.FINE


def test_looking_leaves_no_ledger_behind(tmp_path: Path) -> None:
    for command in ("show", "document x", "checks", "verify"):
        tollbook(*command.split(), at=tmp_path)
    assert list(tmp_path.iterdir()) == []


# explain


def test_explain_gives_every_setting_with_its_reason(tmp_path: Path) -> None:
    facts = json.loads(tollbook("explain", "--format", "json", at=tmp_path).out)
    shown = " ".join(tollbook("explain", at=tmp_path).out.split())
    settings = [("settings", *setting) for setting in Settings().with_reasons()]
    limits = [("safety", *limit) for limit in Safety().with_reasons()]
    linting = [("linting", *limit) for limit in Linting().with_reasons()]
    for part, name, value, reason in (*settings, *limits, *linting):
        assert facts[part][name] == {"value": value, "reason": reason}
        words = f"{value:,}" if isinstance(value, int) else value
        assert f"{name} = {words} {reason}" in shown
    assert all(re.fullmatch(r"[0-9a-f]{64}", item["sha256"]) for item in facts["loaded"])
    assert any("en_core_web_sm" in item["name"] for item in facts["loaded"])
