"""A row with its cells typed as its table's shape says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tollbook.linting.tables import TextRow


@dataclass(frozen=True, slots=True)
class Count:
    """How many people a cell counts; `high` is None where the top is open."""

    low: int
    high: int | None


@dataclass(slots=True)
class Row:
    """A row: its line, its own name, its cells as text, and what was read from them.

    `counts` has the columns of counts that hold a usable one, `days` those of days.
    """

    line: int
    id: str
    texts: Mapping[str, str]
    source: TextRow
    counts: dict[str, Count] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)

    def number(self, column: str | None) -> int | None:
        """The number in a column of counts, None where it is no single one."""
        count = self.counts.get(column) if column else None
        return count.low if count is not None and count.low == count.high else None

    def text(self, column: str | None) -> str:
        """What a cell says; nothing where there is no such column."""
        return self.texts.get(column, "") if column else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found in a row: the columns in question, the working, and what to do.

    `beside` are further columns that the reader should see. `row` is None where it is about the
    whole table.
    """

    row: Row | None
    columns: tuple[str, ...]
    working: str
    hint: str
    beside: tuple[str, ...] = ()
    other_rows: tuple[int, ...] = ()
    is_warning: bool = False
