"""The pages of the documentation are run, not trusted; `pages.py` tells how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from factories import a_change, a_custody, a_document, a_figure, a_prediction
from pages import PAGES, ROOT, fits, walk
from tollbook.cli.app import app
from tollbook.model.wire import to_record


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    def agree(command: str, shown: str, printed: str) -> None:
        assert fits(shown, printed), f"{page.name}: $ {command}\n{printed}"

    walk(page.read_text(encoding="utf-8"), tmp_path, agree)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_is_shown_at_work() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    assert [name for name in program.commands if f"$ tollbook {name}" not in pages] == []


def test_every_key_of_a_statement_is_described() -> None:
    page = a_document("Ten died. More will.")
    format_page = (ROOT / "docs" / "wire-format.md").read_text(encoding="utf-8")
    for statement in (
        a_figure(page, "Ten died", population="Ten", place="Ten", period=(None, None)),
        a_change(page, "Ten died", baseline="Ten"),
        a_prediction(page, "More will", likelihood="will"),
        a_custody(page, "Ten died"),
    ):
        for key in keys(to_record(statement)):
            assert re.search(rf"[`\"]{key}[`\"]", format_page), key


def keys(value: object) -> Iterator[str]:
    """All keys of a record, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)
