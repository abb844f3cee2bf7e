"""Series: what one origin said of one measure and one population, by the day it speaks for."""

from tollbook.reasoning.series.breaks import Break, BreakKind
from tollbook.reasoning.series.find import SeriesQuery, find_series
from tollbook.reasoning.series.series import Difference, Point, Series

__all__ = ["Break", "BreakKind", "Difference", "Point", "Series", "SeriesQuery", "find_series"]
