"""Documents and statements as rows of the tables, and back again; no database in here.

Every column beside `statements.record` is worked out from the record, so that it can be worked out
again when the ledger is verified.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import zstandard

from tollbook.ledger.canonical import canonical, digest
from tollbook.ledger.refused import RefusedError
from tollbook.model.document import Block, Document, SourceMap
from tollbook.model.wire import JsonObject

Row = dict[str, Any]
"""A row on its way in: values by column."""

Stored = Mapping[Any, Any]
"""A row on its way out."""

LARGEST = 2**63 - 1
"""The largest number a column holds; a larger one is cut to it there, but never in the record."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_METADATA = ("format", "encoding", "title", "publisher", "url", "language")
_CONTENT = ("document", "sha256", "text", "blocks", "source_map", "published", *_METADATA)


def version_row(document: Document) -> Row:
    """The columns of `versions` that describe what was read, with the digest that sums them up.

    The address is left out of the digest: a file that moved has not changed.

    Raises:
        RefusedError: a text holds what no ledger can keep.
    """
    pieces = [list(piece) for piece in document.source_map.pieces]
    blocks = [[block.start, block.end, block.role, block.gap_before] for block in document.blocks]
    row: Row = {
        "document": document.id,
        "sha256": document.sha256,
        "text": document.text,
        "blocks": canonical(blocks),
        "source_map": canonical(pieces),
        "published": document.published.isoformat() if document.published else None,
        **{name: getattr(document, name) for name in _METADATA},
    }
    if fault := unstorable(row | {"address": document.address}):
        raise RefusedError(f"document {document.id!r}: {fault}")
    return row | {"digest": content_digest(row), "address": document.address}


def unstorable(row: Row) -> str | None:
    """Why a row can't be kept, in a few words; None where it can.

    SQLite would take a NUL character, but PostgreSQL does not, and a ledger can move between them.
    """
    for value in row.values():
        if isinstance(value, str):
            if "\0" in value:
                return "a NUL character (U+0000) can't be kept"
            if _SURROGATE.search(value):
                return "half a surrogate pair is not a character: it can't be kept"
    return None


def content_digest(row: Stored) -> str:
    """SHA-256 over the canonical JSON of everything in a row of `versions` that was read."""
    return digest(canonical({name: row[name] for name in _CONTENT}))


def to_document(row: Stored, original: bytes = b"") -> Document:
    """The document of a row of `versions`; without its original bytes unless they are given."""
    return Document(
        id=row["document"],
        text=row["text"],
        blocks=tuple(Block(*block) for block in json.loads(row["blocks"])),
        source_map=SourceMap(tuple(tuple(piece) for piece in json.loads(row["source_map"]))),
        address=row["address"],
        original=original,
        sha256=row["sha256"],
        published=to_published(row["published"]),
        **{name: row[name] for name in _METADATA},
    )


def to_published(text: str | None) -> date | datetime | None:
    """A date, or a date with its time, from ISO 8601."""
    if text is None:
        return None
    only_date = len(text) == len("2025-01-14")
    return date.fromisoformat(text) if only_date else datetime.fromisoformat(text)


def in_utc(at: datetime) -> str:
    """A time as every column has it: ISO 8601, in UTC, to the second.

    Raises:
        ValueError: it has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"the time {at} needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="seconds")


def after(day: date) -> str:
    """What every time up to the end of a day sorts before."""
    return (day + timedelta(days=1)).isoformat()


def blob_row(digest: str, received: bytes) -> Row:
    """Bytes as received, packed by zstd, under their SHA-256."""
    packed = zstandard.ZstdCompressor().compress(received)
    return {"sha256": digest, "size": len(received), "packed": packed}


def unpack(row: Stored) -> bytes:
    """The bytes of a row of `blobs`.

    Raises:
        ValueError: they are not those that were packed.
    """
    try:
        # A frame that says it holds more than was packed could be built to fill the memory.
        if zstandard.frame_content_size(row["packed"]) != row["size"]:
            raise ValueError("its bytes are more or fewer than were packed")
        original = zstandard.ZstdDecompressor().decompress(
            row["packed"],
            allow_extra_data=False,  # nothing that no digest covers may hide behind the bytes
        )
    except zstandard.ZstdError as error:
        raise ValueError("its bytes can't be unpacked") from error
    if digest(original) != row["sha256"]:
        raise ValueError("its bytes are not those that were received")
    return original


def statement_row(record: JsonObject) -> Row:
    """The columns of `statements` for one wire record: the record, and what queries ask for."""
    origin = record["attribution"][-1]
    population = record.get("population") or {}
    place = record.get("place") or {}
    period = record.get("period") or record.get("window") or {}
    measures = record.get("measures") or [record.get("measure") or ""]
    return {
        "id": record["id"],
        "kind": record["kind"],
        "measures": " ".join(measures),
        "origin": fold_case(origin["name"], origin["quote"]),
        "origin_entity": origin["entity"],
        "population": fold_case(population.get("quote")),
        "side": population.get("side"),
        "place": fold_case(place.get("name"), place.get("quote")),
        "low": clamp(record.get("low")),
        "high": clamp(record.get("high")),
        "period_start": period.get("start_date"),
        "period_end": period.get("end_date"),
        "record": canonical(record),
    }


def fold_case(*words: str | None) -> str:
    r"""Words as they are searched, without regard to case: each of them once, a line each.

    >>> fold_case("National Intelligence Service", "the NIS", None)
    'national intelligence service\nthe nis'
    """
    return "\n".join(dict.fromkeys(word.casefold() for word in words if word))


def clamp(number: int | None) -> int | None:
    """`number` as a column can hold it."""
    return None if number is None else min(number, LARGEST)


def evidence_rows(record: JsonObject) -> list[Row]:
    """Every span of a record, by the path that leads to it ("attribution.1.cue")."""
    return [
        {"part": part, "start": span["start"], "end": span["end"], "quote": span["quote"]}
        for part, span in _spans(record, "")
    ]


def _spans(value: Any, path: str) -> Iterator[tuple[str, JsonObject]]:
    if isinstance(value, dict):
        if value.get("start") is not None and "quote" in value:
            yield path, value
        inner: Any = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    else:
        return
    for key, item in inner:
        yield from _spans(item, f"{path}.{key}" if path else str(key))


def entity_names(record: JsonObject) -> Iterator[tuple[str, str]]:
    """Each (entity, name) that the voices of a record carry."""
    for voice in record["attribution"]:
        if voice["entity"] is not None:
            yield voice["entity"], voice["name"]
