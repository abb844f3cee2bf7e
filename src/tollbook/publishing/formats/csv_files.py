"""CSV: a file a table, UTF-8, RFC 4180, an empty cell for what is unknown.

Text that a spreadsheet would run is guarded as in every CSV of Tollbook (`publishing/csv_.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from tollbook.publishing.csv_ import table_lines
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.columns import TABLES, TableName, columns
from tollbook.publishing.formats.written import Written, read_me

_MARK = "\ufeff"  # by which Excel knows UTF-8

_LINES = (
    "Tables of a Tollbook ledger as comma-separated values: UTF-8, a header, an empty cell for",
    "what is unknown. Text that a spreadsheet would run as a formula has an apostrophe in front;",
    "remove one leading apostrophe to restore it. docs/export.md describes the columns.",
)


def write(bundle: Bundle, folder: Path, *, bom: bool = False) -> Written:
    """Write every table into a file of its name, with a README.txt beside them."""
    files = [write_table(bundle, name, folder / f"{name}.csv", bom=bom) for name in TABLES]
    return Written((*files, read_me(folder, bundle.about(), _LINES)))


def write_table(bundle: Bundle, name: TableName, path: Path, *, bom: bool = False) -> Path:
    """Write one table; with `bom` a byte-order mark stands first."""
    header = [column.name for column in columns()[name]]
    rows = (map(_text, row) for row in bundle.rows(name))
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(_MARK if bom else "")
        stream.writelines(table_lines(header, rows))
    return path


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
