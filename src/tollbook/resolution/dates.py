"""Time words to dates, against the day of the document.

News convention: a day or month without a year is the latest one that has come, and "on Monday" the
last Monday up to the day of publication; where the sentence looks ahead (`forward`), the next one.
Without the document's day only dates with a year of their own are resolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tollbook.extraction.times import find_times
from tollbook.extraction.times.moments import Moment, Since
from tollbook.model.statement import Period
from tollbook.resolution.clock import Clock


def resolve_period(words: str, today: date | None, *, forward: bool = False) -> Period | None:
    """The dates that time words stand for in a document of the day `today`.

    `forward` says that the sentence looks ahead: "in June" is then the coming June. None where the
    words hold no time, or none that can be dated. Of several times the first that can be counts.

    >>> period = resolve_period("the first half of this year", date(2025, 1, 14), forward=True)
    >>> str(period.start_date), str(period.end_date)
    ('2025-01-01', '2025-06-30')
    """
    return _first_period((found.moment for found in find_times(words)), Clock(today, forward))


def resolve_baseline(words: str, today: date | None) -> Period | None:
    """The dates of what something is compared with: "since last month" compares with last month.

    >>> period = resolve_baseline("up from last month", date(2025, 1, 14))
    >>> str(period.start_date), str(period.end_date)
    ('2024-12-01', '2024-12-31')
    """
    moments = (found.moment for found in find_times(words))
    starts = (moment.start if isinstance(moment, Since) else moment for moment in moments)
    return _first_period(starts, Clock(today))


def _first_period(moments: Iterable[Moment], clock: Clock) -> Period | None:
    for moment in moments:
        try:
            start, end = clock.bounds(moment)
            return Period(start_date=start, end_date=end)
        except (ValueError, OverflowError):
            continue  # undatable, or a day that no calendar has: the next time may be better
    return None


def find_periods(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are time expressions, in order."""
    return [(found.start, found.end) for found in find_times(text)]
