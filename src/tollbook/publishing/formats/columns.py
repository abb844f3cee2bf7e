"""The columns of the tables of an export: their types and meanings, from `columns.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

TableName = Literal[
    "statements",
    "claims",
    "estimates",
    "series",
    "findings",
    "predictions",
    "decisions",
    "documents",
]
"""The tables of an export."""

TABLES: tuple[TableName, ...] = get_args(TableName)

_LARGEST = 2**63 - 1

ColumnType = Literal["string", "integer", "number", "boolean", "date", "datetime"]
"""The types of a Frictionless Table Schema that are used."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the type, meaning and unit of its values.

    A `required` one has a value in every row; in all others it may be unknown.
    """

    name: str
    type: ColumnType
    meaning: str
    unit: str = ""
    required: bool = False

    def value(self, written: Any) -> Any:
        """A value as Python has it, from how a flat row has it: days and times are ISO 8601 there.

        A day of publication that came with a time of day is the day.
        """
        if self.type == "date" and isinstance(written, str):
            return date.fromisoformat(written[:10])
        if self.type == "datetime" and isinstance(written, str):
            return datetime.fromisoformat(written)
        return written


@cache
def columns() -> Mapping[TableName, tuple[Column, ...]]:
    """The columns of each table, in their order."""
    text = Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    described = tomllib.loads(text)
    return {
        table: tuple(
            Column(name, kind, meaning, "".join(unit), name in described["required"][table])
            for name, (kind, meaning, *unit) in described[table].items()
        )
        for table in TABLES
    }


def in_64_bits(value: Any) -> Any:
    """A value as 64 bits hold it: a greater count is cut to 2⁶³ - 1, as in the ledger's columns."""
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return min(value, _LARGEST) if is_count else value
