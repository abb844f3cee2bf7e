"""Every field of a statement in words, each beside the words of the document that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tollbook.model.statement import (
    Change,
    Custody,
    Figure,
    Period,
    Place,
    Population,
    Prediction,
    Statement,
)
from tollbook.model.text import Span
from tollbook.publishing.phrases import day, range_in_words
from tollbook.publishing.visible import one_line
from tollbook.resolution.countries import country_name


@dataclass(frozen=True, slots=True)
class FieldInWords:
    """One field: its name in the wire format, its label, its value and the words that show it."""

    name: str
    label: str
    value: str
    words: Span | None = None


def fields_in_words(statement: Statement) -> tuple[FieldInWords, ...]:
    """The fields of a statement that have a value, in the order of the wire format.

    The chain of voices is no field of these: it is shown as a chain.
    """
    return tuple(_fields(statement))


def _fields(statement: Statement) -> Iterator[FieldInWords]:
    yield FieldInWords("kind", "Kind", statement.kind.replace("_", " "))
    match statement:
        case Figure():
            yield from _figure(statement)
        case Change():
            yield from _change(statement)
        case Prediction():
            yield from _prediction(statement)
        case Custody():
            count = range_in_words(statement.low, statement.high)
            yield FieldInWords("low", "How many", count)
            yield from _population(statement.population)
            yield from _words("holder", "Held by", statement.holder)
            yield from _words("unit", "Of", statement.unit)
    yield FieldInWords("modality", "How firmly", statement.modality)
    yield FieldInWords("content", "All that is said", "", statement.content)


def _figure(figure: Figure) -> Iterator[FieldInWords]:
    yield FieldInWords("measure", "Measure", figure.measure)
    count = range_in_words(figure.low, figure.high, figure.modifier)
    yield FieldInWords("number", "How many", count, figure.number)
    yield from _population(figure.population)
    yield from _place(figure.place)
    yield from _period("period", "When", figure.period)
    yield from _day("as_of", "Counted as of", figure.as_of)
    yield FieldInWords("scope", "Scope", _SCOPES[figure.scope])
    yield from _link("part_of", "Part of", figure.part_of)
    yield from _link("same_as", "Same as", figure.same_as)
    yield from _words("by", "By", figure.by)
    yield from _words("cause", "Cause", figure.cause)
    yield FieldInWords("basis", "How it is known", figure.basis)
    if figure.found_by:
        yield FieldInWords("found_by", "Found by", _FOUND_BY[figure.found_by])
    if figure.confidence is not None:
        yield FieldInWords("confidence", "Confidence", f"{figure.confidence:.0%}")


_SCOPES = {
    "incident": "one event",
    "cumulative": "a running total",
    "period": "a stretch of time",
}
_FOUND_BY = {
    "rule": "a rule of grammar",
    "reader": "the learned reader alone",
    "second": "a second reader",
}


def _change(change: Change) -> Iterator[FieldInWords]:
    yield FieldInWords("measures", "Measure", ", ".join(change.measures))
    yield FieldInWords("direction", "Direction", change.direction)
    yield from _range("factor", "By the factor", change.factor_low, change.factor_high)
    yield from _range("amount", "By", change.amount_low, change.amount_high)
    if base := change.baseline:
        days = _interval(base.start_date, base.end_date)
        value = ", ".join(part for part in (days, one_line(base.origin or "")) if part)
        yield FieldInWords("baseline", "Against", value, base.mention)


def _range(name: str, label: str, low: float | None, high: float | None) -> Iterator[FieldInWords]:
    if low is None and high is None:
        return
    if low == high:
        value = f"{low:g}"
    elif high is None:
        value = f"{low:g} or more"
    else:
        value = f"{low:g}–{high:g}" if low is not None else f"{high:g} or less"
    yield FieldInWords(name, label, value)


def _prediction(prediction: Prediction) -> Iterator[FieldInWords]:
    yield FieldInWords("event", "What is expected", "", prediction.event)
    yield from _words("actor", "Of whom", prediction.actor)
    yield from _period("window", "By when", prediction.window)
    if likely := prediction.likelihood:
        known = likely.low is not None and likely.high is not None
        value = f"{likely.low:.0%} to {likely.high:.0%}" if known else ""
        yield FieldInWords("likelihood", "How likely", value, likely.mention)


def _population(population: Population | None) -> Iterator[FieldInWords]:
    if population is None:
        return
    side = population.side
    about = [
        (country_name(side) or side) if side else "",
        population.status if population.status != "unknown" else "",
        population.sex or "",
        population.age_group or "",
    ]
    value = ", ".join(one_line(part) for part in about if part)
    yield FieldInWords("population", "Whom", value, population.mention)


def _place(place: Place | None) -> Iterator[FieldInWords]:
    if place is None:
        return
    country = (country_name(place.country) or place.country) if place.country else ""
    about = [place.name or "", place.level or "", country]
    value = ", ".join(one_line(part) for part in dict.fromkeys(about) if part)
    label = "Where (from the text around it)" if place.inherited else "Where"
    yield FieldInWords("place", label, value, place.mention)


def _period(name: str, label: str, period: Period | None) -> Iterator[FieldInWords]:
    if period is None:
        return
    label = f"{label} (from the text around it)" if period.inherited else label
    value = _interval(period.start_date, period.end_date)
    yield FieldInWords(name, label, value, period.mention)


def _interval(start: date | None, end: date | None) -> str:
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if start:
        return f"since {day(start)}"
    return f"until {day(end)}" if end else ""


def _day(name: str, label: str, at: date | None) -> Iterator[FieldInWords]:
    if at is not None:
        yield FieldInWords(name, label, day(at))


def _words(name: str, label: str, words: Span | None) -> Iterator[FieldInWords]:
    if words is not None:
        yield FieldInWords(name, label, "", words)


def _link(name: str, label: str, id: str | None) -> Iterator[FieldInWords]:
    if id is not None:
        yield FieldInWords(name, label, one_line(id))
