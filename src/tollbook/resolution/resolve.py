"""Resolution of one document's statements, in the order who, whom, where, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tollbook.extraction.times import find_times
from tollbook.model.document import Document
from tollbook.model.statement import (
    Baseline,
    Change,
    Custody,
    Figure,
    Period,
    Prediction,
    Statement,
    Voice,
)
from tollbook.resolution.context import MAX_CONTEXT_CHARS, Context
from tollbook.resolution.dates import resolve_baseline, resolve_period
from tollbook.resolution.entities import EntityTable
from tollbook.resolution.places import resolve_place
from tollbook.resolution.populations import resolve_population
from tollbook.resolution.voices import Speakers

_SAID_ON_CHARS = 40  # behind a cue: room for "on Tuesday, 14 January 2025"


def resolve(
    document: Document, statements: Sequence[Statement], entities: EntityTable | None = None
) -> list[Statement]:
    """The statements of a document with names, populations, places and dates resolved.

    What can't be resolved keeps the words of the text, its resolved fields None. `entities` is
    the shipped alias table where none is given.
    """
    if not statements:
        return []
    context = Context(document.text[:MAX_CONTEXT_CHARS])
    entities = entities or EntityTable.shipped()
    stage = _Resolver(document, entities, context)
    chains = Speakers(document, statements, entities, context).chains()
    return [
        stage.statement(replace(statement, attribution=chain))
        for statement, chain in zip(statements, chains, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Resolver:
    document: Document
    entities: EntityTable
    context: Context

    def statement(self, statement: Statement) -> Statement:
        match statement:
            case Figure():
                return self.figure(statement)
            case Custody() if statement.population:
                population = resolve_population(statement.population, self.entities, self.context)
                return replace(statement, population=population)
            case Change():
                return replace(statement, baseline=self.baseline(statement))
            case Prediction() if statement.window:
                return replace(statement, window=self.period(statement.window, forward=True))
        return statement

    def figure(self, figure: Figure) -> Figure:
        population, place, period = figure.population, figure.place, figure.period
        ahead = figure.modality in ("possible", "hypothetical")
        return replace(
            figure,
            population=population and resolve_population(population, self.entities, self.context),
            place=place and resolve_place(place, self.context),
            period=self.period(period, forward=ahead) if period else self.as_of(figure),
        )

    def as_of(self, figure: Figure) -> Period | None:
        """The day that a count with no time words speaks for: when it was said ("said on Monday").

        A running total of whom no day is named speaks for the day of publication.
        """
        published = self.document.published_on
        if published is None:
            return None
        days = (self._day_said(voice) for voice in reversed(figure.attribution))
        said = next(filter(None, days), None)
        if said is None and figure.scope != "cumulative":
            return None
        return Period(end_date=said or published)

    def _day_said(self, voice: Voice) -> date | None:
        """The single day, not after publication, that stands right behind a voice's cue."""
        if voice.cue is None:
            return None
        after = self.document.text[voice.cue.end : voice.cue.end + _SAID_ON_CHARS]
        start = len(after) - len(after.lstrip())
        for found in find_times(after):
            period = resolve_period(after[found.start : found.end], self.document.published_on)
            if found.start == start and period and period.start_date == period.end_date:
                return period.end_date
            break
        return None

    def period(self, period: Period, *, forward: bool = False) -> Period:
        """The period with the dates that its words stand for."""
        if period.mention is None:
            return period
        words = period.mention.quote
        found = resolve_period(words, self.document.published_on, forward=forward)
        return replace(found, mention=period.mention) if found else period

    def baseline(self, change: Change) -> Baseline | None:
        """What a change is measured against; its origin is the speaker's own earlier word.

        A baseline that names nobody ("last month's report") is the origin's own.
        """
        baseline = change.baseline
        if baseline is None:
            return None
        words = baseline.mention.quote if baseline.mention else ""
        found = resolve_baseline(words, self.document.published_on)
        origin = change.origin
        return replace(
            baseline,
            start_date=found.start_date if found else None,
            end_date=found.end_date if found else None,
            origin=self._name(baseline.origin) or origin.entity or origin.name,
        )

    def _name(self, words: str | None) -> str | None:
        entity = self.entities.resolve(words, self.context) if words else None
        return entity.id if entity else words
