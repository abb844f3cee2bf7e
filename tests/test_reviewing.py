"""People confirm, correct, reject and add statements of an open ledger, and undo what they did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import tollbook
from factories import a_document, a_figure, a_prediction, a_span, an_assertion
from ledger_tools import RUN
from tollbook.app.library import OpenLedger
from tollbook.ledger import Ledger, RefusedError, Run
from tollbook.model.problem import ConflictError, DecisionError, LedgerError
from tollbook.model.statement import Figure, Statement
from tollbook.model.text import Span
from tollbook.settings import Settings

READ_AT = datetime(2025, 5, 10, 12, tzinfo=UTC)
PAGE = a_document(
    "The mayor said 40 people were killed in Beni on Monday, among them 12 children. A nurse said "
    "9 soldiers were hurt. Later 40 people were said to be safe. The UN expects 100 dead.",
    id="beni",
    published=date(2025, 5, 9),
)
DEAD = a_figure(
    PAGE, "40 people were killed in Beni", low=40, number="40", origin="The mayor", cue="said"
)
CHILDREN = a_figure(PAGE, "12 children", n=2, low=12, number="12", part_of=DEAD.id)
EXPECTED = a_prediction(PAGE, "The UN expects 100 dead", n=3, event="100 dead")
OTHER = a_document("Police said 41 people were killed in Beni.", id="wire")
POLICE = a_figure(OTHER, "41 people were killed in Beni", low=41, number="41", origin="Police")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "beni.db") as ledger:
        ledger.add(PAGE, [DEAD, CHILDREN, EXPECTED], RUN, READ_AT)
        ledger.add(OTHER, [POLICE], RUN, READ_AT)
    return tmp_path / "beni.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[OpenLedger]:
    with tollbook.open(path) as opened:
        yield opened


def correct(ledger: OpenLedger, id: str, **changes: Any) -> Statement:
    """The statement once somebody has corrected it."""
    ledger.correct(id, changes, reason="misread", by="Ines")
    found = ledger.review(id).statement
    assert found is not None
    return found


def test_confirms_rejects_and_undoes_with_who_when_and_why(ledger: OpenLedger) -> None:
    first = ledger.confirm("beni#1", by="Ines")
    assert (first.entry, first.reason) == (6, "")
    assert ledger.review("beni#1").state == "confirmed"
    second = ledger.reject("beni#1", reason="a drill", by="Jan")
    assert "beni#1" not in {s.id for s in ledger.record().corpus.statements}
    found = ledger.review("beni#1")
    assert (found.state, found.by, found.statement) == ("rejected", "Jan", None)
    assert [one.id for one in ledger.reviews(state="rejected")] == ["beni#1"]
    assert second.entry is not None
    ledger.undo(second.entry, reason="it was none", by="Jan")
    found = ledger.review("beni#1")
    assert (found.state, found.by, found.statement) == ("confirmed", "Ines", DEAD)
    assert [(one.kind, one.by, one.reason) for one in found.decisions] == [
        ("confirm", "Ines", ""),
        ("reject", "Jan", "a drill"),
        ("undo", "Jan", "it was none"),
    ]
    assert ledger.verify().holds


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # an exact count moves both its ends
        ({"low": "1,400"}, {"low": 1400, "high": 1400}),
        ({"low": 30, "high": 50, "modifier": "between"}, {"low": 30, "high": 50}),
        ({"high": None, "modifier": "at_least"}, {"low": 40, "high": None}),
        ({"measure": "injured"}, {"measure": "injured"}),
        ({"scope": "cumulative", "as_of": "2025-05-08"}, {"as_of": date(2025, 5, 8)}),
        ({"modality": "unconfirmed", "basis": "counted"}, {"modality": "unconfirmed"}),
        ({"number": "12"}, {"number": a_span(PAGE, "12")}),
        ({"evidence": "killed in Beni"}, {"evidence": a_span(PAGE, "killed in Beni")}),
        # twice in the text: the nearest to the evidence
        ({"number": "40 people"}, {"number": a_span(PAGE, "40 people")}),
    ],
)
def test_corrects_any_field(
    ledger: OpenLedger, changes: Mapping[str, Any], expected: Mapping[str, Any]
) -> None:
    found = correct(ledger, "beni#1", **changes)
    assert {name: getattr(found, name) for name in expected} == expected
    assert set(changes) <= set(ledger.review("beni#1").corrected_fields)
    assert ledger.review("beni#1").machine == DEAD


def test_corrects_whose_word_it_is_by_name(ledger: OpenLedger) -> None:
    nurse = correct(ledger, "beni#1", origin="A nurse").origin
    assert (nurse.name, nurse.mention, nurse.role) == ("A nurse", a_span(PAGE, "A nurse"), "origin")
    un = correct(ledger, "beni#1", origin="The UN").origin
    assert (un.entity, un.mention) == ("org:un", a_span(PAGE, "The UN"))
    body = correct(ledger, "beni#1", origin="org:un")
    assert (body.origin.name, body.origin.entity) == (un.name, "org:un")
    page = correct(ledger, "beni#1", origin=None)
    assert [voice.role for voice in page.attribution] == ["publisher"]
    ledger.correct(
        "beni#1", {"origin": "the town"}, words={"origin": "The mayor"}, reason="x", by="Ines"
    )
    shown = ledger.review("beni#1").statement
    assert shown is not None
    assert (shown.origin.name, shown.origin.mention) == ("the town", a_span(PAGE, "The mayor"))
    relayed = correct(ledger, "beni#1", relayers=["A nurse"])
    assert [voice.role for voice in relayed.attribution] == ["publisher", "relayer", "origin"]


def test_corrects_people_place_and_time_by_their_words(ledger: OpenLedger) -> None:
    figure = correct(ledger, "beni#2", population="soldiers", place="Beni", period="2025-05-05")
    assert isinstance(figure, Figure)
    assert figure.population is not None
    assert (figure.population.mention.quote, figure.population.status) == ("soldiers", "combatant")
    assert figure.place is not None
    assert (figure.place.mention.quote, figure.place.name) == ("Beni", "Beni")
    assert figure.period is not None
    assert (figure.period.start_date, figure.period.end_date) == (date(2025, 5, 5),) * 2
    ledger.correct(
        "beni#2",
        {"population": {"status": "civilian", "age_group": "child"}, "period": "../2025-05-08"},
        words={"population": "children", "period": "on Monday"},
        reason="x",
        by="Ines",
    )
    again = ledger.review("beni#2").statement
    assert isinstance(again, Figure)
    assert again.population is not None
    assert (again.population.mention.quote, again.population.status) == ("children", "civilian")
    assert again.period is not None
    assert (again.period.start_date, again.period.mention) == (None, a_span(PAGE, "on Monday"))


@pytest.mark.parametrize(
    ("id", "changes", "words", "said"),
    [
        ("beni#1", {"mesure": "killed"}, {}, "has no field 'mesure'; did you mean measure"),
        ("beni#1", {"colour": 1}, {}, "has no field 'colour'; it has as_of, basis"),
        ("beni#1", {"id": "x"}, {}, "id can't be corrected; reject the statement"),
        ("beni#1", {"measure": "dead"}, {}, "measure can't be 'dead'"),
        ("beni#1", {"low": -1}, {}, "nobody counts fewer than none"),
        ("beni#1", {"low": "many"}, {}, "it is a whole number, written in digits"),
        ("beni#1", {"low": 50, "high": 30}, {}, "no count runs from 50 to 30"),
        ("beni#1", {"period": "2025-05-08/2025-05-01"}, {}, "a period can't end on 2025-05-01"),
        ("beni#1", {"as_of": "May"}, {}, "a day is written like 2025-01-14"),
        ("beni#1", {"number": "four"}, {}, "“four” for number do not stand in beni"),
        ("beni#1", {"low": 12}, {"low": "twelve"}, "“twelve” for low do not stand in beni"),
        ("beni#1", {"place": "Goma"}, {}, "do not stand in beni; give the words that show where"),
        ("beni#1", {"part_of": "beni#9"}, {}, "no figure is called so; did you mean beni#"),
        ("beni#1", {"part_of": "wire#1"}, {}, "it stands in wire, and this one in beni"),
        ("beni#1", {"part_of": "beni#2"}, {}, "it would lead back to itself"),
        ("beni#1", {"origin": {"entity": "org:unn"}}, {}, "no entity has the id 'org:unn'; did"),
        ("beni#1", {"number": {"start": 3, "end": 900}}, {}, "3..900 is no stretch of beni"),
        ("beni#1", {}, {"measure": "killed"}, "give the new value, not its words alone"),
        ("beni#1", {}, {}, "say what is wrong in beni#1"),
        ("beni#3", {"low": 3}, {}, "a statement of the kind prediction has no field 'low'"),
        ("beni#7", {"low": 3}, {}, "no statement is called 'beni#7'; did you mean beni#"),
    ],
)
def test_refuses_what_can_t_be_in_one_sentence(
    ledger: OpenLedger, id: str, changes: dict[str, Any], words: dict[str, Any], said: str
) -> None:
    with pytest.raises(DecisionError) as refused:
        ledger.correct(id, changes, words=words, reason="x", by="Ines")
    assert said in str(refused.value)
    assert list(ledger.decisions()) == []


def test_a_reason_is_needed_for_all_but_a_confirmation(ledger: OpenLedger) -> None:
    attempts: tuple[Callable[[], object], ...] = (
        lambda: ledger.reject("beni#1", reason=" ", by="Ines"),
        lambda: ledger.correct("beni#1", {"low": 1}, reason="", by="Ines"),
        lambda: ledger.undo(ledger.confirm("beni#1", by="Ines").entry or 0, reason="", by="Ines"),
    )
    for refused in attempts:
        with pytest.raises(RefusedError, match="a decision needs its reason"):
            refused()


def test_adds_what_was_missed(ledger: OpenLedger) -> None:
    """The selection is the evidence; the page speaks where nobody is named."""
    span = a_span(PAGE, "9 soldiers were hurt")
    made = ledger.add(
        "beni",
        {"measure": "injured", "low": 9, "origin": "A nurse", "population": "soldiers"},
        start=span.start,
        end=span.end,
        reason="missed",
        by="Ines",
    )
    assert made.value == f"beni#a{made.entry}"
    found = ledger.review(made.value)
    assert isinstance(found.statement, Figure)
    assert (found.state, found.machine, found.statement.evidence) == ("added", None, span)
    assert (found.statement.high, found.statement.confidence) == (9, None)
    assert found.statement.number == Span.of(PAGE.text, span.start, span.start + 1)
    assert [v.name for v in found.statement.attribution] == ["Daily Gazette", "A nurse"]
    assert any(found.statement in claim.figures for claim in ledger.claims(measure="injured"))
    again = ledger.add(
        "beni", {"kind": "assertion"}, start=span.start, end=span.end, reason="x", by="Ines"
    )
    alone = ledger.review(again.value).statement
    assert alone is not None
    assert [voice.role for voice in alone.attribution] == ["publisher"]
    assert ledger.verify().holds


def test_the_publisher_of_an_addition_is_the_one_that_the_machine_names(tmp_path: Path) -> None:
    """Where none is named it is the file's name, whatever the folder: else it were two voices."""
    document = a_document(
        "9 soldiers were hurt.", id="wire", publisher=None, address="/in/wire.txt"
    )
    with Ledger.open(tmp_path / "ledger.db") as stored:
        stored.add(document, [], RUN, READ_AT)
    ledger = tollbook.open(tmp_path / "ledger.db")
    given = {"measure": "injured", "low": 9}
    made = ledger.add("wire", given, start=0, end=20, reason="missed", by="Ines")
    added = ledger.review(made.value).statement
    assert added is not None
    assert [voice.name for voice in added.attribution] == ["wire.txt"]


