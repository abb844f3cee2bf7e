"""A decision finds its statements again, however they are numbered."""

from __future__ import annotations

from dataclasses import replace

from factories import a_document, a_figure, a_prediction, a_span, reread
from ledger_tools import AT
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.statement import Statement
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.references import bind, refer, statement_key, subject_of

PAGE = a_document(
    "The army said 300 soldiers were killed in Goma. Police said 12 were killed in Goma. "
    "Officials said Kim will visit Moscow and Beijing."
)
KILLED = a_figure(PAGE, "300 soldiers were killed", n=1, number="300")
TWELVE = a_figure(PAGE, "12 were killed", n=2, low=12, number="12", origin="Police")
MOSCOW = a_prediction(PAGE, "Kim will visit Moscow and Beijing", n=3, event="visit Moscow")


def corpus(*statements: Statement, page: Document = PAGE) -> Corpus:
    return Corpus({page.id: page}, statements)


def numbered(statement: Statement, n: int) -> Statement:
    return replace(statement, id=f"report#{n}")


APART = refer(
    Decision(
        kind="separate",
        subject=subject_of([TWELVE.id, KILLED.id]),
        value="yes",
        by="Ines",
        reason="two places",
        at=AT,
    ),
    corpus(KILLED, TWELVE),
)
MET = refer(
    Decision(
        kind="mark_prediction",
        subject=MOSCOW.id,
        value="met",
        by="Ines",
        reason="he came",
        at=AT,
        data={"evidence": [KILLED.id]},
    ),
    corpus(KILLED, MOSCOW),
)


def test_a_decision_stays_as_it_is_where_nothing_moved() -> None:
    assert bind([APART], corpus(KILLED, TWELVE)) == (APART,)


def test_a_decision_follows_its_statements_to_their_new_numbers() -> None:
    """Newer code reads one more statement ahead of them."""
    [now] = bind([APART], corpus(numbered(KILLED, 2), numbered(TWELVE, 10)))
    assert now.subject == "report#10\nreport#2"
    [met] = bind([MET], corpus(numbered(KILLED, 7), numbered(MOSCOW, 9)))
    assert (met.subject, met.data["evidence"]) == ("report#9", ["report#7"])


def test_a_decision_never_slips_to_the_statement_that_has_the_number_now() -> None:
    assert bind([APART], corpus(numbered(TWELVE, 1), numbered(MOSCOW, 2))) == ()


def test_a_decision_that_refers_to_nothing_is_left_alone() -> None:
    bare = replace(APART, data={})
    assert bind([bare], corpus()) == (bare,)


def test_a_clause_that_is_cut_otherwise_is_the_same_statement() -> None:
    wider = a_figure(PAGE, "300 soldiers were killed in Goma", n=4, number="300")
    [now] = bind([APART], corpus(wider, numbered(TWELVE, 5)))
    assert now.subject == "report#4\nreport#5"


def test_a_clause_that_could_be_either_of_two_is_neither() -> None:
    whole = "Kim will visit Moscow and Beijing"
    one = a_prediction(PAGE, f"said {whole}", n=4, event="visit")
    two = a_prediction(PAGE, f"Officials said {whole}", n=5, event="Beijing")
    assert bind([MET], corpus(one, two)) == ()


def test_the_words_count_on_a_page_that_changed() -> None:
    page = reread(PAGE, "CORRECTED. " + PAGE.text)
    moved = a_figure(page, "300 soldiers were killed", n=6, number="300")
    twelve = a_figure(page, "12 were killed", n=7, low=12, number="12")
    [now] = bind([APART], corpus(moved, twelve, page=page))
    assert now.subject == "report#6\nreport#7"


def test_of_the_same_words_said_twice_the_nearer_is_meant() -> None:
    page = a_document("They said 3 were killed. Later they said 3 were killed.")
    first = a_figure(page, "3 were killed", n=1, low=3, number="3")
    second = replace(first, id="report#2", evidence=a_span(page, "3 were killed", after=30))
    decision = replace(APART, subject=second.id, data={})
    bound = bind(
        [refer(decision, corpus(first, second, page=page))], corpus(second, first, page=page)
    )
    assert [decision.subject for decision in bound] == ["report#2"]


def test_a_key_keeps_through_a_new_numbering_and_tells_statements_apart() -> None:
    assert statement_key(numbered(KILLED, 9)) == statement_key(KILLED)
    keys = {statement_key(statement) for statement in (KILLED, TWELVE, MOSCOW)}
    assert len(keys) == 3
    injured = replace(KILLED, measure="injured")
    assert statement_key(injured) != statement_key(KILLED)
