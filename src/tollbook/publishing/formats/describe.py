"""The columns of every table in words: `docs/export.md` holds what this writes."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.publishing.formats.columns import TABLES, columns


def columns_in_markdown() -> str:
    """A heading and a table of columns for each table."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for table in TABLES:
        yield from (f"### {table}", "", "| column | type | what it holds |", "| --- | --- | --- |")
        for column in columns()[table]:
            yield f"| `{column.name}` | {column.type} | {column.meaning} |"
        yield ""
