"""Days that cannot be, stretches of time that contradict themselves, and lone days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tollbook.linting.cells import shorten, whole_number
from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row

_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119, counted from the end of 1899
_EXCEL_START = date(1899, 12, 30).toordinal()


def check_days(row: Row, around: Circumstances) -> Iterator[Found]:
    """Every day is one, in a year that can be meant, and not after today."""
    shape, limits, today = around.shape, around.limits, around.today
    for column in shape.days:
        text = row.text(column)
        day = row.days.get(column)
        if day is None:
            if text:
                yield Found(
                    row,
                    (column,),
                    f"{shorten(text)} is not a day{_as_spreadsheet_day(text)}.",
                    "Write days like 2025-01-14.",
                )
        elif day.year < limits.first_year:
            yield Found(
                row,
                (column,),
                f"The year {day.year:04} is before {limits.first_year}.",
                "Correct the year; a spreadsheet may have cut off its first digits.",
            )
        elif day > today:
            yield Found(
                row,
                (column,),
                f"{day.isoformat()} is after today, {today.isoformat()}.",
                "Correct the day.",
            )


def _as_spreadsheet_day(text: str) -> str:
    number = whole_number(text)
    if number is None or number not in _EXCEL_DAYS:
        return ""
    day = date.fromordinal(_EXCEL_START + number)
    return f"; as a spreadsheet counts days it would be {day.isoformat()}"


def check_period(row: Row, around: Circumstances) -> Iterator[Found]:
    """An event ends after it starts, in its year, and takes as long as its precision says."""
    shape = around.shape
    start = row.days.get(shape.start or "")
    if start is None:
        return
    end = row.days.get(shape.end or "") or start
    if min(start, end).year < around.limits.first_year or max(start, end) > around.today:
        return  # the day is wrong by itself
    if end < start and shape.start and shape.end:
        yield Found(
            row,
            (shape.start, shape.end),
            f"It ends on {end.isoformat()} and starts on {start.isoformat()}, "
            f"{(start - end).days:,} day{'' if (start - end).days == 1 else 's'} later.",
            "Swap the two days, or correct the one that was mistyped.",
        )
        return
    year = whole_number(row.text(shape.year))
    if shape.year and shape.start and year is not None and not start.year <= year <= end.year:
        yield Found(
            row,
            (shape.year, shape.start),
            f"The year is {year}, the day {start.isoformat()}.",
            "Correct whichever of the two was mistyped.",
        )
    most = shape.spans.get(row.text(shape.day_precision))
    days = (end - start).days + 1
    if shape.end and shape.day_precision and shape.start and most is not None and days > most:
        code = row.text(shape.day_precision)
        yield Found(
            row,
            (shape.day_precision, shape.start, shape.end),
            f"A precision of {code} is at most {most} day{'s' if most > 1 else ''}, and from "
            f"{start.isoformat()} to {end.isoformat()} it is {days:,}.",
            "Correct the code, or the day that was mistyped.",
        )


class LoneDays:
    """No day stands years apart from all other days of the table."""

    def __init__(self, around: Circumstances) -> None:
        self._around = around
        self._days: set[date] = set()
        self._oldest: Row | None = None
        self._newest: Row | None = None
        self._rows = 0

    def look(self, row: Row) -> Iterator[Found]:
        """Remember the day, and the row if it is the oldest or the newest."""
        column, limits = self._around.shape.start or "", self._around.limits
        day = row.days.get(column)
        if day and limits.first_year <= day.year and day <= self._around.today:
            self._rows += 1
            self._days.add(day)
            if self._newest is None or day > self._newest.days[column]:
                self._newest = row
            if self._oldest is None or day < self._oldest.days[column]:
                self._oldest = row
        yield from ()

    def end(self) -> Iterator[Found]:
        """The newest and the oldest day, where they stand alone."""
        column, limits = self._around.shape.start, self._around.limits
        days = sorted(self._days)
        if column is None or self._rows < limits.lone_day_rows or len(days) < 3:
            return
        for row, lone, next_to_it, where in (
            (self._newest, days[-1], days[-2], "before"),
            (self._oldest, days[0], days[1], "after"),
        ):
            gap = abs((lone - next_to_it).days)
            if gap > limits.lone_day_gap:
                yield Found(
                    row,
                    (column,),
                    f"{lone.isoformat()} stands alone: the other days of the table are all "
                    f"{gap:,} days or more {where} it.",
                    "Check the year.",
                    is_warning=True,
                )
