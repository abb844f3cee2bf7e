"""Adding a document: what is checked before, and the rows and entries that one transaction adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, insert, select

from tollbook.ledger.canonical import digest
from tollbook.ledger.chain import Entry, EntryKind, next_entry
from tollbook.ledger.refused import RefusedError
from tollbook.ledger.rows import (
    Row,
    Stored,
    blob_row,
    entity_names,
    evidence_rows,
    statement_row,
    version_row,
)
from tollbook.ledger.run import Run
from tollbook.ledger.schema import (
    blobs,
    entities,
    entries,
    evidence,
    readings,
    runs,
    statements,
    versions,
)
from tollbook.model.document import Document
from tollbook.model.statement import Statement
from tollbook.model.wire import Record, to_record

Outcome = Literal["added", "unchanged", "new_version", "new_reading"]
"""What became of a document: first seen, known already, known with other content, or known with
this content but read by another run."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest version of a document and the run that read it last."""

    version: int
    number: int
    digest: str
    run: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document on its way in, checked, with all rows that don't depend on what is there already.

    `evidence` holds the spans and `names` the names of entities in each of the `statements`.
    """

    document: Document
    version: Row
    statements: list[Row]
    evidence: list[list[Row]]
    names: set[tuple[str, str]]
    run: Run
    read_at: str


def check(document: Document, made: Sequence[Statement], run: Run, at: datetime) -> Incoming:
    """What is to be written of a document, each quote compared with its text.

    Raises:
        RefusedError: the document or a statement is not what it says it is.
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("the time of reading needs a time zone")
    if digest(document.original) != document.sha256:
        raise RefusedError(f"document {document.id}: its bytes do not have the digest it names")
    version = version_row(document)
    records = [to_record(statement) for statement in made]
    if len({record["id"] for record in records}) < len(records):
        raise RefusedError(f"document {document.id}: two of its statements have the same id")
    if fault := dangling(records):
        raise RefusedError(fault)
    rows, spans = [], []
    for record in records:
        row, quoted = _checked_rows(record, document)
        rows.append(row)
        spans.append(quoted)
    names = {pair for record in records for pair in entity_names(record)}
    read_at = at.astimezone(UTC).isoformat(timespec="seconds")
    return Incoming(document, version, rows, spans, names, run, read_at)


def _checked_rows(record: Record, document: Document) -> tuple[Row, list[Row]]:
    """The rows of one statement and of its evidence."""
    spans = evidence_rows(record)
    fault = misquotation(spans, document.text)
    if record["document"] != document.id:
        fault = f"it is of the document {record['document']}, not {document.id}"
    if fault:
        raise RefusedError(f"statement {record['id']}: {fault}")
    try:
        return statement_row(record), spans
    except ValueError as error:
        raise RefusedError(f"statement {record['id']}: one of its numbers is not finite") from error


def dangling(records: Sequence[Mapping[str, Any]]) -> str | None:
    """The first link to a statement that its reading does not have, in a sentence; else None."""
    known = {record["id"] for record in records}
    for record in records:
        for link in ("part_of", "same_as"):
            other = record.get(link)
            if other is not None and (other not in known or other == record["id"]):
                return f"statement {record['id']}: its {link} names {_shortened(other)}, " + (
                    "which is itself" if other in known else "which its reading does not have"
                )
    return None


def misquotation(spans: Sequence[Mapping[str, Any]], text: str) -> str | None:
    """The first of `spans` that does not quote `text`, in a sentence; None where all do."""
    for span in spans:
        if text[span["start"] : span["end"]] != span["quote"]:
            return (
                f"its {span['part']} quotes {_shortened(span['quote'])}, which does not stand at "
                f"{span['start']}..{span['end']} of the document"
            )
    return None


def _shortened(words: str, most: int = 60) -> str:
    return repr(words if len(words) <= most else words[: most - 1] + "…")


def latest_of(connection: Connection, document: str) -> Latest | None:
    """The newest version and reading of the document called `document`."""
    row = connection.execute(
        select(versions.c.entry, versions.c.number, versions.c.digest, runs.c.digest.label("run"))
        .join(readings, readings.c.version == versions.c.entry)
        .join(runs, runs.c.entry == readings.c.run)
        .where(versions.c.document == document)
        .order_by(readings.c.entry.desc())
        .limit(1)
    ).first()
    return Latest(row.entry, row.number, row.digest, row.run) if row else None


