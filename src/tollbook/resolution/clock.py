"""Putting time words on a calendar: each kind of moment to its first and last day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tollbook.extraction.times.moments import (
    Ago,
    Between,
    Day,
    Decade,
    Edge,
    FewOf,
    FromToday,
    Moment,
    Month,
    Overnight,
    PartOf,
    Piece,
    Season,
    Since,
    Stretch,
    Unit,
    Until,
    Weekday,
    Within,
    Year,
)

Days = tuple[date, date]
_ONE_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


class UndatableError(ValueError):
    """The words give no date, or none that a calendar has."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The day on which words are read, and whether the sentence looks ahead."""

    day: date | None
    forward: bool = False

    @property
    def today(self) -> date:
        """The day of the document.

        Raises:
            UndatableError: the document has none.
        """
        if self.day is None:
            raise UndatableError("the document has no date")
        return self.day

    def bounds(self, moment: Moment) -> tuple[date | None, date | None]:
        """The first and last day of a moment; None where the words leave an end open.

        Raises:
            UndatableError: the words give no date.
        """
        match moment:
            case Since(start, after):
                first, last = replace(self, forward=False).days(start)
                begin = last + _ONE_DAY if after else first
                return begin, self.day if self.day and begin <= self.day else None
            case Until():
                return None, self._last_day(moment)
            case Unit(_, 0) | Month(_, None, 0, None) if not self.forward:
                first, last = self.days(moment)
                # what has been counted this month has been counted up to today
                return first, min(last, max(self.today, first))
        return self.days(moment)

    def _last_day(self, moment: Until) -> date:
        """The day up to which something goes: of "by mid-May" the 15th, of "by May" not tomorrow.

        What comes before the end of May may come on its last day.
        """
        first, last = self.days(moment.end)
        match moment.end:
            case Edge("end") if moment.before:
                return last
            case _ if moment.before:
                return first - _ONE_DAY
            case PartOf("middle") | Edge("middle"):
                return first + (last - first) // 2
            case Month() | Unit() if self.day and not self.forward and first <= self.day:
                return min(last, self.day)
        return last

    def days(self, moment: Moment) -> Days:  # noqa: PLR0912 - one line a kind of moment
        """The first and last day of a moment that has both.

        Raises:
            UndatableError: the words give no date.
        """
        match moment:
            case Day():
                return self._day(moment)
            case Month(month, year, offset, years):
                return self._months(month, 1, self._year(year, years), offset)
            case Season(first_month, year, offset):
                return self._months(first_month, 3, year, offset)
            case Year(year):
                return _months(year, 1, 12)
            case Decade(first):
                return _months(first, 1, 120)
            case Weekday():
                return self._weekday(moment)
            case FromToday(count):
                return _single(self.today + count * _ONE_DAY)
            case Overnight():
                return self.today - _ONE_DAY, self.today
            case Unit(unit, offset):
                return self._unit(unit, offset)
            case Ago(count, unit):
                return self._ago(count, unit)
            case Stretch(count, unit, ahead):
                return self._stretch(count, unit, ahead)
            case Within(count, unit) if self.forward:
                return self._stretch(count, unit, ahead=True)
            case Piece():
                return self._piece(moment)
            case FewOf(count, unit, side, of):
                return _few(self.days(of), count, unit, side == "start")
            case PartOf(part, of):
                return self._part(part, self.days(of))
            case Edge(side, of):
                return _edge(self.days(of), side)
            case Between(first, last):
                return self._between(first, last)
        raise UndatableError("these words give no date")

    def _choose(self, candidates: Iterable[Days], offset: int = 0, slack: int = 0) -> Days:
        """Of the times that bear one name, in order, the one meant."""
        today = self.today
        if offset > 0:
            fitting = [days for days in candidates if days[0] > today]
            return _first(fitting)
        if offset < 0:
            this_month = today.replace(day=1)
            return _last([days for days in candidates if days[1] < this_month])
        if self.forward:
            return _first([days for days in candidates if days[1] >= today])
        return _last([days for days in candidates if days[0] <= today + slack * _ONE_DAY])

    def _day(self, moment: Day) -> Days:
        year = self._year(moment.year, moment.years)
        if year is not None:
            return _single(date(year, moment.month, moment.day))
        years = range(self.today.year - 8, self.today.year + 9)  # 29 February is up to 8 years off
        known = [y for y in years if moment.day <= calendar.monthrange(y, moment.month)[1]]
        candidates = [_single(date(y, moment.month, moment.day)) for y in known]
        # a report of the evening of the 13th may bear the 14th's date by local time
        return self._choose(candidates, slack=1)

    def _year(self, year: int | None, years: int | None) -> int | None:
        return year if years is None else self.today.year + years

    def _months(self, month: int, length: int, year: int | None, offset: int) -> Days:
        if year is not None:
            return _months(year, month, length)
        years = range(self.today.year - 2, self.today.year + 3)
        return self._choose([_months(y, month, length) for y in years], offset)

    def _weekday(self, moment: Weekday) -> Days:
        monday = self.today - self.today.weekday() * _ONE_DAY
        if moment.week is not None:
            return _single(monday + (7 * moment.week + moment.weekday) * _ONE_DAY)
        since = (self.today.weekday() - moment.weekday) % 7
        if moment.offset < 0:
            return _single(self.today - (since or 7) * _ONE_DAY)
        if moment.offset > 0:
            return _single(self.today + (7 - since) * _ONE_DAY)
        if self.forward:
            return _single(self.today + (-since % 7) * _ONE_DAY)
        return _single(self.today - since * _ONE_DAY)

    def _unit(self, unit: str, offset: int) -> Days:
        if unit == "week":
            monday = self.today + (7 * offset - self.today.weekday()) * _ONE_DAY
            return monday, monday + 6 * _ONE_DAY
        if unit == "weekend":
            return self._weekend(offset)
        if unit not in _MONTHS:
            raise UndatableError(f"no {unit} of the calendar")
        length = _MONTHS[unit]
        month = 1 if unit != "month" else self.today.month
        year = self.today.year - self.today.year % 10 if unit == "decade" else self.today.year
        first = _add_months(date(year, month, 1), offset * length)
        return _months(first.year, first.month, length)

    def _weekend(self, offset: int) -> Days:
        """The latest Saturday and Sunday; the coming ones where the words look ahead."""
        saturday = self.today - (self.today.weekday() - 5) % 7 * _ONE_DAY
        if offset > 0 or (self.forward and saturday + _ONE_DAY < self.today):
            saturday += 7 * _ONE_DAY
        if offset < 0 and saturday + _ONE_DAY >= self.today:
            saturday -= 7 * _ONE_DAY
        return saturday, saturday + _ONE_DAY

    def _ago(self, count: int, unit: str) -> Days:
        if unit in _MONTHS:
            then = _add_months(self.today, -count * _MONTHS[unit])
            whole = "month" if unit == "month" else "year"
            return _months(then.year, then.month if whole == "month" else 1, _MONTHS[whole])
        if unit in _DAYS:
            return _single(self.today - count * _DAYS[unit] * _ONE_DAY)
        return self._stretch(count, unit, ahead=False)

    def _stretch(self, count: int, unit: str, ahead: bool) -> Days:
        end = _shift_day(self.today, count if ahead else -count, unit)
        return (self.today, end) if ahead else (end, self.today)

    def _piece(self, moment: Piece) -> Days:
        index = moment.pieces if moment.index == -1 else moment.index
        if index > moment.pieces:
            raise UndatableError("there is no such part")
        if moment.of is not None:
            return _split(self.days(moment.of), moment.pieces, index)
        years = range(self.today.year - 1, self.today.year + 2)
        return self._choose([_split(_months(y, 1, 12), moment.pieces, index) for y in years])

    def _part(self, part: str, days: Days) -> Days:
        if part == "earlier" and days[0] <= self.today:
            return days[0], min(days[1], self.today)
        if part == "later" and days[1] >= self.today:
            return max(days[0], self.today), days[1]
        index = {"early": 1, "middle": 2, "late": 3}.get(part)
        return _split(days, 3, index) if index and days[0] != days[1] else days

    def _between(self, first: Moment, last: Moment) -> Days:
        """Two times; the one without a year takes it from the other."""
        if self.forward and not _has_year(last):
            begin = self.days(first)[0]
            return begin, Clock(begin, forward=True).days(last)[1]
        if _has_year(first) and not _has_year(last):
            begin = self.days(first)[0]
            return begin, Clock(begin, forward=True).days(last)[1]
        end = self.days(last)[1]
        begin = self.days(first)[0] if _has_year(first) else Clock(end).days(first)[0]
        if begin > end:
            raise UndatableError("the range runs backwards")
        return begin, end


