"""The wire format of statements: flat records with their keys in a fixed order, and back again.

`docs/wire-format.md` describes the keys. `from_record(to_record(s)) == s` for every statement.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from tollbook.model.statement import (
    Assertion,
    Baseline,
    Change,
    Custody,
    DocumentEvidence,
    Explanation,
    Figure,
    Incident,
    Intention,
    Likelihood,
    OpenQuestion,
    Period,
    Place,
    Population,
    Prediction,
    Statement,
    Voice,
)
from tollbook.model.text import Span
from tollbook.model.values import Measure

JsonObject = dict[str, Any]

_MEASURES = frozenset(get_args(Measure))

_PLAIN: dict[str, type[Statement]] = {
    kind.kind: kind
    for kind in (Explanation, Incident, DocumentEvidence, Intention, OpenQuestion, Assertion)
}


def to_json(statement: Statement) -> JsonObject:
    """The statement as a record that JSON can hold; unknown values are None, never left out."""
    record: JsonObject = {
        "id": statement.id,
        "document": statement.document,
        "kind": statement.kind,
        "evidence": _span(statement.evidence),
        "content": _span(statement.content),
        "attribution": [_voice(voice) for voice in statement.attribution],
        "modality": statement.modality,
    }
    match statement:
        case Figure():
            record |= _figure(statement)
        case Change():
            record |= _change(statement)
        case Prediction():
            record |= {
                "event": _span(statement.event),
                "actor": _span(statement.actor),
                "window": _period(statement.window),
                "likelihood": _likelihood(statement.likelihood),
            }
        case Custody():
            record |= {
                "low": statement.low,
                "high": statement.high,
                "population": population_json(statement.population),
                "holder": _span(statement.holder),
                "unit": _span(statement.unit),
            }
    return record


def _figure(figure: Figure) -> JsonObject:
    return {
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier,
        "number": _span(figure.number),
        "population": population_json(figure.population),
        "scope": figure.scope,
        "part_of": figure.part_of,
        "same_as": figure.same_as,
        "place": place_json(figure.place),
        "period": _period(figure.period),
        "by": _span(figure.by),
        "cause": _span(figure.cause),
        "basis": figure.basis,
        **({"as_of": _day(figure.as_of)} if figure.as_of else {}),
        "found_by": figure.found_by,
        "confidence": figure.confidence,
    }


def _change(change: Change) -> JsonObject:
    return {
        "measures": list(change.measures),
        "direction": change.direction,
        "factor_low": change.factor_low,
        "factor_high": change.factor_high,
        "amount_low": change.amount_low,
        "amount_high": change.amount_high,
        "baseline": _baseline(change.baseline),
    }


def _span(span: Span | None) -> JsonObject | None:
    return None if span is None else {"start": span.start, "end": span.end, "quote": span.quote}


def _mention(span: Span | None) -> JsonObject:
    return _span(span) or {"start": None, "end": None, "quote": None}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _voice(voice: Voice) -> JsonObject:
    return {
        "role": voice.role,
        "name": voice.name,
        **_mention(voice.mention),
        "cue": _span(voice.cue),
        "carried": voice.carried,
        "entity": voice.entity,
        "confidence": voice.confidence,
    }


def population_json(population: Population | None) -> JsonObject | None:
    """Whom a figure counts, as a record."""
    return (
        None
        if population is None
        else {
            **_mention(population.mention),
            "side": population.side,
            "status": population.status,
            "sex": population.sex,
            "age_group": population.age_group,
        }
    )


def place_json(place: Place | None) -> JsonObject | None:
    """Where, as a record."""
    return (
        None
        if place is None
        else {
            **_mention(place.mention),
            "name": place.name,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "level": place.level,
            **({"inherited": True} if place.inherited else {}),
        }
    )


def _period(period: Period | None) -> JsonObject | None:
    return (
        None
        if period is None
        else {
            "start_date": _day(period.start_date),
            "end_date": _day(period.end_date),
            **_mention(period.mention),
            **({"inherited": True} if period.inherited else {}),
        }
    )


def _likelihood(likelihood: Likelihood | None) -> JsonObject | None:
    return (
        None
        if likelihood is None
        else {
            **_mention(likelihood.mention),
            "low": likelihood.low,
            "high": likelihood.high,
        }
    )


def _baseline(baseline: Baseline | None) -> JsonObject | None:
    return (
        None
        if baseline is None
        else {
            **_mention(baseline.mention),
            "start_date": _day(baseline.start_date),
            "end_date": _day(baseline.end_date),
            "origin": baseline.origin,
        }
    )


def from_json(record: JsonObject) -> Statement:
    """The statement that `to_record` made this record of.

    Raises:
        ValueError: the record breaks a rule of the claim model, or is of no known kind.
        KeyError: a key is missing.
    """
    common: dict[str, Any] = {
        "id": record["id"],
        "document": record["document"],
        "evidence": _read_span(record["evidence"]),
        "content": _read_span(record["content"]),
        "attribution": tuple(_read_voice(voice) for voice in record["attribution"]),
        "modality": record.get("modality", "asserted"),  # older ledgers have it for figures alone
    }
    kind = record["kind"]
    if kind == "figure":
        return Figure(**common, **_read_figure(record))
    if kind == "change":
        return Change(**common, **_read_change(record))
    if kind == "prediction":
        return Prediction(
            **common,
            event=_read_required(record["event"]),
            actor=_read_span(record["actor"]),
            window=_read_period(record["window"]),
            likelihood=_read_likelihood(record["likelihood"]),
        )
    if kind == "custody":
        return Custody(
            **common,
            low=record["low"],
            high=record["high"],
            population=_read_population(record["population"]),
            holder=_read_span(record["holder"]),
            unit=_read_span(record["unit"]),
        )
    if kind not in _PLAIN:
        raise ValueError(f"no kind of statement is called {kind!r}")
    return _PLAIN[kind](**common)


def _read_figure(record: JsonObject) -> JsonObject:
    _check_measures([record["measure"]])
    same = ("measure", "low", "high", "modifier", "scope", "part_of", "same_as")
    return {
        **{key: record[key] for key in same},
        "number": _read_span(record["number"]),
        "population": _read_population(record["population"]),
        "place": _read_place(record["place"]),
        "period": _read_period(record["period"]),
        "by": _read_span(record["by"]),
        "cause": _read_span(record["cause"]),
        "basis": record["basis"],
        "as_of": _read_day(record.get("as_of")),
        "found_by": record.get("found_by"),  # older records have neither
        "confidence": record.get("confidence"),
    }


def _read_change(record: JsonObject) -> JsonObject:
    _check_measures(record["measures"])
    same = ("direction", "factor_low", "factor_high", "amount_low", "amount_high")
    baseline = record["baseline"]
    return {
        **{key: record[key] for key in same},
        "measures": tuple(record["measures"]),
        "baseline": None
        if baseline is None
        else Baseline(
            mention=_read_span(baseline),
            start_date=_read_day(baseline["start_date"]),
            end_date=_read_day(baseline["end_date"]),
            origin=baseline["origin"],
        ),
    }


def _check_measures(names: list[str]) -> None:
    if unknown := [name for name in names if name not in _MEASURES]:
        raise ValueError(f"no measure is called {unknown[0]!r}")


def _read_span(record: JsonObject | None) -> Span | None:
    if record is None or record["start"] is None:
        return None
    return Span(record["start"], record["end"], record["quote"])


def _read_required(record: JsonObject) -> Span:
    return Span(record["start"], record["end"], record["quote"])


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_voice(record: JsonObject) -> Voice:
    return Voice(
        role=record["role"],
        name=record["name"],
        mention=_read_span(record),
        cue=_read_span(record["cue"]),
        carried=record["carried"],
        entity=record["entity"],
        confidence=record.get("confidence"),  # older ledgers have none
    )


def _read_population(record: JsonObject | None) -> Population | None:
    return (
        None
        if record is None
        else Population(
            mention=_read_required(record),
            side=record["side"],
            status=record["status"],
            sex=record["sex"],
            age_group=record["age_group"],
        )
    )


def _read_place(record: JsonObject | None) -> Place | None:
    return (
        None
        if record is None
        else Place(
            mention=_read_required(record),
            name=record["name"],
            country=record["country"],
            lat=record["lat"],
            lon=record["lon"],
            level=record["level"],
            inherited=record.get("inherited", False),
        )
    )


def _read_period(record: JsonObject | None) -> Period | None:
    return (
        None
        if record is None
        else Period(
            mention=_read_span(record),
            start_date=_read_day(record["start_date"]),
            end_date=_read_day(record["end_date"]),
            inherited=record.get("inherited", False),
        )
    )


def _read_likelihood(record: JsonObject | None) -> Likelihood | None:
    return (
        None
        if record is None
        else Likelihood(mention=_read_required(record), low=record["low"], high=record["high"])
    )
