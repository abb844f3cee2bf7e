"""Grounding: nothing of an answer is taken whose words do not stand in the text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_document
from second_reader_tools import answer, answered, quoted, voice
from tollbook.model.second import Exchange
from tollbook.model.statement import Figure, Statement
from tollbook.model.text import Span
from tollbook.second_reader import ground
from tollbook.second_reader.answers import Answer
from tollbook.second_reader.prompt import examples

TEXT = (
    "At least 14 miners died when a shaft collapsed near Ostrel on 12 May, the mine said. "
    "Five of them were from Karoa, a clerk said. Some 2,700 people fled. "
    "Five houses burned. Two nurses and 40 to 50 guards were hurt, and a cook was killed."
)
PAGE = a_document(TEXT)


def grounded(*figures: Any, text: str = TEXT, start: int = 0, end: int | None = None) -> Any:
    """The figures and the reasons of refusals for one answer."""
    page = a_document(text)
    end = len(text) if end is None else end
    exchange = Exchange(start=start, end=end, request="", answer=answer(*figures))
    statements, refusals = ground(page, [exchange])
    return list(statements), [one.why for one in refusals]


@pytest.mark.parametrize(
    ("evidence", "number", "expected"),
    [
        ("At least 14 miners died", "At least 14", (14, None, "at_least")),
        ("At least 14 miners died", "14", (14, None, "at_least")),  # the hedge stands beside it
        ("Some 2,700 people fled", "2,700", (2700, 2700, "about")),
        ("40 to 50 guards were hurt", "40 to 50", (40, 50, "between")),
        ("Five of them were from Karoa", "Five", (5, 5, "exact")),
    ],
)
def test_the_number_is_what_the_grammar_reads(
    evidence: str, number: str, expected: tuple[int, int | None, str]
) -> None:
    """The model quotes the number; the count comes from the number grammar, with its hedge."""
    (figure,), refused = grounded(answered(evidence, number))
    assert not refused
    assert (figure.low, figure.high, figure.modifier) == expected
    assert figure.found_by == "second"


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (answered("At least 15 miners died", "At least 15"), "quote_missing"),
        (answered("at least 14 miners died", "14"), "quote_missing"),  # letters are not folded
        (answered("14 miners died", "14", population=quoted("women")), "quote_missing"),
        (answered(quoted("Five", None), quoted("Five", None)), "quote_repeated"),
        (answered(quoted("Five", 3), "Five"), "quote_repeated"),
        (answered("Five of them", "Some 2,700"), "number_unread"),  # not in the evidence
        (answered("near Ostrel on 12 May", "12"), "number_unread"),  # a date
        (answered("40 to 50 guards were hurt", "40"), "number_unread"),  # half a range
        (answered("14 miners died", "miners"), "number_unread"),
        (answered("Some 2,700 people fled", "700"), "quote_missing"),  # within a number
        (answered("Some 2,700 people fled", "2"), "quote_missing"),
        (answered("eople fled", None), "quote_missing"),  # within a word
        (answered("14 miners died", "14", voices=[voice("the union")]), "voice_missing"),
        (answered("14 miners died", "14", measure="eaten"), "malformed"),
        (answered("14 miners died", "14", low=15), "malformed"),
        ({"evidence": "14 miners died"}, "malformed"),
        (answered("Some 2,700 people fled", 2700), "malformed"),
    ],
)
def test_refuses_what_the_text_does_not_bear(figure: Any, why: str) -> None:
    """Each reason of refusal, and the figure is left out whole."""
    good = answered("Some 2,700 people fled", "Some 2,700", "displaced")
    statements, refused = grounded(figure, good)
    assert [one.measure for one in statements] == ["displaced"]
    assert refused == [why]


def test_refuses_words_outside_the_window() -> None:
    """What was not sent can't be quoted."""
    end = TEXT.index("Five")
    figure = answered("Some 2,700 people fled", "Some 2,700")
    assert grounded(figure, end=end) == ([], ["outside_window"])


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("He said “12 men died”\nhere.", '"12 men died" here', "“12 men died”\nhere"),
        ("The ﬁre killed 12 men.", "The fire killed 12 men", "The ﬁre killed 12 men"),
        ("In Velt 12\u00a0men  died.", "12 men died", "12\u00a0men  died"),
        ("Zoë e\u0301crit: 12 died.", "\u00e9crit: 12 died", "e\u0301crit: 12 died"),
    ],
)
def test_folds_unicode_and_blanks(text: str, quote: str, expected: str) -> None:
    """Words that differ in signs and blanks alone are found, and the text's own are kept."""
    (figure,), _ = grounded(answered(quote, "12"), text=text)
    assert figure.evidence.quote == expected
    twice, refused = grounded(answered(quote, "12"), text=f"{text} {text}")
    assert (twice, refused) == ([], ["quote_missing"])  # folded, they have to stand there once


