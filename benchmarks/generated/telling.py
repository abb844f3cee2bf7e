"""What an origin says of a story, briefing by briefing: totals that grow, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from benchmarks.generated.claimed import Asserted, Briefing, People, Series, Spot
from tollbook.model.values import Measure

GROWS: frozenset[Measure] = frozenset({"killed", "casualties"})
"""The missing are found, the injured die or go home: their totals fall and nothing is wrong."""

Setting = tuple[People, Spot, date, int, float]


def tell(id: str, series: Series, random: Random, setting: Setting) -> list[Briefing]:
    """The briefings of one origin in a story: running totals that grow, with what goes wrong."""
    people, spot, start, days, rate = setting
    told: list[Briefing] = []
    dates = [start + timedelta(days=d) for d in range(random.randrange(1, 6), days, series.every)]
    dates = dates[: random.randint(3, 7)]
    latest: dict[Measure, int] = {}
    for n, day in enumerate(dates):
        until = dates[n + 1] if n + 1 < len(dates) else day + timedelta(days=series.every)
        harmed = rate * series.share * ((day - start).days + 3) * random.uniform(0.9, 1.1)
        now = totals(series, harmed, random)
        falls = (
            len(told) > 1 and bool(latest) and not GROWS.isdisjoint(now) and random.random() < 0.12
        )
        stated = falls and random.random() < 0.5
        if falls and not stated and series.modifier not in ("exact", "about"):
            continue  # "at least 200" after "at least 300" is no fall
        if falls:
            now = _lowered(latest, series, random)
        if falls and any(now[claim.measure] == claim.number for b in told for claim in b.claims):
            continue  # nobody could tell it from an old number told again
        if not falls and any(now[measure] <= latest.get(measure, 0) for measure in now):
            continue
        wrong = "cumulative_falls" if falls and not stated else None
        broken = len(now) == 3 and not falls and random.random() < 0.15
        if broken and series.modifier in ("exact", "about"):
            now["injured"] = max(1, now["injured"] // 2)
            wrong = "parts_sum"
        claims = tuple(
            Asserted(
                id=f"{id}.{n}.{measure}",
                source=series.source,
                measure=measure,
                people=people,
                spot=spot,
                number=number,
                modifier=series.modifier,
                scope="cumulative",
                day=day,
                modality=series.modality,
            )
            for measure, number in now.items()
        )
        if told:
            told[-1] = replace(told[-1], until=day)
        previous = told[-1].claims[0] if stated and told else None
        told.append(
            Briefing(
                day=day,
                until=until,
                claims=claims,
                parts=len(now) == 3,
                corrects=previous,
                wrong=wrong,
            )
        )
        if not falls or stated:
            latest = {**latest, **now} if wrong is None else latest
    return [*told, *(_months(id, series, told) if series.monthly else ())]


def totals(series: Series, harmed: float, random: Random) -> dict[Measure, int]:
    """The numbers of a briefing: what an origin counts, rounded as it rounds."""
    digits = 9 if series.modifier == "exact" else 2
    killed = max(1, round(harmed * series.deadly))
    injured = max(2, round(harmed * (1 - series.deadly)))
    known = {
        "killed": rounded(killed, digits),
        "injured": rounded(injured, digits),
        "missing": max(1, round(harmed * 0.1)),
        "displaced": rounded(round(harmed * 40) + random.randrange(9) + 10, 2),
    }
    known["casualties"] = known["killed"] + known["injured"]
    return {measure: known[measure] for measure in series.measures}


def _months(id: str, series: Series, told: list[Briefing]) -> Iterator[Briefing]:
    """What an origin says of single months beside its running totals."""
    by_month = {(b.day.year, b.day.month): b for b in told if b.wrong is None and not b.corrects}
    ends = list(by_month.values())
    for before, after in pairwise(ends):
        claim = after.claims[0]
        number = claim.number - before.claims[0].number
        first = after.day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        if number < 3:
            continue
        month = replace(
            claim,
            id=f"{id}.m{first:%y%m}",
            number=number,
            scope="period",
            day=last,
            since=first,
        )
        yield Briefing(
            day=last + timedelta(days=2), until=last + timedelta(days=30), claims=(month,)
        )


def rounded(number: int, digits: int) -> int:
    """To so many leading digits.

    >>> rounded(2095, 2), rounded(7, 2), rounded(2095, 9)
    (2100, 7, 2095)
    """
    return max(1, round(number, min(0, digits - len(str(number)))))


def _lowered(totals: dict[Measure, int], series: Series, random: Random) -> dict[Measure, int]:
    digits = 9 if series.modifier == "exact" else 2
    share = random.uniform(0.5, 0.7)
    less = {measure: rounded(round(number * share), digits) for measure, number in totals.items()}
    if "casualties" in less and "killed" in less:
        less["casualties"] = less["killed"] + less["injured"]
    return less
