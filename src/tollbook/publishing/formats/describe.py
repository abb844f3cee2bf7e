"""The columns of every table in words: `docs/export.md` holds what this writes.

`python -m tollbook.publishing.formats.describe` prints it, to be put there when columns change.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.publishing.formats.columns import TABLES, columns


def columns_in_markdown() -> str:
    """A heading and a table of columns for each table."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for table in TABLES:
        yield from (f"### {table}", "")
        yield "| column | type | unit | always there | what it holds |"
        yield "| --- | --- | --- | --- | --- |"
        for column in columns()[table]:
            always = "yes" if column.required else ""
            cells = (f"`{column.name}`", column.type, column.unit, always, column.meaning)
            yield f"| {' | '.join(cells)} |"
        yield ""


if __name__ == "__main__":
    print(columns_in_markdown())
