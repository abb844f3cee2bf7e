"""Every command answers alike from a file and from a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger_tools import DATABASES, a_place, dump
from terminal import tollbook
from tollbook.cli.app import app
from tollbook.cli.console import Status
from tollbook.model.address import Address

WIRE = (
    "GOMA, May 6, 2025 (Desert Wire) - Shelling killed 30 people in Goma on Monday, including 40 "
    "children, the army said. The mayor predicted that more will likely die by June.\n"
)
PAPER = (
    "GOMA, May 7, 2025 (Evening Post) - At least 31 people were killed in Goma, the army said on "
    "Wednesday. The Red Cross counted 12 wounded.\n"
)
CASE = 'title = "Goma"\nplaces = ["Goma"]\n'
DECISIONS = (
    ("separate", "wire#1", "paper#1", "--reason", "a market and a school"),
    ("confirm", "wire#1"),
    ("correct", "paper#2", "low=13", "high=13", "--reason", "a misprint"),
    ("reject", "wire#2", "--reason", "it can't be"),
)
QUESTIONS = (
    "show --format jsonl",
    "show --format csv",
    "show",
    "show --measure killed --origin army --place goma --since 2025-05-07",
    "show --search army",
    "show --as-known-on 2020-01-01",
    "show --case goma",
    "document wire",
    "document paper --format json",
    "answer",
    "answer --case goma --format json",
    "claims --format jsonl",
    "cite wire#1",
    "estimate --measure killed",
    "estimate --format json --case goma",
    "checks --format jsonl",
    "consistent",
    "series",
    "predictions",
    "case list",
    "case show goma",
    "decisions --format jsonl",
    "reviews --format jsonl",
    "diff 2020-01-01 2099-01-01",
    "verify",
    "verify --format json",
)
WRONG = ("show --measure martians", "document nowhere", "claims --case nowhere")


@dataclass(frozen=True)
class Desk:
    """A folder to work in, a ledger that was read and decided on, and its copy of another kind."""

    folder: Path
    ledger: Address
    copy: Address

    def run(self, command: str, place: Address) -> tuple[int, str]:
        """How a command ends and what it prints, with its ledger called LEDGER.

        It runs in this process: to start some sixty would take minutes.
        """
        surroundings = {"TOLLBOOK_LEDGER": str(place), "COLUMNS": "80"}
        with chdir(self.folder):
            ran = CliRunner().invoke(app, command.split(), env=surroundings)
        stopped = f"{type(ran.exception).__name__}: {ran.exception}" if ran.exception else ""
        return ran.exit_code, f"{ran.output}{stopped}".replace(str(place), "LEDGER")


@pytest.fixture(scope="module", params=DATABASES)
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "wire.txt").write_text(WIRE)
    (folder / "paper.txt").write_text(PAPER)
    (folder / "cases").mkdir()
    (folder / "cases" / "goma.toml").write_text(CASE)
    [other] = set(DATABASES) - {request.param}
    with (
        a_place(request.param, folder, empty=True) as ledger,
        a_place(other, folder, empty=True) as copy,
    ):
        read = tollbook("read", "wire.txt", "paper.txt", at=folder, TOLLBOOK_LEDGER=str(ledger))
        assert (read.status, read.err) == (0, "")
        assert read.out.startswith(f"{ledger}: 2 documents (2 new)\n")
        for decision in DECISIONS:
            ran = tollbook(*decision, "--by", "Ines", at=folder, TOLLBOOK_LEDGER=str(ledger))
            assert (ran.status, ran.err) == (0, ""), decision
        assert tollbook("copy", ledger, copy, at=folder).status == 0
        yield Desk(folder, ledger, copy)


@pytest.mark.parametrize("question", QUESTIONS + WRONG)
def test_both_answer_alike(desk: Desk, question: str) -> None:
    """To the byte, in every format, with every status."""
    status, shown = desk.run(question, desk.ledger)
    assert (status, shown) == desk.run(question, desk.copy)
    assert shown
    assert (status in (Status.UNUSABLE, Status.USAGE)) == (question in WRONG)


def test_reading_again_adds_nothing_to_either(desk: Desk) -> None:
    """Not even from another directory, if the database is given its folder."""
    for place in (desk.ledger, desk.copy):
        before = dump(place)
        again = tollbook(
            *("read", desk.folder / "wire.txt", "--ledger", place),
            at=desk.folder / "cases",
            TOLLBOOK_FOLDER=str(desk.folder),
        )
        assert again.out.startswith(f"{place}: 1 document (1 unchanged)\n")
        assert dump(place) == before
