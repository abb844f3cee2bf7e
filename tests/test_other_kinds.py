"""Whatever a text says, each finder quotes it where it stands and names every statement once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from passages import NOBODY, a_passage, assert_whole, parser
from tollbook.extraction.kinds.assertions import find_assertions
from tollbook.extraction.kinds.changes import find_changes
from tollbook.extraction.kinds.custody import find_custody
from tollbook.extraction.kinds.document_evidence import find_document_evidence
from tollbook.extraction.kinds.explanations import find_explanations
from tollbook.extraction.kinds.incidents import find_incidents
from tollbook.extraction.kinds.intentions import find_intentions
from tollbook.extraction.kinds.open_questions import find_open_questions
from tollbook.extraction.kinds.predictions import find_predictions
from tollbook.model.statement import Statement

FINDERS = (
    find_changes,
    find_predictions,
    find_explanations,
    find_custody,
    find_incidents,
    find_document_evidence,
    find_intentions,
    find_open_questions,
    find_assertions,
)

# words that set the finders off, in any order, with marks that parsers stumble over
WORDS = """
    the a The toll deaths dead casualties number of both killed wounded rose fell tripled more than
    up down from to by 4 46 1,000 half twice as many times percent last month since March said that
    will would could may not likely unlikely expected to set be risk chance fear by June if because
    due led blamed put prisoners hostages captured held taken prisoner Ukraine Kim they He brigade
    plans vowed ordered refused it is unclear whether remains seen considering video footage shows
    notes found exploded attacked bomb soldier grenade and , . ? ! “ ” ( ) — : 😀 é İ \u200f who
"""

sentences = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=25).map(" ".join)


def find_all(text: str) -> list[Statement]:
    parsed = a_passage(text)
    found: list[Statement] = [
        statement for find in FINDERS for statement in find(parsed, NOBODY, [])
    ]
    for statement in found:
        assert_whole(parsed, statement)
    return found


@settings(max_examples=150, deadline=None)
@given(sentences)
def test_any_words_give_whole_statements_each_once(text: str) -> None:
    parser()
    found = find_all(text)
    names = [statement.id for statement in found]
    assert len(names) == len(set(names))


@settings(max_examples=20, deadline=None)
@given(sentences)
def test_two_readings_are_one(text: str) -> None:
    assert find_all(text) == find_all(text)


def test_an_empty_or_wordless_page_says_nothing() -> None:
    assert find_all("...") == []
    assert find_all("😀") == []
