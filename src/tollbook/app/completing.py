"""What a shell may offer to complete: names of cases, voices, documents and statements.

A shell asks at the press of a key. So nothing is loaded but SQLite, a look at the ledger ends after
a fraction of a second, and whatever is wrong with it, nothing is offered and nothing is said.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

from tollbook.example import cases as shipped_cases
from tollbook.model.address import Address

Names = Literal["documents", "statements", "voices"]

MOST = 200  # more fill the screen, and help nobody
_SECONDS = 0.3
_STEPS = 1000  # of SQLite's machine between two looks at the clock

_NEWEST = "WHERE reading IN (SELECT MAX(entry) FROM readings GROUP BY version)"
_QUERIES: dict[Names, str] = {
    "documents": "SELECT DISTINCT document FROM versions WHERE substr(document, 1, ?) = ?",
    "statements": f"SELECT DISTINCT id FROM statements {_NEWEST} AND substr(id, 1, ?) = ?",  # noqa: S608 - a constant
    # The column is in small letters; the record has the name as it is shown.
    "voices": "SELECT json_extract(record, '$.attribution[#-1].name') FROM statements"
    " WHERE substr(origin, 1, ?) = lower(?) GROUP BY origin ORDER BY count(*) DESC, origin",
}

# A name comes from a stranger's page and goes into somebody's command line: it is only offered
# where no shell can take it for more than a word.
_HARMLESS = re.compile(r"\w(?:[\w.#/-]| (?=\w)){0,119}")


def case_names(ledger: Address, beginning: str) -> list[str]:
    """The cases beside a ledger, then those that ship with the example."""
    own = sorted((ledger.folder / "cases").glob("*.toml"))
    return _offered((path.stem for path in (*own, *shipped_cases())), beginning)


def names(kind: Names, ledger: Address, beginning: str) -> list[str]:
    """What a ledger in a file holds of a kind; voices that speak most first. None of a server's."""
    if ledger.file is None or not ledger.file.is_file():
        return []
    deadline = time.monotonic() + _SECONDS
    address = f"file:{quote(str(ledger.file.absolute()))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=_SECONDS)
    except sqlite3.Error:
        return []
    try:
        connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from a stranger
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        rows = connection.execute(f"{_QUERIES[kind]} LIMIT {MOST}", (len(beginning), beginning))
        return _offered((str(row[0]) for row in rows.fetchall()), beginning)
    except sqlite3.Error:
        return []
    finally:
        connection.close()


def _offered(found: Iterable[str], beginning: str) -> list[str]:
    """Those that begin so and are safe to offer, each once."""
    fitting = (name for name in found if name.startswith(beginning) and _HARMLESS.fullmatch(name))
    return list(dict.fromkeys(fitting))[:MOST]
