"""Which statements are one claim.

Statements are one claim where origin, measure, scope and the number named agree, where nothing said
of their people and place speaks against it, and where they are of one day or one briefing. All that
must agree is a key; only figures of one key are ever compared, so the work grows with the corpus.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tollbook.model.claim import Origin
from tollbook.model.statement import Figure
from tollbook.reasoning.claims.dating import CountDay, length_in_days
from tollbook.reasoning.claims.decisions import ClaimDecisions
from tollbook.reasoning.claims.identity import Hedge, hedge_of, number_of
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.populations import Profile, is_same_place
from tollbook.settings import Settings

_LOOKED_AT = 50  # earlier claims of one number that a repetition is tried on


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure with what its identity needs.

    `against` marks a number that is denied or retracted, `found` a count of bodies found, whose
    day is not that of the deaths. `rule` says how the origin was found where the words of the
    statement do not name it.
    """

    figure: Figure
    origin: Origin
    cluster: str
    printed: date | None
    when: CountDay
    against: bool = False
    found: bool = False
    rule: str | None = None

    @property
    def order(self) -> tuple[date, int, str, int]:
        """By publication, those that say most first, then by the place in the text."""
        said = (self.figure.population is not None) + (self.figure.place is not None)
        return (
            self.printed or date.max,
            -said,
            self.figure.document,
            self.figure.evidence.start,
        )


@dataclass(slots=True)
class ClaimDraft:
    """The statements of one claim, as it grows; `day` is the day it speaks for, as known so far."""

    day: date
    members: list[TracedFigure] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    hedge: Hedge | None = None
    clusters: set[str] = field(default_factory=set)

    @property
    def against(self) -> bool:
        """Whether it is denied or retracted."""
        return self.members[0].against

    def allows(self, figure: Figure) -> bool:
        """Whether nothing that a figure says speaks against its being this claim."""
        hedge = hedge_of(figure)
        if hedge is not None and self.hedge is not None and hedge != self.hedge:
            return False
        return self.profile.allows(figure)

    def add(self, traced: TracedFigure) -> None:
        """Take in one more statement."""
        self.members.append(traced)
        self.profile.add(traced.figure)
        self.hedge = self.hedge or hedge_of(traced.figure)
        self.clusters.add(traced.cluster)


def group_claims(
    traced: Iterable[TracedFigure], settings: Settings, decisions: ClaimDecisions
) -> list[ClaimDraft]:
    """The statements put together, one group a claim."""
    every = list(traced)
    totals = _days_of_totals(every)
    blocks = group_by(every, lambda one: _what_must_agree(one, totals)).values()
    groups = [draft for block in blocks for draft in _Grouping(settings, decisions).drafts(block)]
    return _apply_joins(groups, decisions)


Number = tuple[object, ...]
"""Whose count it is, whether it is denied or of bodies found, of what, and how many."""


def _what_must_agree(traced: TracedFigure, totals: Mapping[Number, Sequence[date]]) -> Number:
    """Two figures that differ in any of this are never one claim.

    A look back ("In January it spoke of 300") has the scope of the total that it restates.
    """
    figure, number = traced.figure, _number(traced)
    scope, when = figure.scope, traced.when
    if scope == "incident" and when.how == "window" and when.start is not None:
        days = totals.get(number, ())
        if bisect_left(days, when.start) < bisect_right(days, when.day):
            scope = "cumulative"
    return *number, scope, length_in_days(figure)


def _number(traced: TracedFigure) -> Number:
    figure = traced.figure
    return traced.origin.key, traced.against, traced.found, figure.measure, number_of(figure)


def _days_of_totals(traced: Iterable[TracedFigure]) -> dict[Number, list[date]]:
    """The days on which each number was given as a running total, in order."""
    totals = (one for one in traced if one.figure.scope == "cumulative")
    by_number = group_by(totals, _number)
    return {number: sorted(one.when.day for one in those) for number, those in by_number.items()}


