"""Adding a document: what is checked before, and the rows and entries that one transaction adds."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from tollbook.ledger.canonical import digest
from tollbook.ledger.chain import last_time
from tollbook.ledger.pending import Latest, Pending
from tollbook.ledger.refused import IdTakenError, RefusedError
from tollbook.ledger.rows import (
    Row,
    Stored,
    entity_names,
    evidence_rows,
    in_utc,
    statement_row,
    unstorable,
    version_row,
)
from tollbook.ledger.run import Run
from tollbook.ledger.schema import (
    entities,
    evidence,
    given,
    readings,
    sources,
    statements,
    versions,
)
from tollbook.ledger.search import search_row
from tollbook.model.document import NOTHING, Document
from tollbook.model.statement import Statement
from tollbook.model.wire import JsonObject, to_json

Outcome = Literal["added", "unchanged", "moved", "new_version", "new_reading"]
"""What became of a document: first seen, known already, known but not from this source, known with
other content, or known with this content but read by another run."""


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
    read_at = in_utc(at)
    if digest(document.original) != document.sha256:
        raise RefusedError(f"document {document.id}: its bytes do not have the digest it names")
    version = version_row(document)
    said = document.given
    if fault := unstorable({"source": document.source, "publisher": said.publisher}):
        raise RefusedError(f"document {document.id}: {fault}")
    records = [to_json(statement) for statement in made]
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
    if fault := unstorable({"names": "".join(name for pair in names for name in pair)}):
        raise RefusedError(f"document {document.id}: the name of a voice: {fault}")
    return Incoming(document, version, rows, spans, names, run, read_at)


def _checked_rows(record: JsonObject, document: Document) -> tuple[Row, list[Row]]:
    """The rows of one statement and of its evidence."""
    spans = evidence_rows(record)
    fault = misquotation(spans, document.text)
    if record["document"] != document.id:
        fault = f"it is of the document {record['document']}, not {document.id}"
    if fault:
        raise RefusedError(f"statement {record['id']}: {fault}")
    try:
        row = statement_row(record)
    except ValueError as error:
        raise RefusedError(f"statement {record['id']}: one of its numbers is not finite") from error
    if fault := unstorable(row):
        raise RefusedError(f"statement {record['id']!r}: {fault}")
    return row, spans


def dangling(records: Sequence[Mapping[str, Any]]) -> str | None:
    """The first link to a statement that its reading does not have, in a sentence; else None."""
    known = {record["id"] for record in records}
    for record in records:
        for link in ("part_of", "same_as"):
            other = record.get(link)
            if other is not None and (other not in known or other == record["id"]):
                return f"statement {record['id']}: its {link} names {_shorten(other)}, " + (
                    "which is itself" if other in known else "which its reading does not have"
                )
    return None


def misquotation(spans: Sequence[Mapping[str, Any]], text: str) -> str | None:
    """The first of `spans` that does not quote `text`, in a sentence; None where all do."""
    for span in spans:
        if text[span["start"] : span["end"]] != span["quote"]:
            return (
                f"its {span['part']} quotes {_shorten(span['quote'])}, which is not at "
                f"{span['start']}..{span['end']} of the document"
            )
    return None


def _shorten(words: str, most: int = 60) -> str:
    return repr(words if len(words) <= most else words[: most - 1] + "…")


def add(connection: Connection, incoming: Sequence[Incoming]) -> list[Outcome]:
    """Write documents, in their order, within the transaction of `connection`."""
    pending = Pending(
        connection,
        [item.document for item in incoming],
        (item.run.aliases_digest for item in incoming),
        (entity for item in incoming for entity, _ in item.names),
    )
    time = last_time(connection)
    outcomes = [_add(pending, replace(item, read_at=max(item.read_at, time))) for item in incoming]
    pending.write()
    return outcomes


def _add(pending: Pending, incoming: Incoming) -> Outcome:
    document = incoming.document
    latest = pending.latest.get(document.id)
    is_noted = is_source_noted(document, pending.sources)
    found = outcome(latest, incoming.version["digest"], incoming.run, is_noted=is_noted)
    if not is_noted:
        _source(pending, document, latest)
    if found in ("unchanged", "moved"):
        return found
    run = pending.run(incoming.run)
    if document.given not in (NOTHING, pending.given.get(document.id)):
        _given(pending, document)
    if latest and found == "new_reading":
        version, number = latest.version, latest.number
    else:
        number = latest.number + 1 if latest else 1
        version = _version(pending, incoming, number)
    _reading(pending, version, run, incoming)
    digest = incoming.version["digest"]
    pending.latest[document.id] = Latest(
        version, number, digest, document.sha256, incoming.run.digest
    )
    return found


def is_source_noted(document: Document, noted: Container[tuple[str, str]]) -> bool:
    """Whether nothing is to be noted of where the document comes from."""
    return not document.source or (document.source, document.id) in noted


def _source(pending: Pending, document: Document, latest: Latest | None) -> None:
    """Note where a document comes from.

    Raises:
        RefusedError: since it was identified another program gave its id to another text.
    """
    has_sources = any(id == document.id for _, id in pending.sources)
    if latest and has_sources and latest.sha256 != document.sha256:
        raise IdTakenError(f"document {document.id}: another text has this id by now")
    row = {"source": document.source, "document": document.id}
    pending.put(sources, row | {"entry": pending.append("source", row)})
    pending.sources.add((document.source, document.id))


def _given(pending: Pending, document: Document) -> None:
    """Note what a person said of a document."""
    said = document.given
    published = said.published.isoformat() if said.published else None
    row = {
        "document": document.id,
        "language": said.language,
        "published": published,
        "publisher": said.publisher,
    }
    pending.put(given, row | {"entry": pending.append("given", row)})
    pending.given[document.id] = said


def outcome(latest: Latest | None, digest: str, run: Run, *, is_noted: bool) -> Outcome:
    """What becomes of a document with this digest, read by `run`, beside what is there."""
    if latest is None:
        return "added"
    if latest.digest != digest:
        return "new_version"
    if latest.run != run.digest:
        return "new_reading"
    return "unchanged" if is_noted else "moved"


def version_payload(row: Stored, size: int) -> Row:
    """What the entry of a version says of its row, and of the `size` bytes it was read from."""
    names = ("document", "number", "digest", "sha256", "address", "read_at")
    return {name: row[name] for name in names} | {"size": size}


def _version(pending: Pending, incoming: Incoming, number: int) -> int:
    document = incoming.document
    pending.keep(document.sha256, document.original)
    row = incoming.version | {"number": number, "read_at": incoming.read_at}
    entry = pending.append("version", version_payload(row, len(document.original)))
    pending.put(versions, row | {"entry": entry})
    return entry


def reading_payload(row: Stored, document: str, statements: Sequence[str]) -> Row:
    """What the entry of a reading says of its row, and of its statements by their digests."""
    names = ("version", "run", "read_at")
    return {name: row[name] for name in names} | {"document": document, "statements": statements}


def _reading(pending: Pending, version: int, run: int, incoming: Incoming) -> None:
    row = {"version": version, "run": run, "read_at": incoming.read_at}
    digests = [digest(statement["record"]) for statement in incoming.statements]
    payload = reading_payload(row, incoming.document.id, digests)
    entry = pending.append("reading", payload)
    pending.put(readings, row | {"entry": entry})
    pairs = zip(incoming.statements, incoming.evidence, strict=True)
    for position, (statement, spans) in enumerate(pairs):
        key = {"reading": entry, "position": position}
        pending.put(statements, key | statement)
        pending.put(evidence, *(key | span for span in spans))
        record = json.loads(statement["record"])
        pending.put_in_search(search_row(entry, position, record, incoming.document.title))
    for entity, name in sorted(incoming.names - pending.names):
        # Each name that an entity is called by is kept with the reading that first had it.
        pending.put(entities, {"entity": entity, "name": name, "reading": entry})
    pending.names |= incoming.names
