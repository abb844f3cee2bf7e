"""A ledger in a database of a server: everything specific to PostgreSQL.

`docs/teams.md` says how such a database is set up, and with which rights.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, ClassVar

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from tollbook.ledger import database
from tollbook.ledger.database import Database
from tollbook.ledger.schema import VERSION_TABLE, metadata
from tollbook.ledger.words import Words

CONNECT_SECONDS = 10
"""How long to wait for a server that does not answer."""

TURN = 0x746F6C6C626F6F6B
"""The number of the advisory lock that a writer holds during its turn: "tollbook" in ASCII."""

_REFUSE = """
CREATE OR REPLACE FUNCTION tollbook_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""

_SEARCH = """
CREATE TABLE search (
    reading bigint NOT NULL,
    position bigint NOT NULL,
    own text COLLATE "C" NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (reading, position)
)
"""


_KINDS = """
SELECT relname, relkind::text AS relkind FROM pg_class
WHERE relname = ANY(:names) AND relnamespace = current_schema()::regnamespace
"""

_TRIGGERS = """
SELECT relname, tgname, tgenabled IN ('O', 'A')
FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
WHERE relname = ANY(:names) AND relnamespace = current_schema()::regnamespace AND NOT tgisinternal
ORDER BY 1, 2
"""

_FILTERS = """
SELECT relname, 'row security' FROM pg_class
WHERE relname = ANY(:names) AND relnamespace = current_schema()::regnamespace AND relrowsecurity
UNION ALL
SELECT tablename, 'the rule ' || rulename FROM pg_rules
WHERE tablename = ANY(:names) AND schemaname = current_schema()
UNION ALL
SELECT heap.relname, 'the index ' || own.relname FROM pg_index
JOIN pg_class heap ON heap.oid = indrelid JOIN pg_class own ON own.oid = indexrelid
WHERE heap.relname = ANY(:names) AND heap.relnamespace = current_schema()::regnamespace
AND (indpred IS NOT NULL OR indexprs IS NOT NULL OR NOT indisvalid)
ORDER BY 1, 2
"""


class PostgreSQL(Database):
    """A database on a server; whoever sets it up makes it, its tables are made when written to."""

    ERRORS: ClassVar = (DBAPIError, psycopg.Error)

    def exists(self) -> bool:
        """Whether the database has the tables of a ledger."""
        with self._connect() as connection:
            found = connection.execute("SELECT to_regclass(%s)", [VERSION_TABLE]).fetchone()
        return found is not None and found[0] is not None

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            self.address.url,
            connect_timeout=CONNECT_SECONDS,
            client_encoding="utf8",
            fallback_application_name="tollbook",
        )

    def engine(self, *, writable: bool) -> Engine:
        """An engine on the database; connections that went away while unused are replaced."""

        def connect() -> psycopg.Connection[Any]:
            connection = self._connect()
            wait = int(database.BUSY_SECONDS * 1000)
            connection.execute(f"SET lock_timeout = {wait}")
            connection.execute(f"SET default_transaction_read_only = {not writable}")
            connection.commit()
            return connection

        made = create_engine("postgresql+psycopg://", creator=connect, pool_pre_ping=True)
        event.listen(made, "begin", _begin)
        return made

    def before_tables(self, engine: Engine) -> None:
        """Nothing."""

    def explain(self, error: BaseException) -> str:
        """What an error means for the user, by its code, or by what the server says of it."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        code, said = getattr(cause, "sqlstate", None) or "", str(cause)
        for mark, meaning in _MEANINGS:
            if mark == code or mark in said:
                return meaning
        return said.strip().partition("\n")[0] or type(cause).__name__

    @staticmethod
    def append_only(table: str) -> tuple[str, ...]:
        """A trigger on every way to change rows; a role that does not own the table can't drop it.

        The function is the same for all tables.
        """
        return (
            _REFUSE,
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tollbook_refuse()",
        )

    @staticmethod
    def faults(connection: Connection) -> Iterator[tuple[str, str]]:
        """What the catalogue says of the tables of the chain: all that could hide a row.

        The pages of a database are its server's to check (`pg_amcheck`).
        """
        tables = [one.name for one in metadata.sorted_tables]
        found = connection.execute(text(_KINDS), {"names": tables})
        kinds = {row.relname: row.relkind for row in found}
        for name in tables:
            if kinds.get(name) != "r":
                what = "it is gone" if name not in kinds else "it is no plain table any more"
                yield f"the table {name}", what
        guards = connection.execute(text(_TRIGGERS), {"names": tables}).all()
        for table, trigger, enabled in guards:
            if trigger != f"{table}_no_change":
                yield f"the trigger {trigger}", "Tollbook did not make it"
            elif not enabled:
                yield f"the trigger {trigger}", "it is turned off"
        guarded = {table for table, trigger, _ in guards if trigger == f"{table}_no_change"}
        for name in tables:
            if name not in guarded:
                yield f"the trigger {name}_no_change", "it is gone"
        for name, what in connection.execute(text(_FILTERS), {"names": tables}):
            yield f"the table {name}", f"{what} can hide rows of it"

    @staticmethod
    def make_search(connection: Connection) -> None:
        """A table with an index over the words (GIN)."""
        connection.execute(text(_SEARCH))
        connection.execute(text("CREATE INDEX ix_search_words ON search USING gin (words)"))

    @staticmethod
    def put_in_search(connection: Connection, rows: list[dict[str, object]]) -> None:
        """Add rows; their words are given with their positions, so that no parser cuts them."""
        connection.execute(
            text("INSERT INTO search VALUES (:reading, :position, :own, CAST(:words AS tsvector))"),
            [row | {"words": _vector(str(row["own"]), str(row["about"]))} for row in rows],
        )

    @staticmethod
    def matches(words: Words) -> tuple[str, str]:
        """The condition as PostgreSQL has it: words that follow each other, `:*` for a start."""
        phrases = (
            " <-> ".join(f"'{word}'" for word in one.words) + ":*" * one.is_begun for one in words
        )
        return "search.words @@ CAST(:words AS tsquery)", " & ".join(f"({one})" for one in phrases)


def _vector(own: str, about: str) -> str:
    """Words with their positions, as a `tsvector` is written; a mark between fields has a place."""
    places = zip(count(1), [*own.split(), "¶", *about.split()])
    return " ".join(f"'{word}':{place}" for place, word in places if word != "¶")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at the start; others see the ledger as it is at that moment."""
    if connection.get_execution_options().get("writes", False):
        command = f"SELECT pg_advisory_xact_lock({TURN})"
    else:
        command = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    # By the driver's own cursor: SQLAlchemy's would stream it where the query to come is streamed.
    cursor = connection.connection.cursor()
    cursor.execute(command)
    cursor.close()


