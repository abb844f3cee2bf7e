"""Second readings in the ledger: entered at the end of the chain, and given back by document.

The raw answers of the model are kept with each, so that `verify` can derive its statements again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from tollbook.build import build
from tollbook.ledger.canonical import canonical, digest
from tollbook.ledger.chain import append, last_time
from tollbook.ledger.damage import DamagedError
from tollbook.ledger.refused import RefusedError
from tollbook.ledger.rows import Row, Stored, after, blob_row, evidence_rows, in_utc, unpack
from tollbook.ledger.schema import second_readings, second_statements, versions
from tollbook.ledger.writing import misquotation
from tollbook.model.second import Exchange, Refusal, SecondReading
from tollbook.model.wire import from_json, to_json

SecondOutcome = Literal["added", "unchanged"]

_SAME = ("version", "model", "prompt_digest", "parameters", "value_policy", "exchanges_sha256")
_IN_PAYLOAD = (*_SAME, "tollbook", "fault", "refusals", "exchanges_size", "read_at")


def second_payload(row: Stored, document: str, statements: Sequence[str]) -> Row:
    """What the entry of a second reading says of its row, and of its statements by digests."""
    about = {name: row[name] for name in _IN_PAYLOAD}
    return about | {"document": document, "statements": list(statements)}


def add(
    connection: Connection, reading: SecondReading, value_policy: str, at: datetime
) -> SecondOutcome:
    """Enter a second reading of the newest version of its document.

    The same answers of the same model to the same questions are no new reading.

    Raises:
        RefusedError: the ledger does not hold the document, or a quote does not stand in it.
    """
    newest = select(versions).where(versions.c.document == reading.document)
    version = connection.execute(newest.order_by(versions.c.number.desc()).limit(1)).first()
    if version is None:
        raise RefusedError(f"document {reading.document}: the ledger does not hold it")
    records = [to_json(statement) for statement in reading.statements]
    for record in records:
        if fault := misquotation(evidence_rows(record), version.text):
            raise RefusedError(f"statement {record['id']}: {fault}")
    row = _row(reading, version.entry, value_policy, max(in_utc(at), last_time(connection)))
    if _is_known(connection, row):
        return "unchanged"
    written = [canonical(record) for record in records]
    payload = second_payload(row, reading.document, [digest(text) for text in written])
    entry = append(connection, "second_reading", payload)
    connection.execute(insert(second_readings), row | {"entry": entry})
    if written:
        connection.execute(
            insert(second_statements),
            [
                {"reading": entry, "position": n, "id": record["id"], "record": text}
                for n, (record, text) in enumerate(zip(records, written, strict=True))
            ],
        )
    return "added"


def _row(reading: SecondReading, version: int, value_policy: str, read_at: str) -> Row:
    exchanges = canonical([asdict(one) for one in reading.exchanges]).encode()
    packed = blob_row(digest(exchanges), exchanges)
    return {
        "version": version,
        "model": reading.model,
        "prompt_digest": reading.prompt_digest,
        "parameters": canonical(reading.parameters),
        "tollbook": build(),
        "value_policy": value_policy,
        "fault": reading.fault,
        "refusals": canonical([asdict(one) for one in reading.refusals]),
        "exchanges_sha256": packed["sha256"],
        "exchanges_size": packed["size"],
        "exchanges": packed["packed"],
        "read_at": read_at,
    }


def _is_known(connection: Connection, row: Row) -> bool:
    """Whether the last second reading of the version is this very one."""
    query = select(second_readings).where(second_readings.c.version == row["version"])
    last = connection.execute(query.order_by(second_readings.c.entry.desc()).limit(1)).mappings()
    known = last.first()
    return known is not None and all(known[name] == row[name] for name in _SAME)


def exchanges_of(row: Stored) -> tuple[Exchange, ...]:
    """The questions and raw answers of a row.

    Raises:
        ValueError: they are not those that were kept.
    """
    packed = {
        "sha256": row["exchanges_sha256"],
        "size": row["exchanges_size"],
        "packed": row["exchanges"],
    }
    return tuple(Exchange(**one) for one in json.loads(unpack(packed)))


def all_readings(connection: Connection, known_on: date | None) -> Iterator[SecondReading]:
    """The newest second reading of the newest version of each document, up to a day (UTC).

    Raises:
        DamagedError: one of them can't be read.
    """
    versions_then = select(versions.c.entry, versions.c.document).order_by(versions.c.number)
    query = select(second_readings).order_by(second_readings.c.entry)
    if known_on is not None:
        versions_then = versions_then.where(versions.c.read_at < after(known_on))
        query = query.where(second_readings.c.read_at < after(known_on))
    newest = {row.document: row.entry for row in connection.execute(versions_then)}
    documents = {entry: document for document, entry in newest.items()}
    found = {
        row["version"]: row
        for row in connection.execute(query).mappings()
        if row["version"] in documents
    }
    for version, row in found.items():
        yield _reading(connection, row, documents[version])


def _reading(connection: Connection, row: Stored, document: str) -> SecondReading:
    query = select(second_statements.c.record).where(second_statements.c.reading == row["entry"])
    records = connection.scalars(query.order_by(second_statements.c.position)).all()
    try:
        return SecondReading(
            document=document,
            model=row["model"],
            prompt_digest=row["prompt_digest"],
            parameters=json.loads(row["parameters"]),
            exchanges=exchanges_of(row),
            statements=tuple(from_json(json.loads(record)) for record in records),
            refusals=tuple(Refusal(**one) for one in json.loads(row["refusals"])),
            fault=row["fault"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"entry {row['entry']}, a second reading of {document},") from error


def last_second(connection: Connection, known_on: date | None) -> int:
    """The entry of the last second reading, 0 where there is none."""
    query = select(second_readings.c.entry).order_by(second_readings.c.entry.desc()).limit(1)
    if known_on is not None:
        query = query.where(second_readings.c.read_at < after(known_on))
    return connection.scalar(query) or 0
