"""What is wrong with a row of a table that others wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
"""An error can't be as the table has it; a warning is possible, and worth a look."""

SHAPES = ("ged", "acled", "airwars", "totals", "mapping")
ShapeName = Literal["ged", "acled", "airwars", "totals", "mapping"]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that a finding shows; `questioned` where it is one of those that can't all be right.

    `line`, `start` and `end` say where it stands in the file, in lines and characters from 1, the
    end not included; they are None in a file that has no lines, and for an empty cell.
    """

    column: str
    text: str
    questioned: bool = True
    line: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFinding:
    """The outcome of one check on a row, or on the table as a whole.

    `row` is the line of the file that the row begins in (the number of the row in a workbook or
    a Parquet file); None where it is about the whole table. `id` is the row's own name for itself.
    `working` is the arithmetic in a sentence, `hint` what to do. `other_rows` are the rows that
    the working compares it with.
    """

    check: str
    severity: Severity
    file: str
    row: int | None
    id: str
    cells: tuple[TableCell, ...]
    working: str
    hint: str
    other_rows: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in question."""
        return tuple(cell.column for cell in self.cells if cell.questioned)


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """One table that was checked: how it was understood, and how much was found in it.

    `found` counts the findings of each check, also those beyond the bound that are not listed.
    """

    file: str
    shape: ShapeName
    rows: int
    errors: int
    warnings: int
    found: dict[str, int]
    unlisted: int = 0
