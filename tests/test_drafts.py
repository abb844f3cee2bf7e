"""Drafts: what the library reads in words that somebody selects, and what they may type."""

from __future__ import annotations

from typing import Any

import pytest

from factories import a_document, a_figure
from tollbook.app.drafts import Draft, fields_of, read_number, voice_names
from tollbook.model.problem import DecisionError
from tollbook.model.statement import Figure
from tollbook.model.values import KINDS
from tollbook.resolution import EntityTable

PAGE = a_document(
    "The coastguard said at least forty sailors drowned off Naples on Friday.\n"
    "The harbour master, Elena Conti, put the toll at between 50 and 60 fishermen.\n"
    "At least forty is what the families heard; dozens were never found."
)
SAID = a_figure(
    PAGE,
    "at least forty sailors drowned",
    low=40,
    high=None,
    modifier="at_least",
    number="at least forty",
    population="sailors",
)
DRAFT = Draft.of(SAID, PAGE, EntityTable.shipped())


@pytest.mark.parametrize(
    ("words", "low", "high", "modifier"),
    [
        ("forty", 40, 40, "exact"),
        ("more than 1,200", 1201, None, "more_than"),
        ("between 50 and 60", 50, 60, "between"),
        ("dozens", 24, 99, "vague"),
        ("up to nine", 0, 9, "at_most"),
    ],
)
def test_a_number_is_read_from_words(words: str, low: int, high: int | None, modifier: str) -> None:
    found = read_number(words)
    assert found is not None
    assert (found.low, found.high, found.modifier) == (low, high, modifier)


def test_words_without_a_number_give_none() -> None:
    assert read_number("the harbour master") is None


@pytest.mark.parametrize(
    ("field", "words", "paths"),
    [
        ("number", "between 50 and 60", {"low": 50, "high": 60, "modifier": "between"}),
        ("population", "fishermen", {"population.status": "civilian"}),
        ("place", "Naples", {"place.name": "Naples", "place.country": "IT"}),
        ("period", "on Friday", {"period.start_date": "2025-01-10"}),
        ("as_of", "on Friday", {"as_of": "2025-01-10"}),
        ("origin", "Elena Conti", {"origin.name": "Elena Conti", "origin.carried": False}),
        ("by", "The harbour master", {"by.quote": "The harbour master"}),
    ],
)
def test_values_are_read_from_selected_words(field: str, words: str, paths: dict[str, Any]) -> None:
    """Each field reads in its words what the machine would have read there."""
    draft = DRAFT.with_words(field, DRAFT.find(words))
    assert {path: draft.value(path) for path in paths} == paths
    shown = draft.words(field)
    assert shown is not None
    assert shown.quote == words


def test_the_same_words_are_taken_where_they_were_selected() -> None:
    """Of words that stand twice, the selection says which; without it the nearest to the figure."""
    first = DRAFT.find("least forty")
    again = DRAFT.find("least forty", PAGE.text.rindex("least forty"))
    assert first.start < again.start
    assert again.quote == "least forty"


def test_words_may_be_typed_with_other_blanks() -> None:
    found = DRAFT.find("Friday.  The\tharbour")
    assert found.quote == "Friday.\nThe harbour"


@pytest.mark.parametrize("words", ["", "  \n ", "never printed", "x" * 5000])
def test_words_that_do_not_stand_there_are_refused(words: str) -> None:
    with pytest.raises(DecisionError):
        DRAFT.find(words)


def test_words_without_a_number_leave_the_count_and_say_so() -> None:
    draft = DRAFT.with_words("number", DRAFT.find("sailors"))
    assert draft.value("low") == 40
    assert "no number" in draft.notes["number"]


def test_a_field_is_emptied_by_taking_its_words_away() -> None:
    draft = DRAFT.with_words("population", None)
    said = draft.statement()
    assert isinstance(said, Figure)
    assert said.population is None
    with pytest.raises(DecisionError, match="Evidence"):
        DRAFT.with_words("evidence", None)


@pytest.mark.parametrize(
    ("path", "typed", "kept"),
    [
        ("low", "1,000", 1000),
        ("high", "", None),
        ("modifier", "about", "about"),
        ("as_of", "2025-01-12", "2025-01-12"),
        ("period.end_date", "2025-01-12", "2025-01-12"),
        ("population.sex", "male", "male"),
        ("origin.name", "Coastguard of Bari", "Coastguard of Bari"),
        ("origin.name", "", None),
    ],
)
def test_values_are_typed(path: str, typed: str, kept: Any) -> None:
    draft = DRAFT.with_value(path, typed)
    assert draft.value(path) == kept
    assert draft.statement().id == SAID.id


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("low", "-4"),
        ("low", "many"),
        ("low", ""),
        ("low", "9" * 40),
        ("low", "４０"),
        ("modifier", "roughly"),
        ("as_of", "Friday"),
        ("place.name", "Bari"),
        ("origin.name", "x" * 1000),
        ("id", "another"),
        ("attribution", "nobody"),
        ("__class__", "x"),
    ],
)
def test_values_that_can_not_be_are_refused_in_a_sentence(path: str, typed: str) -> None:
    with pytest.raises(DecisionError) as refused:
        DRAFT.with_value(path, typed)
    assert len(str(refused.value)) < 200


def test_relayers_are_typed_in_their_order_and_known_ones_are_kept() -> None:
    draft = DRAFT.with_value("relayers", "Radio Puglia; Elena Conti")
    names = [voice.name for voice in draft.statement().attribution]
    assert names[1:] == ["Radio Puglia", "Elena Conti", "the army"]


def test_only_what_differs_is_a_change() -> None:
    """A draft that comes back as it was changes nothing, and needs no correction."""
    there_and_back = DRAFT.with_value("low", "41").with_value("low", "40")
    assert there_and_back.changes_from(DRAFT) == {}
    changed = DRAFT.with_words("number", DRAFT.find("between 50 and 60"))
    fields = changed.changes_from(DRAFT)
    assert sorted(fields) == ["high", "low", "modifier", "number"]
    assert changed.words_of(fields)["number"].quote == "between 50 and 60"


def test_a_count_upside_down_is_refused() -> None:
    draft = DRAFT.with_value("high", "3")
    with pytest.raises(DecisionError, match="from 40 to 3"):
        draft.statement()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_starts_from_a_blank_and_has_one_key_a_field(kind: Any) -> None:
    """A blank says what it lacks; the letters of a form are all different."""
    keys = [field.key for field in fields_of(kind)]
    assert len(set(keys)) == len(keys)
    blank = Draft.blank(kind, PAGE, EntityTable.shipped())
    with pytest.raises(DecisionError):
        blank.statement()


def test_a_new_figure_takes_the_number_of_its_evidence() -> None:
    blank = Draft.blank("figure", PAGE, EntityTable.shipped())
    draft = blank.with_words("evidence", blank.find("dozens were never found"))
    said = draft.with_number_in_evidence().with_value("measure", "missing").statement()
    assert isinstance(said, Figure)
    assert (said.low, said.high, said.measure) == (24, 99, "missing")
    assert said.origin.role == "publisher"


def test_the_voices_of_a_ledger_are_listed_once() -> None:
    assert voice_names([SAID, SAID]) == ("the army",)
