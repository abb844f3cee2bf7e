"""`docs/ledger.md` is right: its query and its verifier run, and agree with Tollbook."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ledger_tools import APART, AT, BRIEFING, RUN, STATEMENTS, ask, tamper
from tollbook.ledger import Ledger
from tollbook.ledger.schema import VERSION_TABLE, metadata

PAGE = (Path(__file__).parents[1] / "docs" / "ledger.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "war.db"
    with Ledger.open(made) as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
        ledger.decide(APART)
        ledger.add(replace(BRIEFING, source="file:b.txt"), STATEMENTS, RUN, AT)
    return made


def verify_alone(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the program of the page; `-I -S` keep Tollbook and all else out of its reach."""
    command = [sys.executable, "-I", "-S", "-c", blocks("python")[-1], str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def test_the_verifier_of_the_page_comes_to_the_same_head(path: Path) -> None:
    with Ledger.open(path, writable=False) as ledger:
        found = ledger.verify()
    result = verify_alone(path)
    assert result.stdout == f"5 entries hold, head {found.head}\n", result.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("UPDATE entries SET payload = '{}' WHERE seq = 2", "entry 2: the chain is broken"),
        ("DELETE FROM entries WHERE seq = 2", "entry 2: the chain is broken"),
        ("UPDATE versions SET text = 'peace'", "entry 2: the document was changed"),
        ("UPDATE statements SET record = '{}'", "entry 3: the statements were changed"),
        ("UPDATE decisions SET value = 'no'", "entry 4: the decision was changed"),
        ("UPDATE sources SET source = 'file:c.txt'", "entry 5: the source was changed"),
        ("DELETE FROM statements WHERE position = 4", "entry 3: the statements were changed"),
    ],
)
def test_the_verifier_of_the_page_sees_forgeries(path: Path, command: str, said: str) -> None:
    tamper(path, command)
    assert said in verify_alone(path).stderr


@pytest.mark.parametrize(
    ("query", "origin"),
    [(blocks("sql")[0], "national intelligence service"), (blocks("sql")[1], None)],
)
def test_the_queries_of_the_page_find_the_dead(path: Path, query: str, origin: str | None) -> None:
    assert ask(path, query) == [
        (
            "2025-01-14",
            origin or "National Intelligence Service",
            300,
            300,
            "some 300 North Korean soldiers have been killed in Kursk",
        )
    ]


@pytest.mark.parametrize("view", ["documents", "figures"])
def test_the_page_names_every_column_of_a_view_in_order(path: Path, view: str) -> None:
    [row] = re.findall(rf"^\| `{view}` \|.*$", PAGE, re.MULTILINE)
    columns = [name for (name,) in ask(path, f"SELECT name FROM pragma_table_info('{view}')")]  # noqa: S608 - ours
    described = re.findall(r"`(\w+)`", row)[1:]
    assert sorted(described) == sorted(map(str, columns))


@pytest.mark.parametrize("table", [*sorted(metadata.tables), VERSION_TABLE])
def test_the_page_names_every_column(path: Path, table: str) -> None:
    tables = PAGE.partition("\n## The tables\n")[2].partition("\n## ")[0]
    [row] = re.findall(rf"^\| `{table}` \|.*$", tables, re.MULTILINE)
    columns = [name for (name,) in ask(path, f"SELECT name FROM pragma_table_info('{table}')")]  # noqa: S608 - ours
    assert columns
    assert [name for name in columns if f"`{name}`" not in row] == []
