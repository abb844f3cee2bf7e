"""The ledger keeps what it is given, once, whole, and gives it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from factories import (
    a_change,
    a_custody,
    a_document,
    a_figure,
    a_prediction,
    a_span,
    an_assertion,
    reread,
)
from ledger_tools import AT, RUN, ask, dump, tamper
from tollbook.ledger import Filter, Ledger, Run
from tollbook.ledger.migrate import MIGRATIONS
from tollbook.ledger.schema import REVISION, VERSION_TABLE, metadata
from tollbook.model.document import Block, Document, SourceMap
from tollbook.model.problem import LedgerError
from tollbook.model.statement import Place, Population, Statement
from tollbook.model.text import Span
from tollbook.settings import Settings

OTHER_RUN = replace(RUN, lexicon_digest="w2")

BRIEFING = a_document(
    "The spy agency said some 300 North Korean soldiers have been killed in Kursk and 2,700 hurt. "
    "That more than tripled since December. Kim will likely visit Moscow. Two men are held.",
    id="briefing",
    title="Losses in Kursk",
)
STATEMENTS = [
    a_figure(
        BRIEFING,
        "some 300 North Korean soldiers have been killed in Kursk",
        n=1,
        modifier="about",
        number="some 300",
        population=Population(
            mention=a_span(BRIEFING, "North Korean soldiers"), side="KP", status="combatant"
        ),
        place=Place(mention=a_span(BRIEFING, "Kursk"), name="Kursk", country="RU", lat=51.73),
        period=(None, date(2025, 1, 13)),
        origin="National Intelligence Service",
        entity="kr-nis",
        cue="said",
    ),
    a_figure(BRIEFING, "2,700 hurt", n=2, measure="injured", low=2700, origin="the spy agency"),
    a_change(BRIEFING, "more than tripled", n=3, measures=("killed", "injured"), factor_low=3.0),
    a_prediction(BRIEFING, "Kim will likely visit Moscow", n=4, likelihood="likely"),
    a_custody(BRIEFING, "Two men are held", n=5, origin=None),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "war.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    ledger.add(BRIEFING, STATEMENTS, RUN, AT)
    return ledger


# What goes in comes out


def test_gives_statements_back_as_they_were(full: Ledger) -> None:
    assert list(full.statements()) == STATEMENTS


def test_gives_a_document_back_with_its_bytes(ledger: Ledger) -> None:
    page = replace(
        a_document(
            "Toll rises\n\n300 dead, 👩‍👩‍👧 é, \u202bמאה\u202c", id="page", original=b"<h1>\xff\x00"
        ),
        blocks=(Block(0, 10, "headline"), Block(12, 20, "body", 1)),
        source_map=SourceMap(((0, 4, 10, 10), (12, 30, 8, 9))),
        published=datetime(2025, 1, 14, 9, 5, tzinfo=timezone(timedelta(hours=9))),
        format="html",
        encoding="windows-1252",
        url="https://example.org/toll",
        language="und",
    )
    ledger.add(page, [], RUN, AT)
    assert ledger.document("page") == page
    assert list(ledger.documents()) == [replace(page, original=b"")]


def test_keeps_a_document_without_statements(ledger: Ledger) -> None:
    """So does a document in a language that nobody reads yet."""
    ledger.add(a_document("Не менее 300", id="ru", language="ru"), [], RUN, AT)
    assert ledger.document_ids() == ("ru",)
    assert list(ledger.statements()) == []


def test_keeps_numbers_that_no_column_holds(ledger: Ledger) -> None:
    many = a_document("They said 9 sextillion men were killed.")
    figure = a_figure(many, "9 sextillion men", low=9 * 10**21, high=None)
    ledger.add(many, [figure], RUN, AT)
    assert list(ledger.statements()) == [figure]
    assert ledger.verify().holds


# Reading again


def test_the_same_again_writes_nothing(full: Ledger, path: Path) -> None:
    before = dump(path)
    assert full.holds(BRIEFING, RUN)
    assert full.add(BRIEFING, STATEMENTS, RUN, AT + timedelta(days=1)) == "unchanged"
    assert dump(path) == before


def test_a_file_that_moved_is_the_same_document(full: Ledger) -> None:
    moved = replace(BRIEFING, address="elsewhere/briefing.txt")
    assert full.add(moved, STATEMENTS, RUN, AT) == "unchanged"


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(full: Ledger) -> None:
    changed = reread(BRIEFING, "The army said 400 soldiers were killed.")
    new = a_figure(changed, "400 soldiers were killed", low=400)
    assert not full.holds(changed, RUN)
    assert full.add(changed, [new], RUN, AT) == "new_version"
    assert list(full.statements()) == [new]
    assert full.document("briefing").text == changed.text
    assert full.document("briefing", version=1) == BRIEFING
    assert list(full.statements(Filter(version=1))) == STATEMENTS
    assert (full.counts().documents, full.counts().versions) == (1, 2)


def test_going_back_to_the_first_text_is_a_third_version(full: Ledger) -> None:
    full.add(reread(BRIEFING, "Withdrawn."), [], RUN, AT)
    assert full.add(BRIEFING, STATEMENTS, RUN, AT) == "new_version"
    assert list(full.statements()) == STATEMENTS
    assert full.counts().versions == 3


@pytest.mark.parametrize(
    "changed",
    [
        replace(BRIEFING, title="Losses grow"),
        replace(BRIEFING, published=date(2025, 1, 15)),
        replace(BRIEFING, language="und"),
        replace(BRIEFING, blocks=(Block(0, 20), Block(21, 40))),
    ],
    ids=["title", "date", "language", "blocks"],
)
def test_other_metadata_is_a_new_version(full: Ledger, changed: Document) -> None:
    assert full.add(changed, [], RUN, AT) == "new_version"


def test_another_run_is_a_new_reading(full: Ledger) -> None:
    """A newer program, other words or other settings read the same text anew."""
    assert not full.holds(BRIEFING, OTHER_RUN)
    assert full.add(BRIEFING, STATEMENTS[:1], OTHER_RUN, AT) == "new_reading"
    assert list(full.statements()) == STATEMENTS[:1]
    assert (full.counts().versions, full.counts().readings) == (1, 2)
    # and going back to the first run is news as well
    assert full.add(BRIEFING, STATEMENTS, RUN, AT) == "new_reading"
    assert list(full.statements()) == STATEMENTS
    assert full.verify().holds


@pytest.mark.parametrize(
    "other",
    [
        Run.of(
            replace(Settings(), about_tolerance=0.2),
            model="small",
            model_digest="m1",
            lexicon_digest="w1",
        ),
        replace(RUN, tollbook="99.0"),
        replace(RUN, model_digest="m2"),
        replace(RUN, aliases_digest="mine"),
    ],
    ids=["settings", "program", "model", "aliases"],
)
def test_runs_differ_by_whatever_decides_the_result(other: Run) -> None:
    assert other.digest != RUN.digest


def test_two_documents_share_their_bytes(ledger: Ledger, path: Path) -> None:
    ledger.add(a_document(id="one"), [], RUN, AT)
    ledger.add(a_document(id="two"), [], RUN, AT)
    assert len(ask(path, "SELECT * FROM blobs")) == 1
    assert ledger.verify().holds


# What is refused


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            replace(STATEMENTS[0], evidence=Span(0, 3, "300")),
            "its evidence quotes '300', which does not stand at 0..3 of the document",
        ),
        (
            a_figure(a_document(id="another"), "300 soldiers"),
            "it is of the document another, not briefing",
        ),
    ],
)
def test_refuses_a_statement_that_misquotes(ledger: Ledger, statement: Statement, why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        ledger.add(BRIEFING, [statement], RUN, AT)
    assert ledger.document_ids() == ()


def test_refuses_what_is_not_itself(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="two of its statements have the same id"):
        ledger.add(BRIEFING, STATEMENTS[:1] * 2, RUN, AT)
    with pytest.raises(LedgerError, match="do not have the digest"):
        ledger.add(replace(BRIEFING, original=b"other"), [], RUN, AT)
    with pytest.raises(LedgerError, match="surrogate"):
        ledger.add(a_document("\ud800", original=b""), [], RUN, AT)
    with pytest.raises(ValueError, match="time zone"):
        ledger.add(BRIEFING, [], RUN, AT.replace(tzinfo=None))


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_the_database_refuses_changes(full: Ledger, path: Path, table: str) -> None:
    """Whatever the program, rows are only added."""
    column = next(iter(metadata.tables[table].c)).name
    for command in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):  # noqa: S608 - our own names
        with (
            closing(sqlite3.connect(path)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            connection.execute(command)


def test_a_document_nobody_added(full: Ledger) -> None:
    with pytest.raises(LedgerError, match="holds no document 'breifing'"):
        full.document("breifing")
    with pytest.raises(LedgerError, match="holds no version 7 of document 'briefing'"):
        full.document("briefing", version=7)


# Opening


def test_refuses_to_read_what_is_not_there(path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger at .*war.db; run 'tollbook read' first"):
        Ledger.open(path, writable=False)
    assert not path.exists()


def test_refuses_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("It was a quiet day on the border. " * 50)
    for writable in (True, False):
        with pytest.raises(LedgerError, match="no ledger; name another file"):
            Ledger.open(path, writable=writable)


def test_leaves_the_database_of_another_program_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for writable in (True, False):
        with pytest.raises(LedgerError, match="not a Tollbook ledger"):
            Ledger.open(path, writable=writable)
    assert path.read_bytes() == before


def test_refuses_a_newer_ledger(full: Ledger, path: Path) -> None:
    full.close()
    tamper(path, "UPDATE tollbook_schema SET version_num = '9999'")
    for writable in (True, False):
        with pytest.raises(LedgerError, match="newer Tollbook"):
            Ledger.open(path, writable=writable)


def test_refuses_a_folder_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nowhere" / "war.db"):
        with pytest.raises(LedgerError, match="name a file in a folder that exists"):
            Ledger.open(wrong)


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match="empty; run 'tollbook read'"):
        Ledger.open(path, writable=False)
    with Ledger.open(path) as opened:
        assert opened.verify().holds


def test_a_name_with_odd_characters_is_a_name(tmp_path: Path) -> None:
    odd = tmp_path / "50% of?it#all ü.db"
    with Ledger.open(odd) as opened:
        opened.add(BRIEFING, [], RUN, AT)
    assert [file.name for file in tmp_path.iterdir()] == [odd.name]


def test_a_reader_can_read_while_a_writer_writes(full: Ledger, path: Path) -> None:
    with Ledger.open(path, writable=False) as reader:
        rows = reader.statements()
        next(rows)
        assert full.add(a_document(id="new"), [], RUN, AT) == "added"
        assert len(list(rows)) == len(STATEMENTS) - 1
        with pytest.raises(LedgerError, match="can't be written to"):
            reader.add(a_document(id="newer"), [], RUN, AT)


def test_reading_leaves_no_files_behind(full: Ledger, path: Path) -> None:
    full.close()
    with Ledger.open(path, writable=False) as reader:
        assert len(list(reader.statements())) == len(STATEMENTS)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_damaged_ledger_is_one_sentence(full: Ledger, path: Path) -> None:
    full.close()
    tamper(path, "DROP TABLE statements")
    with (
        Ledger.open(path, writable=False) as reader,
        pytest.raises(LedgerError, match="the file is damaged"),
    ):
        list(reader.statements())


# The tables


def test_migrations_make_the_tables_that_the_program_uses(full: Ledger, path: Path) -> None:
    full.close()
    with create_engine(f"sqlite:///{path}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION
    tables = ask(path, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    ours = {name: strict for name, strict in tables if name in metadata.tables}
    assert ours == dict.fromkeys(metadata.tables, 1)


def test_the_file_is_in_write_ahead_mode(full: Ledger, path: Path) -> None:
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]


def test_columns_say_what_the_record_says(full: Ledger, path: Path) -> None:
    first, second, change, *_ = ask(
        path,
        "SELECT kind, measures, origin, origin_entity, population, side, place, low, high, "
        "period_end FROM statements ORDER BY position",
    )
    assert first == (
        "figure",
        "killed",
        "national intelligence service",
        "kr-nis",
        "north korean soldiers",
        "KP",
        "kursk",
        300,
        300,
        "2025-01-13",
    )
    assert second[1:3] == ("injured", "the spy agency")
    assert change[:2] == ("change", "killed injured")


def test_every_span_is_a_row_of_evidence(full: Ledger, path: Path) -> None:
    rows = ask(path, "SELECT part, quote FROM evidence WHERE position = 0 ORDER BY start, part")
    assert rows == [
        ("attribution.1.cue", "said"),
        ("content", "some 300 North Korean soldiers have been killed in Kursk"),
        ("evidence", "some 300 North Korean soldiers have been killed in Kursk"),
        ("number", "some 300"),
        ("population", "North Korean soldiers"),
        ("place", "Kursk"),
    ]


def test_names_of_an_entity_are_kept_once_each(full: Ledger, path: Path) -> None:
    for name in ("later", "still-later"):
        page = a_document("The NIS said 300 soldiers were killed.", id=name)
        figure = a_figure(page, "300 soldiers", origin="The NIS", entity="kr-nis")
        full.add(page, [figure], RUN, AT)
    assert ask(path, "SELECT entity, name FROM entities") == [
        ("kr-nis", "National Intelligence Service"),
        ("kr-nis", "The NIS"),
    ]
    assert full.verify().holds


# Asking


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Three reports: a dated one, a later one with a time of day, and an undated one."""
    with Ledger.open(tmp_path_factory.mktemp("archive") / "war.db") as opened:
        late = a_document(
            "Élysée: 100% of 8 women were hurt in Kiev.",
            id="late",
            published=datetime(2025, 2, 1, 23, 59),
        )
        kyiv = Place(mention=a_span(late, "Kiev"), name="Kyiv")
        undated = a_document("Police said 2 men were missing.", id="undated", published=None)
        opened.add(
            undated, [a_figure(undated, "2 men", measure="missing", origin="Police")], RUN, AT
        )
        opened.add(
            late,
            [
                a_figure(
                    late,
                    "8 women were hurt",
                    measure="injured",
                    population="women",
                    place=kyiv,
                    origin="Élysée",
                ),
                an_assertion(late, "100% of", n=2, origin="100% Pure News"),
            ],
            RUN,
            AT,
        )
        opened.add(BRIEFING, STATEMENTS, RUN, AT)
        yield opened


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        # by day, then document, then position; undated last
        (
            Filter(),
            "briefing#1 briefing#2 briefing#3 briefing#4 briefing#5 late#1 late#2 undated#1",
        ),
        (Filter(kinds=("change", "custody")), "briefing#3 briefing#5"),
        # a change speaks of several measures
        (Filter(measures=("injured",)), "briefing#2 briefing#3 late#1"),
        (Filter(measures=("killed", "missing")), "briefing#1 briefing#3 undated#1"),
        # by part of a name in any case, or by entity
        (Filter(origin="intelligence"), "briefing#1"),
        (Filter(origin="kr-nis"), "briefing#1"),
        (Filter(origin="kr-ni"), ""),
        (Filter(origin="éLYSÉE"), "late#1"),
        # a percent sign is a percent sign
        (Filter(origin="0%"), "late#2"),
        (Filter(origin="_"), ""),
        (Filter(population="korean"), "briefing#1"),
        # a place by its words and by its name
        (Filter(place="kiev"), "late#1"),
        (Filter(place="KYIV"), "late#1"),
        # days of publication, both included
        (Filter(since=date(2025, 2, 1)), "late#1 late#2"),
        (Filter(until=date(2025, 2, 1), kinds=("figure",)), "briefing#1 briefing#2 late#1"),
        (Filter(until=date(2025, 1, 13)), ""),
        (Filter(document="undated"), "undated#1"),
        (Filter(document="undated", kinds=("change",)), ""),
    ],
)
def test_filters(archive: Ledger, wanted: Filter, ids: str) -> None:
    """SQL chooses the statements that all the conditions hold for."""
    assert [statement.id for statement in archive.statements(wanted)] == ids.split()


def test_rows_carry_what_a_table_shows(archive: Ledger) -> None:
    row = next(archive.rows(Filter(document="briefing")))
    assert (row.statement, row.document_id, row.title, row.publisher, row.published) == (
        STATEMENTS[0],
        "briefing",
        "Losses in Kursk",
        "Daily Gazette",
        date(2025, 1, 14),
    )


def test_the_book_holds_all_documents_and_statements(archive: Ledger) -> None:
    documents, statements = archive.book()
    assert list(documents) == ["briefing", "late", "undated"]
    assert all(statement.document in documents for statement in statements)
    assert statements == tuple(archive.statements())


def test_counts(archive: Ledger) -> None:
    counts = archive.counts()
    assert (counts.documents, counts.versions, counts.readings, counts.entries) == (3, 3, 3, 7)
    assert counts.statements == {
        "assertion": 1,
        "change": 1,
        "custody": 1,
        "figure": 4,
        "prediction": 1,
    }
