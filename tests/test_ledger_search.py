"""Full-text search finds the same in a file and in a database, and takes any question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_document, a_figure, a_span, reread
from ledger_tools import (
    AT,
    BRIEFING,
    DATABASES,
    RUN,
    STATEMENTS,
    a_ledger_of_before,
    a_place,
    ask,
    tables_of,
    tamper,
)
from terminal import tollbook
from tollbook.app.library import open_ledger
from tollbook.ledger import Filter, Ledger, has_words
from tollbook.ledger.words import parse, words_of
from tollbook.model.address import Address
from tollbook.model.statement import Place, Population

QUAKE = a_document(
    "The mayor of Łódź counted 1,200 dead. In Al-Shifa 12 nurses were hurt, Dr. O’Neil said.",
    id="quake",
    title="Quake: “Élysée” sends help",
    published=date(2025, 2, 6),
)
MINE = a_document(
    "Rescuers said 12 miners died. Of the 12 miners who died in the mine in Kursk, 4 were nurses.",
    id="mine",
    title="Mine_disaster 北京 потери",
    published=date(2025, 2, 7),
)


def fill(ledger: Ledger) -> None:
    ledger.add(BRIEFING, STATEMENTS, RUN, AT)
    lodz = Place(mention=a_span(QUAKE, "Łódź"), name="Lodz")
    ledger.add(
        QUAKE,
        [
            a_figure(QUAKE, "counted 1,200 dead", low=1200, origin="Mayor of Łódź", place=lodz),
            a_figure(
                QUAKE,
                "In Al-Shifa 12 nurses were hurt",
                n=2,
                measure="injured",
                low=12,
                origin="Seán O’Neil",
                population=Population(mention=a_span(QUAKE, "12 nurses")),
            ),
        ],
        RUN,
        AT,
    )
    ledger.add(
        MINE,
        [
            a_figure(MINE, "12 miners died", low=12, origin="Rescuers"),
            a_figure(
                MINE, "Of the 12 miners who died in the mine in Kursk, 4 were nurses", n=2, low=4
            ),
        ],
        RUN,
        AT,
    )


@pytest.fixture(scope="module", params=DATABASES)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """Three documents, in a file and in a database."""
    with (
        a_place(request.param, tmp_path_factory.mktemp("library")) as place,
        Ledger.open(place) as ledger,
    ):
        fill(ledger)
        yield ledger


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        # all words, wherever they stand; statements that say little else first
        ("died", "mine#1 mine#2"),
        ("miners 12 died", "mine#1 mine#2"),
        ("nurses", "quake#2 mine#2"),
        ("nurses shifa", "quake#2"),
        ("nurses murmansk", ""),
        # the newest of equals first
        ("quake", "quake#1 quake#2"),
        ("losses", "briefing#1 briefing#2 briefing#3 briefing#4 briefing#5"),
        # without case and accents; in any script
        ("ŁODZ", "quake#1"),
        ("elysee mayor", "quake#1"),
        ("ПОТЕРИ miners", "mine#1 mine#2"),
        ("北京 rescuers", "mine#1"),
        # the last word may be begun, another one may not
        ("nur", "quake#2 mine#2"),
        ("nur shifa", ""),
        ("shifa nurs", "quake#2"),
        # a number with its commas or without
        ("1,200", "quake#1"),
        ("1200", "quake#1"),
        ("200", ""),
        # words with marks in them stand side by side
        ("al-shifa", "quake#2"),
        ("shifa-al", ""),
        ("o'neil", "quake#2"),
        ("o’nei", "quake#2"),
        ("mine_disaster died", "mine#1 mine#2"),
        # phrases, closed and still being typed
        ('"12 miners" kursk', "mine#2"),
        ('"miners 12"', ""),
        ('"12 min"', ""),
        ('"12 min', "mine#1 mine#2"),
        ("“12 miners”", "mine#1 mine#2"),
        # no phrase runs from one field into the next
        ('"rescuers mine"', ""),
        ('"died rescuers"', ""),
        # the parts of a statement: evidence, origin, people, place, title
        ("intelligence", "briefing#1"),
        ("north korean soldiers kursk", "briefing#1"),
        # no words at all
        ("", ""),
        ('"" - * ( ) !', ""),
        # what has a meaning in the one or the other database has none here
        ("died OR nurses", ""),
        ("NOT died", ""),
        ("own: died", ""),
        ("died*", "mine#1 mine#2"),
        ("'died' & !nurses | (x)", ""),
        ("died:* miners:A", ""),
        ("NEAR(died)", ""),
        ("died; DROP TABLE search --", ""),
        ("died\0 min", "mine#1 mine#2"),
        ("\ud800 died", "mine#1 mine#2"),
        ('"died', "mine#1 mine#2"),
        ("¶", ""),
    ],
)
def test_finds_what_has_all_the_words(library: Ledger, words: str, ids: str) -> None:
    assert " ".join(library.search(words)) == ids
    rows = list(library.rows())
    shown = [row.statement.id for row in library.rows(Filter(search=words))] if words else []
    assert shown == [row.statement.id for row in rows if has_words(words, row.statement, row.title)]
    assert sorted(shown) == sorted(ids.split())


def test_a_question_may_be_as_long_as_it_likes(library: Ledger) -> None:
    """The words after the thirty-second do not count."""
    assert library.search("died " * 32 + "murmansk") == ("mine#1", "mine#2")
    assert library.search("x" * 100_000) == ()
    assert library.search('"' * 9_999 + "died") == ("mine#1", "mine#2")
    assert library.search("died" + " a-b" * 50_000) == ()


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=40) | st.text("\"'\\ *:&|!()<->^{}+-~ad12¶", max_size=20))
def test_no_question_is_an_error(library: Ledger, words: str) -> None:
    assert set(library.search(words)) <= {row.statement.id for row in library.rows()}


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60))
def test_words_found_in_a_text_are_words(text: str) -> None:
    """Taken apart once more they are the same, and nothing in them means anything to a database."""
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert all(not letter.isascii() or letter.isalnum() for word in words for letter in word)
    assert all(phrase.words for phrase in parse(text))


def test_only_what_is_shown_is_found(path: Address) -> None:
    """A corrected page is found by its words of today; as known on a day, by those of that day."""
    page = a_document("The army said 300 soldiers were killed.", id="page")
    changed = reread(page, "The army said 400 soldiers were wounded.")
    later = datetime(2025, 1, 17, tzinfo=UTC)
    with Ledger.open(path) as ledger:
        ledger.add(page, [a_figure(page, "300 soldiers were killed")], RUN, AT)
        ledger.add(changed, [a_figure(changed, "400 soldiers were wounded")], RUN, later)
        assert (ledger.search("killed"), ledger.search("wounded")) == ((), ("page#1",))
        then = date(2025, 1, 16)
        assert (ledger.search("killed", then), ledger.search("wounded", then)) == (("page#1",), ())


def test_an_older_ledger_can_be_searched_once_it_is_upgraded(empty_path: Address) -> None:
    a_ledger_of_before(empty_path)
    assert "search" not in tables_of(empty_path)
    with Ledger.open(empty_path) as ledger:
        assert ledger.search("north korean") == ("briefing#1",)
        assert ledger.search("losses moscow") == ("briefing#4",)
        ledger.add(MINE, [a_figure(MINE, "12 miners died")], RUN, AT)
        assert ledger.search("miners") == ("mine#1",)
        assert ledger.verify().holds


def test_a_search_that_finds_less_than_there_is_does_not_verify(path: Address) -> None:
    """It is no part of the chain, but it is worked out once more from all that is."""
    with Ledger.open(path) as ledger:
        fill(ledger)
        tamper(path, "DELETE FROM search")
        assert ledger.search("died") == ()
        found = ledger.verify()
    assert found.where == "the table search"
    assert found.failure == "it differs from statement 1 of entry 3"


def test_long_texts_are_searched_by_their_first_words(path: Address) -> None:
    """An index has room for so many words, and for words of so many letters."""
    text = "a" * 5_000 + " " + " ".join(f"w{n}" for n in range(5_000)) + " died 3"
    page = a_document(text, id="long", title="t" * 5_000)
    with Ledger.open(path) as ledger:
        ledger.add(page, [a_figure(page, text)], RUN, AT)
        assert ledger.search("w77 w1998") == ("long#1",)
        assert ledger.search("a" * 5_000) == ("long#1",)
        assert ledger.search('"w7 w8" ttt') == ("long#1",)
        assert ledger.search("w4999") == ()


def test_the_library_and_the_command_line_search(path: Address, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger)
    with open_ledger(path) as opened:
        assert opened.search("nurses") == ("quake#2", "mine#2")
        assert [said.id for said in opened.list_statements(words="nurses")] == [
            "quake#2",
            "mine#2",
        ]
        assert [said.id for said in opened.statements(search="12", measure="injured")] == [
            "quake#2"
        ]
    shown = tollbook(
        *("show", "--search", "nurses", "--format", "jsonl", "--ledger", path), at=tmp_path
    )
    lines = [json.loads(line) for line in shown.out.splitlines()]
    assert [line["id"] for line in lines] == ["quake#2", "mine#2"]
    nothing = tollbook("show", "--search", "!", "--ledger", path, at=tmp_path)
    assert (nothing.out, nothing.status) == ("", 0)
    assert "No statement fits" in nothing.err


def test_the_index_has_a_row_a_statement(path: Address) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger)
    assert ask(path, "SELECT count(*) FROM search") == ask(path, "SELECT count(*) FROM statements")
