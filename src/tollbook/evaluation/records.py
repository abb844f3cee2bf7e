"""JSON Lines of annotations, read strictly: a score over half a file would mean nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tollbook.model.problem import Problem, TollbookError
from tollbook.settings import Settings


class GoldError(TollbookError):
    """Passages or annotations can't be compared; the message says where, why and what to try."""

    def __init__(self, where: object, what: str, hint: str = "") -> None:
        super().__init__(str(Problem(str(where), what, hint)))


def read_records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each record of a file, with its place ("coder.jsonl:14").

    Raises:
        GoldError: the file can't be read, or a line of it is no JSON object.
    """
    try:
        with path.open("rb") as stream:
            yield from _records(stream, path)
    except OSError as error:
        raise GoldError(path, f"can't be read ({error.strerror})", "check the path") from error


def _records(stream: IO[bytes], path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    bound, number = Settings().max_document_bytes, 0
    while line := stream.readline(bound + 1):
        number += 1
        where = f"{path}:{number}"
        if len(line) > bound:
            raise GoldError(where, f"the record is longer than {bound:,} bytes", "split it")
        if line.strip():
            yield where, _object(line, where)


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        what = "the record is not valid JSON in UTF-8"
        raise GoldError(where, what, "write one JSON object a line") from error
    if not isinstance(record, dict):
        raise GoldError(where, "the record is not a JSON object", "write one JSON object a line")
    return record