@pytest.mark.parametrize(
    ("document", "fields", "end", "said"),
    [
        ("beny", {"measure": "killed", "low": 1}, 9, "no document is called 'beny'; did you mean"),
        ("beni", {"measure": "killed"}, 9, "a new figure needs its low"),
        ("beni", {"low": 2}, 9, "a new figure needs its measure"),
        ("beni", {"kind": "figures"}, 9, "no kind of statement is called 'figures'; did you mean"),
        ("beni", {"measure": "killed", "low": 1}, 9000, "is no stretch of beni"),
    ],
)
def test_refuses_an_addition_that_says_too_little(
    ledger: OpenLedger, document: str, fields: dict[str, Any], end: int, said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        ledger.add(document, fields, start=0, end=end, reason="x", by="Ines")
    assert list(ledger.decisions()) == []


def test_two_people_never_overwrite_each_other(path: Path, ledger: OpenLedger) -> None:
    """The second, who has not seen the first one's decision, is shown it; nothing is written."""
    seen = ledger.review("beni#1").last
    assert seen == 0
    with tollbook.open(path) as other:
        first = other.confirm("beni#1", by="Jan", expect=0)
        other.confirm("beni#2", by="Jan", expect=0)
    with pytest.raises(ConflictError, match="Jan decided on beni#1") as conflict:
        ledger.correct("beni#1", {"low": 1}, reason="x", by="Ines", expect=seen)
    assert conflict.value.decision == first
    assert len(ledger.decisions()) == 2
    seen = ledger.review("beni#1").last
    assert seen == first.entry
    ledger.correct("beni#1", {"low": 1}, reason="x", by="Ines", expect=seen)
    with pytest.raises(ConflictError, match="Ines decided"), tollbook.open(path) as other:
        other.reject("beni#1", reason="x", by="Jan", expect=seen)
    assert ledger.verify().holds


def test_a_decision_of_another_s_within_the_moment_is_noticed(
    path: Path, ledger: OpenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes after the look at the ledger and before the write: only the write can see it."""
    ledger.confirm("beni#2", by="Ines")
    decide = Ledger.decide_all

    def late(self: Ledger, *args: Any, **more: Any) -> Any:
        monkeypatch.setattr(Ledger, "decide_all", decide)
        with tollbook.open(path) as other:
            other.undo(other.reject("beni#1", reason="x", by="Jan").entry or 0, reason="y", by="Jo")
        return decide(self, *args, **more)

    monkeypatch.setattr(Ledger, "decide_all", late)
    with pytest.raises(ConflictError, match="Jo decided on beni#1"):
        ledger.confirm("beni#1", by="Ines", expect=0)


def test_undoes_any_kind_of_decision_and_an_undo_too(ledger: OpenLedger) -> None:
    joined = ledger.join("beni#1", "wire#1", reason="one count", by="Ines")
    marked = ledger.mark("beni#3", "met", reason="so it was", by="Ines")
    assert len(ledger.record().decisions) == 2
    for made in (joined, marked):
        assert made.entry is not None
        ledger.undo(made.entry, reason="no", by="Jan")
    assert ledger.record().decisions == ()
    again = ledger.undo(ledger.decisions()[-1].entry or 0, reason="yes", by="Jan")
    assert [one.kind for one in ledger.record().decisions] == ["mark_prediction"]
    assert ledger.predictions(known_on=None)[0].outcome.status == "met"
    with pytest.raises(DecisionError, match="is undone already"):
        ledger.undo(joined.entry or 0, reason="x", by="Ines")
    with pytest.raises(DecisionError, match="entry 1 is no decision"):
        ledger.undo(1, reason="x", by="Ines")
    assert again.subject == "9"


def test_a_decision_on_two_statements_knows_what_was_added(ledger: OpenLedger) -> None:
    span = a_span(PAGE, "40 people were said to be safe")
    made = ledger.add(
        "beni", {"measure": "killed", "low": 41}, start=span.start, end=span.end, reason="x", by="I"
    )
    ledger.join(made.value, "wire#1", reason="one", by="Ines")
    claim = ledger.record().claims.of("wire#1")
    assert claim is not None
    assert made.value in claim.statements


def test_a_newer_reading_keeps_what_was_decided_and_lists_what_no_longer_fits(
    path: Path, ledger: OpenLedger
) -> None:
    ledger.correct("beni#1", {"low": 14}, reason="x", by="Ines")
    ledger.reject("beni#2", reason="x", by="Ines")
    newer = Run.of(Settings(), model="large", model_digest="m2", lexicon_digest="w1")
    with Ledger.open(path) as other:
        first = an_assertion(PAGE, "on Monday", n=1)
        other.add(PAGE, [first, replace(DEAD, id="beni#2")], newer, READ_AT + timedelta(days=1))
    found = ledger.review("beni#2").statement
    assert isinstance(found, Figure)
    assert found.low == 14
    assert [(one.decision.kind, one.reason) for one in ledger.misfits()] == [
        ("reject", "no statement, or more than one, rests on its words now")
    ]


def test_as_known_on_applies_what_was_decided_by_then(
    path: Path, ledger: OpenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.correct("beni#1", {"low": 14}, reason="x", by="Ines")
    then = ledger.record(known_on="2025-05-10")
    assert then.corpus.statement("beni#1") == DEAD
    assert ledger.review("beni#1", known_on="2025-05-10").state == "proposed"
    assert ledger.review("beni#1").state == "corrected"


def test_a_decision_does_not_make_the_ledger_be_read_again(
    ledger: OpenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.record()
    reads: list[str] = []
    monkeypatch.setattr(Ledger, "corpus", lambda self, known_on=None: reads.append("corpus"))
    for _ in range(3):
        ledger.confirm("beni#1", by="Ines")
        assert ledger.record().reviewed.state("beni#1") == "confirmed"
    assert reads == []


def test_no_ledger_is_made_by_deciding(tmp_path: Path) -> None:
    with tollbook.open(tmp_path / "none.db") as none, pytest.raises(LedgerError, match="no ledger"):
        none.confirm("beni#1", by="Ines")
    assert list(tmp_path.iterdir()) == []
