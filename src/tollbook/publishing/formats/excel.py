"""Excel: one workbook, a sheet a table, behind a sheet that says what it is.

Written by XlsxWriter; it holds no formulas, and text is text whatever it begins with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.model.problem import ExportError
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.columns import TABLES, Column, TableName, columns
from tollbook.publishing.formats.extra import load
from tollbook.publishing.formats.written import Written

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767  # characters that a cell holds
_MOST_ROWS = 1_048_575  # that a sheet holds below its header
_FIRST_YEAR = 1900  # Excel has no days before it: they are text
_LARGEST = 2**53  # Excel keeps numbers as floating point: beyond this, whole numbers are text
_WIDTHS = {"date": 11, "datetime": 19, "integer": 10, "number": 10, "boolean": 9, "string": 24}
_WIDE = {"evidence": 60, "content": 60, "working": 60, "title": 40, "statements": 30}


def write(bundle: Bundle, folder: Path) -> Written:
    """Write the workbook, named after the case.

    Raises:
        ExportError: XlsxWriter is not installed, or a table has more rows than a sheet.
    """
    xlsxwriter = load("xlsxwriter")
    path = folder / f"{bundle.file_name}.xlsx"
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,  # its own temporary files would lie where nobody looks
    }
    notes: list[str] = []
    with xlsxwriter.Workbook(path, options) as book:
        # A workbook carries its time of making; the same ledger is to make the same bytes.
        book.set_properties({"title": bundle.title, "created": datetime(2000, 1, 1)})
        _about(book, bundle)
        for name in TABLES:
            notes += _sheet(book, bundle, name)
    return Written((path,), tuple(notes))


def _about(book: Workbook, bundle: Bundle) -> None:
    """The first sheet: which case this is, as known when, by which head; then every column."""
    sheet = book.add_worksheet("about")
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 3, 12)
    sheet.set_column(4, 4, 80)
    row = 0
    for name, value in bundle.about().items():
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, value)
        row += 1
    row += 1
    for at, word in enumerate(("sheet", "column", "type", "unit", "meaning")):
        sheet.write_string(row, at, word, bold)
    for table in TABLES:
        for column in columns()[table]:
            row += 1
            texts = (table, column.name, column.type, column.unit, column.meaning)
            for at, text in enumerate(texts):
                sheet.write_string(row, at, text, wrapped)


def _sheet(book: Workbook, bundle: Bundle, name: TableName) -> list[str]:
    """One table; what its cells can't hold whole is said."""
    sheet = book.add_worksheet(name)
    described = columns()[name]
    bold = book.add_format({"bold": True, "bottom": 1})
    for at, column in enumerate(described):
        sheet.write_string(0, at, column.name, bold)
        sheet.set_column(at, at, _WIDE.get(column.name, _WIDTHS[column.type]))
    cells = _Cells(
        sheet,
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    )
    row = 0
    for row, values in enumerate(bundle.rows(name), start=1):
        if row > _MOST_ROWS:
            raise ExportError(
                f"a sheet holds {_MOST_ROWS:,} rows, and there are more {name}; use parquet or csv"
            )
        for at, (column, value) in enumerate(zip(described, values, strict=True)):
            cells.write(row, at, column, value)
    sheet.freeze_panes(1, 1)
    if row:
        sheet.autofilter(0, 0, row, len(described) - 1)
    cut = cells.cut
    return [f"{name}: {cut} texts are cut to {_LONGEST:,} characters"] if cut else []


@dataclass(slots=True)
class _Cells:
    """The cells of a sheet; what is unknown leaves one empty. `cut` counts the texts cut short."""

    sheet: Worksheet
    date: Format
    datetime: Format
    cut: int = 0

    def write(self, row: int, at: int, column: Column, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, date) and value.year < _FIRST_YEAR:
            self.sheet.write_string(row, at, value.isoformat())
        elif column.type == "datetime":
            self.sheet.write_datetime(row, at, value.replace(tzinfo=None), self.datetime)
        elif column.type == "date":
            self.sheet.write_datetime(row, at, value, self.date)
        elif column.type == "boolean":
            self.sheet.write_boolean(row, at, value)
        elif column.type == "number" or (column.type == "integer" and abs(value) <= _LARGEST):
            self.sheet.write_number(row, at, value)
        else:
            text = str(value)
            self.sheet.write_string(row, at, text[:_LONGEST])
            self.cut += len(text) > _LONGEST
