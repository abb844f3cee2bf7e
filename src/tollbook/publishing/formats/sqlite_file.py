"""SQLite: every table in one file, for Datasette, DuckDB, R, pandas or SQLite's own shell.

Unlike the views of the ledger, the tables hold what Tollbook worked out: people's decisions on
pages that were read again since, claims, voices. A day is ISO 8601 text, an unknown value NULL;
a count beyond 64 bits is cut to 2⁶³ - 1, as in the ledger's columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.columns import (
    TABLES,
    Column,
    ColumnType,
    TableName,
    columns,
    in_64_bits,
)
from tollbook.publishing.formats.written import Written

NAME = "tollbook.sqlite"

_TYPES: dict[ColumnType, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "datetime": "TEXT",
}
_KEYS: dict[TableName, str] = {
    "statements": "id",
    "claims": "id",
    "findings": "key",
    "predictions": "id",
    "decisions": "entry",
    "documents": "id",
}
_LINKS: dict[TableName, dict[str, str]] = {
    "statements": {"document": "documents"},
    "claims": {"document": "documents"},
}
"""The columns that name a row of another table."""

_MORE = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE claim_statements (
    claim TEXT REFERENCES claims (id), statement TEXT REFERENCES statements (id)
);
CREATE TABLE finding_claims (
    finding TEXT REFERENCES findings (key), claim TEXT REFERENCES claims (id)
);
CREATE INDEX claim_statements_statement ON claim_statements (statement);
CREATE VIEW figures AS
    SELECT measures AS measure, * FROM statements WHERE kind = 'figure';
CREATE VIEW voices AS
    SELECT origin AS voice, origin_entity AS entity, count(*) AS claims,
           min(since) AS first, max(since) AS last
    FROM claims WHERE origin_kind = 'named'
    GROUP BY origin, origin_entity;
"""
"""Which statements make a claim, which claims a finding is about; figures and voices."""


def write(bundle: Bundle, folder: Path) -> Written:
    """Write `tollbook.sqlite`."""
    path = folder / NAME
    with closing(sqlite3.connect(path)) as connection, connection:
        order = sorted(TABLES, key=lambda table: table != "documents")  # what others name first
        for table in order:
            described = columns()[table]
            connection.execute(_made(table, described))
            marks = ", ".join("?" * len(described))
            rows = (tuple(map(_stored, row)) for row in bundle.rows(table))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
        connection.executescript(_MORE)
        connection.executemany("INSERT INTO about VALUES (?, ?)", bundle.about().items())
        connection.executemany("INSERT INTO claim_statements VALUES (?, ?)", _of_claims(bundle))
        connection.executemany("INSERT INTO finding_claims VALUES (?, ?)", _of_findings(bundle))
    return Written((path,))


def _made(table: TableName, described: tuple[Column, ...]) -> str:
    """The SQL that makes a table."""
    links = _LINKS.get(table, {})
    lines = [
        f'"{column.name}" {_TYPES[column.type]}'
        + (" PRIMARY KEY" if _KEYS.get(table) == column.name else "")
        + (f' REFERENCES "{links[column.name]}" (id)' if column.name in links else "")
        for column in described
    ]
    return f'CREATE TABLE "{table}" ({", ".join(lines)})'


def _of_claims(bundle: Bundle) -> Iterator[tuple[str, str]]:
    for claim in bundle.claims:
        for statement in claim.statements:
            yield bundle.discretion.id(claim.id), bundle.discretion.id(statement)


def _of_findings(bundle: Bundle) -> Iterator[tuple[str, str]]:
    known = {claim.id for claim in bundle.claims}
    for finding in bundle.findings:
        for claim in finding.claims:
            if claim in known:
                yield finding.key, bundle.discretion.id(claim)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else in_64_bits(value)
