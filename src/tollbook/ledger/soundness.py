"""Whether a database still is what Tollbook made, before anything that it says is believed.

A ledger can be made to lie without a row being changed: by an index that leaves rows out, a view in
a table's place, or a trigger that drops what is added. So `verify` first lets the database check
itself, and compares its tables, indexes and triggers with those of a new ledger. `search` is worked
out from the statements, so it is worked out once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest

from sqlalchemy import Connection, column, select, table

from tollbook.ledger.database import dialect_of
from tollbook.ledger.schema import readings, statements, versions
from tollbook.ledger.search import search_row

_AT_ONCE = 500  # rows

Fault = tuple[str, str]
"""Where something is wrong, and what, as `Verification` has them."""


def unsound(connection: Connection) -> Fault | None:
    """The first thing about the database that is not as Tollbook makes it; None if all is."""
    return next(dialect_of(connection).faults(connection), None)


def wrong_search(connection: Connection) -> Fault | None:
    """The first statement of which the search would say something else than the ledger."""
    found = table("search", column("reading"), column("position"), column("own"))
    held = connection.execution_options(yield_per=_AT_ONCE).execute(
        select(found.c.reading, found.c.position, found.c.own).order_by(
            found.c.reading, found.c.position
        )
    )
    for row, expected in zip_longest(held, _expected(connection)):
        if row is None or expected is None or tuple(row) != expected:
            reading, position = (expected or row)[:2]
            what = f"it differs from statement {position + 1} of entry {reading}"
            return "the table search", what
    return None


def _expected(connection: Connection) -> Iterator[tuple[int, int, str]]:
    query = (
        select(statements.c.reading, statements.c.position, statements.c.record, versions.c.title)
        .join(readings, readings.c.entry == statements.c.reading)
        .join(versions, versions.c.entry == readings.c.version)
        .order_by(statements.c.reading, statements.c.position)
    )
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        made = search_row(row.reading, row.position, json.loads(row.record), row.title)
        yield made["reading"], made["position"], made["own"]
