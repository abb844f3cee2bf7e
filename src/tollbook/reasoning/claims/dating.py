"""What day a count speaks for, and how surely: the day of the briefing, not of the page.

A date that the words give is kept. Where they give none, the page only bounds it: what was printed
on Tuesday was said on Tuesday or a little before. "In January, the agency said about 300" gives
neither: it points at a briefing within the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tollbook.model.statement import Figure

Sureness = Literal["stated", "printed", "window", "never"]


@dataclass(frozen=True, slots=True)
class CountDay:
    """A day and how it is known.

    `stated`: the words give it. `printed`: only the page does. `window`: some day from `start` to
    `day`. `never`: unknown; `day` is the last possible date.
    """

    day: date
    how: Sureness
    start: date | None = None


def find_day(figure: Figure, printed: date | None) -> CountDay:
    """The day a figure speaks for, by its words and its page."""
    if figure.as_of is not None:
        return CountDay(figure.as_of, "printed" if figure.as_of == printed else "stated")
    period = figure.period
    end = period.end_date if period else None
    if period is None or end is None:
        return CountDay(date.max, "never") if printed is None else CountDay(printed, "printed")
    start = period.start_date
    named = period.mention is not None and start in (None, end)
    if end == printed and not named:
        return CountDay(end, "printed")  # "so far", "since autumn": it counts up to the page
    if figure.scope != "period" and start is not None and start < end:
        return CountDay(end, "window", start)
    return CountDay(end, "stated")


def length_in_days(figure: Figure) -> int | None:
    """How many days a count of a stated stretch spans; None for any other, or an open one."""
    period = figure.period
    if figure.scope != "period" or not period or not period.start_date or not period.end_date:
        return None
    return (period.end_date - period.start_date).days
