"""New values for the fields of a statement, checked: from what a person gives to the wire format.

A person may write less than the wire format has: a name for an origin, words for the people or the
place, a day for a period. Each value comes back as the wire format has it, each word with its
place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Any, get_args

from tollbook.model.document import Document
from tollbook.model.problem import DecisionError
from tollbook.model.statement import Place, Population
from tollbook.model.text import Span
from tollbook.model.values import (
    BASES,
    KINDS,
    MEASURES,
    MODALITIES,
    AgeGroup,
    Direction,
    Modifier,
    PlaceLevel,
    Scope,
    Sex,
    Status,
)
from tollbook.model.wire import JsonObject, place_json, population_json
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.reviews.relocate import NOWHERE, find_words
from tollbook.resolution import EntityTable
from tollbook.resolution.context import MAX_CONTEXT_CHARS, Context
from tollbook.resolution.places import resolve_place
from tollbook.resolution.populations import resolve_population

Words = Span | str | Mapping[str, Any]
"""Words of a document: a span, its offsets, or the words themselves."""

_OPEN = ("", "none", "open", "unknown", "null")


def find_places(words: str, text: str) -> list[tuple[int, int]]:
    r"""Every place where words stand in a text, wherever its lines break.

    >>> find_places("two men", "two men and two\nmen")
    [(0, 7), (12, 19)]
    """
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(map(re.escape, parts))
    return [match.span() for match in re.finditer(pattern, text)]


@dataclass(frozen=True)
class Page:
    """Where a statement stands: its document, the corpus around it, and who is known by name.

    `near` is where its evidence begins: of the same words several times, the nearest are meant.
    """

    document: Document
    corpus: Corpus
    entities: EntityTable
    near: int

    @cached_property
    def context(self) -> Context:
        """The names that the document explains."""
        return Context(self.document.text[:MAX_CONTEXT_CHARS])

    def span(self, given: Words, field: str) -> JsonObject:
        """The span of some words of the document.

        Raises:
            DecisionError: they don't stand in it.
        """
        text, id = self.document.text, self.document.id
        if isinstance(given, Span):
            given = {"start": given.start, "end": given.end, "quote": given.quote}
        if isinstance(given, str):
            found = find_places(given, text)
            if not found:
                raise DecisionError(f"the words “{given}” for {field} do not stand in {id}")
            first, last = min(found, key=lambda place: abs(place[0] - self.near))
            return {"start": first, "end": last, "quote": text[first:last]}
        start, end, quote = given.get("start"), given.get("end"), given.get("quote")
        if (
            not isinstance(start, int)
            or not isinstance(end, int)
            or not 0 <= start < end <= len(text)
        ):
            raise DecisionError(
                f"{field}: {start}..{end} is no stretch of {id}, which has {len(text)} characters"
            )
        if quote is not None and quote != text[start:end]:
            raise DecisionError(f"{field}: “{quote}” is not what stands at {start}..{end} of {id}")
        return {"start": start, "end": end, "quote": text[start:end]}


Checker = Callable[["_Field"], Any]


@dataclass(frozen=True)
class _Field:
    """One field to be set: its name, what was given, the words for it, and what stood there."""

    name: str
    given: Any
    words: JsonObject | None
    before: Any
    page: Page
    statement: JsonObject

    def wrong(self, what: str) -> DecisionError:
        return DecisionError(f"{self.name} can't be {self.given!r}: {what}")


def check_fields(
    changes: Mapping[str, Any],
    words: Mapping[str, Words],
    statement: JsonObject,
    page: Page,
) -> tuple[JsonObject, JsonObject]:
    """The new fields of a statement (its wire record), and the spans that show them.

    Raises:
        DecisionError: a field does not exist, a value can't be, or words do not stand in the page.
    """
    known = _FIELDS[statement["kind"]]
    for name in (*changes, *words):
        if name not in known:
            raise DecisionError(_no_field(name, statement["kind"], known))
    shown = {name: page.span(given, name) for name, given in words.items()}
    given = dict(changes) | {
        name: span for name, span in shown.items() if _takes_words(name, changes)
    }
    fields: JsonObject = {}
    for name, value in given.items():
        field = _Field(name, value, shown.get(name), statement.get(name), page, statement)
        fields[name] = known[name](field)
    _complete(fields, shown, statement)
    return fields, shown


def _takes_words(name: str, changes: Mapping[str, Any]) -> bool:
    """Whether words alone set a field: those for people do, those for a measure only show it."""
    return name not in changes and (name in _OF_WORDS or name in ("population", "place"))


def _complete(fields: JsonObject, shown: JsonObject, statement: JsonObject) -> None:
    """Fill in what follows from the new values: both ends of an exact number, where it stands."""
    if "low" in statement and statement["low"] == statement["high"]:
        for one, other in (("low", "high"), ("high", "low")):
            if one in fields and other not in fields and fields[one] is not None:
                fields[other] = fields[one]
    if "number" in statement and "number" not in fields:
        number = shown.get("low") or shown.get("high")
        if number:
            fields["number"] = number
    low = fields.get("low", statement.get("low"))
    high = fields.get("high", statement.get("high"))
    if low is not None and high is not None and high < low:
        raise DecisionError(f"no count runs from {low} to {high}; give low and high")
    evidence, content = fields.get("evidence"), fields.get("content") or statement["content"]
    if evidence and not (
        content["start"] <= evidence["start"] and evidence["end"] <= content["end"]
    ):
        fields["content"] = evidence


def _no_field(name: str, kind: str, known: Iterable[str]) -> str:
    if name in ("id", "document", "kind", "found_by", "confidence", "attribution"):
        advice = (
            "reject the statement and add another"
            if name != "attribution"
            else ("set origin and relayers")
        )
        return f"{name} can't be corrected; {advice}"
    near = get_close_matches(name, list(known), n=2)
    advice = f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(sorted(known))}"
    return f"a statement of the kind {kind.replace('_', ' ')} has no field {name!r}; {advice}"


# One field after the other


def _one_of(values: Sequence[str]) -> Checker:
    def check(field: _Field) -> str:
        if field.given not in values:
            near = get_close_matches(str(field.given), values, n=1, cutoff=0.5)
            advice = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(values)}"
            raise field.wrong(advice)
        return str(field.given)

    return check


def _count(field: _Field) -> int:
    given = field.given
    if isinstance(given, str) and given.replace(",", "").strip().isdecimal():
        given = int(given.replace(",", ""))
    if not _is_whole(given):
        raise field.wrong("it is a whole number, written in digits")
    if given < 0:
        raise field.wrong("nobody counts fewer than none")
    return int(given)


def _open_count(field: _Field) -> int | None:
    return None if _is_open(field.given) else _count(field)


def _factor(field: _Field) -> float | None:
    if _is_open(field.given):
        return None
    try:
        value = float(field.given)
    except (TypeError, ValueError):
        raise field.wrong("it is a number, like 1.5") from None
    if not 0 <= value < float("inf"):
        raise field.wrong("it is a number from 0 up, like 1.5")
    return value


def _measures(field: _Field) -> list[str]:
    given = field.given.replace(",", " ").split() if isinstance(field.given, str) else field.given
    if not given or any(measure not in MEASURES for measure in given):
        raise field.wrong(f"they are some of {', '.join(MEASURES)}")
    return list(dict.fromkeys(given))


def _span(field: _Field) -> JsonObject:
    if _is_open(field.given):
        raise field.wrong("it needs words of the document")
    return field.page.span(field.given, field.name)


def _open_span(field: _Field) -> JsonObject | None:
    return None if _is_open(field.given) else field.page.span(field.given, field.name)


def _open_day(field: _Field) -> str | None:
    return None if _is_open(field.given) else _day(field.given, field).isoformat()


def _voice(field: _Field) -> JsonObject | None:
    """The origin, by its name or its entity's id; None where the page speaks for itself."""
    if _is_open(field.given):
        return None
    return _named(field, "origin", field.given, field.words)


