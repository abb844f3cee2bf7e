"""What changed between two days is named once, with what made it change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_document, a_figure, a_prediction, an_assertion, reread
from ledger_tools import RUN
from terminal import tollbook
from tollbook.app.library import open_ledger
from tollbook.ledger import Ledger, Run
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.statement import Period, Statement
from tollbook.reasoning.differences import Difference
from tollbook.reasoning.differences.pairing import pair_up
from tollbook.reasoning.references import subject_of

MONDAY, TUESDAY = date(2025, 1, 13), date(2025, 1, 14)
NEWER_CODE = replace(RUN, tollbook="0.2.0")
OTHER_WORDS = replace(RUN, lexicon_digest="w2")
PAGE = a_document(
    "The NIS said 300 soldiers were killed. Kim will visit Russia by June.", id="report"
)
KILLED = a_figure(
    PAGE,
    "300 soldiers were killed",
    n=1,
    number="300",
    population="soldiers",
    origin="The NIS",
    entity="org:kr-nis",
)
VISIT = a_prediction(PAGE, "Kim will visit Russia by June", n=2, event="visit Russia")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that read one page on Monday."""
    made = tmp_path / "tollbook.db"
    add(made, PAGE, [KILLED, VISIT], day=MONDAY)
    return made


def add(
    path: Path, page: Document, said: list[Statement], run: Run = RUN, day: date = TUESDAY
) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(page, said, run, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def changed(path: Path, until: date = TUESDAY) -> list[tuple[str, str, str | None, str | None]]:
    """Each difference as its kind, the kind of its cause, and the ids before and after."""
    return [told(one) for one in open_ledger(path).diff(MONDAY, until)]


def told(one: Difference) -> tuple[str, str, str | None, str | None]:
    before = one.before.id if one.before else None
    return one.kind, one.cause.kind, before, one.after.id if one.after else None


def test_nothing_changes_by_itself(path: Path) -> None:
    assert changed(path) == []


def test_a_new_document_brings_new_statements_and_repeats_known_claims(path: Path) -> None:
    later = replace(PAGE, id="later", text=PAGE.text + " It is cold.")
    later = replace(reread(later, later.text), publisher="Evening Post")
    again = replace(KILLED, id="later#1", document="later")
    cold = an_assertion(later, "It is cold", n=2)
    add(path, later, [again, cold])
    assert changed(path) == [
        ("repeated", "new_document", None, "later#1"),
        ("new", "new_document", None, "later#2"),
    ]


def test_a_page_that_was_corrected_says_something_else(path: Path) -> None:
    page = reread(PAGE, PAGE.text.replace("300", "400"))
    figure = a_figure(
        page,
        "400 soldiers were killed",
        low=400,
        number="400",
        population="soldiers",
        origin="The NIS",
        entity="org:kr-nis",
    )
    visit = a_prediction(page, "Kim will visit Russia by June", n=2, event="visit Russia")
    add(path, page, [figure, visit])
    [difference] = open_ledger(path).diff(MONDAY, TUESDAY)
    assert told(difference) == ("changed", "new_version", "report#1", "report#1")
    assert difference.cause.words == ("the page changed: version 1 became 2, read on 2025-01-14")


def test_newer_code_reads_the_same_page_otherwise(path: Path) -> None:
    """One statement less, another number and name for those that stay."""
    dated = replace(VISIT, id="report#1", window=Period(end_date=date(2025, 6, 30)))
    add(path, PAGE, [dated], NEWER_CODE)
    assert changed(path) == [
        ("changed", "new_code", "report#2", "report#1"),
        ("gone", "new_code", "report#1", None),
    ]
    words = open_ledger(path).diff(MONDAY, TUESDAY)[0].cause.words
    assert words == (
        "the same page, read again on 2025-01-14 by Tollbook 0.2.0, before " + RUN.tollbook
    )


def test_newer_code_that_reads_the_same_changes_nothing(path: Path) -> None:
    add(path, PAGE, [replace(VISIT, id="report#1"), replace(KILLED, id="report#7")], NEWER_CODE)
    assert changed(path) == []


def test_other_words_are_told_from_other_code(path: Path) -> None:
    add(path, PAGE, [KILLED], OTHER_WORDS)
    assert changed(path) == [("gone", "new_run", "report#2", None)]


def test_a_decision_is_named_with_who_made_it(path: Path) -> None:
    decision = Decision(
        kind="mark_prediction",
        subject="report#2",
        value="met",
        by="Ines",
        reason="he came",
        at=datetime(2025, 1, 14, 9, tzinfo=UTC),
    )
    with Ledger.open(path) as ledger:
        ledger.decide(replace(decision, at=decision.at - timedelta(days=1)))
        ledger.decide(decision)
    [difference] = open_ledger(path).diff(MONDAY, TUESDAY)
    assert (difference.kind, difference.cause.kind) == ("decided", "decision")
    assert difference.decision == decision


@pytest.mark.parametrize(("kind", "change"), [("separate", "split"), ("join", "joined")])
def test_claims_that_a_person_put_apart_or_together(path: Path, kind: str, change: str) -> None:
    """Two papers relay one count; or, joined, two counts that the machine kept apart."""
    low = 300 if kind == "separate" else 350
    later = a_document(f"The NIS said {low} soldiers were killed.", id="later")
    again = a_figure(
        later,
        f"{low} soldiers were killed",
        low=low,
        number=str(low),
        population="soldiers",
        origin="The NIS",
        entity="org:kr-nis",
    )
    add(path, later, [again], day=MONDAY)
    decision = Decision(
        kind="separate" if kind == "separate" else "join",
        subject=subject_of(["report#1", "later#1"]),
        value="yes",
        by="Ines",
        reason="she was there",
        at=datetime(2025, 1, 14, 9, tzinfo=UTC),
    )
    with Ledger.open(path) as ledger:
        ledger.decide(decision)
    regrouped, decided = open_ledger(path).diff(MONDAY, TUESDAY)
    assert told(regrouped) == (change, "decision", "later#1", "report#1")
    assert regrouped.cause.words == "Ines decided it on 2025-01-14: she was there"
    assert decided.decision == decision


def test_backwards_what_was_new_is_what_is_known(path: Path) -> None:
    """What one day has to the other is found from either side."""
    add(path, replace(PAGE, id="later"), [replace(KILLED, id="later#1", document="later")])
    assert {one.after.id for one in open_ledger(path).diff(MONDAY, TUESDAY) if one.after} == {
        each.id
        for each in open_ledger(path).record(known_on=TUESDAY).corpus.statements
        if each not in open_ledger(path).record(known_on=MONDAY).corpus.statements
    }


# Which statement is which


@st.composite
def tolls(draw: st.DrawFn) -> list[Statement]:
    """Figures of one page, numbered in some order."""
    page = a_document("; ".join(f"{n} were killed" for n in range(1, 7)), id="page")
    chosen = draw(st.lists(st.integers(1, 6), unique=True))
    return [
        a_figure(page, f"{n} were killed", n=place, low=n, number=str(n))
        for place, n in enumerate(chosen, 1)
    ]


@given(before=tolls(), after=tolls())
def test_every_statement_is_paired_gone_or_new(
    before: list[Statement], after: list[Statement]
) -> None:
    """None is lost, none is used twice, and the same words find each other."""
    pairing = pair_up(before, after)
    then = [one.id for one, _ in pairing.pairs] + [one.id for one in pairing.gone]
    now = [other.id for _, other in pairing.pairs] + [one.id for one in pairing.new]
    assert sorted(then) == sorted(one.id for one in before)
    assert sorted(now) == sorted(one.id for one in after)
    said_now = {other.evidence: other for other in after}
    for one in before:
        if one.evidence in said_now:
            assert (one, said_now[one.evidence]) in pairing.pairs


# On the command line


def test_prints_what_changed_under_its_reason(path: Path) -> None:
    later = a_document("The NIS said 12 men were hurt.", id="later")
    hurt = a_figure(
        later, "12 men were hurt", measure="injured", low=12, origin="The NIS", entity="org:kr-nis"
    )
    add(path, later, [hurt])
    days = ("2025-01-13", "2025-01-14")
    shown = tollbook("diff", *days, at=path.parent)
    assert (shown.status, shown.err) == (0, "")
    assert shown.out == (
        "later: a new document, read on 2025-01-14\n   new       #1 The NIS: 12 injured\n"
    )
    record = json.loads(tollbook("diff", *days, "--format", "jsonl", at=path.parent).out)
    assert (record["change"], record["cause"], record["document"]) == (
        "new",
        "new_document",
        "later",
    )
    assert (record["before"], record["after"]["id"]) == (None, "later#1")
    nothing = tollbook("diff", "2025-01-14", "2025-01-15", at=path.parent)
    assert nothing.err == "Nothing changed from 2025-01-14 to 2025-01-15.\n"
    wrong = tollbook("diff", "2025-01-15", "2025-01-14", at=path.parent)
    assert wrong.status == 2
    assert "name the earlier day first" in wrong.err


def test_prints_a_change_with_what_it_was(path: Path) -> None:
    add(path, PAGE, [replace(KILLED, low=3, high=3), VISIT], NEWER_CODE)
    shown = tollbook("diff", "2025-01-13", "2025-01-14", at=path.parent).out
    assert (
        "   changed   #1 The NIS: 3 killed\n             before: #1 The NIS: 300 killed\n" in shown
    )


def test_prints_what_was_decided(path: Path) -> None:
    decision = Decision(
        kind="separate",
        subject=subject_of(["report#1", "report#2"]),
        value="yes",
        by="Ines",
        reason="two towns",
        at=datetime(2025, 1, 14, 9, tzinfo=UTC),
    )
    with Ledger.open(path) as ledger:
        ledger.decide(decision)
    shown = tollbook("diff", "2025-01-13", "2025-01-14", at=path.parent).out
    assert shown == (
        "settled by people\n"
        "   4  2025-01-14 separate report#1 and report#2: yes\n"
        "      Ines: two towns\n"
    )


def test_what_people_corrected_and_rejected_is_named_with_who_and_why(path: Path) -> None:
    """The page was not read again: a decision is the cause. An undo is listed as well."""
    with open_ledger(path) as ledger:
        ledger.correct("report#1", {"low": 30}, reason="thirty", by="Ines")
        rejected = ledger.reject("report#2", reason="a rumour", by="Ines")
        today = rejected.at.date()
        found = list(ledger.diff(MONDAY, today))
        assert [told(one) for one in found if one.kind != "decided"] == [
            ("changed", "decision", "report#1", "report#1"),
            ("gone", "decision", "report#2", None),
        ]
        assert "Ines decided it on" in found[0].cause.words
        ledger.undo(rejected.entry or 0, reason="it was none", by="Jan")
        found = list(ledger.diff(MONDAY, today))
    assert [told(one)[:2] for one in found] == [
        ("changed", "decision"),
        ("decided", "decision"),
        ("decided", "decision"),
    ]
    assert [one.decision.kind for one in found if one.decision] == ["correct", "undo"]
