"""What one transaction adds: read against what is there, written all at once, a table at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select

from tollbook.ledger import search
from tollbook.ledger.chain import EntryKind, last_entry, next_entry
from tollbook.ledger.identity import given_of
from tollbook.ledger.rows import Row, Stored, blob_row
from tollbook.ledger.run import Run
from tollbook.ledger.schema import (
    blobs,
    entities,
    entries,
    metadata,
    readings,
    runs,
    sources,
    versions,
)
from tollbook.model.document import NOTHING, Document

_ASKED_AT_ONCE = 500  # values in one query; SQLite takes 32,766, other databases fewer


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest version of a document and the run that read it last."""

    version: int
    number: int
    digest: str
    sha256: str
    run: str


class Pending:
    """Entries and rows on their way in, and what of them is there already.

    `latest` holds the newest version of each document, `sources` the pairs of source and document,
    `given` what people said of them, `blobs` the digests of bytes that are kept, `names` the pairs
    of entity and name: of those asked for, kept up by whoever adds to them.
    """

    def __init__(
        self,
        connection: Connection,
        documents: Sequence[Document],
        alias_digests: Iterable[str],
        entity_ids: Iterable[str],
    ) -> None:
        self._connection = connection
        self._last = last_entry(connection)
        self._rows: dict[Table, list[Row]] = defaultdict(list)
        self._searched: list[Stored] = []
        self._runs: dict[str, int] = {}
        self.latest = latest_of(connection, (document.id for document in documents))
        self.sources = sources_of(connection, documents)
        self.given = {
            document.id: given_of(connection, document.id)
            for document in documents
            if document.given != NOTHING
        }
        digests = (*(document.sha256 for document in documents), *alias_digests)
        self.blobs = {row.sha256 for row in _rows_with(connection, blobs.c.sha256, digests)}
        named = _rows_with(connection, entities.c.entity, entity_ids, entities.c.name)
        self.names = {(row.entity, row.name) for row in named}

    def append(self, kind: EntryKind, payload: dict[str, Any]) -> int:
        """Put an entry at the end of the chain; its number is that of the row it adds."""
        self._last = next_entry(self._last, kind, payload)
        self.put(entries, asdict(self._last))
        return self._last.seq

    def put(self, table: Table, *rows: Row) -> None:
        """Add rows to a table."""
        self._rows[table] += rows

    def put_in_search(self, row: Stored) -> None:
        """Make a statement searchable."""
        self._searched.append(row)

    def keep(self, digest: str, received: bytes) -> None:
        """Keep bytes as they were received, once only."""
        if digest not in self.blobs:
            self.blobs.add(digest)
            self.put(blobs, blob_row(digest, received))

    def run(self, run: Run) -> int:
        """The number of a run, which is entered where it is a new one."""
        if run.digest not in self._runs:
            query = select(runs.c.entry).where(runs.c.digest == run.digest)
            known = self._connection.scalar(query)
            self._runs[run.digest] = self._enter(run) if known is None else int(known)
            if run.aliases:
                self.keep(run.aliases_digest, run.aliases)
        return self._runs[run.digest]

    def _enter(self, run: Run) -> int:
        entry = self.append("run", run.row)
        self.put(runs, run.row | {"entry": entry, "digest": run.digest})
        return entry

    def write(self) -> None:
        """Write everything, tables in the order in which they depend on one another."""
        for table in metadata.sorted_tables:
            if rows := self._rows.pop(table, None):
                self._connection.execute(insert(table), rows)
        search.add(self._connection, self._searched)


def latest_of(connection: Connection, documents: Iterable[str]) -> dict[str, Latest]:
    """The newest version and reading of each of these documents that is there."""
    found: dict[str, Latest] = {}
    for some in _chunks(documents):
        query = (
            select(
                versions.c.document,
                versions.c.entry,
                versions.c.number,
                versions.c.digest,
                versions.c.sha256,
                runs.c.digest.label("run"),
            )
            .join(readings, readings.c.version == versions.c.entry)
            .join(runs, runs.c.entry == readings.c.run)
            .where(versions.c.document.in_(some))
            .order_by(readings.c.entry)
        )
        for row in connection.execute(query):
            found[row.document] = Latest(row.entry, row.number, row.digest, row.sha256, row.run)
    return found


def sources_of(connection: Connection, documents: Iterable[Document]) -> set[tuple[str, str]]:
    """The pairs of source and document that are noted of those documents that name a source."""
    ids = (document.id for document in documents if document.source)
    found = _rows_with(connection, sources.c.document, ids, sources.c.source)
    return {(row.source, row.document) for row in found}


def _rows_with(
    connection: Connection, column: Column[str], wanted: Iterable[str], *others: Column[str]
) -> Iterator[Any]:
    """The rows whose `column` holds one of the wanted values."""
    for some in _chunks(wanted):
        yield from connection.execute(select(column, *others).where(column.in_(some)))


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    in_order = sorted(set(values))
    for start in range(0, len(in_order), _ASKED_AT_ONCE):
        yield in_order[start : start + _ASKED_AT_ONCE]
