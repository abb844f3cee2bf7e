"""Figures as somebody annotated them, coder or machine: one shape to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tollbook.model.statement import Figure, Statement
from tollbook.model.values import Modality, Modifier, Scope

Days = tuple[date | None, date | None]
"""The first and last day of a stretch, None where that end is open or not known."""

# Words that look like a number but only name one person or the same people again.
ARTICLES = frozenset({"", "a", "an", "the", "another"})


@dataclass(frozen=True, slots=True)
class Annotated:
    """One figure as somebody annotated it.

    `evidence` and `number` are (start, end) in the passage; `number` is None where there are no
    number words. `voices` are the names credited, empty where the publisher speaks. `whole` and
    `same` are the places of the figures it is a part of, or repeats, in the annotator's list.
    `confidence` is how sure the machine is of the innermost voice, None if unknown. `place` holds
    the words for the place and its name, empty where the text gives none, and `period` the days
    that the count speaks for, both None where nobody annotated them.
    """

    measure: str
    low: int
    high: int | None
    evidence: tuple[int, int]
    number: tuple[int, int] | None
    voices: tuple[str, ...]
    modality: Modality = "asserted"
    scope: Scope = "incident"
    modifier: Modifier = "exact"
    whole: int | None = None
    same: int | None = None
    quote: str = ""
    number_words: str = ""
    confidence: float | None = None
    place: tuple[str, ...] | None = None
    period: Days | None = None

    @property
    def has_number_word(self) -> bool:
        """Whether it has a number word of its own, not only an article."""
        return self.number_words.lower() not in ARTICLES


def from_statements(statements: Iterable[Statement]) -> list[Annotated]:
    """The figures among some statements of one document."""
    figures = [statement for statement in statements if isinstance(statement, Figure)]
    places = {figure.id: index for index, figure in enumerate(figures)}
    return [_annotate(figure, places) for figure in figures]


def _annotate(figure: Figure, places: dict[str, int]) -> Annotated:
    number, place, period = figure.number, figure.place, figure.period
    return Annotated(
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        evidence=(figure.evidence.start, figure.evidence.end),
        number=(number.start, number.end) if number else None,
        voices=tuple(_names(figure)),
        modality=figure.modality,
        scope=figure.scope,
        modifier=figure.modifier,
        whole=places.get(figure.part_of or ""),
        same=places.get(figure.same_as or ""),
        quote=figure.evidence.quote,
        number_words=number.quote if number else "",
        confidence=figure.origin.confidence,
        place=(place.mention.quote, place.name or "") if place else (),
        period=(period.start_date, period.end_date) if period else (None, None),
    )


def _names(figure: Figure) -> Iterator[str]:
    for voice in figure.attribution:
        if voice.role != "publisher":
            yield voice.name
            if voice.mention and voice.mention.quote != voice.name:
                yield voice.mention.quote


def with_number_words(figures: Iterable[Annotated]) -> list[Annotated]:
    """Those with a number word of their own; links follow them, or go with what they led to."""
    figures = list(figures)
    kept = [index for index, figure in enumerate(figures) if figure.has_number_word]
    places = {index: place for place, index in enumerate(kept)}

    def move(link: int | None) -> int | None:
        return None if link is None else places.get(link)

    return [
        replace(figures[index], whole=move(figures[index].whole), same=move(figures[index].same))
        for index in kept
    ]