class _Grouping:
    """Statements of one key, put together by briefing, people and place."""

    def __init__(self, settings: Settings, decisions: ClaimDecisions) -> None:
        self._settings = settings
        self._decisions = decisions
        self._groups: list[ClaimDraft] = []  # in order of their day
        self._undated: list[ClaimDraft] = []

    def drafts(self, block: Sequence[TracedFigure]) -> Iterator[ClaimDraft]:
        """The claims of one key: dated statements first, those that lean on them after."""
        ways: dict[str, Callable[[TracedFigure], None]] = {
            "stated": self._place_stated,
            "printed": self._place_printed,
            "window": self._place_in_window,
            "never": self._place_undated,
        }
        in_order = sorted(block, key=lambda traced: traced.order)
        for how, place in ways.items():
            for traced in in_order:
                if traced.when.how == how:
                    place(traced)
        yield from self._groups
        yield from self._undated

    def _place_stated(self, traced: TracedFigure) -> None:
        """The words give the day: the same claim only on that day."""
        day = traced.when.day
        if not self._join(traced, self._between(day, day)):
            self._open(traced, day)

    def _place_printed(self, traced: TracedFigure) -> None:
        """Only the page gives a day: a claim of that day or shortly before, or a repetition."""
        day = traced.when.day
        relayed = self._between(_back(day, self._settings.relay_days), day)
        if self._join(traced, (draft for draft in relayed if self._one_briefing(traced, draft))):
            return
        earlier = self._between(_back(day, self._settings.repeat_days), day)
        again = (draft for draft in earlier if self._may_be_repeated(traced, draft))
        if not self._is_telling(traced) or not self._join(traced, again):
            self._open(traced, day)

    def _place_in_window(self, traced: TracedFigure) -> None:
        """The words give a stretch of days: the last claim within it, else its last day."""
        start = traced.when.start or traced.when.day
        end = traced.when.day
        if not self._join(traced, self._between(start, end)):
            self._open(traced, end)

    def _place_undated(self, traced: TracedFigure) -> None:
        """The day is unknown: the one claim it can be, if there is only one."""
        fitting = [draft for draft in self._groups[:_LOOKED_AT] if self._fits(traced, draft)]
        if len(fitting) == 1 and self._is_telling(traced):
            fitting[0].add(traced)
        elif not self._join(traced, self._undated[:_LOOKED_AT]):
            draft = ClaimDraft(date.max)
            draft.add(traced)
            self._undated.append(draft)

    def _one_briefing(self, traced: TracedFigure, draft: ClaimDraft) -> bool:
        """Whether a small count of a single event may be that of a claim of another day.

        Two men are killed every day: only the same text or the same place makes it the same two.
        """
        return (
            traced.when.day == draft.day
            or _size(traced.figure) >= self._settings.relay_count_from
            or traced.cluster in draft.clusters
            or is_same_place(traced.figure.place, draft.profile.place)
        )

    def _may_be_repeated(self, traced: TracedFigure, draft: ClaimDraft) -> bool:
        """Whether a total may repeat an old one; a count of one event only at its place."""
        return traced.figure.scope == "cumulative" or is_same_place(
            traced.figure.place, draft.profile.place
        )

    def _is_telling(self, traced: TracedFigure) -> bool:
        """Whether a number is so large that the same one again is the same count."""
        total = traced.figure.scope == "cumulative"
        least = self._settings.repeat_total_from if total else self._settings.repeat_count_from
        return _size(traced.figure) >= least and traced.origin.kind == "named"

    def _between(self, first: date, last: date) -> Iterator[ClaimDraft]:
        """The claims of some days, the latest first."""
        start = bisect_left(self._groups, first, key=lambda draft: draft.day)
        end = bisect_right(self._groups, last, key=lambda draft: draft.day)
        for at in range(end - 1, max(start, end - _LOOKED_AT) - 1, -1):
            yield self._groups[at]

    def _join(self, traced: TracedFigure, groups: Iterable[ClaimDraft]) -> bool:
        """Add a statement to the claim it fits: one of its own text before any other."""
        fitting = [draft for draft in groups if self._fits(traced, draft)]
        if not fitting:
            return False
        own = [draft for draft in fitting if traced.cluster in draft.clusters]
        (own or fitting)[0].add(traced)
        return True

    def _fits(self, traced: TracedFigure, draft: ClaimDraft) -> bool:
        return draft.allows(traced.figure) and self._decisions.may_join(
            traced.figure.id, (member.figure.id for member in draft.members)
        )

    def _open(self, traced: TracedFigure, day: date) -> None:
        draft = ClaimDraft(day)
        draft.add(traced)
        insort(self._groups, draft, key=lambda item: item.day)


def _size(figure: Figure) -> int:
    return figure.low if figure.high is None else figure.high


def _back(day: date, days: int) -> date:
    return day - timedelta(days=days) if day.toordinal() > days else date.min


def _apply_joins(groups: Sequence[ClaimDraft], decisions: ClaimDecisions) -> list[ClaimDraft]:
    """The groups with those put together that a person says are one claim.

    Only within one measure, and never over a pair that somebody set apart.
    """
    by_statement = {traced.figure.id: draft for draft in groups for traced in draft.members}
    gone: set[int] = set()
    for left, right in decisions.together:
        one, other = by_statement.get(left), by_statement.get(right)
        if (
            one is None
            or other is None
            or one is other
            or not _may_be_joined(one, other, decisions)
        ):
            continue
        if other.day < one.day:
            one, other = other, one
        for traced in other.members:
            one.add(traced)
            by_statement[traced.figure.id] = one
        gone.add(id(other))
    return [draft for draft in groups if id(draft) not in gone]


def _may_be_joined(one: ClaimDraft, other: ClaimDraft, decisions: ClaimDecisions) -> bool:
    ids = [traced.figure.id for traced in other.members]
    return one.members[0].figure.measure == other.members[0].figure.measure and all(
        decisions.may_join(traced.figure.id, ids) for traced in one.members
    )
