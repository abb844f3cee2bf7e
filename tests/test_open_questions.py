"""An open question is a matter said to be undecided, unknown or under discussion."""

from __future__ import annotations

import pytest

from passages import NOBODY, a_passage, assert_whole, said
from tollbook.extraction.kinds.open_questions import find_open_questions


@pytest.mark.parametrize(
    "text",
    [
        "It remains to be seen who will pay.",
        "It is unclear whether anyone survived.",
        "It was not immediately clear how the fire began.",
        "Detectives are investigating whether the driver had slept.",
        "The government has yet to decide on the request.",
        "The cause of the crash is unknown.",
        "The cabinet is considering a truce.",
        "A second evacuation is being considered.",
        "The fate of the crew remains uncertain.",
        "The proposal is under review.",
        "There is speculation about what the rebels will demand.",
        "The names of the dead were not known.",
        "It is too early to say how many were hurt.",
        "The court must hear both sides before deciding whether to free him.",
        "Ministers are debating whether to call up reserves.",
        "There are questions about who gave the order.",
    ],
)
def test_reads_an_open_matter(text: str) -> None:
    parsed = a_passage(text)
    (question,) = find_open_questions(parsed, NOBODY, [])
    assert_whole(parsed, question)
    assert question.evidence.quote == text.rstrip(".")


def test_a_question_asked_is_open() -> None:
    (question,) = find_open_questions(a_passage("What will become of the children?"), NOBODY, [])
    assert question.evidence.quote == "What will become of the children"


@pytest.mark.parametrize(
    "text",
    [
        "The government decided to free them.",
        "He is considered a hero.",
        "The cause of the crash is known.",
        "Police investigated the deaths of two men.",
        "The court decided that he must go.",
        "The sky was clear.",
    ],
)
def test_leaves_alone_what_is_settled(text: str) -> None:
    assert list(find_open_questions(a_passage(text), NOBODY, [])) == []


def test_the_clause_of_the_source_bears_it() -> None:
    parsed = a_passage("Police said it was not clear how many had drowned.")
    voices = said(parsed, "Police", "it was not clear how many had drowned")
    (question,) = find_open_questions(parsed, voices, [])
    assert question.evidence.quote == "it was not clear how many had drowned"
    assert question.origin.name == "Police"
