"""What a finding looks like on a terminal and in JSON."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from factories import a_document, a_figure, a_span
from tollbook.model.document import Document
from tollbook.model.finding import Finding, Mark
from tollbook.model.text import Span
from tollbook.publishing.findings import WIDTH, layout, to_json
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.judgements import Judgement
from tollbook.reasoning.record import Record


def a_finding(document: Document, *words: str, **others: Any) -> Finding:
    """A finding that marks these words."""
    usual: dict[str, Any] = {
        "check": "parts_sum",
        "verdict": "fails",
        "title": "2 + 3 against 6",
        "marks": tuple(Mark(document.id, a_span(document, item)) for item in words),
        "statements": ("gazette#1",),
        "working": ("The parts add up to 5.",),
        "hint": "",
    }
    return Finding(**usual | others)


def drawn(document: Document, *words: str, **others: Any) -> list[str]:
    """The lines of a finding."""
    return layout(a_finding(document, *words, **others), Corpus({document.id: document})).split(
        "\n"
    )


def test_a_finding_shows_where_what_and_why() -> None:
    """Place and verdict, the excerpt with its marks, the working, what could explain it."""
    page = a_document(
        "FIRE\n\nThe army said it killed 11 people, including 8 women and 6 children.",
        id="gazette-0412",
    )
    women = a_figure(page, "8 women", n=2, low=8, number="8", population="women", part_of="g#1")
    children = a_figure(page, "6 children", n=3, low=6, number="6", population="children")
    statements = (
        a_figure(page, "11 people", id="g#1", low=11, number="11", population="people"),
        replace(women, population=women.population and replace(women.population, sex="female")),
        replace(
            children,
            part_of="g#1",
            population=children.population and replace(children.population, sex="male"),
        ),
    )
    corpus = Corpus({page.id: page}, statements)
    (finding,) = run_checks(Record(corpus), ["part_exceeds_whole"])
    assert layout(finding, corpus) == (
        "gazette-0412.txt:3: part_exceeds_whole fails\n"
        "    3 | The army said it killed 11 people, including 8 women and 6 children.\n"
        "      |                         ^^^^^^^^^            ^^^^^^^     ^^^^^^^^^^\n"
        "   The parts are 8 + 6, together 14, the whole is 11 (3 too many).\n"
        "   Either a number was misread, or the part belongs to another whole.\n"
        f"   key {finding.key}"
    )


def test_another_document_is_shown_with_its_own_place() -> None:
    now = a_document("The toll has doubled since March.", id="now")
    then = a_document("News\nThe army counted 100 dead.", id="then")
    marks = tuple(
        Mark(page.id, a_span(page, words)) for page, words in ((now, "doubled"), (then, "100 dead"))
    )
    finding = a_finding(now, marks=marks, check="change_vs_baseline", working=("Twice.",))
    assert layout(finding, Corpus({"now": now, "then": then})) == (
        "now.txt:1: change_vs_baseline fails\n"
        "    1 | The toll has doubled since March.\n"
        "      |              ^^^^^^^\n"
        "then.txt:2:\n"
        "    2 | The army counted 100 dead.\n"
        "      |                  ^^^^^^^^\n"
        "   Twice.\n"
        f"   key {finding.key}"
    )


def test_a_document_that_is_not_in_the_corpus_is_named_by_its_id() -> None:
    page = a_document("The army counted 100 dead.", id="gone")
    finding = a_finding(page, "100 dead", verdict="holds")
    assert layout(finding, Corpus()) == "gone: parts_sum holds\n   The parts add up to 5."


@pytest.mark.parametrize(
    ("address", "format", "shown"),
    [
        ("reports/2024/gazette.html", "html", "gazette.html"),
        # standard input and web pages without a file name
        ("-", "text", "report"),
        ("https://gazette.example/", "html", "gazette.example"),
        # one of many in a file
        ("feed.jsonl", "jsonl", "report"),
    ],
)
def test_a_document_is_called_by_its_file_or_its_id(address: str, format: str, shown: str) -> None:
    page = a_document("It killed 11.", address=address, format=format)
    assert drawn(page, "11")[0] == f"{shown}:1: parts_sum fails"


@pytest.mark.parametrize(
    ("text", "mark", "excerpt", "carets"),
    [
        # wide characters take two columns
        ("군은 11명이 숨졌다고", "11명", "군은 11명이 숨졌다고", "     ^^^^"),
        # combining marks take none
        ("Cafe\u0323\u0301: 11 dead", "11 dead", "Cafe\u0323\u0301: 11 dead", "      ^^^^^^^"),
        ("🎗 11 dead", "11", "🎗 11 dead", "  ^^"),
        # a tab is one blank
        ("a\t11 dead", "11", "a 11 dead", "  ^^"),
        # colour codes, cursor moves and a change of direction are drawn, not obeyed
        ("\x1b[31m11 dead\x07", "11", "␛[31m11 dead␇", "     ^^"),
        ("\u202e11 dead", "11", "�11 dead", " ^^"),
        ("\x9b2J11 dead", "11", "�2J11 dead", "   ^^"),
    ],
)
def test_carets_stand_under_what_they_mark(text: str, mark: str, excerpt: str, carets: str) -> None:
    lines = drawn(a_document(text), mark)
    if "🎗" in text:  # its width is the terminal's business; the caret follows the table in use
        carets = " " * (cell_len("🎗") + 1) + "^^"
    assert lines[1:3] == [f"    1 | {excerpt}", f"      | {carets}"]


LONG = "Far to the north of everything, where roads end and winters begin early, "


def test_a_long_line_is_cut_around_its_marks() -> None:
    lines = drawn(a_document(f"{LONG}11 people were killed{', it was said' * 20}."), "11 people")
    assert lines[1:3] == [
        "    1 | …end and winters begin early, 11 people were killed, it was said, it…",
        "      |                               ^^^^^^^^^",
    ]


def test_marks_far_apart_are_shown_with_dots_between_them() -> None:
    lines = drawn(
        a_document(f"It killed 11 people, said one. {LONG * 4}it counted 8 women."),
        "11 people",
        "8 women",
    )
    assert lines[1].count(" … ") == 1
    assert lines[2].count("^^^^^^^^^") == 1
    assert cell_len(lines[1]) <= WIDTH


def test_a_mark_over_several_lines_is_shown_on_each() -> None:
    lines = drawn(a_document("It killed\n11 people\n\nand wounded 8."), "killed\n11 people")
    assert lines[1:5] == [
        "    1 | It killed",
        "      |    ^^^^^^",
        "    2 | 11 people",
        "      | ^^^^^^^^^",
    ]


def test_hostile_names_and_workings_are_harmless_too() -> None:
    page = a_document("It killed 11.", id="x", address="evil\x1b[2J\n.txt")
    lines = drawn(page, "11", working=("The \x1b[31marmy\x1b[0m says so.",))
    assert lines[0] == "evil␛[2J␊.txt:1: parts_sum fails"
    assert lines[-2] == "   The ␛[31marmy␛[0m says so."


def test_long_sentences_of_the_working_are_wrapped() -> None:
    lines = drawn(a_document("It killed 11."), "11", working=("One and one make two. " * 8,))
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[-2].startswith("     ")


texts = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\t\n 1가\u0301🎗\u202e\x1b\u200d"),
    min_size=1,
    max_size=400,
)


@given(texts, st.data())
def test_no_finding_is_wider_than_the_terminal_or_moves_it(text: str, data: st.DataObject) -> None:
    """Whatever a text holds: 80 columns, no control characters, one caret row under each line."""
    page = a_document(text)
    offsets = st.integers(0, len(text) - 1)
    spans = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(offsets)
        spans.append(Span.of(text, start, data.draw(st.integers(start + 1, len(text)))))
    marks = tuple(Mark(page.id, span) for span in spans)
    lines = layout(a_finding(page, marks=marks), Corpus({page.id: page})).split("\n")
    assert all(cell_len(line) <= WIDTH for line in lines)
    assert not any(char in line for line in lines for char in "\x1b\x07\r\t\u202e\x9b")
    if any(char not in "\n" for span in spans for char in span.quote):
        assert len(lines) >= 4


@pytest.mark.parametrize("build", [lambda n: "a" * n, lambda n: "11 " * n, lambda n: "가" * n])
def test_an_endless_line_is_bounded(build: Callable[[int], str]) -> None:
    text = build(100_000)
    page = a_document(text)
    marks = tuple(Mark(page.id, Span.of(text, n * 1_000, n * 1_000 + 300)) for n in range(50))
    lines = layout(a_finding(page, marks=marks), Corpus({page.id: page})).split("\n")
    assert all(cell_len(line) <= WIDTH for line in lines)


def test_a_record_keeps_its_keys_in_order_and_says_how_much_it_matters() -> None:
    page = a_document("It killed 11.")
    record = to_json(a_finding(page, "11", hint="Look again."))
    assert list(record) == [
        *("check", "verdict", "rank", "title"),
        *("documents", "statements", "claims", "working", "hint", "marks", "key", "judgement"),
        "reviews",
    ]
    assert json.loads(json.dumps(record)) == record
    assert record["judgement"] is None
    assert (record["rank"], record["documents"]) == (0, ["report"])
    assert record["marks"] == [{"document": "report", "start": 10, "end": 12, "quote": "11"}]


def test_a_judgement_is_shown_with_its_reason_and_kept_in_the_record() -> None:
    page = a_document("It killed 11.")
    finding = a_finding(page, "11")
    known = Judgement(
        key=finding.key,
        by="Ada\x1b[2J",
        reason="They count the missing too.",
        at=datetime(2025, 2, 1, 12, tzinfo=UTC),
    ).on(finding)
    assert layout(finding, Corpus({page.id: page}), known).split("\n")[-1] == (
        "   Known since 1 February 2025, by Ada␛[2J: They count the missing too."
    )
    assert to_json(finding, known)["judgement"] == {
        "by": "Ada\x1b[2J",
        "reason": "They count the missing too.",
        "at": "2025-02-01T12:00:00+00:00",
    }
