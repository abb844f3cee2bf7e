"""What is handed on: the wheel holds the package and its man pages, all of it and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from terminal import environment

ROOT = Path(__file__).parent.parent
PASSING = {".pyc", ".pyo"}
DATA = (
    "tollbook/example/",
    "tollbook/extraction/tagger/model/tagger.onnx",
    "tollbook/language/en/structure.toml",
    "tollbook/ledger/migrations/versions/",
    "tollbook/py.typed",
    "tollbook/resolution/data/gazetteer.sqlite",
    "tollbook/web/static/",
    "tollbook/web/templates/",
)


@pytest.fixture(scope="module")
def packed() -> set[str]:
    """The paths of the files that the wheel will have in the package."""
    builder = WheelBuilder(str(ROOT))
    return {file.distribution_path for file in builder.recurse_included_files()}


def test_the_wheel_holds_the_package_and_nothing_else(packed: set[str]) -> None:
    source = ROOT / "src"
    there = {
        str(path.relative_to(source))
        for path in (source / "tollbook").rglob("*")
        if path.is_file() and path.suffix not in PASSING
    }
    assert packed == there


@pytest.mark.parametrize("data", DATA)
def test_the_wheel_holds_the_data_that_it_runs_on(packed: set[str], data: str) -> None:
    assert [path for path in packed if path.startswith(data)]


def test_the_wheel_brings_the_man_pages() -> None:
    shared = WheelBuilder(str(ROOT)).config.shared_data
    assert {Path(source).name: target for source, target in shared.items()} == {
        "man": "share/man/man1"
    }
    assert (ROOT / "man" / "tollbook.1").is_file()


HEAVY = {
    "alembic",
    "altair",
    "argon2",
    "fastapi",
    "jinja2",
    "lxml",
    "mcp",
    "numpy",
    "onnxruntime",
    "psycopg",
    "pyarrow",
    "spacy",
    "sqlalchemy",
    "tokenizers",
    "trafilatura",
    "uvicorn",
    "z3",
}


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import tollbook", id="import"),
        pytest.param("import tollbook.cli.app", id="command line"),
    ],
)
def test_starting_loads_nothing_heavy(code: str) -> None:
    """Help and completion start the command line for every key: they wait for no library."""
    asked = f"{code}, sys; print(*sorted({{n.split('.')[0] for n in sys.modules}} & {HEAVY!r}))"
    ran = subprocess.run(  # noqa: S603 - the package under test
        [sys.executable, "-c", asked], env=environment(), capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
