"""For tests of series: briefings of one voice, and the series that they make."""

from __future__ import annotations

from datetime import date
from typing import Any

from claim_tools import NIS
from factories import a_change, a_document, a_figure
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Statement
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Point, Series, SeriesQuery, find_series
from tollbook.settings import Settings

START = date(2025, 1, 1)

Said = tuple[Document, Statement]


def a_total(day: date, number: int, *, words: str = "", **said: Any) -> tuple[Document, Figure]:
    """A report of the day: by default the NIS says that so many soldiers were killed so far."""
    id = said.pop("id", f"{day}-{number}")
    page = a_document(
        f"On {day} {number} soldiers were killed so far. {words}", id=id, published=day
    )
    usual: dict[str, Any] = {"scope": "cumulative", "population": "soldiers", **NIS}
    return page, a_figure(
        page, f"{number} soldiers were killed", low=number, number=str(number), **(usual | said)
    )


def a_correction(day: date, amount: int, words: str = "The toll was corrected by") -> Said:
    """A report in which the NIS moves its own total."""
    page = a_document(f"{words} {abs(amount)}.", id=f"{day}-moved", published=day)
    change = a_change(
        page,
        f"{words} {abs(amount)}",
        direction="down" if amount < 0 else "up",
        amount_low=abs(amount),
        amount_high=abs(amount),
        **NIS,
    )
    return page, change


def a_record(*said: Said) -> Record:
    return Record(Corpus({page.id: page for page, _ in said}, tuple(made for _, made in said)))


def series_of(*said: Said, wanted: SeriesQuery | None = None) -> tuple[Series, ...]:
    return find_series(a_record(*said), wanted or SeriesQuery())


def points_of(*said: Said) -> tuple[Point, ...]:
    """The points of the one series that reports make."""
    (series,) = series_of(*said)
    return series.points


TOLERANCE = Settings().about_tolerance
