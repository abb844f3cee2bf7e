"""The checks in their order, and how they go over a table: one pass, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.linting.cells import kind_of, read_day, whole_number
from tollbook.linting.checks.check import Check, Circumstances, Watch, each_row
from tollbook.linting.checks.columns import (
    FilledColumns,
    KindsOfColumns,
    check_codes,
    doubled_columns,
    is_tags,
    misspelt_columns,
    repeats_header,
    shifted,
)
from tollbook.linting.checks.counts import (
    check_civilians_twice,
    check_counts,
    check_outcome,
    check_parts,
    check_ranges,
)
from tollbook.linting.checks.days import LoneDays, check_days, check_period
from tollbook.linting.checks.doubles import DoubledEvents, DoubledIds
from tollbook.linting.checks.notes import check_notes
from tollbook.linting.checks.places import check_coordinates, check_country
from tollbook.linting.checks.totals import FallingTotals, JumpingTotals
from tollbook.linting.rows import Count, Found, Row
from tollbook.linting.shapes import ACLED_COLUMNS, GED_COLUMNS, Shape, by_mapping, recognise
from tollbook.linting.tables import BadRow, Table, TextRow, open_table, places_of
from tollbook.model.problem import TableError
from tollbook.model.table_finding import CheckedTable, ShapeName, TableCell, TableFinding
from tollbook.settings import Linting, Settings

if TYPE_CHECKING:
    from tollbook.importing.mapping import Mapping as TableMapping

_SHOWN_CELL = 200  # characters of a cell that a finding keeps
# How R, pandas and databases write that there is nothing in a cell.
_NOTHING = frozenset({"NA", "N/A", "NaN", "nan", "NULL", "null", "None"})
_EVERY = 500  # rows between two reports of progress


def _none(around: Circumstances) -> Watch:
    """A check that is made while the rows are read."""
    return each_row(lambda row, circumstances: ())(around)


CHECKS = (
    Check("header", "a header that is missing, repeated or misspelt", _none),
    Check("row", "rows that can't be read, or have other cells", _none),
    Check("shifted", "rows whose cells stand in the wrong columns", _none),
    Check("count", "counts that are text, negative or no whole number", each_row(check_counts)),
    Check("range", "low above best, or best above high", each_row(check_ranges)),
    Check("parts", "parts that do not fit their whole", each_row(check_parts)),
    Check(
        "civilians_twice",
        "civilians added to a best that holds them already",
        each_row(check_civilians_twice),
    ),
    Check("outcome", "dead whom the type of violence rules out", each_row(check_outcome)),
    Check("day", "days that are none, or can't be", each_row(check_days)),
    Check(
        "period",
        "start, end, year and precision that contradict",
        each_row(check_period),
    ),
    Check("lone_day", "a day that is years apart from all others", LoneDays),
    Check("double_id", "two rows with one id, or one day", DoubledIds),
    Check("double_event", "one event under two ids", DoubledEvents),
    Check("total_falls", "a running total that falls", FallingTotals),
    Check("total_jumps", "a running total that jumps without a correction", JumpingTotals),
    Check("code", "a code that is not in its list", each_row(check_codes)),
    Check(
        "coordinates", "coordinates that are none, or off the globe", each_row(check_coordinates)
    ),
    Check(
        "country", "coordinates that are swapped, or in another country", each_row(check_country)
    ),
    Check("column_filled", "a column filled only up to or from some row", FilledColumns),
    Check("column_kind", "a column that changes its kind at some row", KindsOfColumns),
    Check("notes", "notes that count more dead (with --notes)", each_row(check_notes)),
)
"""All checks, in the order in which they are listed."""

CHECK_NAMES = tuple(check.name for check in CHECKS)


@dataclass(frozen=True, slots=True)
class Rules:
    """How tables are checked.

    `shape` forces one, `mapping` is a file that says what the columns mean. `count_dead` reads a
    text for the check of notes, which is left out without it. Checks in `ignored` are left out, and
    warnings where `errors_only`. `today` decides which days are still to come.
    """

    today: date
    settings: Settings = field(default_factory=Settings)
    limits: Linting = field(default_factory=Linting)
    shape: ShapeName | None = None
    mapping: Path | None = None
    count_dead: Callable[[str], tuple[int, str] | None] | None = None
    ignored: Collection[str] = ()
    errors_only: bool = False


@dataclass
class _Findings:
    """What has been found in one table: so many of each check are listed, all are counted."""

    table: Table
    rules: Rules
    listed: list[TableFinding] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    warnings: int = 0

    def is_asked(self, check: str) -> bool:
        """Whether a check is to be made at all."""
        return check not in self.rules.ignored and (check != "notes" or bool(self.rules.count_dead))

    def add(self, check: str, items: Iterable[Found]) -> None:
        """Take what a check found."""
        for item in items:
            if self.is_asked(check) and not (self.rules.errors_only and item.is_warning):
                self.found[check] += 1
                self.warnings += item.is_warning
                if self.found[check] <= self.rules.limits.max_findings:
                    self.listed.append(_finding(check, item, self.table))

    def add_row(self, check: str, line: int, what: str, hint: str) -> None:
        """Take what is wrong with a row that has no cells."""
        self.add(check, [Found(Row(line, "", {}, TextRow(line, [])), (), what, hint)])

    def in_order(self) -> list[TableFinding]:
        """All that are listed, in the order of the checks, then of the rows."""
        order = {name: n for n, name in enumerate(CHECK_NAMES)}
        return sorted(self.listed, key=lambda one: (order[one.check], one.row or 0))

    def checked(self, shape: ShapeName, rows: int) -> CheckedTable:
        """What the table came to."""
        found = {name: self.found[name] for name in CHECK_NAMES if self.found[name]}
        total = sum(found.values())
        return CheckedTable(
            str(self.table.path),
            shape,
            rows,
            errors=total - self.warnings,
            warnings=self.warnings,
            found=found,
            unlisted=total - len(self.listed),
        )


def lint_table(
    path: Path, rules: Rules, advance: Callable[[float | None], None] = lambda share: None
) -> tuple[CheckedTable, list[TableFinding]]:
    """Check one table; the findings come in the order of the checks, then of the rows.

    `advance` is called now and then with the share of the table that has been read, None where
    that is not known.

    Raises:
        TableError: the file can't be read, is no table, or has no known shape.
        SettingsError: the mapping can't be used.
    """
    table = open_table(path, rules.limits)
    try:
        return _lint(table, rules, advance)
    finally:
        table.close()


def _lint(
    table: Table, rules: Rules, advance: Callable[[float | None], None]
) -> tuple[CheckedTable, list[TableFinding]]:
    headless = _headless(table)
    first = list(islice(table.rows, rules.limits.sample_rows))
    if first and isinstance(first[0], TextRow) and is_tags(first[0].values):
        del first[0]
    doubled = list(doubled_columns(table.columns))
    table.columns = _distinct(table.columns)
    shape = _shape(table, first, rules)
    findings = _Findings(table, rules)
    findings.add("header", doubled)
    findings.add("header", misspelt_columns(shape))
    if headless:
        order = f"its columns were read in the order of {shape.name.upper()}"
        what = f"The table has no header; {order}."
        findings.add_row("header", table.header_line or 1, what, "Put the names in the first row.")
    around = Circumstances(shape, rules.limits, rules.today, rules.count_dead)
    rows = _reported(chain(headless, first, table.rows), table, advance)
    seen = _look(rows, around, findings)
    return findings.checked(shape.name, seen), findings.in_order()


def _look(rows: Iterable[TextRow | BadRow], around: Circumstances, findings: _Findings) -> int:
    """Let all checks look at all rows; how many rows there were."""
    watches = [
        (check.name, check.start(around)) for check in CHECKS if findings.is_asked(check.name)
    ]
    seen = 0
    for item in rows:
        seen += 1
        if isinstance(item, BadRow):
            findings.add_row("row", item.line, item.what, item.hint)
        elif repeats_header(item.values, around.shape.columns):
            what = "The header comes once more, among the rows."
            findings.add_row("header", item.line, what, "Remove it; was a file appended?")
        else:
            row = _typed(item, around.shape)
            if wrong := shifted(row, around):
                findings.add("shifted", [wrong])
                continue  # its cells say nothing about the columns that they stand in
            for name, watch in watches:
                findings.add(name, watch.look(row))
    for name, watch in watches:
        findings.add(name, watch.end())
    return seen


def _reported(
    rows: Iterable[TextRow | BadRow], table: Table, advance: Callable[[float | None], None]
) -> Iterator[TextRow | BadRow]:
    for number, item in enumerate(rows):
        if number % _EVERY == 0:
            advance(table.share())
        yield item


def _headless(table: Table) -> list[TextRow]:
    """The first row of a table whose header is missing, which gets that of its shape.

    Raises:
        TableError: nothing says what its columns mean.
    """
    filled = [name for name in table.columns if name]
    numbers = [name for name in filled if kind_of(name) in ("whole", "decimal", "day")]
    if table.header_line is None or 4 * len(numbers) < len(filled):
        return []
    standard = next(
        (names for names in (GED_COLUMNS, ACLED_COLUMNS) if len(names) == len(table.columns)), None
    )
    if standard is None:
        raise TableError(
            f"{table.path}: the first row holds numbers, not names of columns; "
            "put a header above it"
        )
    first = TextRow(table.header_line, list(table.columns), table.header_raw)
    table.columns = standard
    return [first]


def _distinct(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of columns, each different: of two with one name the second gets a number."""
    seen: Counter[str] = Counter()
    names = []
    for n, column in enumerate(columns, start=1):
        name = column or f"column {n}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _shape(table: Table, first: Sequence[TextRow | BadRow], rules: Rules) -> Shape:
    """What the columns mean: by the mapping, else by header and first rows."""
    if rules.mapping is None:
        sample = [row for row in first if isinstance(row, TextRow)]
        for row in sample:
            _empty_nothing(row)
        return recognise(table.path, table.columns, sample, rules.shape)
    from tollbook.importing.mapping import Mapping

    mapping = Mapping.load(rules.mapping)
    corrected = frozenset(_corrections(rules.mapping, mapping, rules.settings))
    policy = rules.settings.value_policy
    return by_mapping(table.path, mapping, table.columns, policy, corrected)


