"""Comma-separated values that no spreadsheet runs.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and reports may quote
anything. So a cell of text that begins with one of these, with a blank that could hide one, or with
an apostrophe gets an apostrophe in front; removing one leading apostrophe from each cell gives
the text as it was. Numbers are left as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def table_lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Any table, a row at a time: its header and its rows, every text guarded."""
    lines = _Lines()
    table = csv.writer(lines, lineterminator="\r\n")
    table.writerow(columns)
    yield lines.last
    for row in rows:
        table.writerow([_cell(value) for value in row])
        yield lines.last


class _Lines:
    r"""A sink that keeps the last row, ended by `\n`.

    Before Python 3.13 `csv` puts quotation marks around a lone `\r` or `\n` in a cell only where
    its own line ends hold that character, so it is given `\r\n` and each row is corrected here.
    """

    last = ""

    def write(self, row: str) -> int:
        self.last = row.removesuffix("\r\n") + "\n"
        return len(row)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guard(value) if isinstance(value, str) else value


def guard(text: str) -> str:
    """`text` as a cell that no spreadsheet runs.

    >>> guard("=HYPERLINK(0)"), guard("300 soldiers")
    ("'=HYPERLINK(0)", '300 soldiers')
    """
    return f"'{text}" if text.startswith(_DANGEROUS) else text