def test_people_without_a_number_are_counted_one_by_one() -> None:
    """Those who are named are as many as are quoted; a plural alone is two or more."""
    text = "Ada Obi and Sam Lo were killed. Villagers were hurt."
    named = answered("Ada Obi and Sam Lo were killed", None)
    named["people"] = [quoted("Ada Obi"), quoted("Sam Lo"), quoted("Sam")]
    some = answered("Villagers were hurt", None, "injured", population="Villagers")
    (two, several), refused = grounded(named, some, text=text)
    assert not refused
    assert (two.low, two.high, two.modifier) == (2, 2, "exact")
    assert (several.low, several.high, several.modifier) == (2, None, "vague")


def test_an_occurrence_says_which_words_are_meant() -> None:
    """Of repeated words those in the evidence are meant, else the one that is counted off."""
    text = "The army said 5 died in Velt. The army said 5 died in Orm. 9 fled."
    second = answered(quoted("The army said 5 died", 2), "5", voices=[voice("The army")])
    (figure,), _ = grounded(second, text=text)
    assert figure.evidence.start == figure.origin.mention.start == text.index("The army", 5)
    assert figure.number.start == text.index("5 died", 20)


def test_the_publisher_need_not_stand_in_the_text() -> None:
    """A voice that is the publisher is the publisher, who stands on no line."""
    figure = answered("14 miners died", "14", voices=[voice("Daily Gazette")])
    (found,), _ = grounded(figure)
    assert [one.role for one in found.attribution] == ["publisher"]


def test_voices_run_outward_and_the_last_is_the_origin() -> None:
    """Whatever roles the answer gives; of a cue that stands often the nearest is meant."""
    voices = [voice("a clerk", "said", "origin"), voice("the mine", "said", "relayer")]
    (found,), _ = grounded(answered("14 miners died", "14", voices=voices))
    assert [(one.role, one.mention and one.mention.quote) for one in found.attribution] == [
        ("publisher", None),
        ("relayer", "a clerk"),
        ("origin", "the mine"),
    ]
    assert found.origin.cue.start == TEXT.index("said.")


def test_a_part_leads_to_its_whole_wherever_it_stands() -> None:
    """Links are places in the answer's own list; one that leads back to its start is left out."""
    part = answered("Five of them", "Five", part_of=2)
    whole = answered("At least 14 miners died", "At least 14", part_of=1)
    (first, second), _ = grounded(part, whole)
    assert (first.id, first.part_of) == ("report#s1", "report#s2")
    assert (second.id, second.part_of) == ("report#s2", None)


