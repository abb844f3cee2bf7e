"""The ledger keeps what people decide, in order, beside what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from factories import a_document
from ledger_tools import (
    APART,
    AT,
    BRIEFING,
    RUN,
    STATEMENTS,
    a_ledger_of_before,
    assert_refused,
    dump,
    rows_of,
    tables_of,
    tamper,
)
from tollbook.app.library import open_ledger
from tollbook.ledger import Ledger, RefusedError
from tollbook.model.address import Address
from tollbook.model.decision import Decision
from tollbook.model.problem import LedgerError

MIND_CHANGED = replace(
    APART, value="no", reason="the agency said so itself", at=AT + timedelta(days=2)
)


@pytest.fixture
def ledger(path: Address) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        opened.add(BRIEFING, STATEMENTS, RUN, AT)
        yield opened


def test_gives_decisions_back_as_they_were_the_earliest_first(
    ledger: Ledger, path: Address
) -> None:
    ledger.decide(APART)
    ledger.decide(MIND_CHANGED)
    assert ledger.decisions() == (APART, MIND_CHANGED)
    assert ledger.verify().holds
    assert open_ledger(path).record().decisions == (APART, MIND_CHANGED)


def test_a_decision_is_known_from_its_day_on(ledger: Ledger) -> None:
    last_second = datetime(2025, 1, 16, 23, 59, 59, tzinfo=UTC)
    late = replace(APART, at=last_second)
    ledger.decide(late)
    assert ledger.decisions(known_on=date(2025, 1, 15)) == ()
    assert ledger.decisions(known_on=date(2025, 1, 16)) == (late,)


def test_deciding_leaves_all_that_was_there(ledger: Ledger, path: Address) -> None:
    before = dump(path)
    ledger.decide(APART)
    after = dump(path)
    assert after["decisions"][:-1] == before.pop("decisions")
    assert after["entries"][:-1] == before.pop("entries")
    assert {table: after[table] for table in before} == before


def test_reading_goes_on_after_a_decision(ledger: Ledger) -> None:
    ledger.decide(APART)
    assert ledger.add(a_document(id="next"), [], RUN, AT) == "added"
    assert ledger.verify().holds


def test_nobody_changes_or_deletes_a_decision(ledger: Ledger, path: Address) -> None:
    ledger.decide(APART)
    for command in ("UPDATE decisions SET value = 'no'", "DELETE FROM decisions"):
        assert_refused(path, command)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        # nobody
        (replace(APART, by=" "), "a decision needs its by"),
        # no reason
        (replace(APART, reason=""), "a decision needs its reason"),
        # what no file can hold
        (replace(APART, reason="\ud800"), "half a surrogate pair"),
        (replace(APART, reason="a\0b"), "a NUL character"),
    ],
)
def test_refuses_a_decision_that_says_too_little(
    ledger: Ledger, wrong: Decision, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        ledger.decide(wrong)
    assert ledger.decisions() == ()


def test_a_time_without_a_zone_is_a_mistake_of_the_caller(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        ledger.decide(replace(APART, at=datetime(2025, 1, 15)))


@pytest.mark.parametrize(
    ("command", "where", "failure"),
    [
        (
            "UPDATE decisions SET value = 'no'",
            "entry 4 (decision)",
            "the decision is not the one that was entered",
        ),
        (
            "DELETE FROM decisions",
            "entry 4 (decision)",
            "the decision is not the one that was entered",
        ),
        (
            "INSERT INTO decisions SELECT 3, kind, subject, value, by, reason, at, data "
            "FROM decisions",
            "the table decisions",
            "it holds 2 rows, the entries account for 1",
        ),
    ],
)
def test_verifying_sees_a_forged_decision(
    ledger: Ledger, path: Address, command: str, where: str, failure: str
) -> None:
    ledger.decide(APART)
    tamper(path, command.replace(" by,", ' "by",'))
    found = ledger.verify()
    assert (found.where, found.failure) == (where, failure)


# A ledger from before there were decisions


def test_an_older_ledger_is_upgraded_when_it_is_written_to(empty_path: Address) -> None:
    path = empty_path
    a_ledger_of_before(path)
    with pytest.raises(LedgerError, match="older Tollbook"):
        Ledger.open(path, writable=False)
    tables = tables_of(path)
    assert "decisions" not in tables
    before = {name: rows_of(path, name) for name in tables}
    with Ledger.open(path) as ledger:
        assert list(ledger.statements()) == STATEMENTS
        assert ledger.document("briefing") == BRIEFING
        assert ledger.verify().holds
        after = dump(path)
        assert {name: after[name] for name in before if name in after} == {
            name: rows for name, rows in before.items() if name in after
        }
        ledger.decide(APART)
        assert ledger.decisions() == (APART,)
        assert ledger.verify().holds
