"""Completion as a shell asks for it: in a real Bash, and never with a word but names."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from factories import a_document, a_figure
from ledger_tools import RUN
from terminal import PROGRAM, environment, tollbook
from tollbook.app import completing
from tollbook.ledger import Ledger
from tollbook.model.address import Address

AT = datetime(2025, 2, 3, 12, tzinfo=UTC)
TEXT = "The Hill Guard said 3 men died."
EVIL = "evil$(touch hit)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `tollbook.db`, a case beside it, and a file that is no ledger."""
    at = tmp_path_factory.mktemp("completion")
    with Ledger.open(at / "tollbook.db") as ledger:
        for id in ("hill-radio-1", "hill-radio-2", EVIL):
            page = a_document(TEXT, id=id, published=date(2025, 2, 3))
            ledger.add(page, [a_figure(page, "3 men died", low=3, origin="Hill Guard")], RUN, AT)
    (at / "cases").mkdir()
    (at / "cases" / "hills.toml").write_text('title = "The hills"\n', encoding="utf-8")
    (at / "not.db").write_bytes(b"\x00\xff no ledger" * 100)
    program = at / "bin" / "tollbook"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{PROGRAM[2]}" "$@"\n')
    program.chmod(0o755)
    return at


OFFERED = {
    "tollbook pred": ["predictions"],
    "tollbook answer --case hil": ["hills"],
    "tollbook show --origin Hi": ["Hill\\ Guard"],
    "tollbook document hill": ["hill-radio-1", "hill-radio-2"],
    "tollbook cite hill-radio-2": ["hill-radio-2#1"],
    "tollbook show --ledger none.db --document h": [],
    "tollbook show --ledger not.db --document h": [],
    "tollbook document ev": [],  # a shell would run what is in that id
}


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_offers_what_fits(folder: Path) -> None:
    """In a real Bash, with the script that Tollbook prints: what Tab offers at the line's end."""
    script = ['eval "$(_TOLLBOOK_COMPLETE=source_bash tollbook)"']
    for line in OFFERED:
        words = line.split(" ")
        script += [
            f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}",
            "_tollbook_completion tollbook; printf '%s\\0' \"${COMPREPLY[*]}\"",
        ]
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(  # noqa: S603 - a script of our own
        [bash, "--norc", "-c", "\n".join(script)],
        cwd=folder,
        env=environment(PATH=f"{folder / 'bin'}:/usr/bin:/bin"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert dict(zip(OFFERED, done.stdout.split("\0"), strict=False)) == {
        line: " ".join(words) for line, words in OFFERED.items()
    }


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_there_is_a_script_for_every_shell(folder: Path, shell: str) -> None:
    ran = tollbook(at=folder, _TOLLBOOK_COMPLETE=f"source_{shell}")
    assert (ran.status, ran.err) == (0, "")
    assert f"complete_{shell}" in ran.out


@pytest.mark.parametrize(
    "name", ["a;b", "$(a)", "`a`", "-rf", "a'b", 'a"b', "a\nb", "a\x1b[2J", "a  b", "*", "x" * 300]
)
def test_a_name_that_a_shell_may_misread_is_not_offered(tmp_path: Path, name: str) -> None:
    path = tmp_path / "l.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE versions (document TEXT)")
    connection.executemany("INSERT INTO versions VALUES (?)", [(name,), ("a-good-name",)])
    connection.commit()
    connection.close()
    assert completing.names("documents", Address.of(path), "") == ["a-good-name"]
