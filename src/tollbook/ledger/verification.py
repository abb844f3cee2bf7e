"""Verifying: recompute all that the ledger says, entry by entry, and name the first that fails."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from tollbook.build import build
from tollbook.ledger import chain
from tollbook.ledger.canonical import canonical, digest
from tollbook.ledger.chain import Entry
from tollbook.ledger.deciding import decision_payload
from tollbook.ledger.rows import (
    Stored,
    content_digest,
    entity_names,
    evidence_rows,
    statement_row,
    to_document,
    unpack,
)
from tollbook.ledger.run import Run
from tollbook.ledger.schema import (
    blobs,
    decisions,
    entities,
    entries,
    evidence,
    given,
    metadata,
    readings,
    runs,
    second_readings,
    second_statements,
    sources,
    statements,
    versions,
)
from tollbook.ledger.second import exchanges_of, second_payload
from tollbook.ledger.soundness import unsound, wrong_search
from tollbook.ledger.writing import dangling, misquotation, reading_payload, version_payload
from tollbook.model.document import Document
from tollbook.model.second import Exchange
from tollbook.model.statement import Statement
from tollbook.model.wire import to_json

Payload = dict[str, Any]

Ground = Callable[[Document, Sequence[Exchange], str, bytes | None], Sequence[Statement]]
"""From a document, the answers of a model, a value policy and the user's own alias file, if there
was one, to the statements that they bear."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: how much was recomputed, and the first thing that is wrong.

    `head` is the hash of the last entry (None in an empty ledger): keep it elsewhere, and a chain
    that was cut short or rebuilt will not match it. `where` and `failure` are None if all is well.
    `dated_back` counts the entries that are dated before an earlier one, as an older Tollbook wrote
    them where the clock of its machine had been set back: to "as known on" a day they count as
    known too early.
    """

    entries_checked: int
    quotes_checked: int
    head: str | None
    where: str | None = None
    failure: str | None = None
    dated_back: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.failure is None


@dataclass(slots=True)
class _Tally:
    """What the entries account for so far, to be compared with what the tables hold."""

    rows: Counter[str] = field(default_factory=Counter)
    blobs: set[str] = field(default_factory=set)
    names: dict[tuple[str, str], int] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)
    time: str = ""
    dated_back: int = 0
    ground: Ground | None = None


class _FaultError(Exception):
    """An entry does not agree with the tables; the message says how."""


def verify(
    connection: Connection, expect_head: str | None, ground: Ground | None = None
) -> Verification:
    """Check the database itself, then walk the chain from its start; stop at the first fault.

    `ground` derives the statements of second readings again from the answers of the model; those
    that were derived by other code than this are taken as they are.
    """
    tally = _Tally(ground=ground)
    last: Entry | None = None
    seen_head = expect_head is None

    def outcome(where: str | None = None, failure: str | None = None) -> Verification:
        head = last.hash if last else None
        checked = (tally.rows["entries"], tally.rows["evidence"])
        return Verification(*checked, head, where, failure, tally.dated_back)

    if (found := unsound(connection)) is not None:
        return outcome(*found)
    for entry in _entries(connection):
        fault = chain.fault(entry, last) or _disagreement(connection, entry, tally)
        if fault:
            return outcome(_name(entry), fault)
        last = entry
        tally.rows["entries"] += 1
        seen_head = seen_head or entry.hash == expect_head
    if not seen_head:
        return outcome(
            "the end of the chain",
            f"no entry has the hash {expect_head}: entries were cut off, or the chain built anew",
        )
    for table, fault in _find_unaccounted(connection, tally):
        return outcome(f"the table {table}", fault)
    return outcome(*(wrong_search(connection) or ()))


def _entries(connection: Connection) -> Iterator[Entry]:
    query = select(entries).order_by(entries.c.seq)
    for row in connection.execution_options(yield_per=500).execute(query):
        yield Entry(*row)


def _name(entry: Entry) -> str:
    try:
        document = json.loads(entry.payload).get("document")
    except (ValueError, AttributeError, RecursionError):
        document = None
    about = f" of {document}" if document else ""
    return f"entry {entry.seq} ({entry.kind}{about})"


def _disagreement(connection: Connection, entry: Entry, tally: _Tally) -> str | None:
    """How the tables differ from what `entry` added; None where they don't."""
    check = _CHECKS.get(entry.kind)
    if check is None:
        return f"no entry is of kind {entry.kind!r}"
    try:
        payload = json.loads(entry.payload)
        check(connection, entry.seq, payload, tally)
        time = payload.get("read_at") or payload.get("at") or tally.time
        tally.dated_back += time < tally.time
        tally.time = max(tally.time, time)
    except _FaultError as fault:
        return str(fault)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        # Only a chain that was built by somebody else's hand gets here.
        return f"its payload or its rows can't be read ({type(error).__name__})"
    return None


