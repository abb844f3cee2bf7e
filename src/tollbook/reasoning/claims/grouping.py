"""Which statements are one claim.

Statements are one claim where origin, measure, scope and the number named agree, where nothing said
of their people and place speaks against it, and where they are of one day or one briefing. All that
must agree is a key; only figures of one key are ever compared, so the work grows with the book.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tollbook.model.claim import Origin
from tollbook.model.statement import Figure
from tollbook.reasoning.claims.dating import Dated, length
from tollbook.reasoning.claims.decided import Decided
from tollbook.reasoning.claims.identity import Profile, number_of, same_place
from tollbook.settings import Settings

_LOOKED_AT = 50  # earlier claims of one number that a repetition is tried on


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what its identity needs.

    `against` marks a number that is denied or taken back, `found` a count of bodies found, whose
    day is not that of the deaths.
    """

    figure: Figure
    origin: Origin
    dispatch: str
    printed: date | None
    when: Dated
    against: bool = False
    found: bool = False

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
class Group:
    """The statements of one claim, as it grows; `day` is the day it speaks for, as known so far."""

    day: date
    members: list[Told] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    dispatches: set[str] = field(default_factory=set)

    @property
    def against(self) -> bool:
        """Whether it is denied or taken back."""
        return self.members[0].against

    def add(self, told: Told) -> None:
        """Take in one more statement."""
        self.members.append(told)
        self.profile.add(told.figure)
        self.dispatches.add(told.dispatch)


def group(told: Iterable[Told], settings: Settings, decided: Decided) -> list[Group]:
    """The statements put together, one group a claim."""
    blocks: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        figure = one.figure
        key = (
            *(one.origin.key, figure.measure, figure.scope, number_of(figure), length(figure)),
            *(one.against, one.found),
        )
        blocks.setdefault(key, []).append(one)
    groups = [
        group for block in blocks.values() for group in _Grouping(settings, decided).groups(block)
    ]
    return _joined(groups, decided)


class _Grouping:
    """Statements of one key, put together by briefing, people and place."""

    def __init__(self, settings: Settings, decided: Decided) -> None:
        self._settings = settings
        self._decided = decided
        self._groups: list[Group] = []  # in order of their day
        self._undated: list[Group] = []

    def groups(self, block: Sequence[Told]) -> Iterator[Group]:
        """The claims of one key: dated statements first, those that lean on them after."""
        ways: dict[str, Callable[[Told], None]] = {
            "stated": self._stated,
            "printed": self._printed,
            "window": self._within_window,
            "never": self._never,
        }
        in_order = sorted(block, key=lambda told: told.order)
        for how, place in ways.items():
            for told in in_order:
                if told.when.how == how:
                    place(told)
        yield from self._groups
        yield from self._undated

    def _stated(self, told: Told) -> None:
        """The words give the day: the same claim only on that day."""
        day = told.when.day
        if not self._join(told, self._between(day, day)):
            self._open(told, day)

    def _printed(self, told: Told) -> None:
        """Only the page gives a day: a claim of that day or shortly before, or one told again."""
        day = told.when.day
        relayed = self._between(_back(day, self._settings.relay_days), day)
        if self._join(told, (group for group in relayed if self._one_briefing(told, group))):
            return
        earlier = self._between(_back(day, self._settings.repeat_days), day)
        again = (group for group in earlier if self._told_again(told, group))
        if not self._tells(told) or not self._join(told, again):
            self._open(told, day)

    def _within_window(self, told: Told) -> None:
        """The words give a stretch of days: the last claim within it, else its last day."""
        start = told.when.start or told.when.day
        end = told.when.day
        if not self._join(told, self._between(start, end)):
            self._open(told, end)

    def _never(self, told: Told) -> None:
        """Nobody knows the day: the one claim it can be, where there is only one."""
        fitting = [group for group in self._groups[:_LOOKED_AT] if self._fits(told, group)]
        if len(fitting) == 1 and self._tells(told):
            fitting[0].add(told)
        elif not self._join(told, self._undated[:_LOOKED_AT]):
            group = Group(date.max)
            group.add(told)
            self._undated.append(group)

    def _one_briefing(self, told: Told, group: Group) -> bool:
        """Whether a small count of a single event may be that of a claim of another day.

        Two men are killed every day: only the same text or the same place makes it the same two.
        """
        return (
            told.when.day == group.day
            or _size(told.figure) >= self._settings.relay_count_from
            or told.dispatch in group.dispatches
            or same_place(told.figure.place, group.profile.place)
        )

    def _told_again(self, told: Told, group: Group) -> bool:
        """Whether a total may be an old one told again; a count of one event only of its place."""
        return told.figure.scope == "cumulative" or same_place(
            told.figure.place, group.profile.place
        )

    def _tells(self, told: Told) -> bool:
        """Whether a number is so large that the same one again is the same count."""
        total = told.figure.scope == "cumulative"
        least = self._settings.repeat_total_from if total else self._settings.repeat_count_from
        return _size(told.figure) >= least and told.origin.kind == "named"

    def _between(self, first: date, last: date) -> Iterator[Group]:
        """The claims of some days, the latest first."""
        start = bisect_left(self._groups, first, key=lambda group: group.day)
        end = bisect_right(self._groups, last, key=lambda group: group.day)
        for at in range(end - 1, max(start, end - _LOOKED_AT) - 1, -1):
            yield self._groups[at]

    def _join(self, told: Told, groups: Iterable[Group]) -> bool:
        """Add a statement to the claim it fits: one of its own text before any other."""
        fitting = [group for group in groups if self._fits(told, group)]
        if not fitting:
            return False
        own = [group for group in fitting if told.dispatch in group.dispatches]
        (own or fitting)[0].add(told)
        return True

    def _fits(self, told: Told, group: Group) -> bool:
        return group.profile.fits(told.figure) and self._decided.may_join(
            told.figure.id, (member.figure.id for member in group.members)
        )

    def _open(self, told: Told, day: date) -> None:
        group = Group(day)
        group.add(told)
        insort(self._groups, group, key=lambda item: item.day)


def _size(figure: Figure) -> int:
    return figure.low if figure.high is None else figure.high


def _back(day: date, days: int) -> date:
    return day - timedelta(days=days) if day.toordinal() > days else date.min


def _joined(groups: Sequence[Group], decided: Decided) -> list[Group]:
    """The groups with those put together that a person says are one claim.

    Only within one measure, and never over a pair that somebody set apart.
    """
    by_statement = {told.figure.id: group for group in groups for told in group.members}
    gone: set[int] = set()
    for left, right in decided.together:
        one, other = by_statement.get(left), by_statement.get(right)
        if one is None or other is None or one is other or not _may_be_joined(one, other, decided):
            continue
        if other.day < one.day:
            one, other = other, one
        for told in other.members:
            one.add(told)
            by_statement[told.figure.id] = one
        gone.add(id(other))
    return [group for group in groups if id(group) not in gone]


def _may_be_joined(one: Group, other: Group, decided: Decided) -> bool:
    ids = [told.figure.id for told in other.members]
    return one.members[0].figure.measure == other.members[0].figure.measure and all(
        decided.may_join(told.figure.id, ids) for told in one.members
    )
