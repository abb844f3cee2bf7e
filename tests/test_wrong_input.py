"""No command prints a traceback: wrong input is an exit status and a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tollbook.cli.app import app
from tollbook.ledger import Ledger
from tollbook.model.problem import TollbookError

SERVERS = {"tollbook serve", "tollbook mcp", "tollbook demo"}
LEDGERS = ("noise.db", "fresh.db")


def _commands(command: Any, name: str, parent: Any = None) -> Iterator[Any]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    inner = getattr(command, "commands", {})
    for sub, one in inner.items():
        yield from _commands(one, sub, context)
    if not inner and context.command_path not in SERVERS:
        yield context


CONTEXTS = list(_commands(get_command(app), "tollbook"))
WITH_LEDGER = [
    one for one in CONTEXTS if any("--ledger" in found.opts for found in one.command.params)
]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nothing in it."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def folder(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty ledger, and with what is none; it is the working directory."""
    (tmp_path / "noise.db").write_bytes(b"\x00\xfe noise" * 300)
    shutil.copyfile(fresh, tmp_path / "fresh.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOLLBOOK_BY", "Ann")
    return tmp_path


def _run(context: Any, word: str, ledger: str | None = None) -> BaseException | None:
    """How a command ends with the same word for each of its arguments."""
    line = context.command_path.split()[1:]
    parameters = context.command.params
    line += [word for one in parameters if one.param_type_name == "argument" and one.required]
    for one in parameters:
        if one.param_type_name == "option" and one.required:
            line += [one.opts[0], "1"]
    line += ["--ledger", ledger] if ledger else []
    return CliRunner().invoke(app, line, input="").exception


@pytest.mark.parametrize("context", WITH_LEDGER, ids=lambda context: context.command_path)
def test_a_ledger_that_can_not_be_used_ends_in_a_sentence(folder: Path, context: Any) -> None:
    """It is no database, or nothing is in it."""
    ends = {ledger: _run(context, "missing.txt", ledger) for ledger in LEDGERS}
    expected = (SystemExit, TollbookError, OSError, type(None))
    assert {name: end for name, end in ends.items() if not isinstance(end, expected)} == {}


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.command_path)
def test_a_word_that_makes_no_sense_ends_in_a_sentence(folder: Path, context: Any) -> None:
    """The same word for every argument, and one that would act on a terminal."""
    end = _run(context, "\x1b[2J")
    assert end is None or isinstance(end, SystemExit | TollbookError | OSError)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["queue", "--most", "x"], "it is not a whole number; write it like 12."),
        (["queue", "--most", "0"], "it has to be 1 or more."),
        (["predictions", "mark", "a", "b", "--evidence", "c"], "'b' is not one of 'met'"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_plain_words(line: list[str], said: str) -> None:
    ran = CliRunner().invoke(app, line)
    assert ran.exit_code == 2
    assert said in ran.output
    assert "nput should" not in ran.output
    assert "Value error" not in ran.output
