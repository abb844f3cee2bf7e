"""Statements as JSON Lines, as `docs/wire-format.md` describes them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tollbook.model.statement import Statement
from tollbook.model.wire import to_json
from tollbook.publishing.visible import Sink


def write_jsonl(statements: Iterable[Statement], stream: Sink) -> None:
    """Write one statement a line, its keys in the order of the wire format.

    `stream` should be in UTF-8; text is written as it stands, without escapes.
    """
    for statement in statements:
        line = json.dumps(to_json(statement), ensure_ascii=False, allow_nan=False)
        stream.write(f"{line}\n")
