"""What people decide is applied to what the machine read, which stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_document, a_figure, a_span, reread
from ledger_tools import AT
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Statement
from tollbook.model.wire import to_json
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.references import refer, subject_of
from tollbook.reasoning.reviews import Reviewed, in_force, review

PAGE = a_document(
    "The mayor said 40 people were killed in Beni, among them 12 children. A nurse counts 9 hurt. "
    "Police say 7 were killed."
)
DEAD = a_figure(PAGE, "40 people were killed in Beni", n=1, low=40, number="40")
CHILDREN = a_figure(PAGE, "12 children", n=2, low=12, number="12", part_of=DEAD.id)
HURT = a_figure(PAGE, "9 hurt", n=3, measure="injured", low=9, number="9")
POLICE = a_figure(PAGE, "7 were killed", n=4, low=7, number="7", same_as=None)
READ = (DEAD, CHILDREN, HURT, POLICE)


def corpus(*statements: Statement, page: Document = PAGE) -> Corpus:
    return Corpus({page.id: page}, statements or READ)


def decided(
    kind: DecisionKind,
    subject: Statement | str,
    entry: int,
    value: str = "yes",
    known: Corpus | None = None,
    **data: Any,
) -> Decision:
    """A decision as the library makes it: with the words and the record it was made on."""
    known = known or corpus()
    if isinstance(subject, Statement):
        data["statement"] = to_json(subject)
    made = Decision(
        kind=kind,
        subject=subject if isinstance(subject, str) else subject.id,
        value=value,
        by="Ines",
        reason="looked",
        at=AT + timedelta(minutes=entry),
        data=data,
        entry=entry,
    )
    return refer(made, known)


def correct(subject: Statement, entry: int, **fields: Any) -> Decision:
    return decided("correct", subject, entry, fields=fields, words={})


def counts(reviewed: Reviewed) -> dict[str, int]:
    """The number of each figure that counts, by its id."""
    return {s.id: s.low for s in reviewed.corpus.statements if isinstance(s, Figure)}


ALL = {"report#1": 40, "report#2": 12, "report#3": 9, "report#4": 7}


def test_without_decisions_everything_is_a_proposal() -> None:
    reviewed = review(corpus(), ())
    assert counts(reviewed) == ALL
    assert {one.state for one in reviewed.everything()} == {"proposed"}


@pytest.mark.parametrize(
    ("decisions", "state", "low"),
    [
        # as it stands
        ([decided("confirm", DEAD, 1)], "confirmed", 40),
        # misread
        ([correct(DEAD, 1, low=14, high=14)], "corrected", 14),
        # not there at all
        ([decided("reject", DEAD, 1)], "rejected", None),
        # corrections of different fields add up
        ([correct(DEAD, 1, low=14, high=14), correct(DEAD, 2, measure="injured")], "corrected", 14),
        # of one field the later counts
        ([correct(DEAD, 1, low=14, high=14), correct(DEAD, 2, low=41, high=41)], "corrected", 41),
        # a correction is confirmed by somebody else
        (
            [
                correct(DEAD, 1, low=14, high=14),
                decided("confirm", replace(DEAD, low=14, high=14), 2),
            ],
            "confirmed",
            14,
        ),
        # a correction brings back what was rejected
        ([decided("reject", DEAD, 1), correct(DEAD, 2, low=14, high=14)], "corrected", 14),
        # ... and so does a confirmation
        ([decided("reject", DEAD, 1), decided("confirm", DEAD, 2)], "confirmed", 40),
        # the last word
        ([decided("confirm", DEAD, 1), decided("reject", DEAD, 2)], "rejected", None),
        # undone
        ([decided("reject", DEAD, 1), decided("undo", "1", 2)], "proposed", 40),
        # the undoing undone
        (
            [decided("reject", DEAD, 1), decided("undo", "1", 2), decided("undo", "2", 3)],
            "rejected",
            None,
        ),
        # one of two corrections undone
        (
            [
                correct(DEAD, 1, low=14, high=14),
                correct(DEAD, 2, measure="injured"),
                decided("undo", "1", 3),
            ],
            "corrected",
            40,
        ),
    ],
)
def test_later_decisions_win(decisions: list[Decision], state: str, low: int | None) -> None:
    reviewed = review(corpus(), decisions)
    found = reviewed.review(DEAD.id)
    assert found is not None
    assert (found.state, counts(reviewed).get(DEAD.id)) == (state, low)
    assert found.machine == DEAD
    assert list(found.decisions) == decisions
    assert reviewed.misfits == ()


def test_the_machine_is_not_sure_of_what_a_person_counted() -> None:
    """A correction of the number takes away how sure the machine was; one of the place does not."""
    sure = replace(DEAD, found_by="rule", confidence=0.4)
    machine = corpus(sure)
    counted = review(machine, [correct(sure, 1, low=14, high=14)]).corpus.figure(DEAD.id)
    assert counted is not None
    assert (counted.found_by, counted.confidence) == (None, None)
    dated = review(machine, [correct(sure, 1, as_of="2025-01-02")]).corpus.figure(DEAD.id)
    assert dated is not None
    assert (dated.found_by, dated.confidence) == ("rule", 0.4)


def test_what_was_rejected_takes_its_links_along_and_gives_them_back() -> None:
    machine = corpus(DEAD, CHILDREN, replace(POLICE, same_as=DEAD.id))
    gone = review(machine, [decided("reject", DEAD, 1)]).corpus
    assert [s.part_of or s.same_as for s in gone.every_figure()] == [None, None]
    back = review(machine, [decided("reject", DEAD, 1), decided("undo", "1", 2)]).corpus
    assert back == machine


def test_links_never_lead_back_to_where_they_began() -> None:
    """Two corrections that make each figure a part of the other leave no circle."""
    reviewed = review(corpus(), [correct(DEAD, 1, part_of=CHILDREN.id)])
    links = {figure.id: figure.part_of for figure in reviewed.corpus.every_figure()}
    assert (links[DEAD.id], links[CHILDREN.id]) == (None, None)


ADDED = replace(a_figure(PAGE, "9 hurt", low=9, number="9", measure="injured"), id="report#a1")


def added(entry: int = 1) -> Decision:
    made = decided("add", PAGE.id, entry, value=f"report#a{entry}")
    return replace(made, data=made.data | {"statement": to_json(ADDED)})


def test_an_addition_stands_among_the_others_in_the_order_of_the_text() -> None:
    reviewed = review(corpus(DEAD, CHILDREN, POLICE), [added()])
    assert list(counts(reviewed)) == ["report#1", "report#2", "report#a1", "report#4"]
    found = reviewed.review("report#a1")
    assert found is not None
    assert (found.state, found.machine, found.by) == ("added", None, "Ines")


def test_an_addition_is_corrected_rejected_and_undone_as_any_other() -> None:
    machine = corpus(DEAD)
    changed = decided("correct", "report#a1", 2, fields={"low": 10, "high": 10})
    assert counts(review(machine, [added(), changed]))["report#a1"] == 10
    rejected = [added(), decided("reject", "report#a1", 2)]
    assert list(counts(review(machine, rejected))) == ["report#1"]
    undone = review(machine, [added(), decided("undo", "1", 2)])
    found = undone.review("report#a1")
    assert found is not None
    assert (found.state, found.statement) == ("rejected", None)
    assert list(counts(undone)) == ["report#1"]
    late = review(machine, [added(), changed, decided("undo", "1", 3)])
    assert [misfit.decision.entry for misfit in late.misfits] == [2]


# A newer reading of the same page


def renumbered(statement: Statement, n: int) -> Any:
    return replace(statement, id=f"report#{n}")


def test_decisions_follow_their_words_to_new_numbers() -> None:
    made = [decided("confirm", DEAD, 1), correct(HURT, 2, low=10, high=10)]
    now = corpus(renumbered(POLICE, 1), renumbered(DEAD, 5), renumbered(HURT, 6))
    reviewed = review(now, made)
    assert {id: one.state for id, one in reviewed.reviews.items()} == {
        "report#5": "confirmed",
        "report#6": "corrected",
    }
    assert counts(reviewed)["report#6"] == 10
    assert [decision.subject for decision in reviewed.decisions] == ["report#5", "report#6"]


def test_what_was_confirmed_stays_whatever_newer_code_reads_there() -> None:
    """The words are the same; the machine now takes the dead for wounded, and more of them."""
    newer = renumbered(replace(DEAD, measure="injured", low=400, high=400), 3)
    reviewed = review(corpus(newer), [decided("confirm", DEAD, 1)])
    found = reviewed.review("report#3")
    assert found is not None
    assert found.machine == newer
    assert isinstance(found.statement, Figure)
    assert (found.statement.measure, found.statement.low) == ("killed", 40)


def test_what_newer_code_no_longer_finds_stays_where_a_person_confirmed_it() -> None:
    reviewed = review(corpus(CHILDREN), [decided("confirm", DEAD, 3)])
    assert counts(reviewed) == {"report#a3": 40, "report#2": 12}
    found = reviewed.review("report#a3")
    assert found is not None
    assert (found.state, found.machine) == ("confirmed", None)


def test_decisions_move_with_the_text_and_those_that_no_longer_fit_are_listed() -> None:
    page = reread(PAGE, "UPDATED. " + PAGE.text.replace("A nurse counts 9 hurt. ", ""))
    dead = a_figure(page, "40 people were killed in Beni", n=1, low=40, number="40")
    shown = a_span(PAGE, "12")
    words = {"low": {"start": shown.start, "end": shown.end, "quote": shown.quote}}
    made = [
        decided("correct", DEAD, 1, fields={"number": words["low"], "low": 12}, words=words),
        decided("confirm", HURT, 2),
        decided("reject", POLICE, 3),
        decided("separate", subject_of([DEAD.id, HURT.id]), 4),
    ]
    reviewed = review(corpus(dead, page=page), made)
    moved = reviewed.corpus.figure("report#1")
    assert moved is not None
    assert moved.number == a_span(page, "12")
    assert [(one.decision.entry, one.reason) for one in reviewed.misfits] == [
        (2, "“9 hurt” no longer stands in report"),
        (3, "no statement, or more than one, rests on its words now"),
        (4, "“9 hurt” no longer stands in report"),
    ]


def test_a_document_that_was_not_there_yet_has_no_place_for_its_decisions() -> None:
    reviewed = review(Corpus(), [decided("confirm", DEAD, 1)])
    assert [one.reason for one in reviewed.misfits] == ["the document report is not there"]


# Any sequence

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "low": st.integers(0, 9),
    "high": st.integers(10, 20),
    "measure": st.sampled_from(["killed", "injured", "missing"]),
    "part_of": st.sampled_from([None, *(figure.id for figure in READ)]),
    "same_as": st.sampled_from([None, *(figure.id for figure in READ)]),
}


KINDS: tuple[DecisionKind, ...] = ("confirm", "correct", "reject", "add", "undo", "separate")


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Decisions of all kinds on four statements, and undos of whatever came before."""
    made: list[Decision] = []
    for entry in range(1, draw(st.integers(1, 12)) + 1):
        kind = draw(st.sampled_from(KINDS))
        subject = draw(st.sampled_from(READ))
        if kind == "undo":
            made.append(decided("undo", str(draw(st.integers(1, entry))), entry))
        elif kind == "add":
            made.append(added(entry))
        elif kind == "separate":
            made.append(decided("separate", subject_of([DEAD.id, subject.id]), entry))
        elif kind == "correct":
            name = draw(st.sampled_from(sorted(FIELDS)))
            made.append(correct(subject, entry, **{name: draw(FIELDS[name])}))
        else:
            made.append(decided(kind, subject, entry))
    return [one for one in made if one.kind != "undo" or int(one.subject) < (one.entry or 0)]


