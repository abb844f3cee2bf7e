"""Rows of a table as they come: CSV, JSON, JSON Lines, XLSX or Parquet, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import warnings
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from tollbook.importing.tables import TableRow, locate, read_object
from tollbook.model.problem import Problem, TableError
from tollbook.reading.bounds import not_text
from tollbook.settings import Linting

_DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_SNIFFED = 65_536
_LISTS = re.compile(r'\{[^\[{]{0,10000}"(?:data|records|events|items|results|rows)"\s*:\s*(?=\[)')
_BLANK = re.compile(r"[\s,]*")
_EMPTY = "there is nothing in it; check that it was saved whole"


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row as received: the line or number that it has in the file, its cells, its text.

    `raw` is the text of its lines, where the file has any.
    """

    line: int
    values: list[str]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be read: why, and what to do."""

    line: int
    what: str
    hint: str


@dataclass(slots=True)
class Table:
    """A table that is being read: its columns, and its rows as they come.

    `header_line` is where its header stands, None where it has none or none is needed. `share` says
    how much of it has been read, from 0 to 1, where that is known.
    """

    path: Path
    columns: tuple[str, ...]
    rows: Iterator[TextRow | BadRow]
    header_line: int | None = None
    header_raw: str = ""
    share: Callable[[], float | None] = field(default=lambda: None)
    close: Callable[[], None] = field(default=lambda: None)


def open_table(path: Path, limits: Linting) -> Table:
    """The table in a file, whatever its format.

    Raises:
        TableError: it can't be read, or is no table.
    """
    if path.exists() and not path.is_file():
        raise TableError(f"{path}: this is no file; name the table itself")
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
        if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
            raise TableError(f"{path}: {_EMPTY}")
        if head.startswith(b"PK\x03\x04"):
            return _workbook(path, limits)
        if head.startswith(b"PAR1"):
            return _parquet(path, limits)
        if problem := not_text(head, str(path)):
            advice = "save the table as CSV, XLSX, JSON or Parquet"
            raise TableError(f"{path}: {problem.what}; {advice}")
        return _text(path, head, limits)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TableError(f"{path}: the table can't be read: {reason}") from error


def _text(path: Path, start: bytes, limits: Linting) -> Table:
    size = max(path.stat().st_size, 1)
    encoding = _encoding(path)
    head = start.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    file = path.open("rb")
    stream = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    lines = _Lines(stream, limits.max_row_chars, limits.remembered_rows)
    if head.startswith("[") or _LISTS.match(head):
        table = _records(path, _array(stream, limits))
    elif head.startswith("{"):
        table = _records(path, _json_lines(lines))
    else:
        table = _csv(path, lines, limits)
    table.share = lambda: min(file.tell() / size, 1.0)
    table.close = stream.close
    return table


def _encoding(path: Path) -> str:
    """The codec of a text file: by its mark, UTF-8 where all of it is that, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        if chunk.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return "utf-32"
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


# CSV


class _TooLongError(ValueError):
    """A line never seems to end."""


class _Lines:
    """The lines of a stream with their numbers; those since the last `take` can be put back."""

    def __init__(self, stream: io.TextIOWrapper, longest: int, most_put_back: int) -> None:
        self._stream = stream
        self._longest = longest
        self._taken: list[str] = []
        self._ahead: deque[str] = deque()
        self._most_put_back = most_put_back
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._longest:
            self._taken.append("")
            raise _TooLongError
        self._taken.append(line)
        return line

    def _read(self) -> str:
        line = self._stream.readline(self._longest + 1)
        if len(line) > self._longest:
            while rest := self._stream.readline(_CHUNK):
                if rest.endswith(("\n", "\r")):
                    break
        return line

    def take(self) -> str:
        """The text of the lines since this was last asked."""
        raw = "".join(self._taken)
        self._taken.clear()
        return raw.rstrip("\r\n")

    def put_back_all_but_one(self) -> None:
        """Read the lines after the first once more: that one swallowed them by mistake."""
        swallowed = self._taken[1:]
        self._taken.clear()
        if len(swallowed) <= self._most_put_back:
            self._ahead.extendleft(reversed(swallowed))
            self.number -= len(swallowed)
            self._most_put_back -= len(swallowed)