def add(connection: Connection, incoming: Incoming) -> Outcome:
    """Write one document within the transaction of `connection`."""
    latest = latest_of(connection, incoming.document.id)
    found = outcome(latest, incoming.version["digest"], incoming.run)
    if found == "unchanged":
        return found
    run = _run(connection, incoming.run)
    if latest and found == "new_reading":
        version = latest.version
    else:
        version = _version(connection, incoming, latest.number + 1 if latest else 1)
    _reading(connection, version, run, incoming)
    return found


def outcome(latest: Latest | None, digest: str, run: Run) -> Outcome:
    """What becomes of a document with this digest, read by `run`, beside what is there."""
    if latest is None:
        return "added"
    if latest.digest != digest:
        return "new_version"
    return "unchanged" if latest.run == run.digest else "new_reading"


def _append(connection: Connection, kind: EntryKind, payload: Row) -> int:
    """Add an entry at the end of the chain; its number is that of the row it lets in."""
    last = connection.execute(select(entries).order_by(entries.c.seq.desc()).limit(1)).first()
    entry = next_entry(Entry(*last) if last else None, kind, payload)
    connection.execute(insert(entries), asdict(entry))
    return entry.seq


def _run(connection: Connection, run: Run) -> int:
    known = connection.scalar(select(runs.c.entry).where(runs.c.digest == run.digest))
    if known is not None:
        return int(known)
    row = asdict(run)
    entry = _append(connection, "run", row)
    connection.execute(insert(runs), row | {"entry": entry, "digest": run.digest})
    return entry


def version_payload(row: Stored, size: int) -> Row:
    """What the entry of a version says of its row, and of the `size` bytes it was read from."""
    names = ("document", "number", "digest", "sha256", "address", "read_at")
    return {name: row[name] for name in names} | {"size": size}


def _version(connection: Connection, incoming: Incoming, number: int) -> int:
    document = incoming.document
    known = select(blobs.c.sha256).where(blobs.c.sha256 == document.sha256)
    if connection.scalar(known) is None:
        connection.execute(insert(blobs), blob_row(document))
    row = incoming.version | {"number": number, "read_at": incoming.read_at}
    entry = _append(connection, "version", version_payload(row, len(document.original)))
    connection.execute(insert(versions), row | {"entry": entry})
    return entry


def reading_payload(row: Stored, document: str, statements: Sequence[str]) -> Row:
    """What the entry of a reading says of its row, and of its statements by their digests."""
    names = ("version", "run", "read_at")
    return {name: row[name] for name in names} | {"document": document, "statements": statements}


def _reading(connection: Connection, version: int, run: int, incoming: Incoming) -> None:
    row = {"version": version, "run": run, "read_at": incoming.read_at}
    digests = [digest(statement["record"]) for statement in incoming.statements]
    payload = reading_payload(row, incoming.document.id, digests)
    entry = _append(connection, "reading", payload)
    connection.execute(insert(readings), row | {"entry": entry})
    new_statements, new_evidence = [], []
    pairs = zip(incoming.statements, incoming.evidence, strict=True)
    for position, (statement, spans) in enumerate(pairs):
        key = {"reading": entry, "position": position}
        new_statements.append(key | statement)
        new_evidence += [key | span for span in spans]
    _insert(connection, statements, new_statements)
    _insert(connection, evidence, new_evidence)
    _entities(connection, entry, incoming.names)


def _entities(connection: Connection, reading: int, names: set[tuple[str, str]]) -> None:
    """Keep each name an entity is called by, with the reading that first had it."""
    wanted = {entity for entity, _ in names}
    rows = connection.execute(
        select(entities.c.entity, entities.c.name).where(entities.c.entity.in_(sorted(wanted)))
    )
    known = {(row.entity, row.name) for row in rows}
    new = [
        {"entity": entity, "name": name, "reading": reading}
        for entity, name in sorted(names)
        if (entity, name) not in known
    ]
    _insert(connection, entities, new)


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)
