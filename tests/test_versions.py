"""Versions of a document: what the ledger has of each, and what changed between two."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import tollbook
from factories import a_document, a_figure, reread
from ledger_tools import RUN
from tollbook.app.versions import compare_versions
from tollbook.ledger import Ledger
from tollbook.model.document import Block
from tollbook.model.problem import LedgerError
from tollbook.model.version import VersionChanges

FIRST = datetime(2025, 3, 1, 12, tzinfo=UTC)
SECOND = datetime(2025, 3, 2, 12, tzinfo=UTC)


def _compare(old: str, new: str) -> VersionChanges:
    return compare_versions((a_document(old), ()), (a_document(new), ()))


def _drawn(changes: VersionChanges) -> list[str]:
    """Each paragraph with what went in [-…-] and what came in {+…+}."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [
        "".join(marks[stretch.kind].format(stretch.text) for stretch in paragraph.words)
        for paragraph in changes.paragraphs
    ]


@pytest.mark.parametrize(
    ("old", "new", "drawn"),
    [
        (
            "The army said 20 men died.",
            "The army said 25 men died.",
            ["The army said[- 20-]{+ 25+} men died."],
        ),
        ("No change at all.", "No  change\nat all.", ["No change at all."]),
        (
            "One thing was said.",
            "Quite another text!",
            ["[-One thing was said.-]", "{+Quite another text!+}"],
        ),
        ("The army spoke.", "The army spoke again.", ["The army spoke{+ again+}."]),
    ],
)
def test_what_changed_is_marked_by_words(old: str, new: str, drawn: list[str]) -> None:
    assert _drawn(_compare(old, new)) == drawn


def test_paragraphs_come_and_go_whole() -> None:
    old = a_document("First.\n\nSecond.", blocks=(Block(0, 6), Block(8, 15)))
    new = a_document(
        "First.\n\nSecond.\n\nThird.", blocks=(Block(0, 6), Block(8, 15), Block(17, 23))
    )
    changes = compare_versions((old, ()), (new, ()))
    assert _drawn(changes) == ["First.", "Second.", "{+Third.+}"]
    assert [paragraph.is_changed for paragraph in changes.paragraphs] == [False, False, True]


def test_texts_that_are_too_long_differ_as_a_whole() -> None:
    """The time is bounded: a whole text then counts as gone and the other as new."""
    changes = _compare("x y " * 2_000, "x z " * 2_000)
    assert [paragraph.words[0].kind for paragraph in changes.paragraphs] == ["gone", "new"]
    assert not changes.is_exact


def test_statements_come_go_and_stay() -> None:
    """A statement stays where it says the same in the same words, wherever they stand."""
    old = a_document("The army said 20 men died. It said 5 were hurt.")
    new = a_document("On Monday the army said 20 men died. It said 7 were hurt.")
    changes = compare_versions(
        (old, [a_figure(old, "20 men died", low=20), a_figure(old, "5 were hurt", n=2, low=5)]),
        (new, [a_figure(new, "20 men died", low=20), a_figure(new, "7 were hurt", n=2, low=7)]),
    )
    assert [said.evidence.quote for said in changes.gone] == ["5 were hurt"]
    assert [said.evidence.quote for said in changes.come] == ["7 were hurt"]
    assert changes.stayed == 1


@pytest.fixture
def two_versions(tmp_path: Path) -> Path:
    path = tmp_path / "versions.db"
    first = a_document("The army said 20 men died.")
    second = reread(first, "The army said 25 men died. It said 5 were hurt.")
    with Ledger.open(path) as stored:
        stored.add(first, [a_figure(first, "20 men died", low=20)], RUN, FIRST)
        figures = [
            a_figure(second, "25 men died", low=25),
            a_figure(second, "5 were hurt", n=2, low=5),
        ]
        stored.add(second, figures, RUN, SECOND)
    return path


def test_the_ledger_lists_the_versions_of_a_document(two_versions: Path) -> None:
    with tollbook.open(two_versions) as ledger:
        listed = ledger.versions("report")
        assert [(one.number, one.read_at, one.statements) for one in listed] == [
            (1, FIRST, 1),
            (2, SECOND, 2),
        ]
        assert [one.number for one in ledger.versions("report", known_on=date(2025, 3, 1))] == [1]
        assert len(ledger.versions("nowhere")) == 0
        assert listed.to_dicts()[0]["characters"] == 26


def test_the_ledger_compares_two_versions(two_versions: Path) -> None:
    with tollbook.open(two_versions) as ledger:
        changes = ledger.compare_versions("report", 1, 2)
        assert len(changes.come) == 2
        with pytest.raises(LedgerError, match="no version 3 of document 'report'"):
            ledger.compare_versions("report", 1, 3)
