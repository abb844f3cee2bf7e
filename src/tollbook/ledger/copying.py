"""Copying a ledger into another database, in the order of its chain.

Entries and rows are copied as they are, some at a time, each lot in one transaction: a copy that
was stopped is the beginning of the chain, whole in itself, and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Select, Table, insert, or_, select

from tollbook.ledger import search
from tollbook.ledger.chain import Entry, last_entry
from tollbook.ledger.schema import blobs, entries, metadata, runs, versions
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError

_ENTRIES = 100  # of the chain in one transaction
_ROWS = 500  # of a table in memory, and a few large files as received
_BLOBS = 5


class Place(Protocol):
    """A ledger, as far as copying needs it."""

    path: Address

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees the ledger as it is at its start."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that has its turn to write."""


def copy(source: Place, target: Place) -> Iterator[tuple[int, int]]:
    """Copy whatever `target` does not have yet; gives how many entries it has, and will have.

    What is added to `source` meanwhile is left for the next time.

    Raises:
        LedgerError: `target` holds something else, or another program writes to it.
    """
    with source.reading() as old:
        end = last_entry(old)
        total = end.seq if end else 0
        with target.reading() as new:
            last = last_entry(new)
        if last is not None and _entry(old, last.seq) != last:
            raise LedgerError(
                f"{target.path} holds something else than the beginning of {source.path}; "
                "copy into an empty place"
            )
        done = last.seq if last else 0
        yield done, total
        while done < total:
            with target.writing() as new:
                now = last_entry(new)
                if now != last:
                    raise LedgerError(
                        f"{target.path}: another program writes to it; a copy has to stay as it is"
                    )
                done = min(done + _ENTRIES, total)
                _copy(old, new, last.seq if last else 0, done)
                last = last_entry(new)
            yield done, total


def _entry(connection: Connection, seq: int) -> Entry | None:
    row = connection.execute(select(entries).where(entries.c.seq == seq)).first()
    return Entry(*row) if row else None


def _copy(old: Connection, new: Connection, after: int, last: int) -> None:
    """Copy the entries after one up to another, with all rows that they added."""
    for table in metadata.sorted_tables:  # in the order in which they depend on one another
        if table is blobs:
            _copy_blobs(old, new, after, last)
            continue
        number = _number(table)
        query = select(table).where(table.c[number] > after, table.c[number] <= last)
        for some in old.execute(_streamed(query, _ROWS)).mappings().partitions():
            new.execute(insert(table), [dict(row) for row in some])
    search.catch_up(new, after)


def _number(table: Table) -> str:
    """The column that has the number of the entry which added a row."""
    return next(name for name in ("seq", "entry", "reading") if name in table.c)


def _copy_blobs(old: Connection, new: Connection, after: int, last: int) -> None:
    """Copy the bytes of these entries that no earlier one brought."""
    digests = (
        select(table.c[digest]).where(table.c.entry > after, table.c.entry <= last)
        for table, digest in ((versions, "sha256"), (runs, "aliases_digest"))
    )
    query = select(blobs).where(or_(*(blobs.c.sha256.in_(wanted) for wanted in digests)))
    for some in old.execute(_streamed(query, _BLOBS)).mappings().partitions():
        wanted = [row["sha256"] for row in some]
        there = set(new.scalars(select(blobs.c.sha256).where(blobs.c.sha256.in_(wanted))))
        missing = [dict(row) for row in some if row["sha256"] not in there]
        if missing:
            new.execute(insert(blobs), missing)


def _streamed(query: Select[tuple[object, ...]], rows: int) -> Select[tuple[object, ...]]:
    return query.execution_options(yield_per=rows)
