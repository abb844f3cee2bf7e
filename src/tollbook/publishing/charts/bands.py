"""The range of the estimate over the days of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tollbook.model.estimate import Policy, Question
from tollbook.model.values import Measure
from tollbook.publishing.charts.data import Band, Stretch
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Series

_POLICY: Policy = "range"
_VOICES = 2  # the fewest that make a range
_DAYS = 80  # more steps than this no panel shows
_LEAST_DAYS = 8
_WORK = 400_000  # claims looked at for one measure: each day is a question of all of them


def estimate_bands(record: Record, series: Sequence[Series]) -> Mapping[Measure, Band]:
    """What the policy `range` makes of the counts of each measure, from day to day.

    Only within a case, where all counts are of one question, and only while several origins have
    counts that the estimate uses: the range of a single one is what its own words allow. Nor is
    there anything to draw where the top is open.
    """
    if record.case is None:
        return {}
    found: dict[Measure, Band] = {}
    for measure in dict.fromkeys(one.measure for one in series):
        ours = [one for one in series if one.measure == measure]
        if len({one.origin.key for one in ours}) > 1:
            most = max(_LEAST_DAYS, min(_DAYS, _WORK // len(record.claims.all)))
            days = _some({point.day for one in ours for point in one.points}, most)
            stretches = tuple(_stretches(record, measure, days))
            if stretches:
                found[measure] = Band(_POLICY, stretches)
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


def _stretches(record: Record, measure: Measure, days: Sequence[date]) -> Iterator[Stretch]:
    for start, end in zip(days, (*days[1:], None), strict=True):
        question = Question(measures=(measure,), at=start, policies=(_POLICY,))
        (answer,) = estimate(record, question).answers
        counts = next((one for one in answer.estimates if one.kinds == ("count",)), None)
        if counts is None or counts.ends is None or len(counts.counted) < _VOICES:
            continue
        if counts.ends.high is not None:
            yield Stretch(start, end, counts.ends.low, counts.ends.high)
