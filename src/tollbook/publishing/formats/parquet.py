"""Parquet: a file a table, with types (int64, float64, bool, date32, timestamps in UTC, text).

Every column may hold unknown values. The head of the ledger stands in the metadata of each file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from tollbook.publishing.formats.bundle import Bundle, Values
from tollbook.publishing.formats.columns import TABLES, TableName, columns, in_64_bits
from tollbook.publishing.formats.extra import load
from tollbook.publishing.formats.written import Written

_AT_ONCE = 10_000  # rows in memory


def write(bundle: Bundle, folder: Path) -> Written:
    """Write every table into a file of its name.

    Raises:
        ExportError: pyarrow is not installed.
    """
    return Written(tuple(_table(bundle, name, folder / f"{name}.parquet") for name in TABLES))


def _table(bundle: Bundle, name: TableName, path: Path) -> Path:
    arrow, parquet = load("pyarrow"), load("pyarrow.parquet")
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "datetime": arrow.timestamp("us", tz="UTC"),
    }
    described = columns()[name]
    fields = [
        arrow.field(
            column.name,
            types[column.type],
            metadata={"meaning": column.meaning, "unit": column.unit},
        )
        for column in described
    ]
    schema = arrow.schema(fields, metadata=bundle.about())
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(bundle.rows(name)):
            values = zip(*rows, strict=True) if rows else [()] * len(described)
            arrays = [
                arrow.array([in_64_bits(value) for value in column], type=field.type)
                for column, field in zip(values, fields, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
    return path


def _batches(rows: Iterable[Values]) -> Iterator[list[Values]]:
    """The rows, so many at a time; one empty list where there are none."""
    left = iter(rows)
    batch = list(islice(left, _AT_ONCE))
    yield batch
    while batch := list(islice(left, _AT_ONCE)):
        yield batch