def test_figures_of_two_windows_are_one() -> None:
    """Windows overlap; what both tell of is kept once, and links go over to it."""
    died = answered("At least 14 miners died", "At least 14")
    again = answered("14 miners died", "14")
    part = answered("Five of them", "Five", part_of=1)
    exchanges = [
        Exchange(start=0, end=len(TEXT), request="a", answer=answer(died)),
        Exchange(start=0, end=len(TEXT), request="b", answer=answer(again, part)),
        Exchange(start=0, end=len(TEXT), request="c", answer=None, fault="it hung"),
    ]
    statements, refused = ground(PAGE, exchanges)
    assert not refused
    assert [(one.id, getattr(one, "part_of", "")) for one in statements] == [
        ("report#s1", None),
        ("report#s2", "report#s1"),
    ]


def test_places_and_days_are_resolved_as_the_built_in_reading_s() -> None:
    """The same gazetteer and calendar; the day of counting where the quoted words give one."""
    text = "On Monday the ministry said 7 men had died in Mosul on 3 January 2025."
    figure = answered("7 men had died", "7", place="in Mosul", period="on 3 January 2025")
    figure |= {"as_of": quoted("On Monday"), "voices": [voice("the ministry")]}
    (found,), _ = grounded(figure, text=text)
    assert found.place.country == "IQ"
    assert str(found.period.start_date) == "2025-01-03"
    assert str(found.as_of) == "2025-01-13"


@pytest.mark.parametrize("number", range(len(examples())))
def test_every_example_of_the_prompt_is_grounded_whole(number: int) -> None:
    """What the model is shown as right is right: it fits the schema, and nothing is refused."""
    passage, shown = examples()[number]
    Answer.model_validate(shown)
    exchange = Exchange(start=0, end=len(passage["text"]), request="", answer=json.dumps(shown))
    page = a_document(passage["text"], publisher=passage["publisher"])
    statements, refused = ground(page, [exchange])
    assert not refused
    assert len(statements) == len(shown["figures"])


WORDS = [*TEXT.split(), "At least 14 miners died", "Five of them", "the mine", "", " ", "\ud800"]
QUOTES = st.none() | st.builds(
    quoted, st.sampled_from(WORDS) | st.text(max_size=5), st.none() | st.integers(0, 3)
)
VOICES = st.builds(
    lambda role, name, cue: {"role": role, "name": name, "cue": cue},
    st.sampled_from(["publisher", "relayer", "origin"]),
    QUOTES,
    QUOTES,
)
FIGURES = st.builds(
    lambda spans, people, voices, links: answered("x", None) | spans | people | voices | links,
    st.fixed_dictionaries(
        dict.fromkeys(("evidence", "number", "content", "population", "place", "as_of"), QUOTES)
    ),
    st.fixed_dictionaries({"people": st.lists(QUOTES, max_size=2)}),
    st.fixed_dictionaries({"voices": st.lists(VOICES, max_size=2)}),
    st.fixed_dictionaries(dict.fromkeys(("part_of", "same_as"), st.none() | st.integers(0, 4))),
)
JSON = st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4)


def spans_of(statement: Statement) -> list[Span]:
    """Every stretch of the text that a figure of a second reader quotes."""
    assert isinstance(statement, Figure)
    parts = [statement.population, statement.place, statement.period, *statement.attribution]
    held = [statement.evidence, statement.content, statement.number, statement.by]
    held += [part.mention for part in parts if part]
    held += [one.cue for one in statement.attribution]
    return [one for one in held if one is not None]


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES | JSON, max_size=5), st.integers(0, 90), st.integers(91, len(TEXT)))
def test_every_span_is_one_of_the_window(figures: list[Any], start: int, end: int) -> None:
    """Whatever an answer says, all that is taken of it stands in what was sent."""
    exchange = Exchange(start=start, end=end, request="", answer=answer(*figures))
    statements, refusals = ground(PAGE, [exchange])
    assert len(statements) + len(refusals) <= len(figures)
    for statement in statements:
        for span in spans_of(statement):
            assert TEXT[span.start : span.end] == span.quote
            assert start <= span.start < span.end <= end
    assert ground(PAGE, [exchange]) == (statements, refusals)
    for refusal in refusals:
        refusal.record.encode()  # any ledger can keep it
