"""Charts of series, drawn by Altair and rendered by vl-convert: offline, on any machine.

series ─▶ gather ─▶ ChartData ─▶ draw ─▶ render
(plain values)
"""

from tollbook.publishing.charts.bands import estimate_bands
from tollbook.publishing.charts.data import Band, ChartData, Dot, Line, Panel, Stretch
from tollbook.publishing.charts.gather import chart_data
from tollbook.publishing.charts.render import ChartFormat, form_of, render
from tollbook.publishing.charts.styles import Theme

__all__ = [
    "Band",
    "ChartData",
    "ChartFormat",
    "Dot",
    "Line",
    "Panel",
    "Stretch",
    "Theme",
    "chart_data",
    "estimate_bands",
    "form_of",
    "render",
]
