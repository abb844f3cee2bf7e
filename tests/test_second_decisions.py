"""A person's word counts over both readers; what one takes of the second replaces the first's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_tools import AT, RUN
from test_second_readings import BUILT_IN, PAGE, second
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.ledger import Ledger
from tollbook.model.second import Prefer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "war.db") as ledger:
        ledger.add(PAGE, BUILT_IN, RUN, AT)
        ledger.add_second(second(), "tollbook", AT)
    return tmp_path / "war.db"


def counted(ledger: OpenLedger) -> list[str]:
    return [one.id for one in ledger.record().corpus.statements]


@pytest.mark.parametrize(
    ("prefer", "id", "before", "after"),
    [
        ("built-in", "page#s2", ["page#1", "page#2"], ["page#1", "page#s2"]),
        ("built-in", "page#s3", ["page#1", "page#2"], ["page#1", "page#2", "page#s3"]),
        ("agreed", "page#2", ["page#1"], ["page#1", "page#2"]),
        ("agreed", "page#s2", ["page#1"], ["page#1", "page#s2"]),
        (
            "second",
            "page#2",
            ["page#s1", "page#s2", "page#s3"],
            ["page#s1", "page#2", "page#s3"],
        ),
    ],
)
def test_what_a_person_confirms_counts_whoever_is_preferred(
    path: Path, prefer: Prefer, id: str, before: list[str], after: list[str]
) -> None:
    ledger = open_ledger(path, prefer=prefer)
    assert counted(ledger) == before
    made = ledger.confirm(id, by="Ada", expect=0)
    assert counted(ledger) == after
    assert ledger.review(id).state == "confirmed"
    assert counted(open_ledger(path, prefer=prefer)) == after  # and for whoever opens it next
    ledger.undo(made.entry or 0, reason="A slip", by="Ada")
    assert counted(ledger) == before
    assert ledger.review(id).state == "proposed"


def test_rejecting_the_second_readers_statement_leaves_the_built_in_one_alone(path: Path) -> None:
    ledger = open_ledger(path)
    ledger.reject("page#s2", reason="The army says so, not the police", by="Ada")
    assert counted(ledger) == ["page#1", "page#2"]
    assert ledger.review("page#s2").state == "rejected"
    assert ledger.review("page#2").state == "proposed"


def test_a_correction_of_the_second_readers_statement_counts(path: Path) -> None:
    ledger = open_ledger(path)
    ledger.correct("page#s3", {"measure": "captured"}, reason="They were taken", by="Ada")
    figure = ledger.record().corpus.figure("page#s3")
    assert figure is not None
    assert (figure.measure, figure.low) == ("captured", 3)


def test_the_queue_has_what_the_readers_disagree_on_first_least_agreed_first(path: Path) -> None:
    ledger = open_ledger(path)
    assert [one.review.id for one in ledger.queue()] == ["page#s3", "page#2", "page#1"]
    ledger.confirm("page#s3", by="Ada")
    assert [one.review.id for one in ledger.queue()] == ["page#2", "page#1"]
    ledger.confirm("page#s2", by="Ada")
    assert [one.review.id for one in ledger.queue()] == ["page#1"]