@given(histories())
def test_undone_decisions_are_as_if_they_had_never_been_made(made: Sequence[Decision]) -> None:
    every, alone = review(corpus(), made), review(corpus(), in_force(made))
    assert every.corpus == alone.corpus
    assert every.decisions == alone.decisions
    assert every.misfits == alone.misfits
    for id, found in alone.reviews.items():
        assert (every.reviews[id].state, every.reviews[id].in_force) == (
            found.state,
            found.in_force,
        )


@given(histories())
def test_the_machine_s_corpus_never_changes_and_all_of_it_can_be_found(
    made: Sequence[Decision],
) -> None:
    machine = corpus()
    reviewed = review(machine, made)
    assert reviewed.machine is machine
    assert machine == corpus()
    everything = {one.id: one for one in reviewed.everything()}
    assert [everything[figure.id].machine for figure in READ] == list(READ)
    ids = {statement.id for statement in reviewed.corpus.statements}
    assert ids == {id for id, one in everything.items() if one.statement is not None}
    for figure in reviewed.corpus.every_figure():
        assert {figure.part_of, figure.same_as} <= {None, *ids}


@given(histories(), st.integers(0, 12))
def test_decisions_can_be_applied_one_after_the_other_or_all_at_once(
    made: list[Decision], cut: int
) -> None:
    """What was decided later never changes what an earlier day knew."""
    before = [one for one in made if (one.entry or 0) <= cut]
    assert review(corpus(), before) == review(corpus(), made[: len(before)])


@given(histories(), st.integers(0, 12))
def test_what_was_worked_out_before_changes_nothing(made: list[Decision], cut: int) -> None:
    """A desk applies each decision to what the earlier ones came to."""
    machine = corpus()
    before = review(machine, [one for one in made if (one.entry or 0) <= cut])
    again, alone = review(machine, made, before), review(machine, made)
    assert again == alone
    assert [one.undone for one in again.reviews.values()] == [
        one.undone for one in alone.reviews.values()
    ]
