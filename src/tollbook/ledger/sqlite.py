"""Everything specific to SQLite; another database gets a file like this one."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

BUSY_SECONDS = 30.0
"""How long to wait for another writer: a document is written in milliseconds, so half a minute
means that the other one hangs."""

_AGAIN_SECONDS = 0.01

ERRORS = (DBAPIError, sqlite3.Error)
"""What can go wrong with the file, as SQLAlchemy raises it and as Python's own module does."""

OLDEST = (3, 37)
"""The first SQLite with strict tables."""


def engine(path: Path, *, writable: bool) -> Engine:
    """An engine on the file at `path`, which is made when first written to."""
    address = f"file:{quote(os.fsencode(path.absolute()))}?{_mode(path, writable)}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=BUSY_SECONDS,
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


def use_write_ahead_log(made: Engine) -> None:
    """Switch the file to WAL mode, which stays with it: readers and a writer work side by side."""
    deadline = time.monotonic() + BUSY_SECONDS
    while not _switch_to_wal(made):
        # Of two that make one ledger at once each may wait for the other; SQLite sends one away
        # without letting it wait, and it has to come again.
        if time.monotonic() > deadline:
            raise sqlite3.OperationalError("the switch to WAL found the file locked")
        time.sleep(_AGAIN_SECONDS)


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


def append_only(table: str) -> tuple[str, ...]:
    """SQL that makes the database refuse to change or delete rows of `table`."""
    return tuple(
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for action in ("UPDATE", "DELETE")
    )


def explain(error: BaseException) -> str:
    """What one of `ERRORS` means for the user, and what to try."""
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    for words, meaning in (
        ("not a database", "this is not a ledger; name another file"),
        ("locked", "another program has kept it busy for too long; try again when that is done"),
        ("readonly", "it can't be written to; check its permissions"),
        ("unable to open", "it can't be opened; check that it and its folder may be written to"),
        ("disk is full", "the disk is full; make room and run the same command again"),
        ("malformed", "the file is damaged; use a backup copy"),
        ("no such", "the file is damaged, a table or column is missing; use a backup copy"),
    ):
        if words in said:
            return meaning
    return said