def _relayers(field: _Field) -> list[JsonObject]:
    given = [] if _is_open(field.given) else field.given
    names = given.split(";") if isinstance(given, str) else given
    return [_named(field, "relayer", name, None) for name in names]


def _named(field: _Field, role: str, given: Any, words: JsonObject | None) -> JsonObject:
    page = field.page
    extra: Mapping[str, Any] = given if isinstance(given, Mapping) else {"name": given}
    name = str(extra.get("name") or extra.get("quote") or "").strip()
    entity = page.entities.get(str(extra.get("entity") or name))
    if extra.get("entity") and entity is None:
        near = get_close_matches(str(extra["entity"]), list(page.entities.entities), n=2)
        advice = f"did you mean {' or '.join(near)}?" if near else "leave it out"
        raise field.wrong(f"no entity has the id {extra['entity']!r}; {advice}")
    if entity is None and name:
        entity = page.entities.resolve(name, page.context)
    if entity is None and not name:
        raise field.wrong("a voice needs its name")
    if words is None and extra.get("start") is not None:
        words = page.span({k: extra.get(k) for k in NOWHERE}, field.name)
    mention = words or find_words(name, page.document.text, page.near) or NOWHERE
    cue = extra.get("cue")
    return {
        "role": role,
        "name": entity.name if entity else name,
        **mention,
        "cue": page.span(cue, "cue") if cue else None,
        "carried": bool(extra.get("carried", False)),
        "entity": entity.id if entity else None,
        "confidence": None,
    }


