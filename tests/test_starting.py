"""A first folder: what is in it works, and nothing that exists is touched."""

from __future__ import annotations

import os
import pty
import subprocess
from datetime import date
from pathlib import Path

import pytest

from terminal import PROGRAM, environment, tollbook
from tollbook.app.cases import read_case
from tollbook.app.starting import start_folder
from tollbook.app.watching.feeds_file import read_feeds_file
from tollbook.model.case import Case
from tollbook.model.problem import CaseError

FILES = {
    ".gitignore",
    "README.md",
    "cases/landslide.toml",
    "feeds.toml",
    "reports/2025-03-10-kivu-post.txt",
    "reports/2025-03-12-lake-courier.txt",
}


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_folder_has_a_case_reports_and_the_next_steps(tmp_path: Path) -> None:
    ran = tollbook("init", "slide", at=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert _files(tmp_path / "slide") == FILES
    case = read_case(tmp_path / "slide" / "cases" / "landslide.toml")
    assert (case.places, case.since) == (("Bukavu",), date(2025, 3, 1))
    typed = [line.strip() for line in ran.out.splitlines() if line.startswith("  tollbook ")]
    readme = (tmp_path / "slide" / "README.md").read_text(encoding="utf-8")
    assert typed == [
        line.strip() for line in readme.splitlines() if line.startswith("    tollbook ")
    ]


def test_the_feeds_of_a_first_folder_can_be_watched(tmp_path: Path) -> None:
    """No address is asked before somebody fills one in; its commented entries are right as well."""
    start_folder(tmp_path)
    ran = tollbook("watch", at=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "names no feed and no page yet" in ran.out
    feeds = tmp_path / "feeds.toml"
    lines = feeds.read_text(encoding="utf-8").splitlines()
    entries = [line[2:] for line in lines if "=" in line or "[[" in line]
    feeds.write_text("\n".join(entries), encoding="utf-8")
    named = read_feeds_file(feeds)
    assert (len(named.feed), len(named.page), named.items) == (1, 1, 200)


@pytest.mark.parametrize("there", sorted(FILES))
def test_nothing_is_overwritten_and_nothing_half_done(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="is there already"):
        start_folder(tmp_path)
    assert _files(tmp_path) == {there}
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_other_files_of_a_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    start_folder(tmp_path)
    assert _files(tmp_path) == FILES | {"notes.txt"}


def test_a_case_of_ones_own_takes_the_place_of_the_example(tmp_path: Path) -> None:
    start_folder(tmp_path, Case(name="flood", title="The flood", places=("Goma",)))
    assert _files(tmp_path) == {".gitignore", "README.md", "cases/flood.toml", "feeds.toml"}
    assert (tmp_path / "reports").is_dir()
    assert read_case(tmp_path / "cases" / "flood.toml").places == ("Goma",)


def test_a_name_that_no_case_can_have(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="can't be called"):
        start_folder(tmp_path, Case(name="../flood", title="The flood"))
    assert _files(tmp_path) == set()


def test_it_asks_on_a_terminal_alone(tmp_path: Path) -> None:
    ran = tollbook("init", "slide", "--ask", at=tmp_path)
    assert ran.status == 2
    assert "no terminal to ask on" in " ".join(ran.err.split())
    assert list(tmp_path.iterdir()) == []


def test_what_is_answered_becomes_the_case(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"The flood\nflood\nGoma, Bukavu\n\n")
    done = subprocess.run(  # noqa: S603 - the program under test
        [*PROGRAM, "init", "water", "--ask"],
        cwd=tmp_path,
        env=environment(),
        stdin=theirs,
        capture_output=True,
        check=True,
        timeout=60,
    )
    os.close(ours)
    os.close(theirs)
    assert b"Put your reports into" in done.stdout
    case = read_case(tmp_path / "water" / "cases" / "flood.toml")
    assert (case.title, case.places, case.people) == ("The flood", ("Goma", "Bukavu"), ())
