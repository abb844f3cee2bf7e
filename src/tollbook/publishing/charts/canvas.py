"""Where things go on a panel: its two axes, and rows of data that lie on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import altair as alt

from tollbook.publishing.charts.data import ChartData, Dot, Panel
from tollbook.publishing.charts.styles import Palette
from tollbook.reasoning.words import day as in_words

WIDTH = 700
OPEN_TOP = 26  # pixels that an open top is drawn upward

_EXACT = 2**53  # Vega keeps numbers as floating point, and refuses longer whole numbers
_WHOLE = 7  # up to here every number has a line of its own; Vega would draw halves
_TICKS = 8  # on the axis of time; of fewer days Vega would draw halves
_HEAD_ROOM = 1.08
_DATES = ((100, "%-d %b"), (1_200, "%b %Y"), (1_000_000, "%Y"))
"""How the days of an axis of so many days are written."""

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A panel to draw on: its days from edge to edge, its largest number, its height in pixels.

    `rows` collects the data of the whole chart by name: drawing copies what stands in a layer many
    times over. `pointed_at` is whether a reader can point at things and click on them.
    """

    span: tuple[date, date]
    top: float
    height: int
    rows: dict[str, Rows]
    palette: Palette
    pointed_at: bool = False

    def chart(self, rows: Rows) -> alt.Chart:
        """A layer to be drawn from these rows."""
        name = f"rows{len(self.rows)}"
        self.rows[name] = [{key: _drawable(value) for key, value in row.items()} for row in rows]
        return alt.Chart(alt.NamedData(name=name))

    @property
    def days(self) -> int:
        """How many days there are from edge to edge."""
        return (self.span[1] - self.span[0]).days

    @property
    def arrow(self) -> float:
        """How many people the arrow of an open top is high."""
        return self.top / self.height * OPEN_TOP

    def x(self) -> alt.X:
        """The axis of time; all is UTC, so that no reader's clock moves a day."""
        form = next(form for most, form in _DATES if self.days <= most)
        scale = alt.Scale(type="utc", domain=[at(day) for day in self.span])
        axis = alt.Axis(
            grid=False,
            labelFlush=False,
            tickCount=alt.TimeIntervalStep(interval="day", step=1)
            if self.days <= _TICKS
            else _TICKS,
            labelOverlap=True,
            title=None,
            format=form,
        )
        return alt.X("day:T", scale=scale, axis=axis)

    def y(self, column: str = "value") -> alt.Y:
        """The axis of people, for a column of the data."""
        axis = alt.Axis(
            values=list(range(int(self.top) + 1)) if self.top < _WHOLE else alt.Undefined,
            tickCount=6,
            format=",d",
            title=None,
            domain=False,
            ticks=False,
            labelPadding=6,
        )
        scale = alt.Scale(domain=[0, self.top], nice=False)
        return alt.Y(f"{column}:Q", scale=scale, axis=axis)


def span_of(data: ChartData) -> tuple[date, date]:
    """The days of a chart from edge to edge, with some air around what is shown."""
    lines = [line for panel in data.panels for line in panel.lines]
    days = [dot.day for line in lines for dot in (*line.dots, *line.relays)] or [date(2000, 1, 1)]
    first, last = min(days), max(days)
    air = max((last - first).days // 40, 1) if first < last else 14
    return first - timedelta(days=air), last + timedelta(days=air)


def top_of(panel: Panel, height: int) -> float:
    """The largest number that a panel has room for, the arrows of open tops included.

    A number that a check proves wrong makes no room for itself, unless there is no other.
    """
    every = [dot for line in panel.lines for dot in (*line.dots, *line.relays)]
    dots = [dot for dot in every if not dot.wrong] or every
    ends: list[float] = [1, *((dot.high or dot.value) * _HEAD_ROOM for dot in dots)]
    ends += [dot.low / (1 - 1.3 * OPEN_TOP / height) for dot in dots if dot.high is None]
    if panel.estimate:
        ends += [one.high * _HEAD_ROOM for one in panel.estimate.stretches]
    return max(ends)


def fit(panel: Panel, top: float) -> Panel:
    """The panel with what is off its scale at its upper edge."""

    def lowered(dots: Iterable[Dot]) -> tuple[Dot, ...]:
        return tuple(
            replace(dot, value=int(top), off_scale=True) if dot.value > top else dot for dot in dots
        )

    return replace(
        panel,
        lines=tuple(
            replace(line, dots=lowered(line.dots), relays=lowered(line.relays))
            for line in panel.lines
        ),
        failures=lowered(panel.failures),
        breaks=lowered(panel.breaks),
    )


def at(day: date) -> str:
    """A day as the data of a chart has it."""
    return f"{day.isoformat()}T00:00:00Z"


def drawing_rows(dots: Iterable[Dot]) -> Rows:
    """Counts as rows for what is only drawn."""
    return [_place(dot) for dot in dots]


def evidence_rows(dots: Iterable[Dot]) -> Rows:
    """Counts as rows for marks that show their evidence when pointed at."""
    return [_place(dot) | _words(dot) for dot in dots]


def evidence(*, note: bool = False) -> dict[str, Any]:
    """What a reader sees of a count on pointing at it, and where a click leads."""
    shown = [("note", "Note")] if note else []
    shown += [("says", "Says"), ("voice", "Voice"), ("as_of", "As of"), ("allows", "Words allow")]
    shown += [("quote", "Quote"), ("source", "Read in")]
    return {
        "tooltip": [alt.Tooltip(f"{name}:N", title=title) for name, title in shown],
        "href": alt.Href("link:N"),
    }


def _place(dot: Dot) -> dict[str, Any]:
    return {"day": at(dot.day), "value": dot.value, "low": dot.low, "high": dot.high}


def _drawable(value: Any) -> Any:
    return float(value) if isinstance(value, int) and value > _EXACT else value


def _words(dot: Dot) -> dict[str, Any]:
    most = "no upper end" if dot.high is None else f"{dot.high:,}"
    return {
        "says": dot.says,
        "voice": dot.voice,
        "as_of": in_words(dot.day),
        "allows": f"{dot.low:,} to {most}" if dot.high != dot.low else f"{dot.low:,}",
        "quote": dot.quote,
        "source": dot.source,
        "link": dot.link,
        "note": dot.note,
    }
