"""Statements as JSON, and as one flat table; `docs/csv.md` tells the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tollbook.model.wire import JsonObject, to_json
from tollbook.publishing.reviews import state_json
from tollbook.publishing.second import second_json
from tollbook.publishing.shape import Shape

if TYPE_CHECKING:  # the ledger brings a database along, which writing a table does not need
    from tollbook.ledger import Row

Column = Callable[[JsonObject], Any]


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
    "state": _at("review.state"),
    "reviewed_by": _at("review.by"),
    "reviewed_at": _at("review.at"),
    "second": _at("second.standing"),
}

COLUMNS = tuple(_COLUMNS)
"""The header. New columns are added at the end; none is renamed or moved."""


def row_json(row: Row) -> JsonObject:
    """The record of a statement with what people made of it, and how a second reading compares."""
    return to_json(row.statement) | {
        "review": state_json(row.review),
        "second": second_json(row.second),
    }


def to_rows(row: Row) -> Iterator[tuple[Any, ...]]:
    """The one flat row of a statement; what is unknown, or no part of its kind, is None."""
    record = row_json(row) | {
        "title": row.title,
        "published": row.published.isoformat() if row.published else None,
    }
    yield tuple(column(record) for column in _COLUMNS.values())


DAYS = frozenset(
    {"published", "start_date", "end_date", "baseline_start", "baseline_end", "reviewed_at"}
)

STATEMENTS: Shape[Row] = Shape(to_json=row_json, columns=COLUMNS, to_rows=to_rows, days=DAYS)
"""Statements beside what a table says of their documents."""
