"""How a running total moves from point to point, and where it moves for a reason of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median

from tollbook.model.claim import Claim
from tollbook.model.statement import Voice
from tollbook.model.values import Measure
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.series.breaks import Break, correction, find_breaks
from tollbook.reasoning.series.series import Difference, Point
from tollbook.settings import Settings

DatedBreak = tuple[date, Break]


@dataclass(frozen=True)
class Corrections:
    """By how much origins say they moved their totals, by voice and measure, in order of time."""

    by_voice: Mapping[tuple[str, Measure], tuple[DatedBreak, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> Corrections:
        """Those that the changes of a corpus state."""
        found: dict[tuple[str, Measure], list[DatedBreak]] = {}
        for change in corpus.changes():
            day, moved = corpus.as_of(change), correction(change, corpus)
            if day is not None and moved is not None:
                for measure in change.measures:
                    found.setdefault((_key(change.origin), measure), []).append((day, moved))
        ordered = {key: tuple(sorted(of, key=lambda pair: pair[0])) for key, of in found.items()}
        return cls(ordered)

    def between(self, claim: Claim, after: date, until: date) -> Iterator[Break]:
        """The corrections that a claim's origin made after one day, up to another."""
        ours = self.by_voice.get((_key(claim.figure.origin), claim.measure), ())
        start = bisect_right(ours, after, key=lambda pair: pair[0])
        for day, found in ours[start:]:
            if day > until:
                return
            yield found


def moves(
    points: Sequence[Point], corpus: Corpus, corrections: Corrections, settings: Settings
) -> list[Point]:
    """The points of a running total with their differences and breaks."""
    made: list[Point] = []
    paces: deque[float] = deque(maxlen=settings.jump_window)
    for point in points:
        before = _before(made, point.day)
        if before is None:  # a first total moved from nowhere
            made.append(point)
            continue
        breaks = (
            *find_breaks(point.claim.figure, corpus),
            *corrections.between(point.claim, before.day, point.day),
        )
        difference = _difference(before, point, breaks)
        pace = difference.per_day
        if pace is not None:
            if not breaks and _jumps(pace, paces, settings):
                breaks = (Break("jump"),)
            paces.append(pace)
        made.append(replace(point, difference=difference, breaks=breaks))
    return made


def _key(voice: Voice) -> str:
    return voice.entity or plain_name(voice.name)


def _before(points: Sequence[Point], day: date) -> Point | None:
    """The last point of an earlier day."""
    return next((point for point in reversed(points) if point.day < day), None)


def _difference(before: Point, point: Point, breaks: Sequence[Break]) -> Difference:
    days = (point.day - before.day).days
    now, then = stated_number(point.claim.figure), stated_number(before.claim.figure)
    named = None if now is None or then is None else now - then
    return Difference(days, named, sum(found.amount or 0 for found in breaks))


def _jumps(pace: float, paces: Sequence[float], settings: Settings) -> bool:
    """Whether a total rises far faster than it did in the days that show its usual pace."""
    if len(paces) < settings.jump_paces:
        return False
    usual = median(paces)
    return usual > 0 and pace >= settings.jump_factor * usual
