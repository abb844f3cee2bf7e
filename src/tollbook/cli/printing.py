"""Statements in the format that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import Format

if TYPE_CHECKING:
    from tollbook.ledger import Row


def print_rows(rows: Iterable[Row], form: Format, if_none: str) -> None:
    """Print statements as they come; where there are none, say `if_none` on standard error."""
    from tollbook.publishing import write_csv, write_jsonl

    counted = _Counted(rows)
    if form == "table":
        _print_tables(counted)
    elif form == "csv":
        write_csv(counted, machine_output())
    else:
        write_jsonl((row.statement for row in counted), machine_output())
    if not counted.n:
        complain(if_none)


class _Counted:
    """Rows that pass by, and how many have."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.n = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.n += 1
            yield row


def _print_tables(rows: Iterable[Row]) -> None:
    """A heading and a table for each document."""
    from tollbook.publishing.tables import heading, statement_table

    output = Output()
    documents = groupby(
        rows, lambda row: (row.document_id, row.published, row.publisher, row.title)
    )
    for n, (about, group) in enumerate(documents):
        output.lay(*([""] if n else []), heading(*about))
        output.lay(statement_table(row.statement for row in group))