def _check_run(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    expected = payload | {"entry": seq, "digest": Run(**payload).digest}
    row = connection.execute(select(runs).where(runs.c.entry == seq)).mappings().first()
    if row is None or dict(row) != expected:
        raise _FaultError("the run is not the one that was entered")
    query = select(blobs).where(blobs.c.sha256 == payload["aliases_digest"])
    aliases = connection.execute(query).mappings().first()
    if aliases is not None:  # an older Tollbook kept no more of the file than its digest
        try:
            unpack(aliases)
        except ValueError as error:
            raise _FaultError(f"the alias file was changed: {error}") from error
        tally.blobs.add(payload["aliases_digest"])
    tally.rows["runs"] += 1


def _check_source(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    row = connection.execute(select(sources).where(sources.c.entry == seq)).mappings().first()
    if row is None or dict(row) != payload | {"entry": seq}:
        raise _FaultError("the source of the document is not the one that was entered")
    tally.rows["sources"] += 1


def _check_given(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    row = connection.execute(select(given).where(given.c.entry == seq)).mappings().first()
    if row is None or dict(row) != payload | {"entry": seq}:
        raise _FaultError("what a person said of the document is not what was entered")
    tally.rows["given"] += 1


def _check_version(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    query = select(versions).where(versions.c.entry == seq)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise _FaultError(f"the document {payload['document']} is gone")
    if content_digest(row) != payload["digest"]:
        raise _FaultError("the text or metadata of the document was changed")
    tally.numbers[payload["document"]] += 1
    if row["number"] != tally.numbers[payload["document"]]:
        raise _FaultError("the number of the version is not the next one")
    if version_payload(row, payload["size"]) != payload:
        raise _FaultError("the document's number, address or time of reading was changed")
    blob = connection.execute(select(blobs).where(blobs.c.sha256 == payload["sha256"]))
    packed = blob.mappings().first()
    if packed is None or packed["size"] != payload["size"]:
        raise _FaultError("the bytes as received are gone or of another size")
    try:
        unpack(packed)
    except ValueError as error:
        raise _FaultError(f"the original was changed: {error}") from error
    tally.rows["versions"] += 1
    tally.blobs.add(payload["sha256"])


def _check_reading(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    query = select(readings).where(readings.c.entry == seq)
    row = connection.execute(query).mappings().first()
    if row is None or reading_payload(row, payload["document"], payload["statements"]) != payload:
        raise _FaultError("the reading is not the one that was entered")
    version = connection.execute(select(versions).where(versions.c.entry == row["version"])).first()
    if version is None or version.document != payload["document"]:
        raise _FaultError("the document it read is gone")
    query = select(statements).where(statements.c.reading == seq).order_by(statements.c.position)
    found = connection.execute(query).mappings().all()
    digests = payload["statements"]
    if len(found) != len(digests):
        raise _FaultError(f"it has {len(found)} statements, {len(digests)} were entered")
    spans = _evidence(connection, seq)
    records = []
    for position, (statement, expected) in enumerate(zip(found, digests, strict=True)):
        quoted = spans.pop(position, {})
        _check_statement(statement, position, expected, quoted, version.text)
        tally.rows["statements"] += 1
        tally.rows["evidence"] += len(quoted)
        records.append(json.loads(statement["record"]))
        for pair in entity_names(records[-1]):
            tally.names.setdefault(pair, seq)
    if spans:
        raise _FaultError("it has evidence of statements that were not entered")
    if fault := dangling(records):
        raise _FaultError(fault)
    tally.rows["readings"] += 1


def _evidence(connection: Connection, reading: int) -> dict[int, dict[str, Payload]]:
    """The rows of `evidence` of one reading by position and part."""
    found: dict[int, dict[str, Payload]] = {}
    query = select(evidence).where(evidence.c.reading == reading)
    for row in connection.execute(query).mappings():
        span = {name: row[name] for name in ("part", "start", "end", "quote")}
        found.setdefault(row["position"], {})[row["part"]] = span
    return found


def _check_statement(
    row: Stored,
    position: int,
    expected: str,
    quoted: dict[str, Payload],
    text: str,
) -> None:
    if row["position"] != position or digest(row["record"]) != expected:
        raise _FaultError(f"statement {row['id']} is not the one that was entered")
    record = json.loads(row["record"])
    columns = statement_row(record)
    if {name: row[name] for name in columns} != columns:
        raise _FaultError(f"the columns of statement {row['id']} differ from its record")
    spans = evidence_rows(record)
    if quoted != {span["part"]: span for span in spans}:
        raise _FaultError(f"the evidence of statement {row['id']} differs from its record")
    fault = misquotation(spans, text)
    if fault:
        raise _FaultError(f"statement {row['id']}: {fault}")


def _check_decision(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    query = select(decisions).where(decisions.c.entry == seq)
    row = connection.execute(query).mappings().first()
    if row is None or decision_payload(row) != payload:
        raise _FaultError("the decision is not the one that was entered")
    tally.rows["decisions"] += 1


def _check_second(connection: Connection, seq: int, payload: Payload, tally: _Tally) -> None:
    query = select(second_readings).where(second_readings.c.entry == seq)
    row = connection.execute(query).mappings().first()
    digests = payload["statements"]
    if row is None or second_payload(row, payload["document"], digests) != payload:
        raise _FaultError("the second reading is not the one that was entered")
    version = connection.execute(select(versions).where(versions.c.entry == row["version"]))
    read = version.mappings().first()
    if read is None or read["document"] != payload["document"]:
        raise _FaultError("the document it read is gone")
    try:
        exchanges = exchanges_of(row)
    except (ValueError, TypeError) as error:
        raise _FaultError(f"the answers of the model were changed: {error}") from error
    query = select(second_statements).where(second_statements.c.reading == seq)
    found = connection.execute(query.order_by(second_statements.c.position)).mappings().all()
    if [digest(one["record"]) for one in found] != digests:
        raise _FaultError("its statements are not those that were entered")
    for one in found:
        spans = evidence_rows(json.loads(one["record"]))
        if fault := misquotation(spans, read["text"]):
            raise _FaultError(f"statement {one['id']}: {fault}")
        tally.rows["second_statements"] += 1
    if tally.ground is not None and row["tollbook"] == build():
        names = _names_of(connection, row)
        again = tally.ground(to_document(read), exchanges, row["value_policy"], names)
        if [digest(canonical(to_json(one))) for one in again] != digests:
            raise _FaultError("its statements do not follow from the answers of the model")
    tally.rows["second_readings"] += 1


def _names_of(connection: Connection, row: Stored) -> bytes | None:
    """The alias file that a second reading was resolved with, None without one."""
    names = json.loads(row["parameters"]).get("names")
    if not names:
        return None
    kept = connection.execute(select(blobs).where(blobs.c.sha256 == names)).mappings().first()
    if kept is None:
        raise _FaultError("the alias file that it was resolved with is gone")
    return unpack(kept)  # checked with the run that used it


_CHECKS: Mapping[str, Callable[[Connection, int, Payload, _Tally], None]] = {
    "run": _check_run,
    "source": _check_source,
    "given": _check_given,
    "version": _check_version,
    "reading": _check_reading,
    "decision": _check_decision,
    "second_reading": _check_second,
}


def _find_unaccounted(connection: Connection, tally: _Tally) -> Iterator[tuple[str, str]]:
    """Each table that holds something without an entry; every entry's own rows were seen."""
    tally.rows["blobs"] = len(tally.blobs)
    tally.rows["entities"] = len(tally.names)
    for table in metadata.sorted_tables:
        held = connection.scalar(select(func.count()).select_from(table)) or 0
        expected = tally.rows[table.name]
        if held != expected:
            yield table.name, f"it holds {held} rows, the entries account for {expected}"
    named = {(row.entity, row.name): row.reading for row in connection.execute(select(entities))}
    if named != tally.names:
        yield entities.name, "its names are not those of the statements"