def _population(field: _Field) -> JsonObject | None:
    """Whom a figure counts: by their words, or with the facets that a person gives."""
    if _is_open(field.given):
        return None
    facets: dict[str, Sequence[str] | None] = {
        "side": None,
        "status": get_args(Status),
        "sex": get_args(Sex),
        "age_group": get_args(AgeGroup),
    }
    given, mention = _with_words(field, facets, "the words that show whom")
    people = Population(mention=_to_span(mention))
    read = resolve_population(people, field.page.entities, field.page.context)
    found = population_json(read) or {}
    if field.before and field.before["quote"] == mention["quote"]:
        found |= {name: field.before[name] for name in facets}
    for name, values in facets.items():
        if name in given:
            value = None if _is_open(given[name]) and name != "status" else given[name]
            if value is not None and values and value not in values:
                raise DecisionError(f"{name} can't be {value!r}: it is one of {', '.join(values)}")
            found[name] = value
    return found


def _place(field: _Field) -> JsonObject | None:
    """Where: by the words or the name, else with what a person gives."""
    if _is_open(field.given):
        return None
    parts: dict[str, Sequence[str] | None] = {
        "name": None,
        "country": None,
        "lat": None,
        "lon": None,
        "level": get_args(PlaceLevel),
    }
    given, mention = _with_words(field, parts, "the words that show where", plain="name")
    name = str(given.get("name") or mention["quote"])
    read = resolve_place(Place(mention=Span(0, len(name), name)), field.page.context)
    found = place_json(replace(read, mention=_to_span(mention))) or {}
    if given.get("name") and found["name"] is None:
        found["name"] = name
    for part in parts:
        if part in given and part != "name":
            found[part] = None if _is_open(given[part]) else given[part]
    for part, most in (("lat", 90), ("lon", 180)):
        degrees = found[part]
        if degrees is not None:
            if isinstance(degrees, str):
                degrees = _factor(replace(field, given=degrees.lstrip("-"))) or 0.0
                degrees = -degrees if str(given[part]).startswith("-") else degrees
            if not isinstance(degrees, int | float) or abs(degrees) > most:
                raise DecisionError(f"{part} can't be {degrees!r}: it is in degrees, up to {most}")
            found[part] = degrees
    if found["level"] not in (None, *get_args(PlaceLevel)):
        raise DecisionError(
            f"level can't be {found['level']!r}: it is one of {', '.join(get_args(PlaceLevel))}"
        )
    return found


def _period(field: _Field) -> JsonObject | None:
    """A day, or two with a slash between, either left out where it is open."""
    given = field.given
    if _is_open(given):
        return None
    extra: Mapping[str, Any] = {}
    if isinstance(given, Mapping):
        extra = given
        before = field.before or {}
        start, end = (extra.get(k, before.get(k)) for k in ("start_date", "end_date"))
    elif isinstance(given, list | tuple) and len(given) == 2:
        start, end = given
    elif isinstance(given, str) and "/" in given:
        start, _, end = given.partition("/")
    else:
        start = end = given
    days = [None if _is_open(day) or day == ".." else _day(day, field) for day in (start, end)]
    if days[0] and days[1] and days[1] < days[0]:
        raise field.wrong(f"a period can't end on {days[1]}, before {days[0]}")
    mention = field.words or _words_of(field, extra) or _mention_of(field.before) or NOWHERE
    return {
        "start_date": days[0] and days[0].isoformat(),
        "end_date": days[1] and days[1].isoformat(),
        **mention,
    }


def _baseline(field: _Field) -> JsonObject | None:
    if _is_open(field.given):
        return None
    given = field.given if isinstance(field.given, Mapping) else {"quote": field.given}
    period = _period(replace(field, given={k: v for k, v in given.items() if k != "origin"})) or {}
    return period | {"origin": given.get("origin", (field.before or {}).get("origin"))}


def _likelihood(field: _Field) -> JsonObject | None:
    if _is_open(field.given):
        return None
    given, mention = _with_words(field, {"low": None, "high": None}, "the words of likelihood")
    low, high = (
        None if given.get(k) is None else _factor(replace(field, given=given[k]))
        for k in ("low", "high")
    )
    if any(end is not None and end > 1 for end in (low, high)) or (low or 0) > (high or 1):
        raise field.wrong("low and high are from 0 to 1, the lower one first")
    return {**mention, "low": low, "high": high}


