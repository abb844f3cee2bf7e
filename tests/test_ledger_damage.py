"""A damaged row is one sentence that names it; what does not touch it goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factories import a_document, a_figure
from ledger_tools import APART, AT, BRIEFING, RUN, STATEMENTS, tamper
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.ledger import Filter, Ledger
from tollbook.model.problem import LedgerError

OTHER = a_document("Police said 12 miners died.", id="other")

QUESTIONS: dict[str, Callable[[OpenLedger], object]] = {
    "show": lambda ledger: list(ledger.statements()),
    "claims": lambda ledger: list(ledger.claims()),
    "checks": lambda ledger: list(ledger.checks()),
    "series": lambda ledger: list(ledger.series()),
    "consistent": lambda ledger: list(ledger.consistent()),
    "predictions": lambda ledger: list(ledger.predictions()),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "war.db") as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
        ledger.add(OTHER, [a_figure(OTHER, "12 miners died")], RUN, AT)
        ledger.decide(APART)
    return tmp_path / "war.db"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("record = '{'", "entry 3, statement briefing#1,"),
        ("record = '[]'", "entry 3, statement briefing#1,"),
        ("record = '{}'", "entry 3, statement briefing#1,"),
        ("record = replace(record, '\"low\"', '\"lox\"')", "entry 3, statement briefing#1,"),
        ("record = replace(record, 'killed\",', 'slain\",')", "entry 3, statement briefing#1,"),
    ],
)
def test_a_damaged_statement(path: Path, change: str, where: str) -> None:
    tamper(path, f"UPDATE statements SET {change} WHERE id = 'briefing#1'")  # noqa: S608 - ours
    asked(path, where)
    with Ledger.open(path, writable=False) as ledger:
        [figure] = ledger.statements(Filter(document="other"))
    assert figure.id == "other#1"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("blocks = 'x'", "entry 2, document briefing,"),
        ("blocks = '[[1]]'", "entry 2, document briefing,"),
        ("blocks = '[[0,99999,\"body\",0]]'", "entry 2, document briefing,"),
        ("source_map = 'x'", "entry 2, document briefing,"),
        ("published = 'soon'", "document briefing"),
        ("text = 'abc', blocks = '[]'", "statement briefing#1"),
    ],
)
def test_a_damaged_document(path: Path, change: str, where: str) -> None:
    tamper(path, f"UPDATE versions SET {change} WHERE document = 'briefing'")  # noqa: S608 - ours
    asked(path, where, but="show")


def test_a_damaged_decision(path: Path) -> None:
    tamper(path, "UPDATE decisions SET data = 'x'")
    asked(path, "entry 6, a decision of Ines,", but="show")


def asked(path: Path, where: str, but: str = "") -> None:
    """Ask everything: each answer is the sentence; `but` may answer, as it may not need the row."""
    for name, question in QUESTIONS.items():
        with open_ledger(path) as ledger:
            try:
                question(ledger)
            except LedgerError as error:
                assert where in str(error), name
                assert "tollbook verify" in str(error)
            else:
                assert name == but
