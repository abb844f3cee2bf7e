"""How answers of one kind are written for other programs: as JSON, and as flat rows.

One description serves the command line (`--format json`, `jsonl`, `csv`) and the library
(`to_dicts`, `to_dataframe`), so that a column means the same wherever it turns up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tollbook.publishing.csv_ import table_lines
from tollbook.publishing.visible import Sink

T_contra = TypeVar("T_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Shape(Generic[T_contra]):
    """How one kind of answer is written.

    `to_json` makes the nested record of one answer. `to_rows` makes its flat rows, one value for
    each of `columns`: one row for most kinds, one a point for a series. `days` are the columns that
    hold a date as ISO 8601 text, with or without a time of day.
    """

    to_json: Callable[[T_contra], dict[str, Any]]
    columns: tuple[str, ...]
    to_rows: Callable[[T_contra], Iterable[tuple[Any, ...]]]
    days: frozenset[str] = frozenset()

    def write_json(self, items: Iterable[T_contra], stream: Sink) -> None:
        """Write a JSON array with one answer a line; answers are written as they come."""
        for line in self.json_lines(items):
            stream.write(line)

    def json_lines(self, items: Iterable[T_contra]) -> Iterator[str]:
        """The same array, an answer at a time."""
        opening = "["
        for item in items:
            yield f"{opening}\n  {_line(self.to_json(item))}"
            opening = ","
        yield "[]\n" if opening == "[" else "\n]\n"

    def write_jsonl(self, items: Iterable[T_contra], stream: Sink) -> None:
        """Write one answer a line."""
        for item in items:
            stream.write(f"{_line(self.to_json(item))}\n")

    def write_csv(self, items: Iterable[T_contra], stream: Sink) -> None:
        """Write a header and the flat rows, every text guarded as `docs/csv.md` describes it."""
        for line in self.csv_lines(items):
            stream.write(line)

    def csv_lines(self, items: Iterable[T_contra]) -> Iterator[str]:
        """The same table, a row at a time."""
        rows = (row for item in items for row in self.to_rows(item))
        return table_lines(self.columns, rows)


def pick(record: dict[str, Any], columns: Iterable[str]) -> tuple[Any, ...]:
    """The values of a record under these keys, each list in one cell with semicolons between.

    >>> pick({"id": "a#1", "documents": ["a", "b"]}, ("id", "documents", "side"))
    ('a#1', 'a; b', None)
    """
    return tuple(_flat(record.get(name)) for name in columns)


def _flat(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False)