def _csv(path: Path, lines: _Lines, limits: Linting) -> Table:
    # The first line with something in it has the columns; its commonest separator separates all.
    try:
        first = next((line for line in lines if line.strip()), "")
    except _TooLongError:
        raise TableError(
            f"{path}: the first line is longer than any header; is it a table?"
        ) from None
    if not first:
        raise TableError(f"{path}: {_EMPTY}")
    counts = Counter(first)
    delimiter = max(_DELIMITERS, key=lambda one: counts[one])
    lines.take()
    start = lines.number
    try:
        columns = next(csv.reader(chain([first], lines), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        raise TableError(f"{path}:{start}: the header is not CSV ({error})") from error
    if len(columns) > limits.max_columns:
        raise TableError(
            f"{path}: it has more than {limits.max_columns:,} columns; save the table as CSV anew"
        )
    raw = first + lines.take()
    rows = _csv_rows(lines, delimiter, len(columns))
    return Table(path, tuple(name.strip() for name in columns), rows, start, raw.rstrip("\r\n"))


def _csv_rows(lines: _Lines, delimiter: str, width: int) -> Iterator[TextRow | BadRow]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.number + 1
        try:
            values = next(reader, None)
        except _TooLongError:
            lines.take()
            yield BadRow(start, "The line is longer than any row.", "Break it, or leave it out.")
            continue
        except csv.Error as error:
            lines.put_back_all_but_one()
            hint = "Close its quotation marks, and double those within a cell."
            yield BadRow(start, f"The row is not CSV ({error}).", hint)
            continue
        if values is None:
            return
        raw = lines.take()
        if not raw.strip():
            continue
        if len(values) == width:
            yield TextRow(start, [value.strip() for value in values], raw)
        else:
            cells = "1 cell" if len(values) == 1 else f"{len(values)} cells"
            what = f"The row has {cells}, the header {width}."
            yield BadRow(
                start, what, "Quote the cell that holds a separator, or fill in the cells."
            )


# JSON


def _records(path: Path, items: Iterator[tuple[int, str]]) -> Table:
    """Objects as rows; the keys of the first thousand are the columns."""
    first = list(islice(items, 1_000))
    if not first:
        raise TableError(f"{path}: {_EMPTY}")
    columns: dict[str, None] = {}
    for _, raw in first:
        row = read_object(raw, "")
        if isinstance(row, TableRow):
            columns |= dict.fromkeys(row.cells)
    if not columns:
        raise TableError(f"{path}: it has no JSON object; write one object for each row")
    return Table(path, tuple(columns), _record_rows(chain(first, items), tuple(columns)))


def _record_rows(
    items: Iterable[tuple[int, str]], columns: tuple[str, ...]
) -> Iterator[TextRow | BadRow]:
    known = frozenset(columns)
    for line, raw in items:
        row = read_object(raw, "")
        if isinstance(row, Problem):
            yield BadRow(line, "The row is not a JSON object.", "Write one object for each row.")
        elif unknown := [name for name in row.cells if name not in known]:
            what = f"The row has the key {unknown[0]!r}, which the first thousand rows lack."
            yield BadRow(line, what, "Correct the key, or give it to all rows.")
        else:
            cells = row.cells
            values = [cells[name].text.strip() if name in cells else "" for name in columns]
            yield TextRow(line, values, raw)


def _json_lines(lines: _Lines) -> Iterator[tuple[int, str]]:
    while True:
        try:
            for line in lines:
                lines.take()
                if line.strip():
                    yield lines.number, line.strip()
            return
        except _TooLongError:
            lines.take()
            yield lines.number, ""


def _array(stream: io.TextIOWrapper, limits: Linting) -> Iterator[tuple[int, str]]:
    """The text of each member of a JSON array, with the line that it begins in."""
    decoder = json.JSONDecoder()
    text = stream.read(_CHUNK)
    start = match.end() if (match := _LISTS.match(text.lstrip("\ufeff"))) else 0
    at = text.index("[", start) + 1
    line = 1 + text.count("\n", 0, at)
    while True:
        blank = _BLANK.match(text, at)
        end = blank.end() if blank else at
        line += text.count("\n", at, end)
        at = end
        if text.startswith("]", at):
            return
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            unread = text[at:]
            more = stream.read(_CHUNK + len(unread)) if len(unread) < limits.max_row_chars else ""
            if not more:
                yield line, unread[:100]  # no object: whoever reads the rows says so
                return
            text, at = unread + more, 0
            continue
        yield line, text[at:end]
        line += text.count("\n", at, end)
        at = end


# Workbooks and Parquet


def _workbook(path: Path, limits: Linting) -> Table:
    """The first sheet with anything in it; of formulas the values that were saved with them."""
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError as error:
        raise TableError(
            f"{path}: reading workbooks needs openpyxl; pip install 'tollbook[tables]', "
            "or save the sheet as CSV"
        ) from error
    _require_harmless(path, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and filters, which nobody needs here
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            for line, values in rows:
                header = [_cell_text(value) for value in values]
                while header and not header[-1]:
                    header.pop()
                if header:
                    table = _sheet_table(path, header, line, rows, limits)
                    table.close = book.close
                    return table
    except TableError:
        raise
    except Exception as error:
        # openpyxl lets whatever XML, ZIP and dates can raise through; all of it means the same.
        raise TableError(
            f"{path}: the workbook is damaged ({type(error).__name__}); save it anew, or as CSV"
        ) from error
    raise TableError(f"{path}: {_EMPTY}")


def _require_harmless(path: Path, limits: Linting) -> None:
    """Go on only with a workbook that unpacks to a size that a table can have."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members) or 1
            shared = sum(one.file_size for one in members if one.filename.endswith("Strings.xml"))
            for member in members:
                if member.filename.endswith(".xml"):
                    with archive.open(member) as file:
                        if b"<!DOCTYPE" in file.read(1_000):
                            raise TableError(
                                f"{path}: the workbook holds XML that no spreadsheet writes; "
                                "save the table as CSV"
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise TableError(
            f"{path}: this is no workbook, or a damaged one; save the table as CSV"
        ) from error
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise TableError(f"{path}: this is a ZIP archive, but no workbook; unpack it first")
    bomb = unpacked > _CHUNK and unpacked > limits.max_packing * packed
    if bomb or unpacked > limits.max_unpacked_bytes or shared > limits.max_shared_strings_bytes:
        raise TableError(
            f"{path}: the workbook would unpack to {unpacked:,} bytes, more than a table has; "
            "save it as CSV"
        )


def _sheet_table(
    path: Path,
    header: list[str],
    line: int,
    rows: Iterator[tuple[int, tuple[Any, ...]]],
    limits: Linting,
) -> Table:
    if len(header) > limits.max_columns:
        raise TableError(f"{path}: it has more than {limits.max_columns:,} columns")
    return Table(path, tuple(header), _sheet_rows(path, rows, len(header)), line)


def _sheet_rows(
    path: Path, rows: Iterator[tuple[int, tuple[Any, ...]]], width: int
) -> Iterator[TextRow | BadRow]:
    try:
        for line, values in rows:
            cells = [_cell_text(value) for value in values]
            extra = [cell for cell in cells[width:] if cell]
            if extra:
                what = f"The row has {len(extra)} cells beyond the columns of the header."
                yield BadRow(line, what, "Give their columns a name, or remove them.")
            elif any(cells):
                yield TextRow(line, [*cells[:width], *[""] * (width - len(cells))])
    except Exception as error:  # as for the header
        raise TableError(f"{path}: the workbook is damaged ({type(error).__name__})") from error


def _parquet(path: Path, limits: Linting) -> Table:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise TableError(
            f"{path}: reading Parquet needs pyarrow; pip install 'tollbook[tables]', "
            "or save the table as CSV"
        ) from error
    try:
        file = ParquetFile(path)
        columns = tuple(file.schema_arrow.names)
        total = max(file.metadata.num_rows, 1)
    except (ArrowException, OSError) as error:
        raise TableError(f"{path}: the Parquet file is damaged; save it anew, or as CSV") from error
    if len(columns) > limits.max_columns:
        raise TableError(f"{path}: it has more than {limits.max_columns:,} columns")
    done = 0

    def rows() -> Iterator[TextRow | BadRow]:
        nonlocal done
        try:
            for batch in file.iter_batches(batch_size=1_000):
                by_column = [column.to_pylist() for column in batch.columns]
                for values in zip(*by_column, strict=True):
                    done += 1
                    yield TextRow(done, [_cell_text(value) for value in values])
        except (ArrowException, OSError) as error:
            raise TableError(f"{path}: the Parquet file is damaged after row {done:,}") from error

    return Table(path, columns, rows(), share=lambda: min(done / total, 1.0), close=file.close)


def _cell_text(value: object) -> str:
    """A typed cell as a table of text would have it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            return value.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return value.isoformat()
        case list() | dict() | bytes():
            return ""  # nothing that these tables count is in a list
    return str(value).strip()


def places_of(table: Table, row: TextRow) -> dict[str, tuple[int, int, int]]:
    """Where the cells of a row stand in the file: line, first character and the one after the last.

    Characters are counted from 1. Cells that are empty, or that the file writes in another way
    (with escapes), are left out; so are all of a file without lines.
    """
    if not row.raw:
        return {}
    if table.header_line is None:
        found = read_object(row.raw, "")
        cells = found.cells if isinstance(found, TableRow) else {}
    else:
        cells = dict(zip(table.columns, locate(row.values, row.raw), strict=False))
    places = {}
    for column, cell in cells.items():
        if cell.start is not None and cell.end is not None:
            line = row.line + row.raw.count("\n", 0, cell.start)
            before = row.raw.rfind("\n", 0, cell.start) + 1
            places[column] = (line, cell.start - before + 1, cell.end - before + 1)
    return places
