"""Runs of marked text: evidence that overlaps, crosses paragraphs, or stands in a single block."""

from __future__ import annotations

import pytest

from factories import a_document, a_figure
from tollbook.model.document import Block
from tollbook.publishing.evidence import Run, mark_evidence

TEXT = "The army said 20 died and 5 were hurt."


def test_each_run_knows_all_that_it_is_evidence_for() -> None:
    """The shortest evidence stands first: it is the one that the eye should be led to."""
    page = a_document(TEXT)
    wide = a_figure(page, "20 died and 5 were hurt", low=20, number="20")
    narrow = a_figure(page, "5 were hurt", n=2, low=5, number="5")
    [passage] = mark_evidence(page, [wide, narrow])
    assert passage.begun == (0, 1)
    assert passage.runs == (
        Run("The army said "),
        Run("20", (0,), (0,), is_number=True),
        Run(" died and ", (0,)),
        Run("5", (1, 0), (1,), is_number=True),
        Run(" were hurt", (1, 0)),
        Run("."),
    )


def test_two_statements_of_one_clause_begin_together() -> None:
    page = a_document(TEXT)
    both = [a_figure(page, "20 died", low=20), a_figure(page, "20 died", n=2, low=20)]
    [passage] = mark_evidence(page, both)
    assert [run.begins for run in passage.runs if run.statements] == [(0, 1)]


def test_evidence_that_crosses_paragraphs_begins_in_the_first() -> None:
    page = a_document("20 died\n\nand 5 were hurt.", blocks=(Block(0, 7), Block(9, 25)))
    first, second = mark_evidence(page, [a_figure(page, "20 died\n\nand 5", low=20)])
    assert (first.begun, second.begun) == ((0,), ())
    assert [run.begins for run in second.runs] == [(), ()]
    assert [run.text for run in second.runs if run.statements] == ["and 5"]


@pytest.mark.parametrize("text", [TEXT, "Line\nbreaks are blanks.", "日本 20 died 😀"])
def test_the_runs_are_the_paragraph(text: str) -> None:
    page = a_document(text)
    figures = [a_figure(page, "20 died", low=20)] if "20 died" in text else []
    [passage] = mark_evidence(page, figures)
    assert "".join(run.text for run in passage.runs) == text.replace("\n", " ")


def test_a_paragraph_without_statements_is_one_run() -> None:
    page = a_document(TEXT)
    assert [passage.runs for passage in mark_evidence(page, [])] == [(Run(TEXT),)]
