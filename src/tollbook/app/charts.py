"""From series to a chart that can be looked at and written to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tollbook.app.check import check
from tollbook.publishing.charts import (
    ChartData,
    ChartFormat,
    Theme,
    chart_data,
    estimate_bands,
    form_of,
    render,
)
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Series


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of some series; `data` is what it shows, as plain values."""

    series: tuple[Series, ...]
    data: ChartData

    def render(self, form: ChartFormat = "svg", theme: Theme = "light") -> bytes:
        """The picture as SVG, as PNG, or as an HTML page that needs nothing from outside."""
        return render(self.data, form, theme)

    def save(self, path: Path | str) -> None:
        """Write the picture to a file; the end of its name says in which format.

        Raises:
            ValueError: the name ends in none of .svg, .png and .html.
        """
        form = form_of(Path(path))
        if form is None:
            raise ValueError(f"{path} is not a chart; name a file that ends in .svg, .png or .html")
        Path(path).write_bytes(self.render(form))


def draw_chart(record: Record, series: Sequence[Series]) -> Chart:
    """A chart of series of a record, with what open findings say is wrong marked on it."""
    found = tuple(series)

    def work() -> Chart:
        bands = estimate_bands(record, found)
        return Chart(found, chart_data(record, found, check(record).shown, bands))

    drawn = tuple(point.claim.id for one in found for point in one.points)
    return record.once(("chart", drawn), work)
