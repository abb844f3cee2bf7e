"""A ledger: its tables, damage, orphans, room, permissions and clock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from tollbook.ledger import Ledger
from tollbook.ledger.schema import REVISION
from tollbook.model.address import Address
from tollbook.model.diagnosis import Diagnosis
from tollbook.model.problem import LedgerError

_LOW_ROOM = 2  # times the ledger's own size: an upgrade or a copy may need as much again
_BACKUP = "use a backup copy; 'tollbook verify' says where it begins"


def look_at_ledger(address: Address, *, full: bool) -> Iterator[Diagnosis]:
    """All that can be said of a ledger without changing it."""
    try:
        ledger = Ledger.open(address, writable=False)
    except LedgerError as error:
        yield Diagnosis("ledger", "wrong", str(error))
        return
    with ledger:
        yield Diagnosis("ledger", "sound", f"{address}: tables of revision {REVISION}")
        try:
            yield from _contents(ledger, full)
            yield _clock(ledger)
        except LedgerError as error:
            yield Diagnosis("contents", "wrong", str(error), _BACKUP)
    if address.file is not None:
        yield _room(address.file)
        yield _permission(address.file)


def _contents(ledger: Ledger, full: bool) -> Iterator[Diagnosis]:
    """What recomputing it finds; or quickly, what the database finds when it looks at itself."""
    if full:
        result = ledger.verify()
        if result.failure is not None:
            found = f"{result.where}: {result.failure}"
            yield Diagnosis("contents", "wrong", found, "use a backup copy")
        else:
            counted = f"{result.entries_checked:,} entries and {result.quotes_checked:,} quotes"
            yield Diagnosis("contents", "sound", f"{counted} recomputed; head {result.head}")
        return
    if ledger.path.file is None:
        yield Diagnosis("contents", "note", "not recomputed", "--full does it")
        return
    with ledger.reading() as connection:
        [damage] = connection.execute(text("PRAGMA quick_check(1)")).one()
        orphans = len(connection.execute(text("PRAGMA foreign_key_check")).fetchall())
    if damage != "ok":
        yield Diagnosis("contents", "wrong", f"damaged ({' '.join(damage.split())})", _BACKUP)
    elif orphans:
        yield Diagnosis("contents", "wrong", f"{orphans} orphan rows", _BACKUP)
    else:
        found = "no damage and no orphans found by SQLite"
        yield Diagnosis("contents", "sound", found, "--full recomputes every entry and quote")


def _clock(ledger: Ledger) -> Diagnosis:
    last, now = ledger.last_time(), datetime.now(UTC)
    if last is not None and last > now:
        found = f"the last entry is of {last:%Y-%m-%d %H:%M} UTC, which is later than now"
        return Diagnosis("clock", "wrong", found, "set this machine's clock")
    return Diagnosis("clock", "sound", f"{now:%Y-%m-%d %H:%M} UTC, after the last entry")


def _room(path: Path) -> Diagnosis:
    parts = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]
    size = sum(part.stat().st_size for part in parts if part.exists())
    free = shutil.disk_usage(path.parent).free
    found = f"{_megabytes(size)} taken, {_megabytes(free)} free"
    if free < _LOW_ROOM * size:
        return Diagnosis("space", "wrong", found, "make room: an upgrade may need as much again")
    return Diagnosis("space", "sound", found)


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"


def _permission(path: Path) -> Diagnosis:
    closed = [str(one) for one in (path, path.parent) if not os.access(one, os.W_OK)]
    if closed:
        found = f"{closed[0]} can't be written to"
        return Diagnosis("permission", "note", found, "reading and deciding need that")
    return Diagnosis("permission", "sound", "the file and its folder can be written to")
