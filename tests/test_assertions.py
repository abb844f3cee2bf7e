"""An assertion is what a source is made to say and no other statement holds."""

from __future__ import annotations

import pytest

from factories import a_figure
from passages import NOBODY, a_passage, assert_whole, said
from tollbook.extraction import Parser, extract
from tollbook.extraction.attribution import Attributions
from tollbook.extraction.kinds.assertions import find_assertions
from tollbook.model.statement import Assertion
from tollbook.settings import Settings

TEXT = "The mayor said the water was safe to drink. It rained all night."


@pytest.mark.parametrize(
    ("text", "source", "content", "asserted"),
    [
        (TEXT, "The mayor", "the water was safe to drink", "the water was safe to drink"),
        ("The mayor said that the roads were open.", "The mayor", "that the roads were open",
         "the roads were open"),
        ('"The roads are open again," the mayor said.', "the mayor", '"The roads are open again,"',
         "The roads are open again"),
        ("According to the army, the road is mined.", "the army", "the road is mined",
         "the road is mined"),
        # no clause, or too little of one
        ("The mayor described long queues at the wells.", "The mayor",
         "long queues at the wells", None),
        ("The mayor said yes.", "The mayor", "yes", None),
        ("The mayor said he agreed.", "The mayor", "he agreed", None),
    ],
)  # fmt: skip
def test_keeps_what_a_source_says(
    text: str, source: str, content: str, asserted: str | None
) -> None:
    parsed = a_passage(text)
    cue = next(word for word in ("said", "described", "According to") if word in text)
    found = list(find_assertions(parsed, said(parsed, source, content, cue), []))
    for assertion in found:
        assert_whole(parsed, assertion)
        assert assertion.origin.name == source
    assert [assertion.evidence.quote for assertion in found] == ([asserted] if asserted else [])


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The mayor denied that the troops had aimed at the school. Twelve men died.", "denied"),
        ("The mayor did not deny that the troops had aimed at the school. Twelve men died.",
         "asserted"),
        ("The mayor said that the troops had aimed at the school. Twelve men died.", "asserted"),
    ],
)  # fmt: skip
def test_marks_what_is_denied(text: str, modality: str) -> None:
    found = extract(a_passage(text).document, Parser(), Settings())
    told = [s for s in found if isinstance(s, Assertion) and "aimed at" in s.content.quote]
    assert [assertion.modality for assertion in told] == [modality]


def test_what_nobody_says_is_no_assertion() -> None:
    assert list(find_assertions(a_passage(TEXT), NOBODY, [])) == []


def test_what_another_statement_holds_is_not_said_twice() -> None:
    parsed = a_passage("The army said that 12 men were killed.")
    voices = said(parsed, "The army", "that 12 men were killed")
    figure = a_figure(parsed.document, "12 men were killed", low=12)
    assert list(find_assertions(parsed, voices, [figure])) == []


def test_of_two_contents_the_inner_is_kept() -> None:
    parsed = a_passage("The mayor said the army had told him that the road was mined.")
    outer = said(parsed, "The mayor", "the army had told him that the road was mined")
    inner = said(parsed, "the army", "that the road was mined", "told", "tell")
    (assertion,) = find_assertions(parsed, Attributions((*outer.all, *inner.all)), [])
    assert assertion.evidence.quote == "the road was mined"
    assert assertion.origin.name == "the army"
