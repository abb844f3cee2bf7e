"""The range of the estimate over the days of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tollbook.model.estimate import Policy, Question
from tollbook.model.values import Measure
from tollbook.publishing.charts.data import Band
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Series

_POLICY: Policy = "range"
_DAYS = 80  # more steps than this no panel shows
_LEAST_DAYS = 8
_WORK = 400_000  # claims looked at for one measure: each day is a question of all of them


def estimate_bands(record: Record, series: Sequence[Series]) -> Mapping[Measure, Band]:
    """What the policy `range` makes of the counts of each measure, from day to day.

    Only within a case, where all counts are of one question, and only where several origins speak:
    of one origin the range is its own band.
    """
    if record.case is None:
        return {}
    found: dict[Measure, Band] = {}
    for measure in dict.fromkeys(one.measure for one in series):
        ours = [one for one in series if one.measure == measure]
        if len({one.origin.key for one in ours}) > 1:
            most = max(_LEAST_DAYS, min(_DAYS, _WORK // len(record.claims.all)))
            days = _some({point.day for one in ours for point in one.points}, most)
            steps = tuple(_steps(record, measure, days))
            if steps:
                found[measure] = Band(_POLICY, steps)
    return found


def _some(days: set[date], most: int) -> list[date]:
    """All of the days, or as many as are drawn, the first and the last among them.

    >>> [day.day for day in _some({date(2025, 1, n) for n in range(1, 11)}, 4)]
    [1, 4, 7, 10]
    """
    in_order = sorted(days)
    if len(in_order) <= most:
        return in_order
    last = len(in_order) - 1
    return [in_order[last * n // (most - 1)] for n in range(most)]


def _steps(
    record: Record, measure: Measure, days: Sequence[date]
) -> Iterator[tuple[date, int, int | None]]:
    for day in days:
        question = Question(measures=(measure,), at=day, policies=(_POLICY,))
        (answer,) = estimate(record, question).answers
        ends = next((one.ends for one in answer.estimates if one.ends), None)
        if ends is not None:
            yield day, ends.low, ends.high
