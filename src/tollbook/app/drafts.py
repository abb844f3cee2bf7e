"""Drafts: a statement as somebody is about to have it, with values read from the words they select.

    words of the text -> what the library reads in them -> a record -> what it would say

A draft is never stored: `OpenLedger.correct` and `OpenLedger.add` take what it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from math import isfinite, nan
from typing import Any, Literal, get_args

from tollbook.extraction.numbers import quantities
from tollbook.model.document import Document
from tollbook.model.problem import DecisionError
from tollbook.model.statement import Period, Place, Population, Statement
from tollbook.model.text import Span
from tollbook.model.values import (
    BASES,
    MEASURES,
    MODALITIES,
    AgeGroup,
    Direction,
    Kind,
    Modifier,
    PlaceLevel,
    Scope,
    Sex,
    Status,
)
from tollbook.model.wire import JsonObject, from_json, to_json
from tollbook.publishing.visible import one_line, visible
from tollbook.resolution import EntityTable
from tollbook.resolution.context import MAX_CONTEXT_CHARS, Context
from tollbook.resolution.dates import resolve_baseline, resolve_period
from tollbook.resolution.places import resolve_place
from tollbook.resolution.populations import resolve_population

ValueKind = Literal[
    "count", "decimal", "day", "choice", "choices", "text", "voice", "voices", "figure"
]
"""How a value is given: a whole number, a number from a form, a day, one or several words of a
closed vocabulary, free text, the name of a voice, several such names, the id of a figure."""

_MOST_WORDS = 2_000  # characters; nobody selects more for one field
_MOST_NAME = 300
_MOST_DIGITS = 10  # more people have never lived at one time
_NEED_WORDS = ("population", "place", "likelihood")
_USUAL = {"modifier": "exact", "scope": "incident", "basis": "unknown", "modality": "asserted"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field: where it stands in the record, and what it may be."""

    path: str
    label: str
    kind: ValueKind
    choices: tuple[str, ...] = ()
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """What people correct together: the words of the text that show it, and its values.

    `key` is the letter that chooses it on a keyboard.
    """

    name: str
    label: str
    key: str
    values: tuple[Value, ...] = ()
    has_words: bool = True
    required: bool = False


def _choice(path: str, label: str, choices: tuple[str, ...], *, optional: bool = True) -> Value:
    return Value(path, label, "choice", choices, optional)


def _plain(name: str, label: str, key: str, choices: tuple[str, ...]) -> Field:
    return Field(
        name, label, key, (_choice(name, label, choices, optional=False),), has_words=False
    )


def _period(name: str, label: str) -> Field:
    return Field(
        name,
        label,
        "t",
        (
            Value(f"{name}.start_date", "From", "day"),
            Value(f"{name}.end_date", "To", "day"),
        ),
    )


_BOUNDS = (Value("low", "At least", "count", optional=False), Value("high", "At most", "count"))
_WHO = Field("origin", "Who says", "w", (Value("origin.name", "Voice", "voice"),))
_RELAYERS = Field(
    "relayers", "Passed on by", "r", (Value("relayers", "Voices", "voices"),), has_words=False
)
_FIRMLY = _plain("modality", "How firmly", "h", MODALITIES)
_EVIDENCE = Field("evidence", "Evidence", "e", required=True)
_PEOPLE = Field(
    "population",
    "Whom",
    "p",
    (
        Value("population.side", "Side", "text"),
        _choice("population.status", "Status", get_args(Status), optional=False),
        _choice("population.sex", "Sex", get_args(Sex)),
        _choice("population.age_group", "Age", get_args(AgeGroup)),
    ),
)
_SHARED = (_WHO, _RELAYERS, _FIRMLY, _EVIDENCE)

