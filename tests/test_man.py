"""The man pages are what the help texts make of them, and every formatter can set them."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from scripts.man_pages import MAN, pages

PAGES = sorted(path.name for path in MAN.glob("*.1"))
REQUESTS = {'.\\"', ".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".BR", ".nf", ".fi", ".sp"}


def test_they_are_what_the_help_texts_make() -> None:
    """A help text that has changed, and a new command, need 'make man'."""
    made = pages()
    held = {name: (MAN / name).read_text(encoding="utf-8") for name in PAGES}
    stale = [name for name in made.keys() | held.keys() if made.get(name) != held.get(name)]
    assert sorted(stale) == [], "run 'make man'"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_uses_only_what_every_formatter_knows(name: str) -> None:
    """A request stands on a line of its own; a line of text never begins like one by accident."""
    lines = (MAN / name).read_text(encoding="utf-8").splitlines()
    assert {line.split()[0] for line in lines if line.startswith((".", "'"))} <= REQUESTS
    assert [line for line in lines if not line.strip()] == []
    assert lines.count(".nf") == lines.count(".fi")
    assert [one for line in lines[1:] for one in re.findall(r"\\[^-e&]", line)] == []


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_groff_sets_a_page_without_a_warning() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", *(str(MAN / name) for name in PAGES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stderr == ""
    assert "tollbook read --ledger kursk.db reports/ feed.jsonl" in done.stdout
