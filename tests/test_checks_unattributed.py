"""Figures that nobody stands behind, and how all findings are put in order."""

from collections.abc import Iterator
from typing import Any

import pytest

from factories import a_document, a_figure
from tollbook.model.case import Case
from tollbook.model.document import Block, Document
from tollbook.model.problem import TollbookError
from tollbook.model.statement import Figure
from tollbook.reasoning.checks import CHECKS, rank, run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

Row = dict[str, Any]

HEADLINE = "40 dead in mine"
TEXT = f"{HEADLINE}\nA mine collapsed and 40 men were killed. Rescuers said 41 men were killed."
PAGE = a_document(TEXT, blocks=(Block(0, 15, "headline"), Block(16, len(TEXT))))


@pytest.mark.parametrize(
    ("printed", "others", "expected"),
    [
        # the paper's own word
        ({}, [], ["report#1"]),
        # somebody says so
        ({"origin": "the police"}, [], []),
        # a relay alone is a source too
        ({"relayers": ["the radio"]}, [], []),
        # no number to stand behind
        ({"number": None}, [], []),
        # nobody asserts it
        ({"modality": "denied"}, [], []),
        # the same words again, with a source
        ({"same_as": "report#2"}, [{}], []),
        # said first by the paper, then again with a source
        ({}, [{"same_as": "report#1"}], []),
        # the same count elsewhere, with a source
        ({}, [{"low": 40}], []),
        # another count, another measure
        ({}, [{"low": 41}], ["report#1"]),
        ({}, [{"low": 40, "measure": "injured"}], ["report#1"]),
        # a part is asked for its whole
        ({"part_of": "report#2"}, [{}], []),
        # whose whole may have no source either
        ({"part_of": "report#2"}, [{"origin": None}], ["report#2"]),
    ],
)
def test_finds_numbers_without_a_voice(
    printed: Row, others: list[Row], expected: list[str]
) -> None:
    alone: Row = {"low": 40, "number": "40", "origin": None}
    statements = [a_figure(PAGE, "40 men were killed", **alone | printed)]
    for n, row in enumerate(others, start=2):
        usual: Row = {"low": 41, "number": "41", "origin": "Rescuers"}
        statements.append(a_figure(PAGE, "41 men were killed", n=n, **usual | row))
    found = run_checks(Record(Corpus({PAGE.id: PAGE}, tuple(statements))), ["unattributed"])
    assert [finding.statements[0] for finding in found] == expected
    assert {finding.verdict for finding in found} <= {"note"}


def test_all_numbers_without_a_voice_of_one_page_are_one_note() -> None:
    statements = (
        a_figure(PAGE, "40 men were killed", low=40, number="40", origin=None),
        a_figure(PAGE, "41 men were killed", n=2, low=41, number="41", origin=None),
    )
    (found,) = run_checks(Record(Corpus({PAGE.id: PAGE}, statements)), ["unattributed"])
    assert (found.verdict, rank(found), found.statements) == (
        "note",
        3,
        tuple(figure.id for figure in statements),
    )
    assert found.working == ("The text gives no source for 40 killed, 41 killed.",)


@pytest.mark.parametrize(
    ("elsewhere", "verdict"),
    [
        # nobody on record has it: the case hangs on the page's own word
        ({"origin": None, "low": 40}, "undecided"),
        ({"low": 60}, "undecided"),
        ({"low": 40, "measure": "injured"}, "undecided"),
        # somebody said so in another paper
        ({"low": 40}, "note"),
        ({"low": 41, "modifier": "about"}, "note"),
    ],
)
def test_in_a_case_a_number_that_nobody_on_record_gives_is_in_doubt(
    elsewhere: Row, verdict: str
) -> None:
    other = a_document("Rescuers said that men were killed, 40 in all.", id="other")
    alone = a_figure(PAGE, "40 men were killed", low=40, number="40", origin=None)
    voice: Row = {"origin": "Rescuers", "entity": "rescuers"}
    said = a_figure(other, "40 in all", **voice | elsewhere)
    corpus = Corpus({PAGE.id: PAGE, other.id: other}, (alone, said))
    case = Case(name="mine", title="A mine", people=("men",))
    (found,) = run_checks(Record(corpus, case=case), ["unattributed"])
    assert (found.verdict, found.statements) == (verdict, (alone.id,))


@pytest.mark.parametrize(
    ("body", "expected"), [({"low": 41, "modifier": "about"}, []), ({"low": 60}, ["report#1"])]
)
def test_a_headline_is_backed_by_a_figure_of_the_body_that_agrees(
    body: Row, expected: list[str]
) -> None:
    """Headlines round and drop hedges: 40 for about 41, but not for 60."""
    statements = (
        a_figure(PAGE, "40 dead", low=40, number="40", origin=None),
        a_figure(PAGE, "41 men were killed", n=2, number="41", origin="Rescuers", **body),
    )
    found = run_checks(Record(Corpus({PAGE.id: PAGE}, statements)), ["unattributed"])
    assert [finding.statements[0] for finding in found] == expected


def test_repeats_that_lead_in_a_circle_are_read_once() -> None:
    statements = (
        a_figure(PAGE, "40 men were killed", number="40", origin=None, same_as="report#2"),
        a_figure(PAGE, "41 men were killed", n=2, number="41", same_as="report#1"),
    )
    assert run_checks(Record(Corpus({PAGE.id: PAGE}, statements)), ["unattributed"]) == []


def _mixed(page: Document, part: int) -> Iterator[Figure]:
    """Forty of nobody's word with a part, and at least fifty of which 51 are a part."""
    yield a_figure(page, "40 men were killed", low=40, number="40", origin=None)
    yield a_figure(page, "41 men were killed", n=2, low=part, number="41", part_of=f"{page.id}#1")
    yield a_figure(page, "40 dead", n=3, low=50, high=None, modifier="at_least", number="40")
    yield a_figure(page, "Rescuers", n=4, low=51, number="41", part_of=f"{page.id}#3")


def test_contradictions_come_first_then_doubts_then_numbers_without_a_voice() -> None:
    """By rank, then in the order of the documents, then in that of the text."""
    one, two = (a_document(TEXT, id=id) for id in ("one", "two"))
    statements = (*_mixed(one, part=41), *_mixed(two, part=39))
    found = run_checks(Record(Corpus({"one": one, "two": two}, statements)))
    order = [(rank(finding), finding.marks[0].document, finding.check) for finding in found]
    assert order == [
        (0, "one", "part_exceeds_whole"),
        (2, "one", "part_exceeds_whole"),
        (2, "two", "part_exceeds_whole"),
        (3, "one", "unattributed"),
        (3, "two", "unattributed"),
        (4, "two", "part_exceeds_whole"),
    ]


def test_an_unknown_check_is_named_with_those_there_are() -> None:
    with pytest.raises(TollbookError, match="no check is called 'sums'; choose from parts_sum, "):
        run_checks(Record(Corpus()), ["sums"])


def test_a_check_is_named_as_its_function() -> None:
    assert [f"check_{name}" for name in CHECKS] == [check.__name__ for check in CHECKS.values()]


def test_an_empty_corpus_has_no_findings() -> None:
    assert run_checks(Record(Corpus())) == []


def test_a_statement_without_its_document_is_refused() -> None:
    with pytest.raises(ValueError, match="document report, which is not in the corpus"):
        Corpus({}, (a_figure(PAGE, "40 men were killed", low=40),))
