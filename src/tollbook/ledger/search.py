"""Full-text search: which statements have all the words, those that say little else first.

The table `search` is derived: a row for each statement of every reading, with the words of its
evidence (`own`) and those of its voices, people, place and document's title (`about`). It can be
worked out again from the statements, so it has no entry in the chain; `verify` does so. Whoever
changes how a row is made writes a migration that makes all of them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, Text, column, select, table, text

from tollbook.ledger.database import dialect_of
from tollbook.ledger.rows import Stored
from tollbook.ledger.schema import WHOLE, readings, statements, versions
from tollbook.ledger.words import Words, parse, words_of
from tollbook.model.statement import Statement
from tollbook.model.wire import JsonObject, to_json

APART = "¶"
"""Stands between two fields, so that no phrase runs from one into the next; it is no word."""

_MOST_WORDS = 2_000  # of either kind that a row holds: an index knows positions up to 16,383
_AT_ONCE = 1_000  # rows

search = table("search", column("reading", WHOLE), column("position", WHOLE), column("own", Text))


def search_row(reading: int, position: int, record: JsonObject, title: str | None) -> Stored:
    """What is searched of a statement, by its wire record and the title of its document."""
    evidence, content = record["evidence"]["quote"], record["content"]["quote"]
    population, place = record.get("population") or {}, record.get("place") or {}
    about = [name for voice in record["attribution"] for name in (voice["name"], voice["quote"])]
    about += [population.get("quote"), place.get("name"), place.get("quote"), title]
    return {
        "reading": reading,
        "position": position,
        "own": _joined([evidence] if content in evidence else [evidence, content]),
        "about": _joined(about),
    }


def _joined(fields: Iterable[str | None]) -> str:
    words = f" {APART} ".join(
        " ".join(words_of(field)) for field in dict.fromkeys(fields) if field is not None
    )
    return " ".join(words.split()[:_MOST_WORDS])


def add(connection: Connection, rows: Iterable[Stored]) -> None:
    """Make statements searchable."""
    database = dialect_of(connection)
    for some in _batches(rows):
        database.put_in_search(connection, some)


def _batches(rows: Iterable[Stored]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(dict(row))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def catch_up(connection: Connection, after: int | None = None) -> None:
    """Make searchable what is not yet, as in a ledger from before there was a search.

    With `after` these are known to be the readings after that entry.
    """
    if after is None:
        missing: ColumnElement[bool] = statements.c.reading.not_in(select(search.c.reading))
    else:
        missing = statements.c.reading > after
    query = (
        select(statements.c.reading, statements.c.position, statements.c.record, versions.c.title)
        .join(readings, readings.c.entry == statements.c.reading)
        .join(versions, versions.c.entry == readings.c.version)
        .where(missing)
    )
    found = connection.execute(query.execution_options(yield_per=_AT_ONCE))
    add(
        connection,
        (search_row(r.reading, r.position, json.loads(r.record), r.title) for r in found),
    )


def matching(connection: Connection, words: Words) -> Subquery:
    """The rows of `search` that have all the words: `reading`, `position` and `own`."""
    condition, value = dialect_of(connection).matches(words)
    columns = (search.c.reading, search.c.position, search.c.own)
    return select(*columns).where(text(condition).bindparams(words=value)).subquery("found")


def has_words(question: str, said: Statement, title: str | None) -> bool:
    """Whether a statement has all the words, as the database would say.

    It is for statements as people decided them, which no table holds.
    """
    row = search_row(0, 0, to_json(said), title)
    words = parse(question)
    texts = [f" {row[name]} " for name in ("own", "about")]
    return bool(words) and all(
        any(f" {' '.join(one.words)}{'' if one.is_begun else ' '}" in text for text in texts)
        for one in words
    )


def share(own: str, words: Words) -> float:
    """The share of a statement's own words that was asked for, from 0 to 1."""
    asked = {word for phrase in words for word in phrase.words}
    begun = words[-1].words[-1] if words[-1].is_begun else None
    said = own.split()
    hits = sum(word in asked or (begun is not None and word.startswith(begun)) for word in said)
    return hits / len(said) if said else 0.0
