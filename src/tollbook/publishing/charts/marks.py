"""What is drawn on a panel, each a list of layers; what is faint lies under what is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from tollbook.publishing.charts.canvas import (
    WIDTH,
    Canvas,
    Rows,
    at,
    drawing_rows,
    evidence,
    evidence_rows,
)
from tollbook.publishing.charts.data import Band, Dot, Line, Panel
from tollbook.publishing.charts.styles import Style, keys

Layers = list[alt.Chart]

_FEW = 60  # points of a line that are drawn one by one; more would hide the line
_REASON_WIDTH = 0.4  # the share of the panel that the words for a break take
_NUMBER_WIDTH = 0.1  # the same for the number of a count that is off the scale
_ARROW = "M-1,0.9L0,-0.4L1,0.9"
_CROSS = "M-1,-1L1,1M-1,1L1,-1"


def layers_of(panel: Panel, looks: dict[str, Style], canvas: Canvas) -> Layers:
    """All of a panel, from the back to the front."""
    layers = estimate(panel.estimate, canvas) if panel.estimate else []
    for drawing in (bands, open_tops, relays, joining_line, points):
        for line in panel.lines:
            layers += drawing(line, looks[line.voice], canvas)
    return (
        layers
        + breaks(panel.breaks, canvas)
        + failures(panel.failures, canvas)
        + names(panel, looks, canvas)
    )


def estimate(band: Band, canvas: Canvas) -> Layers:
    """The range of an estimate, a block for each stretch of days."""
    rows = [
        {
            "day": at(one.start),
            "until": at(one.end or canvas.span[1]),
            "low": one.low,
            "high": one.high,
        }
        for one in band.stretches
    ]
    if not rows:
        return []
    area = canvas.chart(rows).mark_rect(color=canvas.palette.estimate, opacity=0.22)
    return [area.encode(x=canvas.x(), x2="until:T", y=canvas.y("low"), y2="high:Q")]


def bands(line: Line, look: Style, canvas: Canvas) -> Layers:
    """What the words allow: an area along a running total, a bar where a count stands alone."""
    shown = [dot for dot in line.dots if dot.joined]
    runs = _closed_runs(shown) if line.running else [[dot] for dot in shown]
    layers = []
    for run in runs:
        if len(run) > 1:
            area = canvas.chart(drawing_rows(run)).mark_area(color=look.colour, opacity=0.14)
            layers.append(area.encode(x=canvas.x(), y=canvas.y("low"), y2="high:Q"))
    alone = [run[0] for run in runs if len(run) == 1 and run[0].high not in (None, run[0].low)]
    if alone:
        bars = canvas.chart(drawing_rows(alone)).mark_rule(
            color=look.colour, opacity=0.3, strokeWidth=4
        )
        layers.append(bars.encode(x=canvas.x(), y=canvas.y("low"), y2="high:Q"))
    return layers


def _closed_runs(dots: Sequence[Dot]) -> list[list[Dot]]:
    """Runs of counts, one after the other, whose upper ends are known."""
    runs: list[list[Dot]] = [[]]
    for dot in dots:
        if dot.high is None:
            runs.append([])
        else:
            runs[-1].append(dot)
    return [run for run in runs if run]


def open_tops(line: Line, look: Style, canvas: Canvas) -> Layers:
    """Arrows that point upward from counts with no upper end."""
    rows: Rows = [
        {"day": at(dot.day), "low": dot.low, "value": dot.low + canvas.arrow}
        for dot in line.dots
        if dot.high is None and dot.joined
    ]
    if not rows:
        return []
    stem = canvas.chart(rows).mark_rule(color=look.colour, opacity=0.45, strokeWidth=1.5)
    if _dense(line):  # heads would run into one another
        return [stem.encode(x=canvas.x(), y=canvas.y("low"), y2="value:Q")]
    head = canvas.chart(rows).mark_point(
        shape=_ARROW, size=30, stroke=look.colour, strokeWidth=1.5, opacity=0.7
    )
    return [
        stem.encode(x=canvas.x(), y=canvas.y("low"), y2="value:Q"),
        head.encode(x=canvas.x(), y=canvas.y()),
    ]


def _dense(line: Line) -> bool:
    """Whether the counts of a line stand so close that only the line is drawn."""
    return line.running and len(line.dots) > _FEW


def relays(line: Line, look: Style, canvas: Canvas) -> Layers:
    """Faint dots on the days on which others carried a count on."""
    if not line.relays:
        return []
    dots = canvas.chart(evidence_rows(line.relays)).mark_circle(
        color=look.colour, size=30, opacity=0.4
    )
    return [dots.encode(x=canvas.x(), y=canvas.y(), **evidence())]


def joining_line(line: Line, look: Style, canvas: Canvas) -> Layers:
    """The line of a running total."""
    joined = [dot for dot in line.dots if dot.joined]
    if not line.running or len(joined) < 2:
        return []
    path = canvas.chart(drawing_rows(joined)).mark_line(
        color=look.colour, strokeWidth=2, strokeDash=look.dash, strokeJoin="round"
    )
    return [path.encode(x=canvas.x(), y=canvas.y())]


def points(line: Line, look: Style, canvas: Canvas) -> Layers:
    """The counts, filled where they are totals that stand and are part of a line.

    Where they are so many that the line alone is drawn, they are there to be pointed at, unseen.
    """
    hidden = _dense(line)
    if hidden and not canvas.pointed_at:
        return []
    layers = []
    for filled in (True, False):
        dots = [dot for dot in line.dots if _is_filled(dot, line) is filled]
        circles = canvas.chart(evidence_rows(dots)).mark_point(
            shape="circle",
            size=46,
            fill=look.colour if filled else canvas.palette.paper,
            stroke=look.colour,
            strokeWidth=1.6,
            opacity=0.0 if hidden else 1.0,
        )
        if dots:
            layers.append(circles.encode(x=canvas.x(), y=canvas.y(), **evidence()))
    return layers[::-1]


def _is_filled(dot: Dot, line: Line) -> bool:
    return line.running and dot.stands and dot.joined


def breaks(dots: Sequence[Dot], canvas: Canvas) -> Layers:
    """Diamonds where a total moved for a reason of its own, with the reason where there is room."""
    if not dots:
        return []
    ink, paper = canvas.palette.ink, canvas.palette.paper
    diamonds = canvas.chart(evidence_rows(dots)).mark_point(
        shape="diamond", size=90, stroke=ink, strokeWidth=1.5, fill=paper, opacity=1
    )
    layers = [diamonds.encode(x=canvas.x(), y=canvas.y(), **evidence(note=True))]
    for dot in _apart(dots, canvas, _REASON_WIDTH):
        on_left = (dot.day - canvas.span[0]).days * 2 > canvas.days
        place: dict[str, Any] = (
            {"dx": -9, "align": "right"} if on_left else {"dx": 9, "align": "left"}
        )
        for pen in ({"stroke": paper, "strokeWidth": 4, "strokeJoin": "round"}, {"color": ink}):
            words = canvas.chart(evidence_rows([dot])).mark_text(
                dy=-9 if on_left else -20, fontSize=11, **place, **pen
            )
            layers.append(words.encode(x=canvas.x(), y=canvas.y(), text="note:N"))
    return layers


def failures(dots: Sequence[Dot], canvas: Canvas) -> Layers:
    """Crosses in rings on what fails a check, with the number where it is off the scale."""
    layers = []
    for shape, size in (("circle", 230), (_CROSS, 40)) if dots else ():
        mark = canvas.chart(evidence_rows(dots)).mark_point(
            shape=shape,
            size=size,
            stroke=canvas.palette.failed,
            strokeWidth=2,
            fill=None,
            opacity=1,
        )
        layers.append(mark.encode(x=canvas.x(), y=canvas.y(), **evidence(note=True)))
    for dot in _apart([dot for dot in dots if dot.off_scale], canvas, _NUMBER_WIDTH):
        layers.append(_words_beside(dot, "says", canvas, colour=canvas.palette.failed, dy=1))
    return layers


def _apart(dots: Sequence[Dot], canvas: Canvas, share: float) -> list[Dot]:
    """Those of some counts whose words have room: each this share of the panel from the next."""
    found: list[Dot] = []
    for dot in sorted(dots, key=lambda dot: dot.day):
        if not found or (dot.day - found[-1].day).days > canvas.days * share:
            found.append(dot)
    return found


def _words_beside(dot: Dot, column: str, canvas: Canvas, *, colour: str, dy: int) -> alt.Chart:
    """Words on that side of a count where the panel has more room."""
    on_left = (dot.day - canvas.span[0]).days * 2 > canvas.days
    place: dict[str, Any] = (
        {"dx": -14, "align": "right"} if on_left else {"dx": 14, "align": "left"}
    )
    words = canvas.chart(evidence_rows([dot])).mark_text(
        dy=dy, fontSize=11, color=colour, baseline="middle", **place
    )
    shown: alt.Chart = words.encode(x=canvas.x(), y=canvas.y(), text=f"{column}:N")
    return shown


def names(panel: Panel, looks: dict[str, Style], canvas: Canvas) -> Layers:
    """The voices beside the panel: a stretch of the line, and the name with its last count."""
    layers = []
    for key in keys(panel, looks, canvas.top, canvas.height):
        sample = canvas.chart([{}]).mark_rule(
            color=key.look.colour, strokeWidth=2, strokeDash=key.look.dash
        )
        place = {"x": alt.value(WIDTH + 8), "x2": alt.value(WIDTH + 26), "y": alt.value(key.at)}
        layers.append(sample.encode(**place))
        words = canvas.chart([{}]).mark_text(
            align="left",
            baseline="middle",
            fontSize=11,
            color=canvas.palette.ink,
            limit=300,
            text=key.words,
        )
        layers.append(words.encode(x=alt.value(WIDTH + 31), y=alt.value(key.at)))
    return layers
