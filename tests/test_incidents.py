"""An incident is one event of harm with its outcome, where nothing is counted but participants."""

from __future__ import annotations

import pytest

from factories import a_figure
from passages import NOBODY, a_passage, assert_whole
from tollbook.extraction.kinds.incidents import find_incidents
from tollbook.extraction.sentences.parse import ParsedDocument


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded outside a bank.",
        "Rebels attacked a convoy on the coast road.",
        "A ferry capsized off the island.",
        "Gunmen opened fire on worshippers.",
        "A lorry collided with a school bus.",
        "A man was stabbed outside his flat.",
        "The hostage tried to kill himself with a knife.",
    ],
)
def test_reads_an_event(text: str) -> None:
    parsed = a_passage(text)
    (incident,) = find_incidents(parsed, NOBODY, [])
    assert_whole(parsed, incident)
    assert incident.evidence.quote == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "The senator attacked the budget.",
        "Share prices plunged.",
        "The rebels could attack at any time.",
        "The soldiers did not shoot.",
        "They fire at anything that moves, and so they shoot each other, he says.",
        "She opened the exhibition.",
        "The army will ask whether its own shell hit the school.",
    ],
)
def test_leaves_alone_what_is_no_event(text: str) -> None:
    assert list(find_incidents(a_passage(text), NOBODY, [])) == []


def test_a_counted_event_is_told_by_its_figures() -> None:
    parsed = a_passage("A bomb exploded in the market and killed nine.")
    figure = a_figure(parsed.document, "killed nine", low=9)
    assert list(find_incidents(parsed, NOBODY, [figure])) == []


def test_the_outcome_for_one_person_belongs_to_the_event() -> None:
    parsed = a_passage("A prisoner attempted to take his life with a grenade. He was shot dead.")
    figure = a_figure(parsed.document, "He was shot dead", low=1)
    (incident,) = find_incidents(parsed, NOBODY, [figure])
    assert incident.evidence.quote == parsed.document.text


def test_a_page_without_a_parsed_sentence_has_none() -> None:
    parsed = a_passage("A bomb exploded.")
    unread = ParsedDocument(parsed.document, ())
    assert list(find_incidents(unread, NOBODY, [])) == []
