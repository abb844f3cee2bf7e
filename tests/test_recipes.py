"""The recipes work: each program gives the same answer, and it is Tollbook's own."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from datasette.app import Datasette

import tollbook

CASE = "north-korean-troops"
PAGE = (Path(__file__).parents[1] / "docs" / "recipes.md").read_text(encoding="utf-8")
PROGRAMS = ("pandas", "duckdb", "datasette")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


QUERIES = blocks("sql")


@pytest.fixture(scope="module")
def folder(example_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example's ledger and its exports, as at the start of the page."""
    folder = tmp_path_factory.mktemp("recipes")
    shutil.copy(example_ledger, folder / "tollbook.db")
    with tollbook.open(folder / "tollbook.db") as ledger:
        for format, name in (("sqlite", "case"), ("parquet", "case-parquet"), ("csv", "case-csv")):
            ledger.export(CASE, folder / name, format=format)
    return folder


@pytest.fixture(scope="module")
def programs(folder: Path) -> dict[str, Callable[[str], list[tuple[Any, ...]]]]:
    """How each program answers a query, by the functions that the page defines."""
    names: dict[str, Any] = {}
    with chdir(folder):
        for block in blocks("python"):
            exec(compile(block, "recipes.md", "exec"), names)  # noqa: S102 - from our own page

    def rows(program: str, sql: str) -> list[tuple[Any, ...]]:
        with chdir(folder):
            frame: pd.DataFrame = names[f"ask_with_{program}"](sql)
        return [tuple(map(plain, row)) for row in frame.itertuples(index=False, name=None)]

    return {name: lambda sql, name=name: rows(name, sql) for name in PROGRAMS}  # type: ignore[misc]


def plain(value: Any) -> Any:
    """A value whatever the program's type for it: a day as text, a whole number as one."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


@pytest.mark.parametrize("sql", QUERIES, ids=range(len(QUERIES)))
def test_every_program_gives_the_same_answer(
    programs: dict[str, Callable[[str], list[tuple[Any, ...]]]], sql: str
) -> None:
    answers = [programs[name](sql) for name in PROGRAMS]
    assert answers[0]
    assert answers[1:] == answers[:1] * 2


def test_the_answers_are_those_of_tollbook(
    folder: Path, programs: dict[str, Callable[[str], list[tuple[Any, ...]]]]
) -> None:
    claims, series, findings, voice, page = (programs["pandas"](sql) for sql in QUERIES)
    with tollbook.open(folder / "tollbook.db") as ledger:
        assert sorted(row[:3] for row in claims) == sorted(
            (one.origin.name, one.figure.low, one.figure.high)
            for one in ledger.claims(measure="killed", case=CASE)
            if one.origin.kind == "named"
        )
        [grown, *_] = ledger.series(measure="killed", origin="org:kr-nis", case=CASE)
        assert len(series) == len([p for p in grown.points if not p.misread])
        failing = ledger.checks(fails=True, case=CASE)
        assert {row[1] for row in findings} == {one.title for one in failing}
        said = ledger.statements(origin="org:kr-nis", case=CASE)
        assert {row[5] for row in voice} <= {one.evidence.quote for one in said}
        there = ledger.statements(document="2025-01-14-daily-lantern", case=CASE)
        assert [row[0] for row in page] == [one.id for one in there]
        text = ledger.document("2025-01-14-daily-lantern").text
        assert all(text[row[4] : row[5]] == row[3] for row in page)


def test_datasette_shows_the_views_of_the_ledger_itself(folder: Path) -> None:
    async def ask() -> tuple[set[str], int]:
        server = Datasette([str(folder / "tollbook.db")])
        about = (await server.client.get("/tollbook.json")).json()
        rows = (await server.client.get("/tollbook/figures.json?_shape=array")).json()
        return {view["name"] for view in about["views"]}, len(rows)

    views, rows = asyncio.run(ask())
    assert views == {"figures", "documents"}
    with tollbook.open(folder / "tollbook.db") as ledger:
        assert rows == len(ledger.statements(kind="figure"))


def test_r_runs_the_page(folder: Path) -> None:
    """Base R alone; skipped where it is not installed."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("Rscript is not installed")
    done = subprocess.run(  # noqa: S603 - from our own page
        [program, "-e", "\n".join(blocks("r"))],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "National Intelligence Service" in done.stdout


def test_every_question_is_answered_in_every_way() -> None:
    questions = re.split(r"^## (?=.*\?$)", PAGE, flags=re.MULTILINE)[1:]
    assert len(questions) == 5
    for question in questions:
        assert {"console", "sql", "r"} <= set(re.findall(r"^```(\w+)", question, re.MULTILINE))
