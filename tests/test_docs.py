"""The pages of the documentation are run, not trusted; `pages.py` says how."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from factories import a_change, a_custody, a_document, a_figure, a_prediction
from pages import PAGES, ROOT, fits, walk
from tollbook.cli.app import app
from tollbook.language import languages
from tollbook.model import values
from tollbook.model.wire import to_json

# Pages without examples that run.
OTHERS = [
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "benchmarks").rglob("*.md")),
    *sorted((ROOT / "src").rglob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    def agree(command: str, shown: str, printed: str) -> None:
        assert fits(shown, printed), f"{page.name}: $ {command}\n{printed}"

    walk(page.read_text(encoding="utf-8"), tmp_path, agree)


@pytest.mark.parametrize("page", PAGES + OTHERS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    assert [str(path) for path in _linked_from(page) if not path.exists()] == []


@pytest.mark.parametrize("page", PAGES + OTHERS, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_exist(page: Path) -> None:
    """A file or folder in code type is one of the project, by its path or the end of it.

    Files that the page itself makes, in a block with a name or by a command, are its own affair.
    """
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    own = set(re.findall(r"[\w./-]+", "".join(re.findall(r"^```.*?^```$", text, re.M | re.S))))
    named = re.findall(r"`((?:[a-z_0-9.]+/)*(?:[a-z_0-9]+\.(?:py|toml|md)|[a-z_]+/))`", prose)
    assert [path for path in named if path not in own and f"/{path}" not in _paths()] == []


@cache
def _paths() -> frozenset[str]:
    """The ends of every path in the project: "/ledger/", "/ledger/chain.py", "/chain.py"."""
    ends = set()
    for top in ("src", "tests", "benchmarks", "docs", "training", "scripts"):
        for path in (ROOT / top).rglob("*"):
            parts = path.relative_to(ROOT).parts
            slash = "/" if path.is_dir() else ""
            ends |= {f"/{'/'.join(parts[i:])}{slash}" for i in range(len(parts))}
    return frozenset(ends)


def test_every_command_is_shown_at_work() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    assert [name for name in program.commands if f"$ tollbook {name}" not in pages] == []


def test_every_package_is_named_with_its_reason() -> None:
    """A dependency without a line in docs/decisions.md has no licence and no reason on record."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (line for lines in project["optional-dependencies"].values() for line in lines)
    needed = {re.split(r"[<>=\[]", line)[0] for line in (*project["dependencies"], *extras)}
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)
    named = {name for row in rows for name in row.split(", ")}
    assert sorted(needed - named - {"tollbook"}) == []


def test_every_key_of_a_statement_is_described() -> None:
    page = a_document("Ten died. More will.")
    format_page = (ROOT / "docs" / "wire-format.md").read_text(encoding="utf-8")
    for statement in (
        a_figure(page, "Ten died", population="Ten", place="Ten", period=(None, None)),
        a_change(page, "Ten died", baseline="Ten"),
        a_prediction(page, "More will", likelihood="will"),
        a_custody(page, "Ten died"),
    ):
        for key in keys(to_json(statement)):
            assert re.search(rf"[`\"]{key}[`\"]", format_page), key


def test_every_word_of_a_closed_vocabulary_is_described() -> None:
    described = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8")
        for name in ("claim-model.md", "wire-format.md")
    )
    vocabularies = {name: get_args(words) for name, words in vars(values).items()}
    assert {"Measure", "PlaceLevel"} <= {name for name, words in vocabularies.items() if words}
    missing = [
        f"{name}: {word}"
        for name, words in vocabularies.items()
        for word in words
        if isinstance(word, str) and f"`{word}`" not in described
    ]
    assert missing == []


def test_every_page_is_linked_from_the_first_one() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [str(page.relative_to(ROOT)) for page in PAGES[1:]]
    assert [page for page in pages if f"]({page})" not in first] == []


def test_every_other_page_is_linked_from_some_page() -> None:
    linked = {path.resolve() for page in PAGES + OTHERS for path in _linked_from(page)}
    assert [str(page) for page in OTHERS if page.resolve() not in linked] == []


def _linked_from(page: Path) -> list[Path]:
    """The files that a page links to, whether they exist or not."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [page.parent / link for link in links]


def test_every_lexicon_has_its_place_in_the_page_on_words() -> None:
    page = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+\.toml)`", page))
    there = {
        item.name
        for language in languages()
        for item in (files("tollbook.language") / language).iterdir()
        if item.name.endswith(".toml")
    }
    assert named == there


def keys(value: object) -> Iterator[str]:
    """All keys of a record, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)
