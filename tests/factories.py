"""Documents and statements for tests: the ordinary case by default, so a row shows what is odd.

Every piece of a statement is given as words and looked up in the document's text:

>>> page = a_document("The army said some 300 soldiers were killed in Kursk.")
>>> figure = a_figure(page, "some 300 soldiers were killed", modifier="about", place="Kursk")
>>> figure.low, figure.high, figure.evidence.start, figure.origin.name
(300, 300, 14, 'the army')
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tollbook.model.document import Block, Document
from tollbook.model.statement import (
    Assertion,
    Baseline,
    Change,
    Custody,
    Figure,
    Likelihood,
    Period,
    Place,
    Population,
    Prediction,
    Voice,
)
from tollbook.model.text import Span
from tollbook.model.values import Direction, Measure, Modifier

PUBLISHED = date(2025, 1, 14)
TEXT = "The army said 300 soldiers were killed."
SAME_AS_LOW = -1


def a_document(
    text: str = TEXT,
    *,
    id: str = "report",
    published: date | datetime | None = PUBLISHED,
    publisher: str | None = "Daily Gazette",
    original: bytes | None = None,
    **others: Any,
) -> Document:
    """A text document of one block; `original` is its text in UTF-8 unless given."""
    received = text.encode() if original is None else original
    usual: dict[str, Any] = {
        "blocks": (Block(0, len(text)),),
        "format": "text",
        "address": f"{id}.txt",
        "title": None,
        "language": "en",
    }
    return Document(
        id=id,
        text=text,
        published=published,
        publisher=publisher,
        original=received,
        sha256=hashlib.sha256(received).hexdigest(),
        **(usual | others),
    )


def a_span(document: Document, words: str, *, after: int = 0) -> Span:
    """Where `words` first stand in the document at or after offset `after`; case is ignored."""
    start = document.text.lower().find(words.lower(), after)
    assert start >= 0, f"{words!r} is not in {document.id}: {document.text!r}"
    return Span.of(document.text, start, start + len(words))


def an_attribution(
    document: Document,
    origin: str | None = "the army",
    *,
    relayers: Sequence[str] = (),
    cue: str | None = None,
    entity: str | None = None,
    carried: bool = False,
) -> tuple[Voice, ...]:
    """The chain from the page outward; `origin=None` leaves the publisher alone.

    A voice that the text does not name gets no mention, as one that was named elsewhere.
    """
    chain = [Voice(role="publisher", name=document.publisher or document.address)]
    for name in relayers:
        chain.append(Voice(role="relayer", name=name, mention=_mention(document, name)))
    if origin is not None:
        voice = Voice(
            role="origin",
            name=origin,
            mention=_mention(document, origin),
            cue=a_span(document, cue) if cue else None,
            carried=carried,
            entity=entity,
        )
        chain.append(voice)
    return tuple(chain)


def a_figure(
    document: Document,
    evidence: str,
    *,
    n: int = 1,
    measure: Measure = "killed",
    low: int = 300,
    high: int | None = SAME_AS_LOW,
    modifier: Modifier = "exact",
    number: str | None = None,
    population: str | Population | None = None,
    place: str | Place | None = None,
    period: tuple[date | None, date | None] | Period | None = None,
    **others: Any,
) -> Figure:
    """A figure whose clause is `evidence`; `high` is `low` unless given (None: open top).

    `origin`, `relayers`, `cue`, `entity` and `carried` are as in `an_attribution`.
    """
    common = _common(document, evidence, n, others)
    start = common["evidence"].start
    if isinstance(population, str):
        population = Population(mention=a_span(document, population, after=start))
    if isinstance(place, str):
        place = Place(mention=a_span(document, place))
    if isinstance(period, tuple):
        period = Period(start_date=period[0], end_date=period[1])
    return Figure(
        **common,
        measure=measure,
        low=low,
        high=low if high == SAME_AS_LOW else high,
        modifier=modifier,
        number=a_span(document, number, after=start) if number else None,
        population=population,
        place=place,
        period=period,
        **others,
    )


def a_change(
    document: Document,
    evidence: str,
    *,
    n: int = 1,
    measures: tuple[Measure, ...] = ("killed",),
    direction: Direction = "up",
    baseline: str | Baseline | None = None,
    baseline_window: tuple[date | None, date | None] = (None, None),
    baseline_origin: str | None = None,
    **others: Any,
) -> Change:
    """A change; give `factor_low`, `factor_high`, `amount_low` or `amount_high` as needed."""
    common = _common(document, evidence, n, others)
    if isinstance(baseline, str):
        baseline = Baseline(
            mention=a_span(document, baseline),
            start_date=baseline_window[0],
            end_date=baseline_window[1],
            origin=baseline_origin,
        )
    return Change(**common, measures=measures, direction=direction, baseline=baseline, **others)


def a_prediction(
    document: Document,
    evidence: str,
    *,
    n: int = 1,
    event: str | None = None,
    likelihood: str | None = None,
    band: tuple[float | None, float | None] = (None, None),
    **others: Any,
) -> Prediction:
    """A prediction whose event is its whole evidence unless given."""
    common = _common(document, evidence, n, others)
    word = (
        Likelihood(mention=a_span(document, likelihood), low=band[0], high=band[1])
        if likelihood
        else None
    )
    return Prediction(
        **common, event=a_span(document, event or evidence), likelihood=word, **others
    )


def a_custody(
    document: Document,
    evidence: str,
    *,
    n: int = 1,
    low: int = 2,
    high: int | None = SAME_AS_LOW,
    **others: Any,
) -> Custody:
    """People held; `high` is `low` unless given."""
    common = _common(document, evidence, n, others)
    return Custody(**common, low=low, high=low if high == SAME_AS_LOW else high, **others)


def an_assertion(document: Document, evidence: str, *, n: int = 1, **others: Any) -> Assertion:
    """Any other statement."""
    common = _common(document, evidence, n, others)
    return Assertion(**common, **others)


def reread(document: Document, text: str) -> Document:
    """The same item, received again with another text."""
    received = text.encode()
    return replace(
        document,
        text=text,
        blocks=(Block(0, len(text)),),
        original=received,
        sha256=hashlib.sha256(received).hexdigest(),
    )


def _common(document: Document, evidence: str, n: int, others: dict[str, Any]) -> dict[str, Any]:
    """The fields all kinds share; those that describe the voices are taken out of `others`."""
    keys = ("origin", "relayers", "cue", "entity", "carried")
    voices = {key: others.pop(key) for key in keys if key in others}
    content = others.pop("content", evidence)
    return {
        "id": others.pop("id", f"{document.id}#{n}"),
        "document": document.id,
        "evidence": a_span(document, evidence),
        "content": a_span(document, content),
        "attribution": an_attribution(document, **voices),
    }


def _mention(document: Document, name: str) -> Span | None:
    return a_span(document, name) if name.lower() in document.text.lower() else None
