"""The ledger keeps what it is given, once, whole, and gives it back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from factories import (
    a_document,
    a_figure,
    a_span,
    reread,
)
from ledger_tools import (
    APART,
    AT,
    BRIEFING,
    RUN,
    STATEMENTS,
    ask,
    assert_refused,
    dump,
    tamper,
)
from tollbook.accounts import tables as accounts
from tollbook.ledger import Filter, Ledger, RefusedError, Run
from tollbook.ledger.database import database_of
from tollbook.ledger.migrate import MIGRATIONS
from tollbook.ledger.schema import REVISION, VERSION_TABLE, metadata
from tollbook.model.address import Address
from tollbook.model.document import Block, Document, Given, SourceMap
from tollbook.model.problem import LedgerError
from tollbook.model.second import SecondReading
from tollbook.model.statement import Place, Statement
from tollbook.model.text import Span
from tollbook.settings import Settings

OTHER_RUN = replace(RUN, lexicon_digest="w2")


@pytest.fixture
def ledger(path: Address) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    given = Given(publisher=BRIEFING.publisher)
    known = replace(BRIEFING, source="file:briefing.txt", given=given)
    ledger.add(known, STATEMENTS, RUN, AT)
    ledger.decide(APART)
    ledger.add_second(
        SecondReading(
            document=BRIEFING.id,
            model="small",
            prompt_digest="p",
            parameters={},
            exchanges=(),
            statements=(replace(STATEMENTS[0], id="briefing#s1"),),
        ),
        "tollbook",
        AT,
    )
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


def test_keeps_large_bytes(ledger: Ledger) -> None:
    scan = random.Random(3).randbytes(3_000_000)  # noqa: S311 - bytes that don't pack, no secret
    ledger.add(a_document(id="scan", original=scan), [], RUN, AT)
    assert ledger.document("scan").original == scan
    assert ledger.verify().holds


def test_keeps_numbers_that_no_column_holds(ledger: Ledger) -> None:
    many = a_document("They said 9 sextillion men were killed.")
    figure = a_figure(many, "9 sextillion men", low=9 * 10**21, high=None)
    ledger.add(many, [figure], RUN, AT)
    assert list(ledger.statements()) == [figure]
    assert ledger.verify().holds


# Reading again


def test_the_same_again_writes_nothing(full: Ledger, path: Address) -> None:
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


def test_two_documents_share_their_bytes(ledger: Ledger, path: Address) -> None:
    ledger.add(a_document(id="one"), [], RUN, AT)
    ledger.add(a_document(id="two"), [], RUN, AT)
    assert len(ask(path, "SELECT * FROM blobs")) == 1
    assert ledger.verify().holds


def an_alias_run(file: bytes) -> Run:
    return Run.of(Settings(), model="m", model_digest="0", lexicon_digest="0", aliases=file)


def test_alias_files_are_kept_and_given_in_the_order_of_their_last_use(
    ledger: Ledger, path: Address
) -> None:
    """Each is kept once; one that no newest reading was made with any more is not given."""
    first, second, third = (an_alias_run(file) for file in (b"# 1", b"# 2", b"# 3"))
    ledger.add(a_document(id="one"), [], third, AT)
    ledger.add(a_document(id="two"), [], second, AT)
    ledger.add(a_document(id="one"), [], first, AT + timedelta(days=1))
    ledger.add(a_document(id="three"), [], second, AT + timedelta(days=1))
    assert ledger.alias_files() == (b"# 1", b"# 2")
    assert ledger.alias_files(AT.date()) == (b"# 3", b"# 2")
    assert len(ask(path, "SELECT * FROM blobs")) == 4
    assert ledger.verify().holds


def test_an_alias_file_that_was_changed_is_found(ledger: Ledger, path: Address) -> None:
    run = an_alias_run(b"# names")
    ledger.add(a_document(), [], run, AT)
    tamper(path, "UPDATE blobs SET size = size + 1")
    assert "the alias file was changed" in (ledger.verify().failure or "")
    with pytest.raises(LedgerError, match="the alias file: its bytes are more or fewer"):
        ledger.alias_files()


# What is refused


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            replace(STATEMENTS[0], evidence=Span(0, 3, "300")),
            "its evidence quotes '300', which is not at 0..3 of the document",
        ),
        (
            a_figure(a_document(id="another"), "300 soldiers"),
            "it is of the document another, not briefing",
        ),
    ],
)
def test_refuses_a_statement_that_misquotes(ledger: Ledger, statement: Statement, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        ledger.add(BRIEFING, [statement], RUN, AT)
    assert ledger.document_ids() == ()


def test_refuses_what_is_not_itself(ledger: Ledger) -> None:
    with pytest.raises(RefusedError, match="two of its statements have the same id"):
        ledger.add(BRIEFING, STATEMENTS[:1] * 2, RUN, AT)
    alone = a_figure(BRIEFING, "some 300", part_of="briefing#2")
    with pytest.raises(RefusedError, match="its part_of names 'briefing#2', which its reading"):
        ledger.add(BRIEFING, [alone], RUN, AT)
    of_itself = a_figure(BRIEFING, "some 300", same_as="briefing#1")
    with pytest.raises(RefusedError, match="its same_as names 'briefing#1', which is itself"):
        ledger.add(BRIEFING, [of_itself], RUN, AT)
    with pytest.raises(RefusedError, match="do not have the digest"):
        ledger.add(replace(BRIEFING, original=b"other"), [], RUN, AT)
    nowhere = Place(mention=a_span(BRIEFING, "Kursk"), lat=float("nan"))
    with pytest.raises(RefusedError, match="briefing#1: one of its numbers is not finite"):
        ledger.add(BRIEFING, [a_figure(BRIEFING, "some 300", place=nowhere)], RUN, AT)
    with pytest.raises(RefusedError, match="surrogate"):
        ledger.add(a_document("\ud800", original=b""), [], RUN, AT)
    for nul in (
        {"title": "Toll\0rises"},
        {"id": "a\0"},
        {"address": "a\0.txt"},
        {"source": "file:\0"},
        {"given": Given(publisher="\0")},
    ):
        with pytest.raises(RefusedError, match="NUL character"):
            ledger.add(replace(BRIEFING, **nul), [], RUN, AT)
    for name in ("N\0S", "N\ud800S"):
        voiced = a_figure(BRIEFING, "some 300", origin=name, entity="kr-nis")
        with pytest.raises(RefusedError, match="can't be kept"):
            ledger.add(BRIEFING, [voiced], RUN, AT)
    with pytest.raises(ValueError, match="time zone"):
        ledger.add(BRIEFING, [], RUN, AT.replace(tzinfo=None))


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_the_database_refuses_changes(full: Ledger, path: Address, table: str) -> None:
    """Whatever the program, rows are only added."""
    column = next(iter(metadata.tables[table].c)).name
    assert_refused(path, f"DELETE FROM {table}")  # noqa: S608 - our own names
    assert_refused(path, f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - as above
    if path.file is None:
        assert_refused(path, f"TRUNCATE {table} CASCADE")


def test_a_document_nobody_added(full: Ledger) -> None:
    with pytest.raises(LedgerError, match="holds no document 'breifing'"):
        full.document("breifing")
    with pytest.raises(LedgerError, match="holds no version 7 of document 'briefing'"):
        full.document("briefing", version=7)
    with pytest.raises(LedgerError, match="holds no version"):
        full.document("briefing", version=10**30)
    assert list(full.statements(Filter(version=10**30))) == []


# The tables


def test_migrations_make_the_tables_that_the_program_uses(full: Ledger, path: Address) -> None:
    full.close()

    def is_chained(name: str | None, kind: str, _: object) -> bool:
        """Whether a table is one of the chain's; the search is made in each database's own way."""
        return kind != "table" or not (name or "").startswith("search")

    engine = database_of(path).engine(writable=False)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "include_name": is_chained}
        context = MigrationContext.configure(connection, opts=options)
        # Alembic compares several as one, though its types don't say so.
        everything = cast(MetaData, [metadata, accounts.metadata])
        assert compare_metadata(context, everything) == []
    engine.dispose()
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION


def test_the_tables_of_a_file_are_strict(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    Ledger.open(path).close()
    tables = ask(path, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    ours = {name: strict for name, strict in tables if name in metadata.tables}
    assert ours == dict.fromkeys(metadata.tables, 1)


def test_every_column_of_text_in_a_database_sorts_by_code_point(
    full: Ledger, path: Address
) -> None:
    """Whatever the language of the server; a file does so by itself."""
    if path.file is None:
        query = (
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
            "'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
        )
        assert ask(path, query) == []
    for id in ("ä", "a-2", "B", "a.", "a"):
        full.add(a_document(id=id), [], RUN, AT)
    assert full.document_ids() == ("B", "a", "a-2", "a.", "briefing", "ä")


def test_the_file_is_in_write_ahead_mode(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    Ledger.open(path).close()
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]


def test_columns_say_what_the_record_says(full: Ledger, path: Address) -> None:
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


def test_every_span_is_a_row_of_evidence(full: Ledger, path: Address) -> None:
    rows = ask(path, "SELECT part, quote FROM evidence WHERE position = 0 ORDER BY start, part")
    assert rows == [
        ("attribution.1.cue", "said"),
        ("content", "some 300 North Korean soldiers have been killed in Kursk"),
        ("evidence", "some 300 North Korean soldiers have been killed in Kursk"),
        ("number", "some 300"),
        ("population", "North Korean soldiers"),
        ("place", "Kursk"),
    ]


def test_names_of_an_entity_are_kept_once_each(full: Ledger, path: Address) -> None:
    for name in ("later", "still-later"):
        page = a_document("The NIS said 300 soldiers were killed.", id=name)
        figure = a_figure(page, "300 soldiers", origin="The NIS", entity="kr-nis")
        full.add(page, [figure], RUN, AT)
    assert ask(path, "SELECT entity, name FROM entities") == [
        ("kr-nis", "National Intelligence Service"),
        ("kr-nis", "The NIS"),
    ]
    assert full.verify().holds
