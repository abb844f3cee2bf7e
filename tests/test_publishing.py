"""Statements leave in forms that other programs read back."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from factories import a_change, a_document, a_figure, a_prediction, an_assertion
from ledger_tools import AT, RUN
from statement_strategies import read_documents
from tollbook.ledger import Ledger, Row
from tollbook.model.document import Document
from tollbook.model.statement import Period, Place, Population, Statement
from tollbook.model.wire import from_json, to_json
from tollbook.publishing.csv_ import guard
from tollbook.publishing.statements import COLUMNS, STATEMENTS

REPORT = a_document(
    "Officials told reporters the army said about 300 soldiers were killed in Kyїv – “all gone”.",
    id="report",
    title="Toll, revised",
)
FIGURE = a_figure(
    REPORT,
    "about 300 soldiers were killed in Kyїv",
    n=3,
    modifier="about",
    number="about 300",
    population="soldiers",
    place="Kyїv",
    relayers=["Officials"],
    cue="said",
    period=(None, date(2025, 1, 13)),
)


def jsonl(*statements: Statement) -> str:
    stream = io.StringIO()
    STATEMENTS.write_jsonl((Row.of(statement, REPORT) for statement in statements), stream)
    return stream.getvalue()


def table(*statements: Statement, document: Document = REPORT) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    STATEMENTS.write_csv((Row.of(statement, document) for statement in statements), stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


# JSON Lines


def test_writes_keys_in_the_order_of_the_wire_format() -> None:
    record = json.loads(jsonl(FIGURE))
    assert list(record) == [
        *("id", "document", "kind", "evidence", "content", "attribution"),
        *("modality", "measure", "low", "high", "modifier", "number", "population", "scope"),
        *("part_of", "same_as", "place", "period", "by", "cause", "basis"),
        *("found_by", "confidence", "review", "second"),
    ]
    assert record["review"] == {"state": "proposed", "by": None, "at": None}
    assert record["second"] is None


def test_writes_text_as_it_stands() -> None:
    assert "Kyїv" in jsonl(FIGURE)
    assert "“all gone”" in jsonl(an_assertion(REPORT, "Kyїv – “all gone”"))


@settings(max_examples=100, deadline=None)
@given(read=read_documents())
def test_lines_read_back_as_the_statements(read: tuple[Document, list[Statement]]) -> None:
    lines = jsonl(*read[1]).split("\n")
    assert lines.pop() == ""
    assert [from_json(json.loads(line)) for line in lines] == read[1]


# The table


def test_a_figure_is_one_row() -> None:
    """All that is known of it, and nothing in the columns of other kinds."""
    [row] = table(FIGURE)
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "report#3",
        "document": "report",
        "title": "Toll, revised",
        "published": "2025-01-14",
        "kind": "figure",
        "measures": "killed",
        "low": "300",
        "high": "300",
        "modifier": "about",
        "number": "about 300",
        "population": "soldiers",
        "status": "unknown",
        "publisher": "Daily Gazette",
        "relayers": "Officials",
        "origin": "the army",
        "cue": "said",
        "carried": "false",
        "modality": "asserted",
        "basis": "unknown",
        "scope": "incident",
        "place": "Kyїv",
        "end_date": "2025-01-13",
        "evidence": "about 300 soldiers were killed in Kyїv",
        "evidence_start": "39",
        "evidence_end": "77",
        "content": "about 300 soldiers were killed in Kyїv",
        "state": "proposed",
    }


@pytest.mark.parametrize(
    ("statement", "cells"),
    [
        # an open top stays open
        (a_figure(REPORT, "300 soldiers", high=None), {"low": "300", "high": ""}),
        # no one is not unknown
        (a_figure(REPORT, "soldiers", low=0), {"low": "0", "high": "0"}),
        # a place by its name where it is known
        (
            a_figure(
                REPORT, "killed", place=Place(mention=FIGURE.evidence, name="Kyiv", lat=50.45)
            ),
            {"place": "Kyiv", "lat": "50.45"},
        ),
        (
            a_figure(REPORT, "killed", population=Population(mention=FIGURE.evidence, side="KP")),
            {"side": "KP"},
        ),
        # a change of two measures
        (
            a_change(REPORT, "all gone", measures=("killed", "injured"), factor_low=3.5),
            {"measures": "killed; injured", "direction": "up", "factor_low": "3.5"},
        ),
        # a prediction's window is the time it speaks for
        (
            a_prediction(
                REPORT, "all gone", window=Period(end_date=date(2025, 6, 30)), likelihood="all"
            ),
            {"event": "all gone", "end_date": "2025-06-30", "likelihood": "all"},
        ),
        # nobody but the publisher
        (
            a_figure(REPORT, "killed", origin=None),
            {"origin": "Daily Gazette", "publisher": "Daily Gazette", "cue": ""},
        ),
    ],
)
def test_columns(statement: Statement, cells: dict[str, str]) -> None:
    """What each kind fills in."""
    [row] = table(statement)
    assert {name: row[name] for name in cells} == cells


def test_the_header_is_a_promise() -> None:
    """Scripts go by these names; add at the end, move none."""
    stream = io.StringIO()
    STATEMENTS.write_csv([], stream)
    assert stream.getvalue() == (
        "id,document,title,published,kind,measures,low,high,modifier,number,population,side,"
        "status,sex,age_group,publisher,relayers,origin,origin_entity,cue,carried,modality,basis,"
        "scope,part_of,same_as,place,country,level,lat,lon,start_date,end_date,by,cause,direction,"
        "factor_low,factor_high,amount_low,amount_high,baseline,baseline_start,baseline_end,"
        "baseline_origin,event,actor,likelihood,likelihood_low,likelihood_high,holder,unit,"
        "evidence,evidence_start,evidence_end,content,confidence,state,reviewed_by,reviewed_at,"
        "second\n"
    )


def test_rows_of_a_ledger_are_rows_like_any(tmp_path: Path) -> None:
    stream = io.StringIO(newline="")
    with Ledger.open(tmp_path / "war.db") as ledger:
        ledger.add(REPORT, [FIGURE], RUN, AT)
        STATEMENTS.write_csv(ledger.rows(), stream)
    [row] = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert [row] == table(FIGURE)


def test_a_document_without_title_or_date_leaves_them_empty() -> None:
    bare = a_document(REPORT.text, published=None)
    [row] = table(FIGURE, document=bare)
    assert (row["title"], row["published"]) == ("", "")


def test_the_page_tells_every_column() -> None:
    page = (Path(__file__).parents[1] / "docs" / "csv.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+300", "'+300"),
        ("-300", "'-300"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("'Ndrangheta", "''Ndrangheta"),
        ("300 = many", "300 = many"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    """A report may quote anything; a spreadsheet must not run it."""
    assert guard(text) == cell


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\u2028", '"', ",", '",\n"'])
def test_a_cell_may_hold_what_divides_cells_and_lines(break_: str) -> None:
    [row] = table(FIGURE, document=replace(REPORT, title=f"one{break_}two"))
    assert row["title"] == f"one{break_}two"
    assert row["id"] == "report#3"


@settings(max_examples=100, deadline=None)
@given(read=read_documents())
def test_cells_give_the_words_back(read: tuple[Document, list[Statement]]) -> None:
    """One leading apostrophe taken off, text is as it was; none begins a formula."""
    rows = table(*read[1], document=read[0])
    assert len(rows) == len(read[1])
    for row, statement in zip(rows, read[1], strict=True):
        assert tuple(row) == COLUMNS
        assert row["evidence"].removeprefix("'") == statement.evidence.quote
        assert row["content"].removeprefix("'") == statement.content.quote
        assert row["origin"].removeprefix("'") == statement.origin.name
        assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())


def test_a_number_below_zero_is_a_number() -> None:
    south = Place(mention=FIGURE.evidence, lat=-1.67, lon=29.2)
    [row] = table(a_figure(REPORT, "killed", place=south))
    assert (row["lat"], row["lon"]) == ("-1.67", "29.2")


def test_writing_needs_no_database() -> None:
    """The terminal starts fast: what only prints does not load what only stores."""
    loaded = "import sys, tollbook.publishing; print('sqlalchemy' in sys.modules)"
    command = [sys.executable, "-c", loaded]
    result = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert result.stdout == "False\n"


def test_the_record_is_left_alone() -> None:
    before = to_json(FIGURE)
    table(FIGURE)
    assert to_json(FIGURE) == before
