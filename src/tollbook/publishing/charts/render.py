"""A chart as a file, made on this machine without asking any other."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any, Literal, cast, get_args

import vl_convert

from tollbook.publishing.charts.data import ChartData
from tollbook.publishing.charts.draw import draw
from tollbook.publishing.charts.styles import Theme

ChartFormat = Literal["svg", "png", "html"]

_SCALE = 2  # pixels of a PNG for one of the drawing
_STAND_IN = "\uf8ff"
"""For "<" on the way through vl-convert, which would write it as it is; a private character."""


def form_of(path: Path) -> ChartFormat | None:
    """The format that a file's name asks for; None for any other."""
    found = path.suffix.lower().removeprefix(".")
    return cast("ChartFormat", found) if found in get_args(ChartFormat) else None


def render(data: ChartData, form: ChartFormat, theme: Theme = "light") -> bytes:
    """The chart as SVG, as PNG at twice its size, or as HTML that needs nothing from outside.

    `theme` is what its colours suit: a light page or a dark one.
    """
    spec = draw(data, pointed_at=form == "html", theme=theme)
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[]))
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()
    return _page(spec, data.title).encode()


def _page(spec: dict[str, Any], title: str) -> str:
    """A page with the chart and all that draws it; no text of a document can end its script."""
    written = json.dumps(spec, ensure_ascii=False).replace(_STAND_IN, "").replace("<", _STAND_IN)
    page = str(vl_convert.vegalite_to_html(written, bundle=True, renderer="svg"))
    page = page.replace("<title>Chart</title>", f"<title>{escape(title)}</title>", 1)
    return page.replace(_STAND_IN, "\\u003c")  # as the strings of a script have it