def _has_year(moment: Moment) -> bool:
    return getattr(moment, "year", None) is not None or getattr(moment, "years", None) is not None


def _single(day: date) -> Days:
    return day, day


def _first(candidates: list[Days]) -> Days:
    if not candidates:
        raise UndatableError("no such day is near")
    return candidates[0]


def _last(candidates: list[Days]) -> Days:
    return _first(candidates[::-1])


def _months(year: int, month: int, length: int) -> Days:
    first = date(year, month, 1)
    return first, _add_months(first, length) - _ONE_DAY


def _add_months(day: date, count: int) -> date:
    """The same day of another month, or the last day of a shorter one."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _shift_day(day: date, count: int, unit: str) -> date:
    if unit in _MONTHS:
        return _add_months(day, count * _MONTHS[unit])
    if unit in _DAYS:
        return day + count * _DAYS[unit] * _ONE_DAY
    hours = count if unit == "hour" else count / 60
    whole_days = max(1, -(-abs(hours) // 24))  # six hours may reach back into yesterday
    return day + timedelta(days=whole_days if count > 0 else -whole_days)


def _split(days: Days, pieces: int, index: int) -> Days:
    """The piece number `index` of a stretch: in whole months where they allow it, else in days."""
    first, end = days[0], days[1] + _ONE_DAY
    months = (end.year - first.year) * 12 + end.month - first.month
    if first.day == 1 and end.day == 1 and months % pieces == 0:
        size = months // pieces
        begin = _add_months(first, size * (index - 1))
        return begin, _add_months(begin, size) - _ONE_DAY
    size = max((end - first).days // pieces, 1)
    begin = min(first + size * (index - 1) * _ONE_DAY, days[1])
    return begin, days[1] if index == pieces else min(begin + (size - 1) * _ONE_DAY, days[1])


def _few(days: Days, count: int, unit: str, from_start: bool) -> Days:
    if from_start:
        return days[0], max(_shift_day(days[0], count, unit) - _ONE_DAY, days[0])
    return min(_shift_day(days[1] + _ONE_DAY, -count, unit), days[1]), days[1]


def _edge(days: Days, side: str) -> Days:
    """The start, middle or end: a month of a year, ten days of a month, a day of a week."""
    if side == "middle":
        return _split(days, 3, 2)
    length = (days[1] - days[0]).days + 1
    pieces = 12 if length > 31 else 3 if length > 7 else length
    return _split(days, pieces, 1 if side == "start" else pieces)
