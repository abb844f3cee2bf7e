"""Reasoning holds its scores on a small made-up ledger; raise these numbers when it gets better."""

from __future__ import annotations

import pytest
from benchmarks.generated import Generated, generate
from benchmarks.reasoning_scores import CheckScore, of_checks, of_grouping, of_independence

from tollbook.model.finding import Finding
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.record import Record

FOUND = {
    "conflation": 19,
    "cumulative_falls": 1,
    "exceeds_deployed": 1,
    "hedge_dropped": 37,
    "parts_sum": 3,
    "relay_differs": 6,
    "superseded": 7,
    "unattributed": 5,
}
"""Of the planted errors, how many each check must find."""


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate(1000, seed=1)


@pytest.fixture(scope="module")
def record(made: Generated) -> Record:
    return Record(made.corpus)


def test_statements_are_put_together_into_claims(made: Generated, record: Record) -> None:
    assert of_grouping(record.claims, made.truth).f1 >= 0.99


def test_no_copy_is_taken_for_a_witness(made: Generated, record: Record) -> None:
    independent = of_independence(record, made.truth)["independent"]
    assert independent.precision >= 0.95
    assert independent.recall >= 0.7


def test_every_check_finds_what_it_found_before(made: Generated, record: Record) -> None:
    scores = of_checks(run_checks(record), made.truth)
    assert scores.keys() == FOUND.keys()
    assert {name: score.found for name, score in scores.items() if score.found < FOUND[name]} == {}


def test_no_check_cries_wolf(made: Generated, record: Record) -> None:
    scores = of_checks(run_checks(record), made.truth)
    assert {name: score.false for name, score in scores.items() if score.false} == {}


def test_a_finding_is_judged_by_what_it_points_at(made: Generated) -> None:
    """Right, derived from another error, or false; an undecided one doubts what it points at."""
    planted = next(p for p in made.truth.planted if p.check == "conflation")
    other = next(p for p in made.truth.planted if p.check == "superseded")
    fine = next(id for id in made.truth.claims if not _is_wrong(id, made))
    findings = [
        _finding("fails", planted.statements[0]),
        _finding("fails", other.statements[0]),
        _finding("fails", fine),
    ]
    there = sum(p.check == "conflation" for p in made.truth.planted)
    assert of_checks(findings, made.truth)["conflation"] == CheckScore(there, 1, 0, 1, 1, 1)
    doubts = [_finding("undecided", planted.statements[0])]
    assert of_checks(doubts, made.truth)["conflation"] == CheckScore(there, 0, 1, 0, 0, 0)


def _is_wrong(id: str, made: Generated) -> bool:
    return any(id in planted.statements for planted in made.truth.planted)


def _finding(verdict: str, statement: str) -> Finding:
    return Finding(
        check="conflation",
        verdict="fails" if verdict == "fails" else "undecided",
        title="",
        marks=(),
        statements=(statement,),
        working=(),
    )
