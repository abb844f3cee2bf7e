"""From claims to testimonies: what each origin says of one people in one place, and what binds it.

A rule is laid down only where breaking it is a contradiction whatever happened: a running total may
rise within a day, an event is part of a total only in the same place, and more people may have been
sent after the last count of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from tollbook.model.claim import Claim
from tollbook.model.statement import Figure
from tollbook.model.values import Measure
from tollbook.reasoning.accounts import Subject, gathered
from tollbook.reasoning.consistency.testimony import Rule, RuleKind, Testimony
from tollbook.reasoning.groups import Group, disjoint, groups
from tollbook.reasoning.intervals import Interval, counts
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.record import Record

STRENGTH = "strength"
"""The count that a case gives for how many people there were."""

_STANDS_BEHIND = frozenset({"asserted", "estimated"})
_HARM: tuple[Measure, ...] = ("killed", "injured", "casualties")
_GROW: tuple[Measure, ...] = ("killed", "casualties")
"""Totals that can't fall: the injured may die of their wounds, the displaced may go home."""


def testimonies(record: Record) -> Iterator[Testimony]:
    """What each origin stands behind, then each page that adds up the words of others itself."""
    claims = _standing(record)
    by_origin = gathered(claims.values(), lambda claim: claim.origin.key)
    ties = list(_ties(record, claims))
    own = gathered((tie for tie in ties if tie.origin), lambda tie: tie.origin)
    for key, members in by_origin.items():
        rules = (*(tie.rule for tie in own.get(key, ())), *_rules(members, record))
        yield _testimony(members[0].origin.name, rules, claims, record)
    pages = gathered((tie for tie in ties if not tie.origin), lambda tie: tie.document)
    for document, told in pages.items():
        publisher = record.book.documents[document].publisher or document
        yield _testimony(publisher, (tie.rule for tie in told), claims, record)


def _standing(record: Record) -> Mapping[str, Claim]:
    """The claims by id that somebody stands behind: not doubted, not taken back by their origin."""
    back = set()
    for link in record.claims.links:
        old, new = record.claims.get(link.other), record.claims.get(link.claim)
        if link.kind in ("corrects", "retracts", "denies") and old and new:
            back |= {old.id} if old.origin.key == new.origin.key else set()
    return {
        claim.id: claim
        for claim in record.claims.all
        if claim.id not in back and claim.figure.modality in _STANDS_BEHIND
    }


def _testimony(
    who: str, rules: Iterable[Rule], claims: Mapping[str, Claim], record: Record
) -> Testimony:
    kept = tuple(dict.fromkeys(rules))
    names = dict.fromkeys(name for rule in kept for name in rule.counts)
    tolerance = record.settings.about_tolerance
    stated = {name: counts(claims[name].figure, tolerance) for name in names if name in claims}
    if STRENGTH in names and record.case and record.case.strength:
        stated[STRENGTH] = Interval(*record.case.strength)
    return Testimony(who, stated, kept)


@dataclass(frozen=True, slots=True)
class _Tie:
    """A rule that the text of a document lays down; `origin` is empty where the page adds up."""

    rule: Rule
    origin: str
    document: str


def _ties(record: Record, claims: Mapping[str, Claim]) -> Iterator[_Tie]:
    """Wholes and parts that a text ties together, said by one voice or added up by the page."""
    for group in groups(record.book):
        made = [record.claims.of(figure.id) for figure in (group.whole, *group.parts)]
        known = [claim for claim in made if claim is not None and claim.id in claims]
        if not group.tied or len(known) < len(made) or len({c.id for c in known}) < len(made):
            continue
        whole, *parts = known
        if not _said_together(group, known):
            continue
        origins = {claim.origin.key for claim in known}
        origin = origins.pop() if len(origins) == 1 else ""
        for rule in _tie(group, whole, parts):
            yield _Tie(rule, origin, group.whole.document)


def _said_together(group: Group, claims: list[Claim]) -> bool:
    """Whether one voice says all of it, or the page gives the whole in its own."""
    one_voice = len({claim.origin.key for claim in claims}) == 1
    return one_voice or (
        nobody_speaks(group.whole) and len({claim.origin.key for claim in claims[1:]}) == 1
    )


def _tie(group: Group, whole: Claim, parts: list[Claim]) -> Iterator[Rule]:
    ids = tuple(sorted(part.id for part in parts))
    if group.exhaustive:
        yield Rule("adds_up", (whole.id,), ids, equal=True)
    elif all(disjoint(one, other) for one, other in combinations(group.parts, 2)):
        yield Rule("within", (whole.id,), ids)
    else:
        for id in ids:
            yield Rule("within", (whole.id,), (id,))


