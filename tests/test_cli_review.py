"""People check what was read from the command line, and `show` has what they decided."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from factories import a_document, a_figure
from ledger_tools import RUN
from terminal import Ran, tollbook
from tollbook.ledger import Ledger

READ_AT = datetime(2025, 3, 6, 12, tzinfo=UTC)
PAGE = a_document(
    "The mayor said 40 people were killed near Beni on Tuesday. A nurse said 9 were hurt. "
    "Flight 12 was late.",
    id="beni",
    published=date(2025, 3, 5),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "tollbook.db") as ledger:
        dead = a_figure(PAGE, "40 people were killed", low=40, number="40", origin="The mayor")
        flight = a_figure(PAGE, "Flight 12 was late", n=2, low=12, number="12")
        ledger.add(PAGE, [dead, flight], RUN, READ_AT)
    return tmp_path


def run(folder: Path, *args: str) -> Ran:
    return tollbook(*args, at=folder, TOLLBOOK_BY="Ines")


def test_the_whole_way_of_a_reviewer(folder: Path) -> None:
    """Confirm, correct, reject, add and undo; the list shows what was read, by whom and why."""
    why = ("--reason", "misread")
    assert run(folder, "confirm", "beni#1").out == "beni#1: confirmed (entry 4).\n"
    words = ("--words", "low=40", "--words", "period=on Tuesday")
    done = run(folder, "correct", "beni#1", "low=44", "period=2025-03-04", *words, *why)
    assert done == Ran(0, "beni#1: corrected (entry 5).\n")
    done = run(folder, "correct", "beni#1", "population.status=civilian", *why)
    assert done.err.startswith(
        "tollbook: population can't be {'status': 'civilian'}: give the word"
    )
    assert run(folder, "reject", "beni#2", *why).out == "beni#2: rejected (entry 6).\n"
    added = ("add", "beni", "measure=injured", "low=9", "origin=A nurse", "--over", "9 were hurt")
    assert run(folder, *added, *why).out == "beni#a7: added (entry 7).\n"
    shown = run(folder, "reviews").out
    assert shown.startswith(
        "beni#1 corrected by Ines (high, low, number, period)\n   44 killed – The mayor\n"
        "   read as: 40 killed – The mayor\n   4  "
    )
    assert "beni#2 rejected by Ines\n" in shown
    assert "beni#a7 added by Ines\n   9 injured – A nurse\n" in shown
    assert run(folder, "undo", "6", "--reason", "no").out == "entry 6: undone (entry 8).\n"
    assert " #2 " in run(folder, "show").out
    assert "it was: reject beni#2\n" in run(folder, "decisions").out
    assert run(folder, "verify").status == 0


def test_show_has_what_counts_and_what_the_machine_said(folder: Path) -> None:
    """A filter sees the corrected values; rejected statements are asked for by their state."""
    run(folder, "correct", "beni#1", "measure=injured", "--reason", "x")
    run(folder, "reject", "beni#2", "--reason", "x")

    def show(*more: str) -> list[dict[str, object]]:
        out = run(folder, "show", "--format", "jsonl", *more).out
        return [json.loads(line) for line in out.splitlines()]

    assert [(one["id"], one["measure"]) for one in show()] == [("beni#1", "injured")]
    assert show("--measure", "killed") == []
    assert [one["id"] for one in show("--measure", "killed", "--machine")] == ["beni#1", "beni#2"]
    assert [one["id"] for one in show("--state", "rejected")] == ["beni#2"]
    [record] = show("--state", "corrected")
    review = record["review"]
    assert isinstance(review, dict)
    assert (review["state"], review["by"]) == ("corrected", "Ines")
    table = run(folder, "show", "--format", "csv", "--machine").out
    states = [row["state"] for row in csv.DictReader(io.StringIO(table))]
    assert states == ["corrected", "rejected"]
    assert "corrected by Ines" in run(folder, "show").out
    assert "corrected by Ines" in " ".join(run(folder, "document", "beni").out.split())
    assert [one["id"] for one in show("--as-known-on", "2025-03-06")] == ["beni#1", "beni#2"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("confirm", "beni#9"), "no statement is called 'beni#9'; did you mean beni#"),
        (("reject", "beni#1", "--reason", " "), "a decision needs its reason"),
        (
            ("add", "beni", "low=1", "--over", "said", "--reason", "x"),
            "the words “said” stand in beni twice; give more of them",
        ),
        (
            ("add", "beni", "low=1", "--over", "nobody", "--reason", "x"),
            "the words “nobody” do not stand in beni",
        ),
        (("undo", "99", "--reason", "x"), "entry 99 is no decision"),
        (("confirm", "beni#1", "--expect", "99"), "entry 99 is no decision on beni#1"),
    ],
)
def test_says_what_can_t_be_decided(folder: Path, args: tuple[str, ...], said: str) -> None:
    refused = run(folder, *args)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith(f"tollbook: {said}")


def test_a_second_person_is_told_of_the_first(folder: Path) -> None:
    run(folder, "confirm", "beni#1")
    refused = run(folder, "reject", "beni#1", "--reason", "x", "--expect", "0")
    assert refused.status == 1
    assert refused.err.startswith(
        "tollbook: Ines decided on beni#1 since you looked at it (confirm"
    )


def test_a_change_is_written_with_an_equals_sign(folder: Path) -> None:
    wrong = run(folder, "correct", "beni#1", "low", "--reason", "x")
    assert wrong.status == 2
    assert "'low' is not FIELD=VALUE" in " ".join(wrong.err.split())


def test_nothing_to_list(folder: Path) -> None:
    assert run(folder, "reviews").err == "Nobody has decided on any such.\n"
    assert run(folder, "reviews", "--misfits").err == "Every decision has its place.\n"
