"""Findings that a person has judged, in memory and on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from press import Report, record, report
from terminal import tollbook
from tollbook.app.check import Wanted, check
from tollbook.cli.console import Status
from tollbook.ledger import Ledger, Run
from tollbook.model.decision import Decision
from tollbook.model.finding import Finding
from tollbook.model.problem import DecisionError
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.judgements import Judgement, by_key
from tollbook.settings import Settings

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
PAPERS: tuple[Report, ...] = (
    report("Wire", "2025-01-13", "700"),
    report("Wire", "2025-02-20", "650"),
)


def fall() -> Finding:
    """The total that falls from 700 to 650."""
    (finding,) = run_checks(record(*PAPERS), ["cumulative_falls"])
    return finding


def word(day: int = 1, *, reopen: bool = False) -> Decision:
    at = NOW.replace(day=day)
    reason = "They count the missing apart now."
    return Judgement(key=fall().key, by="Ada", reason=reason, at=at, reopen=reopen).on(fall())


def test_a_finding_that_is_known_does_not_come_back_as_open() -> None:
    result = check(record(*PAPERS, decisions=(word(),)))
    assert (result.shown, result.silenced, result.contradiction) == ((), 1, False)


def test_it_is_shown_with_its_judgement_where_that_is_asked_for() -> None:
    result = check(record(*PAPERS, decisions=(word(),)), Wanted(judged=True))
    (finding,) = result.shown
    judgement = result.judgement(finding)
    assert judgement
    assert (judgement.by, judgement.reason, judgement.at) == (
        "Ada",
        "They count the missing apart now.",
        NOW,
    )
    assert judgement.data == {"check": "cumulative_falls", "title": finding.title}


def test_what_was_opened_again_is_open() -> None:
    decisions = (word(), word(2, reopen=True))
    result = check(record(*PAPERS, decisions=decisions))
    assert (len(result.shown), result.silenced, result.contradiction) == (1, 0, True)
    assert check(record(*PAPERS, decisions=(*decisions, word(3)))).silenced == 1


def test_a_judgement_is_on_one_finding_alone() -> None:
    """Another fall is another finding."""
    other = report("Wire", "2025-03-20", "640")
    result = check(record(*PAPERS, other, decisions=(word(),)))
    assert [finding.title for finding in result.shown] == [
        "640 killed after 650 killed, by the agency"
    ]


def test_since_a_day_only_what_newer_reports_bring_is_shown() -> None:
    kept = record(*PAPERS)
    assert len(check(kept, Wanted(since=datetime(2025, 2, 20, tzinfo=UTC).date())).shown) == 1
    assert check(kept, Wanted(since=datetime(2025, 2, 21, tzinfo=UTC).date())).shown == ()


def test_a_key_may_be_cut_short_as_long_as_it_is_the_only_one() -> None:
    finding = fall()
    assert by_key([finding], finding.key[:6]) == finding
    for short, trouble in (
        (finding.key[:3], "is the beginning of too many keys"),
        ("0" * 12, "is the key of no finding"),
        ("", "is the beginning of too many keys"),
    ):
        with pytest.raises(DecisionError, match=trouble):
            by_key([finding], short)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a ledger of the two reports."""
    run = Run.of(Settings(), model="m", model_digest="0", lexicon_digest="0")
    with Ledger.open(tmp_path / "tollbook.db") as ledger:
        for page, *figures in PAPERS:
            ledger.add(page, figures, run, NOW)
    return tmp_path


def test_judging_silences_a_finding_and_its_exit_status(desk: Path) -> None:
    shown = tollbook("checks", at=desk)
    assert shown.status == Status.CONTRADICTION
    key = fall().key
    assert f"   key {key}\n" in shown.out

    reason = "They count the missing apart now."
    judged = tollbook("judge", key[:8], "--reason", reason, "--by", "Ada", at=desk)
    assert judged.status == Status.FINE
    assert judged.out == (
        f"{key} cumulative_falls, 650 killed after 700 killed, by the agency: known.\n"
    )
    after = tollbook("checks", at=desk)
    assert (after.status, after.out) == (Status.FINE, "")
    assert after.err == "One finding was judged before; --judged shows it.\n"
    known = tollbook("checks", "--judged", at=desk)
    assert ", by Ada: They count the missing apart now." in " ".join(known.out.split())
    kept = json.loads(tollbook("checks", "--judged", "--format", "jsonl", at=desk).out)
    assert (kept["key"], kept["judgement"]["reason"]) == (key, reason)

    opened = tollbook("judge", key, "--reopen", "--reason", "Not so.", at=desk)
    assert opened.out.endswith(": open again.\n")
    assert tollbook("checks", at=desk).status == Status.CONTRADICTION


def test_what_can_not_be_judged_is_one_sentence(desk: Path) -> None:
    unknown = tollbook("judge", "0" * 12, "--reason", "Known.", at=desk)
    assert unknown.status == Status.UNUSABLE
    assert unknown.err == (
        "tollbook: '000000000000' is the key of no finding; `tollbook checks` prints a key of 12 "
        "characters below each finding\n"
    )
    opened = tollbook("judge", fall().key, "--reopen", "--reason", "Why not.", at=desk)
    assert opened.status == Status.UNUSABLE
    assert "is open already; it has not been judged" in opened.err


def test_a_finding_is_as_it_was_known(desk: Path) -> None:
    """The day before the reports were read there was nothing to find."""
    shown = tollbook("checks", "--as-known-on", "2025-02-28", at=desk)
    assert (shown.status, shown.out) == (Status.FINE, "")
