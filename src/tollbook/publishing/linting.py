"""What is wrong with tables of others: for people, as records, and as SARIF for other tools.

events.csv:14 (4177): parts error
        deaths_a  deaths_b  deaths_civilians  deaths_unknown  best
   14 |       12         3                 0               1    15
      |       ^^         ^                 ^               ^    ^^
   12 + 3 + 0 + 1 = 16, best is 15 (1 too many).
   Correct best, or the part that was miscounted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from rich.cells import cell_len, set_cell_size

from tollbook.model.problem import Problem
from tollbook.model.table_finding import TableCell, TableFinding
from tollbook.publishing.findings import WIDTH, wrapped
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line

COLUMNS = (
    *("check", "severity", "file", "row", "id", "columns", "values"),
    *("working", "hint", "other_rows"),
)
"""The header of the flat table. New columns are added at the end."""

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning"}
_WITHOUT_LINES = (".xlsx", ".xlsm", ".parquet")
_LONGEST = 40  # columns that a value may take in a table
_GAP = "  "


def to_json(finding: TableFinding) -> dict[str, Any]:
    """The finding as a record that JSON can hold, its keys in a fixed order."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "file": finding.file,
        "row": finding.row,
        "id": finding.id,
        "columns": list(finding.columns),
        "cells": [
            {
                "column": cell.column,
                "text": cell.text,
                "questioned": cell.questioned,
                "line": cell.line,
                "start": cell.start,
                "end": cell.end,
            }
            for cell in finding.cells
        ],
        "working": finding.working,
        "hint": finding.hint,
        "other_rows": list(finding.other_rows),
    }


def _to_rows(finding: TableFinding) -> Iterator[tuple[Any, ...]]:
    values = [cell.text for cell in finding.cells if cell.questioned]
    yield pick(to_json(finding) | {"values": values}, COLUMNS)


TABLE_FINDINGS: Shape[TableFinding] = Shape(to_json=to_json, columns=COLUMNS, to_rows=_to_rows)


# For people


def layout(finding: TableFinding) -> str:
    """The finding in plain text, no line wider than 80 columns, without a final line break."""
    name = one_line(PurePath(finding.file).name)
    where = name if finding.row is None else f"{name}:{finding.row}"
    if finding.id:
        where += (
            f" ({set_cell_size(one_line(finding.id), min(cell_len(one_line(finding.id)), 30))})"
        )
    lines = [f"{where}: {finding.check} {finding.severity}"]
    if finding.row is not None and finding.cells:
        lines += _excerpt(finding.row, finding.cells)
    for sentence in (finding.working, finding.hint):
        lines += wrapped(one_line(sentence), indent="   ", further_indent="     ")
    return "\n".join(lines)


def _excerpt(row: int, cells: Sequence[TableCell]) -> list[str]:
    """The cells under the names of their columns, with carets under those in question."""
    gutter = max(5, len(str(row)) + 1)
    names = [_short(cell.column) for cell in cells]
    values = [_short(cell.text) or "(empty)" for cell in cells]
    widths = [max(map(cell_len, pair)) for pair in zip(names, values, strict=True)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) + gutter + 3 > WIDTH:
        return _list(row, gutter, cells)
    head = _GAP.join(_right(name, width) for name, width in zip(names, widths, strict=True))
    body = _GAP.join(_right(value, width) for value, width in zip(values, widths, strict=True))
    marks = _GAP.join(
        ("^" * cell_len(value) if cell.questioned else "").rjust(width)
        for cell, value, width in zip(cells, values, widths, strict=True)
    )
    return [
        f"{'':>{gutter}}   {head}".rstrip(),
        f"{row:>{gutter}} | {body}".rstrip(),
        f"{'':>{gutter}} | {marks}".rstrip(),
    ]


def _list(row: int, gutter: int, cells: Sequence[TableCell]) -> list[str]:
    """The cells one below the other, those in question marked in front."""
    lines = []
    for n, cell in enumerate(cells):
        number = str(row) if not n else ""
        mark = ">" if cell.questioned else " "
        lines.append(
            f"{number:>{gutter}} |{mark}{_short(cell.column)}: {_short(cell.text)}".rstrip()
        )
    return lines


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if cell_len(shown) <= _LONGEST else set_cell_size(shown, _LONGEST - 1) + "…"


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


# For other tools


def sarif(
    findings: Iterable[TableFinding],
    problems: Iterable[Problem],
    checks: Sequence[tuple[str, str]],
    version: str,
) -> dict[str, Any]:
    """All findings as one log in the Static Analysis Results Interchange Format, version 2.1.0.

    A cell is a region of its line; a workbook, which has no lines, gives its row as a logical
    location. Files that could not be checked are notifications. `checks` are those there are, with
    what each looks for.
    """
    places = {name: n for n, (name, _) in enumerate(checks)}
    notifications = [
        {"level": "error", "message": {"text": one_line(str(problem))}} for problem in problems
    ]
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tollbook lint",
                        "version": version,
                        "rules": [
                            {"id": name, "shortDescription": {"text": what}}
                            for name, what in checks
                        ],
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": not notifications,
                        "toolExecutionNotifications": notifications,
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, places) for finding in findings],
            }
        ],
    }


def _result(finding: TableFinding, places: dict[str, int]) -> dict[str, Any]:
    key = "\n".join((finding.check, finding.id, *finding.columns, finding.working))
    made = {
        "ruleId": finding.check,
        "ruleIndex": places[finding.check],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{one_line(finding.working)} {one_line(finding.hint)}"},
        "locations": [_location(finding, finding.row, finding.cells)],
        "partialFingerprints": {
            "finding/v1": hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:32]
        },
        "properties": {"id": finding.id, "columns": list(finding.columns)},
    }
    if finding.other_rows:
        made["relatedLocations"] = [_location(finding, row, ()) for row in finding.other_rows]
    return made


def _location(finding: TableFinding, row: int | None, cells: Sequence[TableCell]) -> dict[str, Any]:
    path = PurePath(finding.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if row is None:
        return location
    if path.suffix.lower() in _WITHOUT_LINES:
        location["logicalLocations"] = [{"name": f"row {row}", "kind": "element"}]
        return location
    cell = next((one for one in cells if one.questioned and one.line is not None), None)
    if cell is None:
        physical["region"] = {"startLine": row}
    else:
        physical["region"] = {
            "startLine": cell.line,
            "startColumn": cell.start,
            "endColumn": cell.end,
        }
    return location
