"""`--chart`: what several commands draw instead of printing it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output

if TYPE_CHECKING:
    from tollbook.reasoning.record import Record
    from tollbook.reasoning.series import Series

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
            f"{chart} is not a chart; name a file that ends in .svg, .png, .html"
        )


def draw(found: Sequence[Series], record: Record, chart: Path) -> None:
    """Draw series with what checks find in them, and the estimate's range behind."""
    from tollbook.app.check import check
    from tollbook.publishing.charts import chart_data, estimate_bands, form_of, render

    data = chart_data(record, found, check(record).shown, estimate_bands(record, found))
    chart.write_bytes(render(data, form_of(chart) or "svg"))
    points = sum(len(one.points) for one in found)
    Output().write(f"{chart}: {len(found):,} series, {points:,} points.\n")
