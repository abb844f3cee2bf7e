"""A queue in the order of what hangs on it; blind double coding, its differences and agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import tollbook
from factories import a_document, a_figure, a_span
from ledger_tools import RUN
from tollbook.app.library import OpenLedger
from tollbook.ledger import Ledger
from tollbook.model.problem import ConflictError, DecisionError
from tollbook.model.statement import Population

READ_AT = datetime(2025, 5, 10, 12, tzinfo=UTC)
TEXT = "Police counted 40 dead in Goma. A nurse counted 9 hurt. The mayor counted 3 missing. "
PAGE = a_document(TEXT + "Later 5 more died. 6 fled.", id="goma", published=date(2025, 5, 9))
DEAD = a_figure(PAGE, "40 dead in Goma", low=40, number="40", origin="Police")
HURT = a_figure(PAGE, "9 hurt", n=2, measure="injured", low=9, number="9", origin="A nurse")
LOST = a_figure(PAGE, "3 missing", n=3, measure="missing", low=3, number="3", origin="The mayor")
MORE = a_figure(PAGE, "5 more died", n=4, low=5, number="5", modality="hypothetical")
IDS = ["goma#1", "goma#2", "goma#3", "goma#4"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    sure = [
        replace(said, found_by="rule", confidence=confidence)
        for said, confidence in zip((DEAD, HURT, LOST, MORE), (0.9, 0.4, 0.7, 0.1), strict=True)
    ]
    with Ledger.open(tmp_path / "goma.db") as ledger:
        ledger.add(PAGE, sure, RUN, READ_AT)
    return tmp_path / "goma.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[OpenLedger]:
    with tollbook.open(path) as opened:
        yield opened


def queued(ledger: OpenLedger, **asked: str) -> list[str]:
    return [one.review.id for one in ledger.queue(**asked)]  # type: ignore[arg-type]


def code(ledger: OpenLedger, by: str, *ids: str, round: str = "May") -> None:
    """Somebody codes some statements as right."""
    for id in ids:
        ledger.code(id, "confirm", round=round, by=by)


def test_the_queue_is_least_sure_first_where_an_answer_hangs_on_it(ledger: OpenLedger) -> None:
    """The least sure of all is only supposed to have died: no answer counts them."""
    assert queued(ledger) == ["goma#2", "goma#3", "goma#1", "goma#4"]
    first = ledger.queue()[0]
    assert first.sure == 0.4
    assert first.hangs[0].startswith("the answer")
    ledger.confirm("goma#2", by="Ines")
    assert queued(ledger) == ["goma#3", "goma#1", "goma#4"]
    assert queued(ledger, state="confirmed") == ["goma#2"]


def test_a_coder_is_given_what_others_coded_but_not_how(ledger: OpenLedger) -> None:
    code(ledger, "Ines", "goma#4", "goma#1")
    assert queued(ledger, round="May", by="Ines") == ["goma#2", "goma#3"]
    assert queued(ledger, round="May", by="Jan") == ["goma#1", "goma#4", "goma#2", "goma#3"]
    assert ledger.coded_by("May", "Jan") == frozenset()
    assert {one.state for one in ledger.reviews()} == {"proposed"}, "a coding takes no effect"
    assert len(ledger.decisions()) == 0
    assert len(ledger.decisions(codings=True)) == 2
    assert ledger.verify().holds


def test_differences_are_listed_field_by_field_and_settled(ledger: OpenLedger) -> None:
    code(ledger, "Ines", *IDS[:3])
    ledger.code("goma#1", "correct", {"low": 41, "origin": "The mayor"}, round="May", by="Jan")
    ledger.code("goma#2", "reject", round="May", by="Jan")
    code(ledger, "Jan", "goma#3")
    found = {one.id: one for one in ledger.differences("May")}
    assert {id: [d.field for d in one.differences] for id, one in found.items()} == {
        "goma#1": ["origin", "low", "high"],
        "goma#2": ["there"],
    }
    assert dict(found["goma#1"].differences[1].values) == {"Ines": "40", "Jan": "41"}
    with pytest.raises(DecisionError, match="Omar did not code goma#1; Ines and Jan did"):
        ledger.settle("May", "goma#1", "Omar", reason="x", by="Eva")
    ledger.settle("May", "goma#1", "Jan", reason="the page says so", by="Eva", expect=0)
    review = ledger.review("goma#1")
    assert (review.state, review.by, review.corrected_fields) == (
        "corrected",
        "Eva",
        ("high", "low", "origin"),
    )
    with pytest.raises(ConflictError):
        ledger.settle("May", "goma#1", "Ines", reason="x", by="Ada", expect=0)
    assert [one.id for one in ledger.differences("May")] == ["goma#2"]
    assert [one.id for one in ledger.differences("May", settled=True)] == ["goma#1", "goma#2"]
    [round] = ledger.rounds()
    assert (round.coders, round.coded, round.double) == (("Ines", "Jan"), 3, 3)
    assert (round.differences, round.settled) == (1, 1)


def test_of_two_codings_by_one_person_the_later_counts_and_an_undo_takes_one_back(
    ledger: OpenLedger,
) -> None:
    code(ledger, "Ines", "goma#1")
    made = ledger.code("goma#1", "reject", round="May", by="Ines")
    code(ledger, "Jan", "goma#1")
    assert [one.id for one in ledger.differences("May")] == ["goma#1"]
    ledger.undo(made.entry or 0, reason="a slip", by="Ines")
    assert list(ledger.differences("May")) == []


def test_agreement_is_krippendorff_s_alpha_by_field(ledger: OpenLedger) -> None:
    """Two of three measures are the same, and only statements that both see are compared."""
    code(ledger, "Ines", *IDS)
    ledger.code("goma#1", "correct", {"measure": "injured"}, round="May", by="Jan")
    code(ledger, "Jan", "goma#2", "goma#3")
    ledger.code("goma#4", "reject", round="May", by="Jan")
    found = {one.field: one for one in ledger.agreement("May")}
    measure, there = found["measure"], found["there"]
    assert measure.units == 3
    assert measure.same == pytest.approx(2 / 3)
    assert measure.alpha == pytest.approx(1 - 5 * 2 / (36 - 1 - 9 - 4))
    assert (there.units, there.same, there.alpha) == (4, 0.75, 0.0)
    assert (found["modality"].same, found["modality"].alpha) == (1.0, None)


def test_additions_on_the_same_words_meet(ledger: OpenLedger) -> None:
    span = a_span(PAGE, "6 fled")
    fields = {"measure": "displaced", "low": 6}
    code(ledger, "Ines", "goma#1")
    code(ledger, "Jan", "goma#1")
    ledger.code("goma", "add", fields, round="May", by="Ines", start=span.start, end=span.end)
    [alone] = ledger.differences("May")
    assert dict(alone.differences[0].values) == {"Ines": "yes", "Jan": "no"}
    ledger.code("goma", "add", fields, round="May", by="Jan", start=span.start, end=span.end)
    assert list(ledger.differences("May")) == []
    done = ledger.confirm_agreed("May", hold_back=0, by="Eva")
    assert [one.kind for one in done.decisions] == ["confirm", "add"]
    added = ledger.review(done.decisions[1].value)
    assert (added.state, added.by) == ("added", "Eva")
    assert ledger.confirm_agreed("May", hold_back=0, by="Eva").decisions == ()


def test_agreed_statements_are_confirmed_together_but_for_a_sample(ledger: OpenLedger) -> None:
    for by in ("Ines", "Jan"):
        code(ledger, by, *IDS[:3])
        ledger.code("goma#4", "correct", {"low": 6}, round="May", by=by)
    done = ledger.confirm_agreed("May", hold_back=0.3, seed="one", by="Eva")
    held = set(done.held_back)
    assert held
    assert {one.subject for one in done.decisions} == set(IDS) - held
    again = ledger.confirm_agreed("May", hold_back=0.3, seed="one", by="Eva")
    assert (again.decisions, set(again.held_back)) == ((), held)
    reasons = {one.reason for one in done.decisions}
    assert reasons == {"Ines and Jan agree in the round May"}
    everything = ledger.confirm_agreed("May", hold_back=0, by="Eva")
    assert {one.subject for one in everything.decisions} == held
    assert ledger.review("goma#4").state == "corrected"
    assert ledger.verify().holds


def test_what_a_check_fails_on_is_not_confirmed_together(tmp_path: Path) -> None:
    """Eleven women and nine children are more than the nineteen dead."""
    page = a_document("Police counted 19 dead, 11 women and 9 children.", id="sum")
    whole = a_figure(page, "19 dead", low=19, number="19", origin="Police")
    women = Population(mention=a_span(page, "women"), sex="female", age_group="adult")
    children = Population(mention=a_span(page, "children"), age_group="child")
    parts = [
        a_figure(page, "11 women", n=2, low=11, part_of="sum#1", population=women),
        a_figure(page, "9 children", n=3, low=9, part_of="sum#1", population=children),
    ]
    with Ledger.open(tmp_path / "sum.db") as stored:
        stored.add(page, [whole, *parts], RUN, READ_AT)
    with tollbook.open(tmp_path / "sum.db") as ledger:
        for by in ("Ines", "Jan"):
            code(ledger, by, "sum#1", "sum#2", "sum#3")
        done = ledger.confirm_agreed("May", hold_back=0, by="Eva")
    assert done.decisions == ()
    assert set(done.failing) == {"sum#1", "sum#2", "sum#3"}


@pytest.mark.parametrize(
    ("value", "round", "said"),
    [
        ("approve", "May", "'approve' can't be coded; choose from confirm, correct, reject, add"),
        ("confirm", " ", "a coding needs the name of its round"),
        ("add", "May", "an addition needs the stretch that it rests on"),
        ("correct", "May", "say what is wrong in goma#1"),
    ],
)
def test_refuses_a_coding_that_says_too_little(
    ledger: OpenLedger, value: str, round: str, said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        ledger.code("goma#1", value, round=round, by="Ines")
    with pytest.raises(DecisionError, match="no round is called 'June'; nobody has coded anything"):
        ledger.differences("June")
    with pytest.raises(DecisionError, match=r"a share of 2 can't be held back"):
        ledger.confirm_agreed("May", hold_back=2)
