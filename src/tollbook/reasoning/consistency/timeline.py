"""What binds the counts of one people in one place, given over time by one voice.

A rule is laid down only where breaking it is a contradiction whatever happened: a running total may
rise within a day, an event is part of a total only in the same place, and more people may have been
sent after the last count of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from tollbook.model.case import Case
from tollbook.model.claim import Claim
from tollbook.model.statement import Figure
from tollbook.model.values import Measure
from tollbook.reasoning.consistency.rules import STRENGTH, Rule, RuleKind
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.populations import Subject

_HARM: tuple[Measure, ...] = ("killed", "injured", "casualties")
_GROW: tuple[Measure, ...] = ("killed", "casualties")
"""Totals that can't fall: the injured may die of their wounds, the displaced may go home."""


class Timeline:
    """The claims of one origin about one people in one place.

    `subjects` says of each claim whom it counts and over what time. `corrections` are the origin's
    claims, about whomever, that correct an earlier one: all totals of the same breath turn with it.
    `one_a_day` is for claims of more origins than one, of which each may give its total at another
    hour: those of one day are held to be of one moment.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        subjects: Mapping[str, Subject],
        corrections: Sequence[Claim],
        case: Case | None,
        *,
        one_a_day: bool = False,
    ) -> None:
        self.case, self.one_a_day = case, one_a_day
        self.name, self.subject = claims[0].id, subjects[claims[0].id]
        by = group_by(claims, lambda claim: subjects[claim.id].scope)
        self.totals = [c for c in by.get("cumulative", ()) if c.measure in _HARM]
        self.events = [c for c in by.get("incident", ()) if c.measure in _GROW]
        self.stretches = [c for c in by.get("period", ()) if c.measure in _GROW]
        self.sent = [claim for claim in claims if claim.measure == "deployed"]
        timed = (*self.totals, *self.events, *self.stretches)
        self.days = sorted({_day(claim) for claim in timed})
        turned = (
            _day(claim)
            for correction in corrections
            for claim in claims
            if claim.as_of == correction.as_of
            and not set(claim.documents).isdisjoint(correction.documents)
        )
        self.turns = sorted(set(turned))

    def rules(self) -> Iterator[Rule]:
        """All that binds them."""
        yield from self._totals()
        if self.subject.place or self.case:  # else an event may be of another conflict
            yield from self._events()
        yield from self._losses()

    def _totals(self) -> Iterator[Rule]:
        """The true totals at the end of each day lie beneath the stated ones.

        A stated total is at least the true one at the end of the day before, at most that of its
        own day. A correction starts anew: nothing said before it counts any more.
        """
        for before, after in pairwise(self.days):
            if not self._is_corrected(before, after):
                for measure in _GROW:
                    yield self._rule("grows", (measure, after), (measure, before))
        for day in self.days:
            yield self._rule("among", ("casualties", day), ("killed", day))
        for claim in self.totals:
            day = _day(claim)
            true: Measure = "killed" if claim.measure == "killed" else "casualties"
            kind: RuleKind = "grows" if claim.measure in _GROW else "among"
            total = self._total(true, day)
            if self.one_a_day and claim.measure in _GROW:
                yield Rule("one_day", (total,), (claim.id,), equal=True)
                continue
            yield Rule(kind, (total,), (claim.id,))
            at = bisect_left(self.days, day)
            if at and claim.measure in _GROW and not self._is_corrected(self.days[at - 1], day):
                yield Rule("grows", (claim.id,), (self._total(true, self.days[at - 1]),))
        yield from self._dead_and_hurt()

    def _dead_and_hurt(self) -> Iterator[Rule]:
        """Killed and injured of one text are different people, and casualties all of them.

        Only where the text gives one count of each: of two, it is unclear which belong together.
        """
        carried = ((document, claim) for claim in self.totals for document in claim.documents)
        texts = group_by(carried, lambda pair: (pair[0], pair[1].as_of))
        for (_, day), pairs in texts.items():
            by = group_by((claim for _, claim in pairs), lambda claim: claim.measure)
            if day is None or any(len(claims) > 1 for claims in by.values()):
                continue
            parts = tuple(claims[0].id for measure, claims in by.items() if measure != "casualties")
            whole = by["casualties"][0].id if "casualties" in by else self._total("casualties", day)
            if parts:
                yield Rule("among", (whole,), tuple(sorted(parts)))

    def _events(self) -> Iterator[Rule]:
        """Single events and stretches of time lie within the total, events within the stretch."""
        kinds: tuple[tuple[RuleKind, Sequence[Claim]], ...] = (
            ("event", self.events),
            ("stretch", self.stretches),
        )
        for kind, claims in kinds:
            for claim in claims:
                for day in self._first_days_from(_day(claim)):
                    yield Rule(kind, (self._total(claim.measure, day),), (claim.id,))
        for stretch in self.stretches:
            for event in self.events:
                if event.measure == stretch.measure and _holds(stretch.figure, event.figure):
                    yield Rule("event_in_stretch", (stretch.id,), (event.id,))

    def _losses(self) -> Iterator[Rule]:
        """The killed are among those sent up to that day, and among all there were."""
        dead = [claim for claim in self.totals if claim.measure == "killed"]
        for claim in dead:
            for sent in self.sent:
                if _day(sent) >= _day(claim):
                    yield Rule("sent", (sent.id,), (claim.id,))
            if self._has_strength():
                yield Rule("strength", (STRENGTH,), (claim.id,))

    def _has_strength(self) -> bool:
        case = self.case
        return (
            case is not None
            and case.strength is not None
            and self.subject.side in case.sides
            and self.subject.status != "civilian"
        )

    def _first_days_from(self, day: date) -> Iterator[date]:
        """The first day with a total from this one on, and the first after each later correction.

        A total that starts before is no lower than these.
        """
        later = self.days[bisect_left(self.days, day) :]
        for before, after in pairwise([None, *later]):
            if after and (before is None or self._is_corrected(before, after)):
                yield after

    def _is_corrected(self, before: date, after: date) -> bool:
        """Whether the origin corrected itself after the one day, up to the other."""
        at = bisect_right(self.turns, before)
        return at < len(self.turns) and self.turns[at] <= after

    def _rule(self, kind: RuleKind, more: tuple[Measure, date], less: tuple[Measure, date]) -> Rule:
        return Rule(kind, (self._total(*more),), (self._total(*less),))

    def _total(self, measure: Measure, day: date) -> str:
        """The name of the true total of a day, which no one states."""
        return f"{self.name}: {measure} by {day}"


def _day(claim: Claim) -> date:
    return claim.as_of or date.max


def _holds(stretch: Figure, event: Figure) -> bool:
    """Whether an event falls into a stretch for certain."""
    outer, inner = stretch.period, event.period
    if outer is None or inner is None or None in (outer.start_date, outer.end_date):
        return False
    start, end = inner.start_date, inner.end_date
    return (
        start is not None
        and end is not None
        and outer.start_date is not None
        and outer.end_date is not None
        and outer.start_date <= start
        and end <= outer.end_date
    )
