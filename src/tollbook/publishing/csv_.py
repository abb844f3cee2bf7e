"""Comma-separated values that no spreadsheet runs.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and reports may quote
anything. So a cell of text that begins with one of these, with a blank that could hide one, or with
an apostrophe gets an apostrophe in front; removing one leading apostrophe from each cell gives
the text as it was. Numbers are left as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from tollbook.publishing.visible import Sink

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def write_table(columns: Iterable[str], rows: Iterable[Iterable[Any]], stream: Sink) -> None:
    """Write any table: its header and its rows, every text guarded."""
    table = csv.writer(_Lines(stream), lineterminator="\r\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([_cell(value) for value in row])


class _Lines:
    r"""A stream of lines that end in `\n`.

    Before Python 3.13 `csv` puts quotation marks around a lone `\r` or `\n` in a cell only where
    its own line ends hold that character, so it is given `\r\n` and each row is corrected here.
    """

    def __init__(self, stream: Sink) -> None:
        self._stream = stream

    def write(self, row: str) -> int:
        return self._stream.write(row.removesuffix("\r\n") + "\n")


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
