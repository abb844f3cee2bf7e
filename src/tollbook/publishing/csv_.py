"""Statements as one flat table of comma-separated values; `docs/csv.md` describes the columns.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and reports may quote
anything. So a cell of text that begins with one of these, with a blank that could hide one, or with
an apostrophe gets an apostrophe in front; removing one leading apostrophe from each cell gives
the text as it was. Numbers are left as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tollbook.model.wire import JsonObject, to_json
from tollbook.publishing.visible import Sink

if TYPE_CHECKING:  # the ledger brings a database along, which writing a table does not need
    from tollbook.ledger import Row

Column = Callable[[JsonObject], Any]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def _at(*paths: str) -> Column:
    """The first value that one of the dotted paths leads to."""

    def value(record: JsonObject) -> Any:
        found = (_follow(record, path.split(".")) for path in paths)
        return next((item for item in found if item is not None), None)

    return value


def _follow(record: Any, path: Iterable[str]) -> Any:
    for key in path:
        if record is None:
            return None
        record = record[int(key)] if isinstance(record, list) else record.get(key)
    return record


def _relayers(record: JsonObject) -> str:
    return "; ".join(voice["name"] for voice in record["attribution"] if voice["role"] == "relayer")


def _measures(record: JsonObject) -> str:
    return "; ".join(record.get("measures") or [record.get("measure") or ""])


_COLUMNS: dict[str, Column] = {
    "id": _at("id"),
    "document": _at("document"),
    "title": _at("title"),
    "published": _at("published"),
    "kind": _at("kind"),
    "measures": _measures,
    "low": _at("low"),
    "high": _at("high"),
    "modifier": _at("modifier"),
    "number": _at("number.quote"),
    "population": _at("population.quote"),
    "side": _at("population.side"),
    "status": _at("population.status"),
    "sex": _at("population.sex"),
    "age_group": _at("population.age_group"),
    "publisher": _at("attribution.0.name"),
    "relayers": _relayers,
    "origin": _at("attribution.-1.name"),
    "origin_entity": _at("attribution.-1.entity"),
    "cue": _at("attribution.-1.cue.quote"),
    "carried": _at("attribution.-1.carried"),
    "modality": _at("modality"),
    "basis": _at("basis"),
    "scope": _at("scope"),
    "part_of": _at("part_of"),
    "same_as": _at("same_as"),
    "place": _at("place.name", "place.quote"),
    "country": _at("place.country"),
    "level": _at("place.level"),
    "lat": _at("place.lat"),
    "lon": _at("place.lon"),
    "start_date": _at("period.start_date", "window.start_date"),
    "end_date": _at("period.end_date", "window.end_date"),
    "by": _at("by.quote"),
    "cause": _at("cause.quote"),
    "direction": _at("direction"),
    "factor_low": _at("factor_low"),
    "factor_high": _at("factor_high"),
    "amount_low": _at("amount_low"),
    "amount_high": _at("amount_high"),
    "baseline": _at("baseline.quote"),
    "baseline_start": _at("baseline.start_date"),
    "baseline_end": _at("baseline.end_date"),
    "baseline_origin": _at("baseline.origin"),
    "event": _at("event.quote"),
    "actor": _at("actor.quote"),
    "likelihood": _at("likelihood.quote"),
    "likelihood_low": _at("likelihood.low"),
    "likelihood_high": _at("likelihood.high"),
    "holder": _at("holder.quote"),
    "unit": _at("unit.quote"),
    "evidence": _at("evidence.quote"),
    "evidence_start": _at("evidence.start"),
    "evidence_end": _at("evidence.end"),
    "content": _at("content.quote"),
    "confidence": _at("attribution.-1.confidence"),
}

COLUMNS = tuple(_COLUMNS)
"""The header. New columns are added at the end; none is renamed or moved."""


def write_csv(rows: Iterable[Row], stream: Sink) -> None:
    r"""Write a header and one line a statement, ending in `\n`; unknown values are empty."""
    records = (
        to_json(row.statement)
        | {"title": row.title, "published": row.published.isoformat() if row.published else None}
        for row in rows
    )
    write_table(COLUMNS, ((column(one) for column in _COLUMNS.values()) for one in records), stream)


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

    >>> guarded("=HYPERLINK(0)"), guarded("300 soldiers")
    ("'=HYPERLINK(0)", '300 soldiers')
    """
    return f"'{text}" if text.startswith(_DANGEROUS) else text
