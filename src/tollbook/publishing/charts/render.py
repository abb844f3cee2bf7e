"""A chart as a file, made on this machine without asking any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, cast, get_args

import vl_convert

from tollbook.publishing.charts.data import ChartData
from tollbook.publishing.charts.draw import draw

ChartFormat = Literal["svg", "png", "html"]

_SCALE = 2  # pixels of a PNG for one of the drawing


def form_of(path: Path) -> ChartFormat | None:
    """The format that a file's name asks for; None for any other."""
    found = path.suffix.lower().removeprefix(".")
    return cast("ChartFormat", found) if found in get_args(ChartFormat) else None


def render(data: ChartData, form: ChartFormat) -> bytes:
    """The chart as SVG, as PNG at twice its size, or as HTML that needs nothing from outside."""
    spec = draw(data, pointed_at=form == "html").to_dict()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[]))
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()
    return _page(spec).encode()


def _page(spec: dict[str, Any]) -> str:
    # A quote may hold "</script>": written as an escape of JSON it ends nothing.
    safe = json.dumps(spec).replace("<", "\\u003c")
    return str(vl_convert.vegalite_to_html(safe, bundle=True, renderer="svg"))
