"""The chain: every entry carries the hash of the one before, so that none can change unseen."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, select

from tollbook.ledger.canonical import canonical, digest
from tollbook.ledger.schema import decisions, entries, readings, second_readings

EntryKind = Literal["run", "source", "given", "version", "reading", "decision", "second_reading"]

GENESIS = "0" * 64
"""What the first entry names as the one before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger's history; `payload` is canonical JSON, `seq` counts from 1."""

    seq: int
    kind: str
    payload: str
    previous: str
    hash: str


def next_entry(last: Entry | None, kind: EntryKind, payload: dict[str, Any]) -> Entry:
    """The entry that follows `last` (None: the first of all)."""
    seq = last.seq + 1 if last else 1
    previous = last.hash if last else GENESIS
    return Entry(seq, kind, canonical(payload), previous, _hash(seq, kind, payload, previous))


def last_entry(connection: Connection) -> Entry | None:
    """The end of the chain; None in an empty ledger."""
    last = connection.execute(select(entries).order_by(entries.c.seq.desc()).limit(1)).first()
    return Entry(*last) if last else None


def append(connection: Connection, kind: EntryKind, payload: dict[str, Any]) -> int:
    """Add an entry at the end of the chain; its number is that of the row it lets in."""
    entry = next_entry(last_entry(connection), kind, payload)
    connection.execute(insert(entries), asdict(entry))
    return entry.seq


def last_time(connection: Connection) -> str:
    """The latest time on record, empty in an empty ledger.

    Entries never carry an earlier one, so that setting a clock back can't put into the past what
    was added later: a question "as known on" a day would then be answered with what nobody knew.
    """
    newest = (
        select(column).order_by(table.c.entry.desc()).limit(1)
        for table, column in (
            (readings, readings.c.read_at),
            (decisions, decisions.c.at),
            (second_readings, second_readings.c.read_at),
        )
    )
    return max((str(connection.scalar(query) or "") for query in newest), default="")


def fault(entry: Entry, last: Entry | None) -> str | None:
    """Why `entry` can't be the one that was written after `last`; None where it is."""
    expected = last.seq + 1 if last else 1
    if entry.seq != expected:
        return f"entry {expected} is missing: the next one there is has number {entry.seq}"
    if entry.previous != (last.hash if last else GENESIS):
        return "it does not name the entry before it: one of the two was changed or moved"
    try:
        payload = json.loads(entry.payload)
        intact = canonical(payload) == entry.payload
    except (ValueError, RecursionError):
        return "its payload is not JSON"
    if not intact or entry.hash != _hash(entry.seq, entry.kind, payload, entry.previous):
        return "its hash is not that of its content: it was changed after it was written"
    return None


def _hash(seq: int, kind: str, payload: Any, previous: str) -> str:
    return digest(canonical({"seq": seq, "kind": kind, "payload": payload, "previous": previous}))
