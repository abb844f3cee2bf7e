"""Quotations: the sentence around some words, with the words marked and nothing left to act."""

from __future__ import annotations

import pytest

from factories import a_document, a_figure
from tollbook.model.finding import Mark
from tollbook.model.text import Span
from tollbook.publishing.quotations import (
    Quotation,
    quotation_of_statement,
    quotations,
    quotations_of_marks,
)
from tollbook.reasoning.corpus import Corpus


def quoted(text: str, *words: str) -> list[Quotation]:
    page = a_document(text)
    spans = [(Span.of(text, at := text.index(word), at + len(word)), "mark") for word in words]
    return list(quotations(page, spans))


def shown(quotation: Quotation) -> str:
    return "".join(f"[{one.text}]" if one.kind else one.text for one in quotation.pieces)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It rained. Nine died on Monday. It was cold.", "Nine", "[Nine] died on Monday."),
        ("TIRA, Oct. 9, 2025 - Nine died. So it is.", "Nine", "TIRA, Oct. 9, 2025 - [Nine] died."),
        ("He met Mr. Lin at noon. J. Doe saw nine dead.", "nine", "J. Doe saw [nine] dead."),
        ("A headline\n\nNine died", "Nine", "[Nine] died"),
        ("“Nine died.” Nobody saw it.", "Nine", "“[Nine] died.”"),
        ("قُتل تسعة أشخاص.", "تسعة", "قُتل [تسعة] أشخاص."),
    ],
)
def test_the_sentence_is_quoted(text: str, word: str, expected: str) -> None:
    """From the end of the sentence before to its own end; abbreviations and dates end none."""
    [quotation] = quoted(text, word)
    assert shown(quotation) == expected
    assert not quotation.cut_before
    assert not quotation.cut_after


def test_a_sentence_without_end_is_cut_at_blanks() -> None:
    text = "word " * 400 + "nine died " + "more " * 400
    [quotation] = quoted(text, "nine")
    assert quotation.cut_before
    assert quotation.cut_after
    assert shown(quotation).startswith("word ")
    assert len(shown(quotation)) < 600


def test_words_of_one_sentence_share_a_quotation_and_others_do_not() -> None:
    text = "Nine died and two were hurt. A sentence between. Three were held."
    assert [shown(one) for one in quoted(text, "Nine", "two", "Three")] == [
        "[Nine] died and [two] were hurt.",
        "[Three] were held.",
    ]


def test_a_statement_is_shown_by_its_own_sentence_and_not_that_of_its_voice() -> None:
    """Where the voice was named before, with a sentence in between, its words are left out."""
    page = a_document("The mayor spoke on Monday. It rained. Nine people died.")
    figure = a_figure(page, "Nine people died", low=9, number="Nine", origin="The mayor")
    assert shown(quotation_of_statement(figure, page)) == "[Nine][ people died]."


def test_of_marks_in_one_another_the_shortest_counts() -> None:
    page = a_document("The mayor said nine people died.")
    figure = a_figure(page, "nine people died", low=9, number="nine", origin="The mayor")
    kinds = {one.text: one.kind for one in quotation_of_statement(figure, page).pieces}
    assert kinds["nine"] == "number"
    assert kinds[" people died"] == "evidence"
    assert kinds["The mayor"] == "voice"


def test_control_characters_are_drawn_and_unknown_documents_left_out() -> None:
    page = a_document("Nine \x1b[2Jdied.")
    corpus = Corpus({page.id: page})
    marks = [Mark(page.id, Span.of(page.text, 0, 4)), Mark("gone", Span.of(page.text, 0, 4))]
    [quotation] = quotations_of_marks(marks, corpus)
    assert shown(quotation) == "[Nine] ␛[2Jdied."