_MEANINGS = (
    # By what the server or the driver says before there is a connection, which has no code then.
    ("password authentication failed", "the user or the password is wrong; check ~/.pgpass"),
    ("no password supplied", "the server wants a password; put it into ~/.pgpass or PGPASSWORD"),
    (
        "no pg_hba.conf entry",
        "the server lets you in nowhere; ask whoever runs it",
    ),
    (
        "Peer authentication failed",
        "the server knows you by another name; write USER@HOST",
    ),
    ("Connection refused", "no server answers there; check the host and the port"),
    ("No such file or directory", "no server answers there; check the host and the port"),
    ("timeout expired", "no server answers there in time; check the host and the port"),
    ("translate host name", "no host has that name; check the address"),
    ("resolve host", "no host has that name; check the address"),
    ("permission denied for database", "the server does not let this user in; ask whoever runs it"),
    ("too many clients", "the server has too many connections; try again later"),
    ("too many connections", "the server has too many connections; try again later"),
    ("starting up", "the server is starting; try again in a moment"),
    ("shutting down", "the server is shutting down; try again later"),
    ("closed the connection", "the server closed the connection; run the same command again"),
    ("connection is lost", "the server closed the connection; run the same command again"),
    (
        "contain NUL",
        "a text with a NUL character (U+0000) can't be kept or looked for in PostgreSQL",
    ),
    # By its code.
    ("3D000", "no such database; make it first (createdb)"),
    ("28000", "the server does not let this user in; ask whoever runs it"),
    ("28P01", "the user or the password is wrong; check ~/.pgpass"),
    ("42501", "this user may not do that; ask whoever owns the ledger for the right to"),
    ("25006", "it can't be written to; it was opened, or the server runs, for reading only"),
    ("55P03", "another program has kept it busy for too long; try again later"),
    ("53100", "the server's disk is full; make room and run the same command again"),
    ("42P01", "the ledger is damaged, a table is missing; use a backup copy"),
    ("42703", "the ledger is damaged, a column is missing; use a backup copy"),
    ("57P01", "the server closed the connection; run the same command again"),
    # A missing database and an unknown user have the same code at some servers, and none at others.
    ('database "', "no such database; make it first (createdb)"),
    ('role "', "the server knows no such user; check the address"),
)
