"""`--chart`: what several commands draw instead of printing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output, complain

if TYPE_CHECKING:
    from tollbook.app.charts import Chart as Drawing

Chart = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Draw a chart instead: .svg, .png or .html (the page works offline).",
        show_default=False,
    ),
]


def require_known(chart: Path) -> None:
    """Refuse a file whose name is that of no chart, before anything is worked out."""
    from tollbook.publishing.charts import form_of

    if form_of(chart) is None:
        raise typer.BadParameter(
            f"{chart} is not a chart; name a file that ends in .svg, .png or .html"
        )


def save(drawing: Drawing, chart: Path, if_none: str) -> None:
    """Write a chart to its file and say what is on it; where that is nothing, say `if_none`."""
    if not drawing.series:
        complain(if_none)
        return
    drawing.save(chart)
    points = sum(len(one.points) for one in drawing.series)
    Output().write(f"{chart}: {len(drawing.series):,} series, {points:,} points.\n")
