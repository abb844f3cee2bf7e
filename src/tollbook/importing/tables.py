"""Rows of a table, from CSV, a JSON array or JSON Lines; each cell with its place in the row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from tollbook.model.problem import Problem, TableError
from tollbook.reading.bounds import not_text, too_large
from tollbook.reading.decode import decode
from tollbook.reading.members import blank, members_of
from tollbook.settings import Settings

_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and where it stands in the text of its row.

    `start` is None where the row writes it in another way (with escapes or doubled quotes), or
    where the cell is empty.
    """

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: where it stands ("losses.csv:14"), its text as received, its cells by column."""

    where: str
    text: str
    cells: dict[str, Cell]

    def cell(self, column: str | None) -> Cell | None:
        """The cell of a column, None where nothing is in it."""
        found = self.cells.get(column) if column is not None else None
        return found if found and found.text.strip() else None


def read_table(
    path: Path, columns: Iterable[str], delimiter: str, settings: Settings
) -> list[TableRow | Problem]:
    """The rows of a table, and those that are none, in the file's order.

    `delimiter` is what stands between two cells of a line, where the table is no JSON.

    Raises:
        TableError: the file can't be read, or lacks one of the `columns`.
    """
    text = _text(path, settings)
    where = str(path)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{"):
        start = blank(text, 0)
        array = text.startswith("[", start)
        rows = list(_array(text, where) if array else _lines(text, where))
    else:
        rows = list(_csv(text, where, delimiter))
    _require_columns(rows, where, columns)
    return rows


def _text(path: Path, settings: Settings) -> str:
    where = str(path)
    try:
        problem = too_large(path.stat().st_size, where, settings)
        data = b"" if problem else path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TableError(f"{where}: the table can't be read: {reason}") from error
    problem = problem or not_text(data, where)
    if problem is None and not data.strip():
        problem = Problem(where, "there is nothing in it", "check that the table was saved whole")
    if problem:
        raise TableError(str(problem))
    text, _ = decode(data)
    return text


def _csv(text: str, where: str, delimiter: str) -> Iterator[TableRow | Problem]:
    lines = _Consumed(text)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        first = lines.number + 1
        try:
            values = next(table, None)
        except csv.Error as error:
            yield Problem(f"{where}:{first}", f"the row is not CSV ({error})", "mend its quotes")
            lines.take()
            continue
        raw = lines.take()
        if values is None:
            return
        if header is None:
            header = [value.strip() for value in values]
            _require_header(header, where)
        elif not raw.strip():
            continue
        elif len(values) != len(header):
            there = "1 cell" if len(values) == 1 else f"{len(values)} cells"
            what = f"the row has {there}, the header {len(header)}"
            yield Problem(f"{where}:{first}", what, "mend the row, or quote the cell that is cut")
        else:
            cells = dict(zip(header, locate(values, raw), strict=True))
            yield TableRow(f"{where}:{first}", raw, cells)


class _Consumed:
    """Lines that pass by, and those of them that the reader has not been asked about yet."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            self._taken.append(line)
            yield line

    def take(self) -> str:
        raw = "".join(self._taken)
        self._taken.clear()
        return raw.rstrip("\r\n")


def _require_header(header: list[str], where: str) -> None:
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise TableError(f"{where}: two columns are called {twice[0]!r}; give each its own name")


def locate(values: list[str], raw: str) -> Iterator[Cell]:
    """The cells of a row, each with its place in the row's text."""
    at = 0
    for value in values:
        bare = value.strip()
        start = raw.find(bare, at)
        if not bare or start < 0:
            yield Cell(bare)
        else:
            at = start + len(bare)
            yield Cell(bare, start, at)


def _array(text: str, where: str) -> Iterator[TableRow | Problem]:
    start = blank(text, blank(text, 0) + 1)
    line, done = 1, 0
    while start < len(text) and text[start] != "]":
        line += text.count("\n", done, start)
        done = start
        try:
            _, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            yield Problem(f"{where}:{line}", "from here on it is not JSON", "mend it and go on")
            return
        yield read_object(text[start:end], f"{where}:{line}")
        start = blank(text, end)
        if text.startswith(",", start):
            start = blank(text, start + 1)
    if start >= len(text):
        line += text.count("\n", done)
        yield Problem(f"{where}:{line}", "the table breaks off", "check that it was saved whole")


def _lines(text: str, where: str) -> Iterator[TableRow | Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield read_object(line.strip(), f"{where}:{number}")


def read_object(raw: str, where: str) -> TableRow | Problem:
    """A JSON object as a row; a problem where it is none."""
    try:
        members = members_of(raw)
    except (ValueError, RecursionError):
        return Problem(where, "the row is not a JSON object", "write one object per row")
    cells: dict[str, Cell] = {}
    for name, (value, start, end) in members.items():
        if isinstance(value, str):
            plain = raw[start + 1 : end - 1] == value
            place = (start + 1, end - 1) if plain else (None, None)
            cells[name] = Cell(value, *place)
        elif value is None or isinstance(value, (dict, list)):
            cells[name] = Cell("")  # people are counted in plain cells; a list is none
        else:
            cells[name] = Cell(raw[start:end], start, end)
    return TableRow(where, raw, cells)


def _require_columns(rows: list[TableRow | Problem], where: str, columns: Iterable[str]) -> None:
    """Go on only with a table that has all of these columns, in some row at least."""
    there: dict[str, None] = {}
    for row in rows:
        if isinstance(row, TableRow):
            there |= dict.fromkeys(row.cells)
    if not there:
        return
    for column in columns:
        if column not in there:
            near = get_close_matches(column, list(there), n=1)
            advice = f"did you mean {near[0]!r}?" if near else f"it has {_list_names(list(there))}"
            raise TableError(f"{where}: it has no column {column!r}; {advice}")


def _list_names(names: list[str], most: int = 12) -> str:
    shown = ", ".join(repr(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
