"""Resolution of one document's statements, in the order who, whom, where, when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tollbook.extraction.times import find_times
from tollbook.extraction.times.moments import Day, Month, Since, Stretch
from tollbook.language import load
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
from tollbook.reading.dates import find_date
from tollbook.resolution.context import MAX_CONTEXT_CHARS, Context
from tollbook.resolution.dates import resolve_baseline, resolve_period
from tollbook.resolution.entities import EntityTable
from tollbook.resolution.places import resolve_place
from tollbook.resolution.populations import resolve_population
from tollbook.resolution.voices import Speakers

# "14:05", "9.30am", "[06:12 GMT]": what an entry of a live page begins with.
_CLOCK = re.compile(r"\W{0,2}\d{1,2}[:.]\d{2}(?!\d)|\W{0,2}\d{1,2}\s?[ap]\.?m\b")
_CLOCK_CHARS = 12
_ENTRIES = 2
_YEAR_CHARS = 400  # within which a day without a year has that of the date before it
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
    chains = Speakers(document, statements, entities, context).chains()
    voiced = [
        replace(statement, attribution=chain)
        for statement, chain in zip(statements, chains, strict=True)
    ]
    stage = _Resolver(document, entities, context, _days_said(document, voiced))
    return [stage.statement(statement) for statement in voiced]


def _days_said(document: Document, statements: Sequence[Statement]) -> dict[str, date]:
    """The day on which each statement was made, by its id, where the text says it.

    What a voice goes on to say it says on the same day: "said on Monday that ...; it added".
    """
    days: dict[str, date] = {}
    last: dict[str, date] = {}
    for statement in statements:
        origin = statement.origin
        named = (_day_said(voice, document) for voice in reversed(statement.attribution))
        day = next(filter(None, named), None)
        if origin.role != "publisher":
            key = origin.entity or origin.name
            day = day or last.get(key)
            if day is not None:
                last[key] = day
        if day is not None:
            days[statement.id] = day
    return days


def _day_said(voice: Voice, document: Document) -> date | None:
    """The single day, not after publication, right behind a voice's cue or right before the voice.

    Such as "said on Monday", "on Monday the ministry said".
    """
    if voice.cue is None:
        return None
    text, published = document.text, document.published_on
    after = text[voice.cue.end : voice.cue.end + _SAID_ON_CHARS]
    start = len(after) - len(after.lstrip())
    for found in find_times(after):
        period = resolve_period(after[found.start : found.end], published)
        if found.start == start and period and period.start_date == period.end_date:
            return period.end_date
        break
    begin = min(voice.cue.start, voice.mention.start if voice.mention else voice.cue.start)
    before = text[max(0, begin - _SAID_ON_CHARS) : begin].rpartition("\n")[2]
    fronted = before.rstrip(" ,").removesuffix(" the")
    for found in find_times(fronted):
        if found.end == len(fronted.rstrip(" ,")):
            period = resolve_period(fronted[found.start : found.end], published)
            if period and period.start_date == period.end_date:
                return period.end_date
    return None


def _kills_for_days(figure: Figure) -> bool:
    """Whether its cause is an accident or a disaster, whose missing are counted for weeks."""
    kinds = load("en", "causes")["nouns"]
    words = f" {figure.cause.quote.lower()} " if figure.cause else ""
    return any(f" {noun} " in words for kind in ("accident", "disaster") for noun in kinds[kind])


def _ends_today(words: str) -> bool:
    """Whether words give a stretch that ends on the day on which they are said."""
    return any(isinstance(found.moment, Stretch | Since) for found in find_times(words))


def _is_live(document: Document) -> bool:
    """Whether a page is written hour by hour: paragraphs open with, or are, a time of day."""
    openings = (
        document.text[block.start : block.start + _CLOCK_CHARS] for block in document.blocks
    )
    return sum(bool(_CLOCK.match(words)) for words in openings) >= _ENTRIES


def _nearest(words: str, day: date) -> Period | None:
    """Of the days of one name in the years around a day, the one nearest to it."""
    later = resolve_period(words, day, forward=True)
    earlier = resolve_period(words, day)
    found = [one for one in (later, earlier) if one and one.end_date]
    return min(found, key=lambda one: abs((one.end_date or day) - day), default=None)


def _lacks_year(words: str) -> bool:
    """Whether words give a day or a month without its year."""
    moments = [found.moment for found in find_times(words)]
    return any(
        isinstance(one, Day | Month) and one.year is None and one.years is None for one in moments
    )


@dataclass(frozen=True, slots=True)
class _Resolver:
    document: Document
    entities: EntityTable
    context: Context
    days_said: Mapping[str, date]

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
        population, place = figure.population, figure.place
        ahead = figure.modality in ("possible", "hypothetical")
        return replace(
            figure,
            population=population and resolve_population(population, self.entities, self.context),
            place=place and resolve_place(place, self.context),
            period=self._period_of(figure, forward=ahead),
            as_of=self._counted_on(figure),
        )

    def _period_of(self, figure: Figure, *, forward: bool) -> Period | None:
        """When a count speaks for; a running total that is given for one day goes up to it."""
        if figure.period is None:
            return self._up_to(figure)
        found = self.period(figure.period, forward=forward, said=self.days_said.get(figure.id))
        if figure.scope == "cumulative" and found.start_date == found.end_date is not None:
            return replace(found, start_date=None)
        if found.start_date is None is found.end_date and (up_to := self._up_to(figure)):
            return replace(found, end_date=up_to.end_date)
        return found

    def _up_to(self, figure: Figure) -> Period | None:
        """The stretch of a running total without words of time: up to when it was said, or printed.

        A count of one event has none, as the day of a report is not that of the event; but a live
        page tells of its own day.
        """
        published = self.document.published_on
        if figure.scope == "incident":
            if published is None or not _is_live(self.document):
                return None
            return Period(start_date=published, end_date=published, inherited=True)
        day = self.days_said.get(figure.id) or published
        return Period(end_date=day) if day else None

    def _counted_on(self, figure: Figure) -> date | None:
        """The day on which the toll of one event was given ("said on Monday"), where it is known.

        None where the words for the day of the event are its own: the people shot on Monday are
        those of Monday whenever they are counted. The toll of a disaster goes on rising.
        """
        period, said = figure.period, self.days_said.get(figure.id)
        if figure.scope != "incident":
            return None
        if period and not period.inherited:
            return said if said and _kills_for_days(figure) else None
        return said or (self.document.published_on if period else None)

    def period(self, period: Period, *, forward: bool = False, said: date | None = None) -> Period:
        """The period with the dates that its words stand for.

        "In the past week" ends on the day on which it was said.
        """
        if period.mention is None:
            return period
        words = period.mention.quote
        today = said if said and _ends_today(words) else self.document.published_on
        found = resolve_period(words, today, forward=forward)
        before = self._date_before(period.mention.start) if _lacks_year(words) else None
        if before and (found is None or (found.end_date and found.end_date < before)):
            # "on 14 May 2019 ...; on 18 May": the year goes on, whenever this was published
            found = _nearest(words, before) or found
        return (
            replace(found, mention=period.mention, inherited=period.inherited) if found else period
        )

    def _date_before(self, start: int) -> date | None:
        """The last full date in the text shortly before some words."""
        text, last = self.document.text[max(0, start - _YEAR_CHARS) : start], None
        while found := find_date(text):
            last, text = found.day, text[found.end :]
        return last

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
