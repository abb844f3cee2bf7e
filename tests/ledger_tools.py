"""For tests: a report with its statements, and a way into a ledger's database past the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from alembic import command

import postgres
from factories import a_change, a_custody, a_document, a_figure, a_prediction, a_span
from tollbook.ledger import Run, migrate, search, writing
from tollbook.ledger.database import database_of
from tollbook.ledger.schema import metadata
from tollbook.model.address import Address, AnyPath
from tollbook.model.decision import Decision
from tollbook.model.statement import Place as Where
from tollbook.model.statement import Population
from tollbook.settings import Settings

AT = datetime(2025, 1, 15, 8, 30, tzinfo=UTC)
RUN = Run.of(Settings(), model="small", model_digest="m1", lexicon_digest="w1")

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
        place=Where(mention=a_span(BRIEFING, "Kursk"), name="Kursk", country="RU", lat=51.73),
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
APART = Decision(
    kind="separate",
    subject="briefing#1\nbriefing#2",
    value="yes",
    by="Ines",
    reason="one counts the dead, the other the wounded",
    at=AT,
    data={"share": 0.5},
)


DATABASES = ("sqlite", "postgresql")
"""What a ledger can be kept in; tests are run on each."""

Place = AnyPath | Address


@contextmanager
def a_place(database: str, folder: Path, *, empty: bool = False) -> Iterator[Address]:
    """Where a ledger is to be: a file in the folder, or a database of its own on a server.

    The file is not there yet. The database has its tables already, which is quicker, unless it is
    to be `empty`.
    """
    if database == "sqlite":
        yield Address.of(folder / "war.db")
    else:
        with postgres.a_database(empty=empty) as place:
            yield place


def a_ledger_of_before(place: Place) -> None:
    """A ledger with the briefing in it, as the first Tollbook made them; the place is empty."""
    engine = database_of(Address.of(place)).engine(writable=True)
    with engine.execution_options(writes=True).begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search, "add", lambda *_: None)  # there was no search then
            patch.setattr(writing, "last_time", lambda _: "")  # nor any decision
            writing.add(connection, [writing.check(BRIEFING, STATEMENTS, RUN, AT)])
    engine.dispose()


def ask(place: Place, query: str) -> list[tuple[object, ...]]:
    """The rows that a query finds."""
    address = Address.of(place)
    if address.file is None:
        with psycopg.connect(address.url) as server:
            return server.execute(query.encode()).fetchall()
    with closing(sqlite3.connect(address.file)) as connection:
        return connection.execute(query).fetchall()


def tables_of(place: Place) -> list[str]:
    """The names of the tables that there are."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if Address.of(place).file is None:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [str(name) for (name,) in ask(place, query)]


def assert_refused(place: Place, command: str) -> None:
    """Run a command on the database past Tollbook; its guards refuse it."""
    address = Address.of(place)
    if address.file is None:
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            postgres.run_sql(address, command)
        return
    with (
        closing(sqlite3.connect(address.file)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(command)


def tamper(place: Place, *commands: str) -> None:
    """Run commands on the database as a forger would, its guards taken away and put back."""
    address = Address.of(place)
    if address.file is None:
        # What only the server's master can do: it stops triggers and the checks of references.
        postgres.run_sql(address, "SET session_replication_role = replica", *commands)
        return
    with closing(sqlite3.connect(address.file)) as connection:
        guards = ask(
            address, "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        for name, _, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for command in commands:
            connection.execute(command)
        left = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for _, table, sql in guards:
            if table in left:
                connection.execute(str(sql))
        connection.commit()


def dump(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {table: rows_of(place, table) for table in sorted(metadata.tables)}


def rows_of(place: Place, table: str) -> list[tuple[object, ...]]:
    """Every row of a table, in the order of its columns."""
    return sorted(ask(place, f"SELECT * FROM {table}"), key=_in_order)  # noqa: S608 - our own


def _in_order(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple((value is not None, value) for value in row)