def _corrections(
    path: Path, mapping: TableMapping, settings: Settings
) -> Iterator[tuple[date, str]]:
    """The days on which the origin moved its totals, each with the column."""
    from tollbook.importing.tables import TableRow, read_table

    if mapping.corrections is None:
        return
    beside = path.parent / mapping.corrections.file
    counted = [one.column for one in mapping.figures if one.column]
    for row in read_table(beside, [mapping.date], mapping.delimiter, settings):
        if isinstance(row, TableRow):
            at = row.cell(mapping.date)
            day = read_day(at.text.strip()) if at else None
            for column in counted:
                amount = row.cell(column)
                if day and amount and amount.text.strip() != "0":
                    yield day, column


def _typed(item: TextRow, shape: Shape) -> Row:
    """The row with its counts and days read."""
    _empty_nothing(item)
    texts = dict(zip(shape.columns, item.values, strict=False))
    id = ", ".join(texts[column] for column in shape.id)
    row = Row(item.line, id[:_SHOWN_CELL], texts, item)
    for column in shape.counts:
        text = texts[column]
        if not text:
            continue
        if shape.read_count is not None:
            count = shape.read_count(text)
        else:
            number = whole_number(text)
            count = None if number is None else Count(number, number)
        if count is not None:
            row.counts[column] = count
    for column in shape.days:
        text = texts[column]
        day = shape.read_day(text) if shape.read_day else read_day(text, shape.order)
        if text and day is not None:
            row.days[column] = day
    return row


def _empty_nothing(row: TextRow) -> None:
    if not _NOTHING.isdisjoint(row.values):
        row.values[:] = ["" if text in _NOTHING else text for text in row.values]


def _finding(check: str, found: Found, table: Table) -> TableFinding:
    """What was found, with the cells that show it and their places in the file."""
    row = found.row
    places = places_of(table, row.source) if row is not None else {}
    shown = [*dict.fromkeys((*found.beside, *found.columns))]
    if row is not None:
        shown.sort(key=lambda name: table.columns.index(name) if name in table.columns else -1)
    cells = []
    for column in shown:
        text = row.text(column)[:_SHOWN_CELL] if row is not None else ""
        line, start, end = places.get(column, (None, None, None))
        cells.append(TableCell(column, text, column in found.columns, line, start, end))
    return TableFinding(
        check=check,
        severity="warning" if found.is_warning else "error",
        file=str(table.path),
        row=row.line if row is not None else None,
        id=row.id if row is not None else "",
        cells=tuple(cells),
        working=found.working,
        hint=found.hint,
        other_rows=found.other_rows,
    )
