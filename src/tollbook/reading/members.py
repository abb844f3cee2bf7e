"""A JSON object with the place of each of its values, so that every word leads back to the file."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")


class Member(NamedTuple):
    """A value of a JSON object and where it stands in the line."""

    value: object
    start: int
    end: int


def members_of(line: str) -> dict[str, Member]:
    """The members of the JSON object that a line is; of a key given twice the last one counts.

    Raises:
        ValueError: it is no object, or no valid JSON.
        RecursionError: it is nested too deep.
    """
    at = blank(line, 0)
    if not line.startswith("{", at):
        raise ValueError("the record is not a JSON object")
    members: dict[str, Member] = {}
    at = blank(line, at + 1)
    while not line.startswith("}", at):
        key, at = _DECODER.raw_decode(line, at)
        at = blank(line, at)
        if not isinstance(key, str) or not line.startswith(":", at):
            raise json.JSONDecodeError("Expecting a key and ':'", line, at)
        start = blank(line, at + 1)
        value, end = _DECODER.raw_decode(line, start)
        members[key] = Member(value, start, end)
        at = blank(line, end)
        if line.startswith(",", at):
            at = blank(line, at + 1)
        elif not line.startswith("}", at):
            raise json.JSONDecodeError("Expecting ',' or '}'", line, at)
    if line[at + 1 :].strip():
        raise json.JSONDecodeError("Extra data", line, at + 1)
    return members


def blank(text: str, at: int) -> int:
    """Where the white space that begins at `at` is over."""
    found = _BLANK.match(text, at)
    return found.end() if found else at
