"""Document evidence is what a found text, recording or image is said to show."""

from __future__ import annotations

import pytest

from passages import NOBODY, a_passage, assert_whole
from tollbook.extraction.kinds.document_evidence import find_document_evidence


@pytest.mark.parametrize(
    "text",
    [
        "Satellite images show fresh graves behind the school.",
        "Video filmed by a neighbour showed three men on the ground.",
        "A leaked memo says that the unit lost 40 men.",
        "A diary found on one of the dead describes days without food.",
        "Photographs of the yard appear to show burnt vehicles.",
        "In letters recovered from the bunker, they say they were beaten.",
        "The men can be seen in footage released by the army.",
        "According to documents seen by this newspaper, 300 were held there.",
        "A soldier was caught on camera kicking a prisoner.",
        "Documents seized from the gang list 40 names.",
    ],
)
def test_reads_what_a_found_thing_shows(text: str) -> None:
    parsed = a_passage(text)
    (evidence,) = find_document_evidence(parsed, NOBODY, [])
    assert_whole(parsed, evidence)
    assert evidence.evidence.quote == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry's annual report shows 12 deaths.",
        "A letter from the governor said 12 had died.",
        "She showed a video to reporters.",
        "The picture is bleak.",
        "The army documented the losses.",
        "The statement said nobody was hurt.",
    ],
)
def test_leaves_alone_what_is_no_found_thing(text: str) -> None:
    assert list(find_document_evidence(a_passage(text), NOBODY, [])) == []


def test_those_who_left_it_go_on_speaking() -> None:
    text = (
        "In letters left by dead recruits, they say they were beaten. "
        "Several recruits begged to go home."
    )
    found = [e.evidence.quote for e in find_document_evidence(a_passage(text), NOBODY, [])]
    assert found == [
        "In letters left by dead recruits, they say they were beaten",
        "Several recruits begged to go home",
    ]
