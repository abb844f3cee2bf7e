"""A way into a ledger's file that does not go through the ledger, for tests."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tollbook.ledger import Run
from tollbook.ledger.schema import metadata
from tollbook.settings import Settings

AT = datetime(2025, 1, 15, 8, 30, tzinfo=UTC)
RUN = Run.of(Settings(), model="small", model_digest="m1", lexicon_digest="w1")


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    """The rows that a query finds."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def tamper(path: Path, *commands: str) -> None:
    """Run commands on the file as a forger would, its guards taken away first."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.execute(f"DROP TRIGGER {name}")
        for command in commands:
            connection.execute(command)
        connection.commit()


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        table: ask(path, f"SELECT * FROM {table}")  # noqa: S608 - the names of our own tables
        for table in sorted(metadata.tables)
    }
