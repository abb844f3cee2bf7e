"""A ledger in a file: everything specific to SQLite."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from tollbook.ledger import database
from tollbook.ledger.database import Database
from tollbook.ledger.words import Words
from tollbook.model.problem import LedgerError

_AGAIN_SECONDS = 0.01

OLDEST = (3, 37)
"""The first SQLite with strict tables."""

_SEARCH = (
    # The words are taken out of the text already, so the tokenizer has nothing to do but part them.
    "CREATE VIRTUAL TABLE search USING fts5"
    "(reading UNINDEXED, position UNINDEXED, own, about, tokenize = 'ascii')"
)


class SQLite(Database):
    """A file, which is made when first written to."""

    ERRORS: ClassVar = (DBAPIError, sqlite3.Error)

    @property
    def path(self) -> Path:
        """The file."""
        assert self.address.file is not None  # noqa: S101 - `database_of` has seen to it
        return self.address.file

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def engine(self, *, writable: bool) -> Engine:
        """An engine on the file.

        Raises:
            LedgerError: a folder has its name, there is no folder for it to be in, or it is not
                there and was to be read only.
        """
        if not writable and not self.path.exists():
            raise LedgerError(f"no ledger at {self.path}; run 'tollbook read' first")
        if self.path.is_dir() or not self.path.parent.is_dir():
            raise LedgerError(f"{self.path} can't be a ledger; name a file in a folder that exists")
        address = f"file:{quote(os.fsencode(self.path.absolute()))}?{_mode(self.path, writable)}"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address,
                uri=True,
                timeout=database.BUSY_SECONDS,
                isolation_level=None,  # transactions begin where `begin` below says, not by guess
                check_same_thread=False,  # the pool never shares one between two threads at a time
            )
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE counts as DELETE
            connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from a stranger
            # In WAL mode this is safe against a kill at any moment; a power cut may lose the last
            # documents, whole, and the next `read` adds them again.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA query_only = {'OFF' if writable else 'ON'}")
            return connection

        made = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)
        event.listen(made, "begin", _begin)
        return made

    def before_tables(self, engine: Engine) -> None:
        """Switch the file to WAL mode, which stays: readers and a writer work side by side."""
        deadline = time.monotonic() + database.BUSY_SECONDS
        while not _switch_to_wal(engine):
            # Of two that make one ledger at once each may wait for the other; SQLite sends one away
            # without letting it wait, and it has to come again.
            if time.monotonic() > deadline:
                raise sqlite3.OperationalError("the switch to WAL found the file locked")
            time.sleep(_AGAIN_SECONDS)

    def explain(self, error: BaseException) -> str:
        """What an error means for the user, by what SQLite says."""
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        for words, meaning in (
            ("not a database", "this is not a ledger; name another file"),
            (
                "locked",
                "another program has kept it busy for too long; try again later",
            ),
            ("readonly", "it can't be written to; check its permissions"),
            (
                "unable to open",
                "it can't be opened; check that it and its folder may be written to",
            ),
            ("disk is full", "the disk is full; make room and run the same command again"),
            ("malformed", "the file is damaged; use a backup copy"),
            ("no such module", "this Python's SQLite can't search (FTS5); use another Python"),
            ("no such", "the file is damaged, a table or column is missing; use a backup copy"),
        ):
            if words in said:
                return meaning
        return said

    @staticmethod
    def append_only(table: str) -> tuple[str, ...]:
        """A trigger for each way to change a row."""
        return tuple(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for action in ("UPDATE", "DELETE")
        )

    @staticmethod
    def faults(connection: Connection) -> Iterator[tuple[str, str]]:
        """What SQLite's own check finds, then what differs from the schema of a new ledger."""
        for (found,) in connection.execute(text("PRAGMA integrity_check(1)")):
            if found != "ok":
                yield "the file", f"it is damaged ({' '.join(str(found).split())})"
        yield from _changes(_schema(connection), _new_schema())

    @staticmethod
    def make_search(connection: Connection) -> None:
        """A table of SQLite's own full-text search, FTS5."""
        connection.execute(text(_SEARCH))

    @staticmethod
    def put_in_search(connection: Connection, rows: list[dict[str, object]]) -> None:
        """Add rows; FTS5 takes up their words."""
        connection.execute(
            text("INSERT INTO search VALUES (:reading, :position, :own, :about)"), rows
        )

    @staticmethod
    def matches(words: Words) -> tuple[str, str]:
        """The condition as FTS5 has it: phrases side by side, a star after what is begun."""
        phrases = (f'"{" ".join(one.words)}"' + " *" * one.is_begun for one in words)
        return "search MATCH :words", " ".join(phrases)


_Schema = dict[tuple[str, str], str]
"""The SQL of each table, index, trigger and view by its kind and name."""


def _schema(connection: Connection) -> _Schema:
    query = text("SELECT type, name, sql FROM sqlite_schema")
    return {(kind, name): sql or "" for kind, name, sql in connection.execute(query)}


@cache
def _new_schema() -> _Schema:
    """The schema that the migrations make."""
    from tollbook.ledger.migrate import upgrade  # noqa: PLC0415 - it needs the databases itself

    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        made = _schema(connection)
    engine.dispose()
    return made


def _changes(held: _Schema, expected: _Schema) -> Iterator[tuple[str, str]]:
    """What of the expected is gone or changed, and what was added that acts on tables.

    The tables behind the search are SQLite's own. Tables and views of the user's do no harm; a
    trigger or an index can.
    """
    for (kind, name), sql in expected.items():
        if name.startswith("search_"):
            continue
        if (kind, name) not in held:
            others = [other for other, same in held if same == name]
            instead = f"; {_AN[others[0]]} has its name" if others else ""
            yield f"the {kind} {name}", f"it is gone{instead}"
        elif held[kind, name] != sql:
            yield f"the {kind} {name}", "it is not as Tollbook makes it"
    for kind, name in held.keys() - expected.keys():
        if kind in ("trigger", "index"):
            yield f"the {kind} {name}", "Tollbook did not make it"


_AN = {"table": "a table", "view": "a view", "index": "an index", "trigger": "a trigger"}


def _mode(path: Path, writable: bool) -> str:
    """How to open the file, as SQLite's addresses have it.

    A reader opens for writing too, as only then does SQLite remove the -wal and -shm files. Where
    it may not make them (an archive, a read-only disk) and no writer left any, nothing in the file
    is going to change.
    """
    if writable:
        return "mode=rwc"
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return "mode=rw"
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"


def _begin(connection: Connection) -> None:
    """A writer takes its turn at the start, so that what it reads is still true when it writes."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _switch_to_wal(made: Engine) -> bool:
    """Whether the file is in WAL mode now; False where somebody else holds it."""
    raw = made.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    finally:
        raw.close()
    return True
