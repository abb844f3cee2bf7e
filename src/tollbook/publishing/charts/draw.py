"""A chart as Altair has it: panels above each other over one axis of time, and the voices below.

One line an origin with the band that its words allow, relays as faint dots, failed checks ringed,
and the estimate's range behind. Everything from a document stands in the data of the chart, never
in its code.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from tollbook.publishing.charts.canvas import WIDTH, Canvas, Rows, at, fit, span_of, top_of
from tollbook.publishing.charts.data import ChartData
from tollbook.publishing.charts.marks import layers_of
from tollbook.publishing.charts.styles import PALETTES, Palette, Theme, height_for, styles

_ALONE, _AMONG, _VOICES = 320, 210, 42  # heights in pixels
_FONT = "Roboto, Helvetica, Arial, sans-serif"


def draw(data: ChartData, *, pointed_at: bool = True, theme: Theme = "light") -> dict[str, Any]:
    """The whole chart, as a specification in Vega-Lite.

    Where nothing can be pointed at (`pointed_at`), points that a line hides anyway are left out.
    """
    with debug_mode(False):  # Altair would hold every part against its schema, for half the time
        return _draw(data, pointed_at, theme)


def _draw(data: ChartData, pointed_at: bool, theme: Theme) -> dict[str, Any]:
    palette = PALETTES[theme]
    looks, span = styles(data, palette), span_of(data)
    rows: dict[str, Rows] = {}
    panels = []
    for panel in data.panels:
        height = height_for(panel, _ALONE if len(data.panels) == 1 else _AMONG)
        canvas = Canvas(span, top_of(panel, height), height, rows, palette, pointed_at)
        layers = layers_of(fit(panel, canvas.top), looks, canvas)
        shown = alt.LayerChart(layer=layers, width=WIDTH, height=canvas.height)
        alone = len(data.panels) == 1 and panel.title == data.title
        heading = _heading(panel.title, palette)
        panels.append(shown if alone else shown.properties(title=heading))
    if max((most for _, _, most in data.voices), default=0) > 1:
        panels.append(_voices(data, span, rows, palette))
    chart = alt.VConcatChart(
        vconcat=panels,
        title=_title(data, palette),
        spacing=24,
        config=_config(palette),
        usermeta={"embedOptions": {"actions": False}},  # its menu leads out to an editor on the web
    )
    drawn: dict[str, Any] = chart.to_dict(validate=False)
    return drawn | {"datasets": rows}


def _title(data: ChartData, palette: Palette) -> alt.TitleParams:
    return alt.TitleParams(
        text=data.title,
        subtitle=[data.subtitle, *_legend(data)],
        anchor="start",
        fontSize=18,
        fontWeight=600,
        color=palette.ink,
        subtitleFontSize=12,
        subtitleColor=palette.faint,
        subtitleLineHeight=17,
        offset=16,
    )


def _heading(words: str, palette: Palette, *, faint: bool = False) -> alt.TitleParams:
    return alt.TitleParams(
        words,
        anchor="start",
        frame="group",
        fontSize=11 if faint else 13,
        fontWeight=400 if faint else 600,
        color=palette.faint if faint else palette.ink,
        offset=8,
    )


def _legend(data: ChartData) -> list[str]:
    """What the signs of this chart mean, those alone that are in it, on one line or two."""
    panels = data.panels
    lines = [line for panel in panels for line in panel.lines]
    dots = [dot for line in lines for dot in line.dots]
    estimates = dict.fromkeys(panel.estimate.policy for panel in panels if panel.estimate)
    hollow = any(not line.running for line in lines)
    hollow = hollow or any(not (dot.stands and dot.joined) for dot in dots)
    signs = [
        (
            "band: what the words allow",
            any(dot.joined and dot.high not in (None, dot.low) for dot in dots),
        ),
        ("arrow: no upper end", any(dot.high is None for dot in dots)),
        ("hollow: a single count, or one the line leaves out", hollow),
        ("faint dot: a relay", any(line.relays for line in lines)),
        ("red ring: a check fails", any(panel.failures for panel in panels)),
        ("diamond: the total moved for a reason of its own", any(p.breaks for p in panels)),
        (f"grey: estimate ({', '.join(estimates)})", bool(estimates)),
    ]
    shown = [words for words, there in signs if there]
    half = (len(shown) + 1) // 2 if len(shown) > 3 else len(shown)
    return [" · ".join(part) for part in (shown[:half], shown[half:]) if part]


def _voices(
    data: ChartData, span: tuple[date, date], collected: dict[str, Rows], palette: Palette
) -> alt.LayerChart:
    """How many voices had spoken by each day: known to be independent, and those that might be."""
    top = max(most for _, _, most in data.voices)
    canvas = Canvas(span, top, _VOICES, collected, palette)
    steps = [*data.voices, (canvas.span[1], *data.voices[-1][1:])]
    rows = [{"day": at(day), "value": most, "known": known} for day, known, most in steps]
    axis = alt.Axis(
        format="d", values=sorted({0, top}), title=None, domain=False, ticks=False, labelPadding=6
    )
    looked_at = all(known is not None for _, known, _ in data.voices)
    layers = []
    for column, colour in zip(("value", "known")[: 1 + looked_at], palette.steps, strict=False):
        area = canvas.chart(rows).mark_area(color=colour, interpolate="step-after")
        y = alt.Y(f"{column}:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
        layers.append(area.encode(x=canvas.x(), y=y))
    words = (
        "Voices heard by then: known to be independent (dark), and that might be (light)"
        if looked_at
        else "Voices heard by then; whether they are independent was not checked"
    )
    title = _heading(words, palette, faint=True)
    return alt.LayerChart(layer=layers, width=WIDTH, height=_VOICES, title=title)


def _config(palette: Palette) -> alt.Config:
    axis = alt.AxisConfig(
        labelColor=palette.faint,
        labelFontSize=11,
        gridColor=palette.grid,
        domainColor=palette.axis,
        tickColor=palette.axis,
    )
    view = alt.ViewConfig(stroke=None)
    return alt.Config(font=_FONT, background=palette.paper, padding=18, axis=axis, view=view)
