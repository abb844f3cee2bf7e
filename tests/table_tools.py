"""For tests of imports: a table and its mapping in a folder, and what comes of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tollbook.app.tables import Importer, Row, import_into
from tollbook.ledger import Ledger
from tollbook.model.problem import Problem
from tollbook.settings import Settings

AT = datetime(2025, 1, 20, 12, tzinfo=UTC)

MAPPING = """
origin = "Coastal Rescue Service"
publisher = "Harbour tables"
date = "day"

[[figures]]
column = "dead"
measure = "killed"
population = "sailors"
modifier = "hedge"
modifiers = { about = "about", over = "more_than" }
"""

TABLE = """\
day,dead,hedge
2025-01-12,40,
2025-01-13,52,about
2025-01-14,60,over
"""


def an_importer(folder: Path, mapping: str = MAPPING, name: str = "wrecks") -> Importer:
    """The importer of a mapping that stands in a folder."""
    path = folder / f"{name}.toml"
    path.write_text(mapping, encoding="utf-8")
    return Importer.ready(path, Settings())


def a_table(folder: Path, content: str | list[dict[str, object]], name: str = "wrecks.csv") -> Path:
    """A table in a folder: text as it is, rows as JSON."""
    path = folder / name
    words = content if isinstance(content, str) else json.dumps(content, indent=1)
    path.write_text(words, encoding="utf-8", newline="")
    return path


def read(
    folder: Path, content: str | list[dict[str, object]] = TABLE, mapping: str = MAPPING
) -> tuple[list[Row], list[str]]:
    """The rows of a table, and its problems in words, without the folder's name."""
    items = list(an_importer(folder, mapping).rows(a_table(folder, content)))
    return rows_of(items), [str(i).removeprefix(f"{folder}/") for i in items if _is_problem(i)]


def rows_of(items: Iterable[Row | Problem]) -> list[Row]:
    return [item for item in items if isinstance(item, Row)]


def _is_problem(item: Row | Problem) -> bool:
    return isinstance(item, Problem)


def keep(ledger: Ledger, table: Path, importer: Importer) -> list[str]:
    """Import, and how the ledger took each row; a problem is "problem"."""
    items = import_into(ledger, table, importer, lambda: AT)
    return [item.outcome or "" if isinstance(item, Row) else "problem" for item in items]
