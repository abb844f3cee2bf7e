"""Hypothesis strategies: any document, and any statements that quote it."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from factories import a_document
from tollbook.model.document import Block, Document, SourceMap
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
from tollbook.model.values import (
    MEASURES,
    AgeGroup,
    Basis,
    Direction,
    Modality,
    Modifier,
    PlaceLevel,
    Scope,
    Sex,
    Status,
)

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")  # no ledger keeps a NUL
WORDS = st.text(CHARACTERS, max_size=12)
COUNTS = st.integers(0, 10**24)
DAYS = st.dates()
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
DEGREES = st.floats(-180, 180)


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text and metadata; the original has nothing to do with the text."""
    text = draw(st.text(CHARACTERS, min_size=1, max_size=80))
    cut = draw(st.integers(0, len(text)))
    return a_document(
        text,
        id=draw(st.text(string.ascii_letters + "ü#/ ", min_size=1, max_size=6)),
        published=draw(maybe(DAYS | st.datetimes(timezones=maybe(OFFSETS)))),
        publisher=draw(maybe(WORDS)),
        original=draw(st.binary(max_size=60)),
        title=draw(maybe(WORDS)),
        url=draw(maybe(WORDS)),
        blocks=(Block(0, cut, "headline"), Block(cut, len(text), "body", 2)),
        source_map=SourceMap(((0, 3, cut, cut), (cut, 9, 1, 2))),
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span.of(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def voices(draw: st.DrawFn, text: str) -> tuple[Voice, ...]:
    origin = Voice(
        role="origin",
        name=draw(WORDS),
        mention=draw(maybe(spans(text))),
        cue=draw(maybe(spans(text))),
        carried=draw(st.booleans()),
        entity=draw(maybe(WORDS)),
        confidence=draw(maybe(st.floats(0, 1))),
    )
    return (Voice(role="publisher", name=draw(WORDS)), origin)[draw(st.integers(0, 1)) :]


@st.composite
def periods(draw: st.DrawFn, text: str) -> Period:
    first, last = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    start, end = (draw(st.sampled_from([day, None])) for day in (first, last))
    return Period(mention=draw(maybe(spans(text))), start_date=start, end_date=end)


def _intervals(draw: st.DrawFn) -> dict[str, Any]:
    low = draw(COUNTS)
    return {"low": low, "high": draw(maybe(st.integers(low, 2 * low)))}


def _population(draw: st.DrawFn, span: st.SearchStrategy[Span]) -> Population:
    return Population(
        mention=draw(span),
        side=draw(maybe(WORDS)),
        status=draw(one_of(Status)),
        sex=draw(maybe(one_of(Sex))),
        age_group=draw(maybe(one_of(AgeGroup))),
    )


def _figure(draw: st.DrawFn, common: dict[str, Any], text: str) -> Figure:
    span = spans(text)
    place = Place(
        mention=draw(span),
        name=draw(maybe(WORDS)),
        country=draw(maybe(WORDS)),
        lat=draw(maybe(DEGREES)),
        lon=draw(maybe(DEGREES)),
        level=draw(maybe(one_of(PlaceLevel))),
    )
    return Figure(
        **common,
        **_intervals(draw),
        measure=draw(st.sampled_from(MEASURES)),
        modifier=draw(one_of(Modifier)),
        modality=draw(one_of(Modality)),
        scope=draw(one_of(Scope)),
        basis=draw(one_of(Basis)),
        number=draw(maybe(span)),
        population=_population(draw, span) if draw(st.booleans()) else None,
        place=place if draw(st.booleans()) else None,
        period=draw(maybe(periods(text))),
        by=draw(maybe(span)),
        cause=draw(maybe(span)),
        part_of=draw(maybe(WORDS)),
        same_as=draw(maybe(WORDS)),
    )


def _change(draw: st.DrawFn, common: dict[str, Any], text: str) -> Change:
    baseline = Baseline(
        mention=draw(maybe(spans(text))),
        start_date=draw(maybe(DAYS)),
        end_date=draw(maybe(DAYS)),
        origin=draw(maybe(WORDS)),
    )
    return Change(
        **common,
        measures=tuple(draw(st.lists(st.sampled_from(MEASURES), max_size=3))),
        direction=draw(one_of(Direction)),
        factor_low=draw(maybe(st.floats(0, 1e12))),
        factor_high=draw(maybe(st.floats(0, 1e12))),
        amount_low=draw(maybe(COUNTS)),
        amount_high=draw(maybe(COUNTS)),
        baseline=baseline if draw(st.booleans()) else None,
    )


def _prediction(draw: st.DrawFn, common: dict[str, Any], text: str) -> Prediction:
    span = spans(text)
    likelihood = Likelihood(mention=draw(span), low=draw(maybe(st.floats(0, 1))), high=0.95)
    return Prediction(
        **common,
        event=draw(span),
        actor=draw(maybe(span)),
        window=draw(maybe(periods(text))),
        likelihood=likelihood if draw(st.booleans()) else None,
    )


def _custody(draw: st.DrawFn, common: dict[str, Any], text: str) -> Custody:
    span = spans(text)
    return Custody(
        **common,
        **_intervals(draw),
        population=_population(draw, span),
        holder=draw(maybe(span)),
        unit=draw(maybe(span)),
    )


def _plain(draw: st.DrawFn, common: dict[str, Any], _text: str) -> Statement:
    kinds: list[type[Statement]] = [Explanation, Incident, DocumentEvidence, Intention]
    kind: type[Statement] = draw(st.sampled_from([*kinds, OpenQuestion, Assertion]))
    return kind(**common)


@st.composite
def statements(draw: st.DrawFn, document: Document, n: int = 1) -> Statement:
    """A statement of any kind, quoting the document anywhere."""
    common: dict[str, Any] = {
        "id": f"{document.id}#{n}",
        "document": document.id,
        "evidence": draw(spans(document.text)),
        "content": draw(spans(document.text)),
        "attribution": draw(voices(document.text)),
    }
    make: Callable[[st.DrawFn, dict[str, Any], str], Statement] = draw(
        st.sampled_from([_figure, _change, _prediction, _custody, _plain])
    )
    return make(draw, common, document.text)


@st.composite
def read_documents(draw: st.DrawFn) -> tuple[Document, list[Statement]]:
    """A document and up to three statements in it, linked to one another or not at all."""
    document = draw(documents())
    count = draw(st.integers(0, 3))
    made = [draw(statements(document, n)) for n in range(1, count + 1)]
    return document, [_linked(draw, statement, made) for statement in made]


def _linked(draw: st.DrawFn, statement: Statement, made: list[Statement]) -> Statement:
    if not isinstance(statement, Figure):
        return statement
    others = st.sampled_from([None, *(other.id for other in made if other is not statement)])
    return replace(statement, part_of=draw(others), same_as=draw(others))