_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "figure": (
        Field(
            "number",
            "How many",
            "n",
            (*_BOUNDS, _choice("modifier", "Worded as", get_args(Modifier), optional=False)),
        ),
        _plain("measure", "What is counted", "m", MEASURES),
        _PEOPLE,
        _WHO,
        Field(
            "place",
            "Where",
            "l",
            (
                Value("place.name", "Place", "text"),
                Value("place.country", "Country", "text"),
                _choice("place.level", "Level", get_args(PlaceLevel)),
            ),
        ),
        _period("period", "When"),
        Field("as_of", "Counted on", "d", (Value("as_of", "Day", "day"),)),
        _plain("scope", "Scope", "s", get_args(Scope)),
        _FIRMLY,
        _plain("basis", "How they know", "b", BASES),
        Field("part_of", "Part of", "f", (Value("part_of", "Figure", "figure"),), has_words=False),
        Field("same_as", "Again", "g", (Value("same_as", "Figure", "figure"),), has_words=False),
        Field("by", "Done by", "y"),
        Field("cause", "By what means", "c"),
        _RELAYERS,
        _EVIDENCE,
    ),
    "change": (
        Field(
            "measures",
            "What changes",
            "m",
            (Value("measures", "Measures", "choices", MEASURES, optional=False),),
            has_words=False,
        ),
        _plain("direction", "Direction", "d", get_args(Direction)),
        Field(
            "factor",
            "By what factor",
            "x",
            (
                Value("factor_low", "At least", "decimal"),
                Value("factor_high", "At most", "decimal"),
            ),
            has_words=False,
        ),
        Field(
            "amount",
            "By how many",
            "n",
            (Value("amount_low", "At least", "count"), Value("amount_high", "At most", "count")),
            has_words=False,
        ),
        _period("baseline", "Against"),
        *_SHARED,
    ),
    "prediction": (
        Field("event", "What is expected", "v", required=True),
        Field("actor", "Of whom", "p"),
        _period("window", "By when"),
        Field(
            "likelihood",
            "How likely",
            "k",
            (
                Value("likelihood.low", "From", "decimal"),
                Value("likelihood.high", "To", "decimal"),
            ),
        ),
        *_SHARED,
    ),
    "custody": (
        Field("held", "How many", "n", _BOUNDS),
        _PEOPLE,
        Field("holder", "Held by", "y"),
        Field("unit", "Of which unit", "u"),
        *_SHARED,
    ),
}


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind of statement that people correct, in the order of a form."""
    return _FIELDS.get(kind, _SHARED)


@dataclass(frozen=True, slots=True)
class Number:
    """How many, as some words say it; `high` is None where they leave the top open."""

    low: int
    high: int | None
    modifier: Modifier


def read_number(words: str, policy: str = "tollbook") -> Number | None:
    """The first number that some words give, None where they give none.

    >>> read_number("more than three dozen")
    Number(low=37, high=None, modifier='more_than')
    """
    found = next(iter(quantities(words, policy)), None)
    return None if found is None else Number(found.low, found.high, found.modifier)


@dataclass(frozen=True)
class Draft:
    """A statement being corrected or added; every change gives a new draft.

    `record` is that of the wire format, with the last voice of the chain as `origin` (None for a
    page that speaks for itself) and those between as `relayers`. `shown` has the words that show
    those fields that keep no words of their own. `notes` says, by field, what could not be read.
    """

    record: JsonObject
    document: Document
    entities: EntityTable
    shown: Mapping[str, Span] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, statement: Statement, document: Document, entities: EntityTable) -> Draft:
        """The statement as it is."""
        record = to_json(statement)
        _, *others = record["attribution"]
        record["relayers"] = [voice for voice in others if voice["role"] == "relayer"]
        record["origin"] = next((voice for voice in others if voice["role"] == "origin"), None)
        if statement.kind == "figure":
            record.setdefault("as_of", None)
        return cls(record, document, entities)

    @classmethod
    def blank(cls, kind: Kind, document: Document, entities: EntityTable) -> Draft:
        """A new statement of a document, before anything is said of it."""
        heads = {value.path.partition(".")[0] for one in fields_of(kind) for value in one.values}
        words = {one.name for one in fields_of(kind) if one.has_words and one.name != "held"}
        voice = dict.fromkeys(("start", "end", "quote", "cue", "entity", "confidence"))
        publisher = voice | {"name": document.publisher_name, "carried": False}
        record: JsonObject = {
            **dict.fromkeys((*heads, *words, "content", "found_by", "confidence")),
            **{name: value for name, value in _USUAL.items() if name in heads},
            "id": f"{document.id}#new",
            "document": document.id,
            "kind": kind,
            "attribution": [publisher | {"role": "publisher"}],
            "relayers": [],
        }
        return cls(record, document, entities)

    @property
    def kind(self) -> Kind:
        """The kind of the statement."""
        kind: Kind = self.record["kind"]
        return kind

    def words(self, name: str) -> Span | None:
        """The words that show a field."""
        kept = self.record.get(name)
        if name in self.shown or not isinstance(kept, dict) or kept.get("start") is None:
            return self.shown.get(name)
        return Span(kept["start"], kept["end"], kept["quote"])

    def value(self, path: str) -> Any:
        """A value by its path in the record: `low`, `population.side`."""
        head, _, rest = path.partition(".")
        kept = self.record.get(head)
        if not rest:
            return kept
        return kept.get(rest) if isinstance(kept, dict) else None

    def find(self, words: str, near: int | None = None) -> Span:
        """Where words stand in the document: nearest to an offset, or to the evidence.

        Blanks and line breaks need not be those of the document.

        Raises:
            DecisionError: they do not stand there.
        """
        text = self.document.text
        if near is not None and 0 <= near < near + len(words) <= len(text):
            there = Span.of(text, near, near + len(words))
            if visible(there.quote) == words:  # as a page shows control characters
                return there
        parts = words.split()
        if not parts or len(words) > _MOST_WORDS:
            raise DecisionError(f"select between 1 and {_MOST_WORDS:,} characters of the text")
        pattern = r"\s+".join(re.escape(part) for part in parts)
        found = [match.span() for match in re.finditer(pattern, text)]
        if not found:
            raise DecisionError(
                f"“{_short(words)}” does not stand in this document; copy words from its text"
            )
        evidence = self.record["evidence"]
        wanted = near if near is not None else evidence["start"] if evidence else 0
        return Span.of(text, *min(found, key=lambda extent: abs(extent[0] - wanted)))

    def with_words(self, name: str, span: Span | None) -> Draft:
        """The draft with other words for a field, and with the values that are read in them.

        Without words the field is emptied. Where nothing can be read its values stay, and a note
        says so.

        Raises:
            DecisionError: the field needs words.
        """
        named = next((one for one in fields_of(self.kind) if one.name == name), None)
        if named is None or not named.has_words:
            raise DecisionError(f"no words can be given for {name!r}")
        if span is None and named.required:
            raise DecisionError(f"{named.label}: this needs words of the text")
        if name == "evidence" and span is not None:
            return self._over(span)
        if span is None:
            shown = {key: words for key, words in self.shown.items() if key != name}
            record = self.record if name == "held" else self.record | {name: None}
            return replace(self, record=record, shown=shown)
        return self._read(name, span)

    def with_value(self, path: str, *typed: str) -> Draft:
        """The draft with a value as it was typed; several where the field takes several.

        Raises:
            DecisionError: the field can't have that value.
        """
        values = {value.path: value for one in fields_of(self.kind) for value in one.values}
        if path not in values:
            raise DecisionError(f"no value can be given for {path!r}")
        if not "".join(typed).strip() and self.value(path) is None:
            return self
        read = _typed(values[path], typed)
        head, _, rest = path.partition(".")
        kept = self.record.get(head)
        if head == "origin":
            return self._with(origin=read and self._voice("origin", read, kept))
        if head == "relayers":
            by_name = {voice["name"]: voice for voice in self.record["relayers"]}
            return self._with(
                relayers=[self._voice("relayer", name, by_name.get(name)) for name in read]
            )
        if not rest:
            return self._with(**{head: read})
        if kept is None and read in (None, "unknown"):
            return self
        if kept is None and head in _NEED_WORDS:
            label = next(one.label for one in fields_of(self.kind) if one.name == head)
            raise DecisionError(f"{label}: select the words that say so first")
        nothing = dict.fromkeys(("start", "end", "quote", "start_date", "end_date", "origin"))
        return self._with(**{head: (kept or nothing) | {rest: read}})

    def changes_from(self, before: Draft) -> dict[str, Any]:
        """The fields that differ from an earlier draft, as the wire format has them."""
        return {
            name: value
            for name, value in self.record.items()
            if name != "attribution" and value != before.record.get(name)
        }

    def new_fields(self) -> dict[str, Any]:
        """All fields that are given, as the wire format has them, for a statement to be added."""
        apart = {"id", "document", "attribution", "evidence", "content", "found_by", "confidence"}
        return {
            name: value
            for name, value in self.record.items()
            if name not in apart and (value is not None or name == "high")
        }

    def words_of(self, changes: Mapping[str, Any]) -> dict[str, Span]:
        """The words that show fields that changed, or that have no place in the record."""
        names = dict.fromkeys((*changes, *self.shown))
        found = {name: span for name in names if (span := self.words(name)) is not None}
        if "held" in found:
            found["low"] = found.pop("held")
        return found

    def with_number_in_evidence(self) -> Draft:
        """The draft with the first number of its evidence, if it lacks one that stands there."""
        evidence = self.words("evidence")
        if evidence is None or self.kind != "figure" or self.words("number") is not None:
            return self
        found = next(iter(quantities(evidence.quote)), None)
        if found is None:
            return self
        start, end = evidence.start + found.start, evidence.start + found.end
        return self.with_words("number", Span.of(self.document.text, start, end))

    def statement(self) -> Statement:
        """What the draft comes to.

        Raises:
            DecisionError: its values don't go together.
        """
        for one in fields_of(self.kind):
            lacking = (value for value in one.values if not value.optional)
            if any(self.value(value.path) in (None, []) for value in lacking if not _part(value)):
                raise DecisionError(f"{one.label}: a value is needed")
            if one.required and self.words(one.name) is None:
                raise DecisionError(f"{one.label}: select the words that say so")
        publisher, origin = self.record["attribution"][0], self.record["origin"]
        chain = [publisher, *self.record["relayers"], *([origin] if origin else [])]
        try:
            return from_json(self.record | {"attribution": chain})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DecisionError(f"this can't be stored: {error}") from error

    def _with(self, **changed: Any) -> Draft:
        return replace(self, record=self.record | changed)

    def _over(self, evidence: Span) -> Draft:
        """The draft over other evidence, which is a part of what its source says there."""
        content = self.record["content"]
        within = content and content["start"] <= evidence.start and evidence.end <= content["end"]
        changed = {} if within else {"content": _span(evidence)}
        return self._with(evidence=_span(evidence), **changed)

    def _read(self, name: str, span: Span) -> Draft:
        """The draft with what words say of a field."""
        words, published, kept = span.quote, self.document.published_on, self.record.get(name)
        match name:
            case "number" | "held":
                return self._count(name, span)
            case "population":
                population = Population(mention=span)
                found = resolve_population(population, self.entities, self._context)
                return self._with(population=_object(found, span))
            case "place":
                where = resolve_place(Place(mention=span), self._context)
                return self._with(place=_object(where, span))
            case "period":
                return self._with(period=_object(resolve_period(words, published), span))
            case "window":
                ahead = resolve_period(words, published, forward=True)
                return self._with(window=_object(ahead, span))
            case "baseline":
                origin = {"origin": kept["origin"] if kept else None}
                earlier = resolve_baseline(words, published)
                return self._with(baseline=_object(earlier, span) | origin)
            case "as_of":
                return self._counted_on(span)
            case "origin":
                voice = self._voice("origin", _one_name(words, "Who says"), None)
                return self._with(origin=voice | {"cue": kept and kept["cue"]} | _span(span))
            case "likelihood":
                band = {key: kept and kept[key] for key in ("low", "high")}
                return self._with(likelihood=_span(span) | band)
        return self._with(**{name: _span(span)})

    def _count(self, name: str, span: Span) -> Draft:
        found = read_number(span.quote)
        shown = self if name == "number" else replace(self, shown={**self.shown, name: span})
        changed: JsonObject = {"number": _span(span)} if name == "number" else {}
        if found is None:
            return shown._with(**changed)._note(name, "no number can be read in these words")
        changed |= {"low": found.low, "high": found.high}
        if name == "number":
            changed["modifier"] = found.modifier
        return shown._with(**changed)

    def _counted_on(self, span: Span) -> Draft:
        found = resolve_period(span.quote, self.document.published_on)
        shown = replace(self, shown={**self.shown, "as_of": span})
        if found is None or found.end_date is None:
            return shown._note("as_of", "no day can be read in these words")
        return shown._with(as_of=found.end_date.isoformat())

    def _note(self, name: str, sentence: str) -> Draft:
        return replace(self, notes={**self.notes, name: f"{sentence}; type the value"})

    def _voice(self, role: str, name: str, kept: JsonObject | None) -> JsonObject:
        """A voice by its name, with the words that name it where they are known."""
        if kept and kept["name"] == name:
            return kept
        entity = self.entities.resolve(name, self._context)
        words = {"start": None, "end": None, "quote": None, "cue": None, "carried": False}
        return {
            **{key: kept[key] if kept else value for key, value in words.items()},
            "role": role,
            "name": entity.name if entity else name,
            "entity": entity.id if entity else None,
            "confidence": None,
        }

    @property
    def _context(self) -> Context:
        return Context(self.document.text[:MAX_CONTEXT_CHARS])


def _part(value: Value) -> bool:
    """Whether it is part of a field that need not be there at all."""
    return "." in value.path


def voice_names(statements: Iterable[Statement], most: int = 300) -> tuple[str, ...]:
    """The names of the voices that say most, in the order of the alphabet."""
    names = Counter(
        voice.name
        for statement in statements
        for voice in statement.attribution
        if voice.role != "publisher"
    )
    return tuple(sorted(name for name, _ in names.most_common(most)))


def _typed(value: Value, typed: tuple[str, ...]) -> Any:
    """What was typed, as the record has it."""
    if value.kind == "choices":
        if not typed or any(one not in value.choices for one in typed):
            raise DecisionError(f"{value.label}: choose from {', '.join(value.choices)}")
        return list(dict.fromkeys(typed))
    text = " ".join(" ".join(typed).split())
    if value.kind == "voices":
        return [_one_name(name, value.label) for name in text.split(";") if name.strip()]
    if not text:
        if value.optional:
            return None
        raise DecisionError(f"{value.label}: a value is needed")
    match value.kind:
        case "count":
            return _count(text, value.label)
        case "decimal":
            return _decimal(text, value.label)
        case "day":
            return _day(text, value.label)
        case "choice" if text not in value.choices:
            raise DecisionError(f"{value.label}: choose from {', '.join(value.choices)}")
    return text if value.kind == "choice" else _one_name(text, value.label)


def _count(text: str, label: str) -> int:
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _MOST_DIGITS:
        raise DecisionError(
            f"{label}: {_short(text)!r} is not a number of people; write it like 40"
        )
    return int(digits)


def _decimal(text: str, label: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise DecisionError(f"{label}: {_short(text)!r} is not a number; write it like 1.5")
    return number


def _day(text: str, label: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise DecisionError(
            f"{label}: {_short(text)!r} is not a date; write it like 2025-01-14"
        ) from None


def _one_name(text: str, label: str) -> str:
    name = " ".join(text.split())
    if len(name) > _MOST_NAME:
        raise DecisionError(f"{label}: a name has at most {_MOST_NAME} characters")
    return name


def _span(span: Span) -> JsonObject:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _object(found: Population | Place | Period | None, span: Span) -> JsonObject:
    """What words were resolved to, as the wire format has it."""
    found = found or Period()
    named = {one.name: getattr(found, one.name) for one in fields(found)}
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in named.items()
        if name not in ("mention", "inherited")
    }
    return values | _span(span)


def _short(words: str, most: int = 60) -> str:
    line = one_line(words)
    return line if len(line) <= most else line[: most - 1] + "…"
