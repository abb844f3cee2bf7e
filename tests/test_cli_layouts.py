"""What a reader sees: statements in a few words, as a table, and marked in their document."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import RenderableType

from factories import (
    a_change,
    a_custody,
    a_document,
    a_figure,
    a_prediction,
    a_span,
    an_assertion,
)
from tollbook.cli.console import Output
from tollbook.model.document import Block
from tollbook.model.statement import Period, Statement
from tollbook.model.values import Modifier
from tollbook.publishing.marked import marked_document
from tollbook.publishing.phrases import range_in_words, said_by, says, where_and_when, whom
from tollbook.publishing.tables import heading, statement_table
from tollbook.publishing.visible import one_line, visible

PAGE = a_document(
    "The army said dozens of rebels were killed and 2,700 injured near Goma in March, twice as many"
    " as in May. It will likely withdraw by June. Two men are held by the rebels."
)


def drawn(*parts: RenderableType, width: int = 80) -> str:
    output = Output()
    output.width, output.file = width, io.StringIO()
    output.lay(*parts)
    return output.file.getvalue()


@pytest.mark.parametrize(
    ("low", "high", "modifier", "words"),
    [
        (300, 300, "exact", "300"),
        (2700, 2700, "about", "about 2,700"),
        (10, None, "at_least", "at least 10"),
        (301, None, "more_than", "more than 300"),
        (0, 300, "at_most", "up to 300"),
        (0, 299, "less_than", "fewer than 300"),
        (20, 25, "between", "20–25"),
        (24, 99, "vague", "24–99"),
        (2, None, "vague", "2 or more"),
        (0, 0, "exact", "0"),
    ],
)
def test_an_interval_reads_as_it_was_said(
    low: int, high: int | None, modifier: Modifier, words: str
) -> None:
    assert range_in_words(low, high, modifier) == words


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (a_figure(PAGE, "2,700 injured", measure="injured", low=2700), "2,700 injured"),
        # a vague word stays beside the interval it stands for
        (
            a_figure(PAGE, "dozens of rebels", low=24, high=99, modifier="vague", number="dozens"),
            "dozens (24–99) killed",
        ),
        (
            a_figure(PAGE, "2,700 injured", low=1, modality="denied", part_of="report#4"),
            "1 killed (denied, part of #4)",
        ),
        (a_figure(PAGE, "2,700 injured", low=1, same_as="report#2"), "1 killed (again #2)"),
        (
            a_change(PAGE, "twice as many", factor_low=2, factor_high=2, baseline="in May"),
            "killed up × 2, against in May",
        ),
        (a_change(PAGE, "twice as many", factor_low=3), "killed up × 3 or more"),
        (
            a_change(PAGE, "twice as many", direction="down", amount_low=40, amount_high=40),
            "killed down by 40",
        ),
        (a_change(PAGE, "twice as many", direction="unchanged"), "killed unchanged"),
        (
            a_prediction(
                PAGE,
                "It will likely withdraw",
                event="withdraw by June",
                actor=a_span(PAGE, "It"),
                likelihood="likely",
            ),
            "prediction: It – withdraw by June (likely)",
        ),
        (a_custody(PAGE, "Two men are held"), "2 held"),
        (an_assertion(PAGE, "Two men are held"), "assertion: Two men are held"),
    ],
)
def test_a_statement_in_a_few_words(statement: Statement, words: str) -> None:
    assert says(statement) == words


def test_the_chain_runs_from_whoever_knows_to_whoever_passed_it_on() -> None:
    relayed = a_figure(PAGE, "2,700 injured", origin="the army", relayers=("Reuters",))
    alone = a_figure(PAGE, "2,700 injured", origin=None)
    assert said_by(relayed) == "the army, via Reuters"
    assert said_by(alone) == "no source given"


def test_whom_where_and_when() -> None:
    """An open start reads "as of" for a count and "by" for a prediction."""
    figure = a_figure(
        PAGE, "dozens of rebels", population="rebels", place="Goma", period=(None, PAGE.published)
    )
    coming = a_prediction(PAGE, "It will likely withdraw", window=Period(end_date=PAGE.published))
    assert whom(figure) == "rebels"
    assert whom(coming) == ""
    assert where_and_when(figure) == "Goma\nas of 2025-01-14"
    assert where_and_when(coming) == "by 2025-01-14"


def test_the_table_has_one_row_a_statement() -> None:
    statements = [
        a_figure(PAGE, "dozens of rebels", low=24, high=99, modifier="vague", population="rebels"),
        a_figure(PAGE, "2,700 injured", n=2, measure="injured", low=2700, place="Goma"),
    ]
    title = heading("report", PAGE.published, "Daily Gazette", "A bad week")
    assert drawn(title, statement_table(statements)) == (
        "report  2025-01-14  Daily Gazette\n"
        "A bad week\n"
        " #  says                     of whom          said by             where, when\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "#1  24–99 killed             rebels           the army\n"
        "#2  2,700 injured                             the army            Goma\n"
    )


def test_evidence_is_marked_without_colour_too() -> None:
    """Spans may share words or lie within each other; the marks nest."""
    text = "The army said 300 men died and 40 fled.\nIt rained."
    page = a_document(text, blocks=(Block(0, 39), Block(40, len(text))))
    statements = [
        a_figure(page, "300 men died", number="300", population="men"),
        a_figure(page, "300 men died and 40 fled", n=2, measure="displaced", low=40),
        a_figure(page, "300 men died", n=3, measure="casualties"),
    ]
    lines = drawn(marked_document(page, statements), width=100).splitlines()
    assert lines[0].startswith("The army said ‹2 ‹1,3 300 men died› and 40 fled›.")
    assert "It rained." in lines
    assert "1 300 killed" in lines[0]
    assert "men" in lines[1]
    assert "– the army" in lines[2]


def test_evidence_that_runs_over_two_paragraphs_is_marked_in_both() -> None:
    text = "“Three hundred died,\n\nand many fled,” he said."
    page = a_document(text, blocks=(Block(0, 20), Block(22, len(text))))
    statement = an_assertion(page, "Three hundred died,\n\nand many fled", origin="he")
    lines = drawn(marked_document(page, [statement])).splitlines()
    assert lines[0].startswith("“‹1 Three hundred died,")
    assert "1 assertion" in lines[0]
    assert any(line.startswith("and many fled›,” he said.") for line in lines)


HOSTILE = "\x1b[31m\x1b]0;owned\x07[bold red]Ten[/]\u202e:skull:\r\x9b2J"


def hostile_statements() -> list[Statement]:
    page = a_document(
        f"{HOSTILE} said {HOSTILE} soldiers died in {HOSTILE}.",
        id="x\x1b[1m",
        publisher=HOSTILE,
        title=HOSTILE,
    )
    return [
        a_figure(
            page,
            f"{HOSTILE} soldiers died",
            origin=HOSTILE,
            population=HOSTILE,
            place=HOSTILE,
            low=24,
            high=99,
            modifier="vague",
            number=HOSTILE,
        ),
        an_assertion(page, HOSTILE, n=2, origin=HOSTILE),
    ]


def test_nothing_in_a_page_acts_on_the_terminal() -> None:
    """Control characters are drawn, markup and emoji codes are printed as they stand."""
    statements = hostile_statements()
    page = a_document(f"{HOSTILE} said {HOSTILE} soldiers died in {HOSTILE}.", title=HOSTILE)
    shown = drawn(
        heading("x\x1b[1m", page.published, HOSTILE, HOSTILE),
        statement_table(statements),
        marked_document(page, statements),
        width=200,
    )
    assert not {"\x1b", "\x07", "\r", "\x9b", "\u202e"} & set(shown)
    assert "␛[31m" in shown
    assert "[bold red]Ten[/]" in shown
    assert ":skull:" in shown


@given(st.text(max_size=300))
def test_visible_text_keeps_its_offsets_and_holds_no_control_character(text: str) -> None:
    shown = visible(text, keep="\n")
    assert len(shown) == len(text)
    assert not [c for c in shown if ord(c) < 0x20 and c != "\n"]
    assert not {chr(code) for code in range(0x7F, 0xA0)} & set(shown)
    assert "\n" not in one_line(text)


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=4), st.integers(40, 120))
def test_no_line_is_wider_than_the_terminal(words: list[str], width: int) -> None:
    text = " said ".join(words)
    page = a_document(text)
    statements: list[Statement] = [
        an_assertion(page, text[i:], n=i + 1, origin=words[0] or "x") for i in range(len(words))
    ]
    output = Output()
    lines = output.render_lines(
        marked_document(page, statements), output.options.update(width=width)
    )
    lines += output.render_lines(statement_table(statements), output.options.update(width=width))
    assert all(sum(segment.cell_length for segment in line) <= width for line in lines)


def test_a_voice_that_is_only_carried_on_says_so() -> None:
    """A reader must see that no word of the sentence names the source."""
    page = a_document("The governor said 11 men died. At least 40 were hurt.")
    figure = a_figure(page, "At least 40 were hurt", origin="the governor")
    carried = replace(figure.attribution[-1], carried=True)
    on = replace(figure, attribution=(*figure.attribution[:-1], carried))
    assert said_by(figure) == "the governor"
    assert said_by(on) == "the governor (carried)"
