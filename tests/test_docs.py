"""The pages of the documentation are run, not trusted.

In every page, a `console` block shows commands after `$ ` and what they print; the commands run in
order, in a folder that is empty at the start of the page, and must print exactly that. A `text`
block with a file's name after it is that file. `...` stands for any text; alone on a line, for any
lines.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from factories import a_change, a_custody, a_document, a_figure, a_prediction
from terminal import PROGRAM, environment
from tollbook.cli.app import app
from tollbook.model.wire import to_record

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w*) *(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OURS = ("tollbook ", "cat ", "echo ")


def steps(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it is shown to print."""
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = piece.partition("\n")
        yield command, expected


def fits(expected: str, printed: str) -> bool:
    """Whether the two agree, `...` standing for anything."""
    pattern = re.escape(expected.strip("\n"))
    pattern = pattern.replace(r"\n\.\.\.\n", r"\n(?s:.*?)\n").replace(r"\.\.\.", r"(?s:.*?)")
    return re.fullmatch(pattern, printed.strip("\n")) is not None


def run(command: str, folder: Path) -> str:
    """What the command prints, problems included, for a reader at a terminal without colours."""
    done = subprocess.run(  # noqa: S603 - commands of our own pages
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment(PATH=f"{folder / '.bin'}:/usr/bin:/bin", NO_COLOR="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())


def put_on_path(folder: Path) -> None:
    """A `tollbook` that starts this very checkout under this very Python."""
    (folder / ".bin").mkdir()
    program = folder / ".bin" / "tollbook"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{PROGRAM[2]}" "$@"\n')
    program.chmod(0o755)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    put_on_path(tmp_path)
    for language, name, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "text" and name:
            (tmp_path / name).write_text(block, encoding="utf-8")
        elif language == "console":
            for command, expected in steps(block):
                if command.startswith(OURS):
                    printed = run(command, tmp_path)
                    assert fits(expected, printed), f"$ {command}\n{printed}"


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
