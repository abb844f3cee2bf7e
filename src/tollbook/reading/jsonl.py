"""The reader of JSON Lines: one record, one document, read as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.reading.bounds import empty, too_long_line
from tollbook.reading.canonical import Traced, canonical
from tollbook.reading.dates import read_iso
from tollbook.reading.html import page_document
from tollbook.reading.keys import UnreadKeys
from tollbook.reading.layout import lay_out
from tollbook.reading.members import Member, blank, members_of
from tollbook.reading.received import Ids, Metadata, Received, to_document
from tollbook.reading.sources import Source
from tollbook.reading.text import told_by
from tollbook.reading.wrapped import unwrapped
from tollbook.settings import Settings

_SKIP = 1_048_576
_DECODER = json.JSONDecoder()
_ESCAPES = re.compile(r"(?:\\(?:u[0-9a-fA-F]{4}|[^u]))+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Record(BaseModel):
    """The keys of one record that Tollbook reads; others are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    id: str | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    language: str | None = None

    @field_validator("published", mode="before")
    @classmethod
    def _read_date(cls, value: object) -> date | datetime | None:
        if value is None:
            return None
        read = read_iso(value) if isinstance(value, str) else None
        if read is None:
            raise ValueError("is not an ISO 8601 date such as 2025-01-14")
        return read


def read_records(
    stream: IO[bytes], source: Source, settings: Settings
) -> Iterator[Document | Problem]:
    """The documents of a JSON Lines stream, each line read alone; problems stand in their place.

    A record that has no id gets one of the source's name and its line ("feed:14"). A line of more
    than `max_document_bytes` is skipped without being kept in memory.
    """
    bound = settings.max_document_bytes
    ids, keys = Ids(), UnreadKeys()
    number = 0
    while line := stream.readline(bound + 1):
        number += 1
        where = f"{source.where}:{number}"
        if len(line) > bound and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Problem(where, f"the record is longer than {bound:,} bytes", "split it")
        elif line.strip():
            received = _received(source, number, where, line)
            yield from ids.tell_apart(read_record(received, settings, keys), where)
    yield from keys.notices(source.where)


def read_array(text: str, source: Source, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of a JSON file that holds one record or an array of them."""
    start = blank(text, 0)
    array = text.startswith("[", start)
    start = blank(text, start + array)
    ids, keys = Ids(), UnreadKeys()
    line, done, count = 1, 0, 0
    while start < len(text) and not (array and text[start] == "]"):
        line += text.count("\n", done, start)
        done, count = start, count + 1
        where = f"{source.where}:{line}"
        try:
            _, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            yield _bad_json(where, error)
            return
        data = text[start:end].encode("utf-8")
        received = _received(source, count, where, data)
        yield from ids.tell_apart(read_record(received, settings, keys), where)
        start = blank(text, end)
        if text.startswith(",", start):
            start = blank(text, start + 1)
    yield from keys.notices(source.where)


def _received(source: Source, number: int, where: str, data: bytes) -> Received:
    return Received(f"{source.name}:{number}", source.shown, where, data, key=source.feed)


def read_record(
    received: Received, settings: Settings, keys: UnreadKeys | None = None
) -> Document | Problem:
    """The document of one record, or why there is none; keys that are not read go into `keys`.

    The canonical text is that of the record's `text` and nothing else, so that the caller's own
    offsets into the NFC form of it hold, unless it was copied from a PDF and words that were broken
    at line ends had to be mended. The original is the record as it stood in the file.
    """
    where = received.where
    received = replace(received, form="jsonl", encoding="utf-8-sig")
    try:
        line = received.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(where, "the record is not UTF-8", "save the file as UTF-8")
    try:
        members = members_of(line)
        record = Record.model_validate(
            {key: _storable(member.value) for key, member in members.items()}
        )
    except ValidationError as error:
        return _bad_record(where, error)
    except (ValueError, RecursionError) as error:
        return _bad_json(where, error)
    if keys is not None:
        keys.count(map(_storable, members))
    key = "text" if record.text is not None else "html"
    if getattr(record, key) is None:
        return Problem(where, "the record has no text", "add a key 'text' or 'html'")
    received = replace(
        received,
        id=record.id or received.id,
        key=f"{received.key}#{record.id}" if record.id else "",
    )
    stated = Metadata(**{key: getattr(record, key) for key in Metadata.__dataclass_fields__})
    problem = empty(str(members[key].value), where)
    if problem is None and key == "text":
        problem = too_long_line(str(members[key].value), where, settings, numbered=False)
    if problem:
        return problem
    content = _string_traced(line, members[key])
    if key == "html":
        return page_document(received, content, settings, stated)
    return _text_document(received, content, stated)


def _text_document(received: Received, content: Traced, stated: Metadata) -> Document:
    text = unwrapped(canonical(content))
    layout = lay_out(text.text, stated.title)
    metadata = stated.or_else(told_by(layout))
    return to_document(received, text, layout.blocks, metadata)


def _string_traced(line: str, member: Member) -> Traced:
    """The string that a member holds, tied to where it stands, escaped, in the line."""
    raw = Traced.whole(line).cut(member.start + 1, member.end - 1)
    return raw.edited(
        (run.start(), run.end(), json.loads(f'"{run[0]}"')) for run in _ESCAPES.finditer(raw.text)
    )


def _storable(value: Any) -> Any:
    return _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else value


def _skip_line(stream: IO[bytes]) -> None:
    while part := stream.readline(_SKIP):
        if part.endswith(b"\n"):
            return


def _bad_json(where: str, error: Exception) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(where, "the record is nested too deep", "one record is one flat object")
    what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return Problem(where, f"the record is not valid JSON ({what})", "write one JSON object a line")


def _bad_record(where: str, error: ValidationError) -> Problem:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"][:1])
    reason = first["msg"].removeprefix("Value error, ")
    reason = reason if reason.startswith("is not") else f"is wrong: {reason[0].lower()}{reason[1:]}"
    return Problem(where, f"the key '{key}' {reason}", "docs/wire-format.md lists the keys")