def _link(field: _Field) -> str | None:
    """The figure that this one is part of, or that it repeats: one of the same document."""
    if _is_open(field.given):
        return None
    other, document = field.page.corpus.figure(str(field.given)), field.page.document.id
    if other is None:
        known = [figure.id for figure in field.page.corpus.figures_in(document)]
        near = get_close_matches(str(field.given), known, n=2)
        advice = f"did you mean {' or '.join(near)}?" if near else "'tollbook show' lists figures"
        raise field.wrong(f"no figure is called so; {advice}")
    if other.document != document:
        raise field.wrong(f"it stands in {other.document}, and this one in {document}")
    id: str | None = other.id
    seen = {field.statement["id"]}
    while id is not None:
        if id in seen:
            raise field.wrong("it would lead back to itself")
        seen.add(id)
        next_one = field.page.corpus.figure(id)
        id = getattr(next_one, field.name, None)
    return other.id


# Parts of values


def _with_words(
    field: _Field, parts: Iterable[str], needed: str, plain: str = "quote"
) -> tuple[Mapping[str, Any], JsonObject]:
    """What was given for the parts of a value, and the span of its words."""
    given = field.given
    if isinstance(given, Span):
        given = {"start": given.start, "end": given.end, "quote": given.quote}
    if isinstance(given, str):
        shown = field.words or find_words(given, field.page.document.text, field.page.near)
        if shown is None:
            raise field.wrong(
                f"these words do not stand in {field.page.document.id}; give {needed}"
            )
        return ({plain: given} if plain != "quote" else {}), shown
    if not isinstance(given, Mapping):
        raise field.wrong(f"give {needed}")
    for name in given:
        if name not in (*parts, *NOWHERE):
            raise field.wrong(f"it has no {name!r}, but {', '.join(parts)}")
    mention = field.words or _words_of(field, given) or _mention_of(field.before)
    if mention is None:
        raise field.wrong(f"give {needed}")
    return given, mention


def _words_of(field: _Field, given: Mapping[str, Any]) -> JsonObject | None:
    if given.get("start") is not None:
        return field.page.span({name: given.get(name) for name in NOWHERE}, field.name)
    return field.page.span(given["quote"], field.name) if given.get("quote") else None


def _mention_of(value: Any) -> JsonObject | None:
    if not value or value.get("quote") is None:
        return None
    return {name: value[name] for name in NOWHERE}


def _to_span(span: JsonObject) -> Span:
    return Span(span["start"], span["end"], span["quote"])


def _day(given: Any, field: _Field) -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given).strip())
    except ValueError:
        raise field.wrong("a day is written like 2025-01-14") from None


def _is_open(given: Any) -> bool:
    return given is None or (isinstance(given, str) and given.strip().lower() in _OPEN)


def _is_whole(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


_EVERY: dict[str, Checker] = {
    "origin": _voice,
    "relayers": _relayers,
    "modality": _one_of(MODALITIES),
    "evidence": _span,
    "content": _span,
}
_OF_KIND: dict[str, dict[str, Checker]] = {
    "figure": {
        "measure": _one_of(MEASURES),
        "low": _count,
        "high": _open_count,
        "modifier": _one_of(get_args(Modifier)),
        "number": _open_span,
        "population": _population,
        "scope": _one_of(get_args(Scope)),
        "part_of": _link,
        "same_as": _link,
        "place": _place,
        "period": _period,
        "by": _open_span,
        "cause": _open_span,
        "basis": _one_of(BASES),
        "as_of": _open_day,
    },
    "change": {
        "measures": _measures,
        "direction": _one_of(get_args(Direction)),
        "factor_low": _factor,
        "factor_high": _factor,
        "amount_low": _open_count,
        "amount_high": _open_count,
        "baseline": _baseline,
    },
    "prediction": {
        "event": _span,
        "actor": _open_span,
        "window": _period,
        "likelihood": _likelihood,
    },
    "custody": {
        "low": _count,
        "high": _open_count,
        "population": _population,
        "holder": _open_span,
        "unit": _open_span,
    },
}
_FIELDS: Mapping[str, Mapping[str, Checker]] = {
    kind: _EVERY | _OF_KIND.get(kind, {}) for kind in KINDS
}
_OF_WORDS = frozenset(
    {"number", "evidence", "content", "by", "cause", "event", "actor", "holder", "unit"}
)
"""Fields that are nothing but words."""