def _rules(members: Iterable[Claim], record: Record) -> Iterator[Rule]:
    """What binds the claims of one origin, people by people and place by place."""
    subjects = record.accounts.subjects
    dated = [claim for claim in members if claim.id in subjects and claim.as_of is not None]
    alike = gathered(dated, lambda claim: _of_whom(subjects[claim.id]))
    for n, (subject, claims) in enumerate(alike.items()):
        yield from _Strand(f"{claims[0].origin.key} {n}", subject, claims, record).rules()


def _of_whom(subject: Subject) -> Subject:
    """The people and the place, whatever is counted of them."""
    return replace(subject, measure="killed", scope="cumulative")


class _Strand:
    """The claims of one origin about one people in one place."""

    def __init__(self, name: str, subject: Subject, claims: list[Claim], record: Record) -> None:
        self.name, self.subject, self.record = name, subject, record
        by = gathered(claims, lambda claim: record.accounts.subjects[claim.id].scope)
        self.totals = [c for c in by.get("cumulative", ()) if c.measure in _HARM]
        self.events = [c for c in by.get("incident", ()) if c.measure in _GROW]
        self.stretches = [c for c in by.get("period", ()) if c.measure in _GROW]
        self.sent = [claim for claim in claims if claim.measure == "deployed"]
        self.days = sorted({_day(claim) for claim in self.totals})
        self.turns = sorted(_day(claim) for claim in claims if claim.id in _corrections(record))

    def rules(self) -> Iterator[Rule]:
        """All that binds them."""
        if self.days:
            yield from self._totals()
            yield from self._events()
        yield from self._losses()

    def _totals(self) -> Iterator[Rule]:
        """The true totals at the end of each day lie beneath the stated ones.

        A stated total is at least the true one at the end of the day before, at most that of its
        own day. A correction starts anew: nothing said before it counts any more.
        """
        for before, after in pairwise(self.days):
            if not self._corrected(before, after):
                for measure in _GROW:
                    yield self._rule("grows", (measure, after), (measure, before))
        for day in self.days:
            yield self._rule("among", ("casualties", day), ("killed", day))
        for claim in self.totals:
            day = _day(claim)
            true: Measure = "killed" if claim.measure == "killed" else "casualties"
            kind: RuleKind = "grows" if claim.measure in _GROW else "among"
            yield Rule(kind, (self._total(true, day),), (claim.id,))
            at = bisect_left(self.days, day)
            if at and claim.measure in _GROW and not self._corrected(self.days[at - 1], day):
                yield Rule("grows", (claim.id,), (self._total(true, self.days[at - 1]),))
        yield from self._dead_and_hurt()

    def _dead_and_hurt(self) -> Iterator[Rule]:
        """Killed and injured of one text are different people, and casualties all of them."""
        hurt = [claim for claim in self.totals if claim.measure == "injured"]
        dead = [claim for claim in self.totals if claim.measure == "killed"]
        for one in hurt:
            for other in dead:
                if one.as_of == other.as_of and set(one.documents) & set(other.documents):
                    total = self._total("casualties", _day(one))
                    yield Rule("among", (total,), (other.id, one.id))

    def _events(self) -> Iterator[Rule]:
        """Single events and stretches of time lie within the total, events within the stretch."""
        if self.subject.place is None and self.record.case is None:
            return  # without a place an event may be any, of another conflict too
        for kind, claims in (("event", self.events), ("stretch", self.stretches)):
            for claim in claims:
                for day in self._first_days_from(_day(claim)):
                    rule: RuleKind = "event" if kind == "event" else "stretch"
                    yield Rule(rule, (self._total(claim.measure, day),), (claim.id,))
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
        case = self.record.case
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
            if after and (before is None or self._corrected(before, after)):
                yield after

    def _corrected(self, before: date, after: date) -> bool:
        """Whether the origin corrected itself after the one day, up to the other."""
        at = bisect_left(self.turns, before)
        while at < len(self.turns) and self.turns[at] == before:
            at += 1
        return at < len(self.turns) and self.turns[at] <= after

    def _rule(self, kind: RuleKind, more: tuple[Measure, date], less: tuple[Measure, date]) -> Rule:
        return Rule(kind, (self._total(*more),), (self._total(*less),))

    def _total(self, measure: Measure, day: date) -> str:
        """The name of the true total of a day, which nobody states."""
        return f"{self.name}: {measure} by {day}"


def _corrections(record: Record) -> frozenset[str]:
    """The ids of claims that correct an earlier one."""
    kinds = ("corrects", "retracts")
    return frozenset(link.claim for link in record.claims.links if link.kind in kinds)


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
