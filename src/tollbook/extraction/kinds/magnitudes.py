"""How much a count changed: "more than tripled", "by a third", "twice as many", "up 40"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tollbook.language import load
from tollbook.model.values import Direction

_PLACES = 4  # decimal places of a factor: enough to tell a third from 0.33


@dataclass(frozen=True, slots=True)
class Magnitude:
    """The factor or amount of a change, each as an interval whose open end is None."""

    factor_low: float | None = None
    factor_high: float | None = None
    amount_low: int | None = None
    amount_high: int | None = None


def magnitude_of_times(times: float, before: str, direction: Direction) -> Magnitude:
    """A change by so many times, hedged by the words that stand before it.

    A decline by 2 times leaves a half. `before` is the text up to the words of the factor.

    >>> magnitude_of_times(3.0, "have more than ", "up")
    Magnitude(factor_low=3.0, factor_high=None, amount_low=None, amount_high=None)
    >>> magnitude_of_times(2.0, "has ", "down").factor_low
    0.5
    """
    low, high = (end and times * end for end in _hedge(before))
    if direction == "down":
        low, high = (1 / high if high else None), (1 / low if low else None)
    return Magnitude(_round(low), _round(high))


def magnitude_of_share(share: float, before: str, direction: Direction) -> Magnitude:
    """A change by a part of what was there: 0.2 for "by 20 percent", a third for "by a third".

    >>> magnitude_of_share(0.2, "rose ", "up").factor_low
    1.2
    >>> magnitude_of_share(0.5, "fell by more than ", "down").factor_high
    0.5
    """
    low, high = (end and share * end for end in _hedge(before))
    if direction == "down":
        low, high = (max(1 - end, 0.0) if end else None for end in (high, low))
    else:
        low, high = (1 + end if end else None for end in (low, high))
    return Magnitude(_round(low), _round(high))


def written_factor(text: str, direction: Direction) -> Magnitude | None:
    """The factor that a clause writes out, if any: "tenfold", "three times as many", "by half".

    >>> written_factor("a fivefold increase in deaths", "up").factor_low
    5.0
    >>> written_factor("deaths fell by two-thirds", "down").factor_low
    0.3333
    """
    times = _times().search(text)
    if times is not None:
        number = next(group for group in times.groups() if group)
        return magnitude_of_times(_number(number), text[: times.start()], direction)
    percent = _percent().search(text)
    if percent is not None:
        return magnitude_of_share(
            _number(percent["share"]) / 100, text[: percent.start()], direction
        )
    fraction = _fraction().search(text)
    if fraction is None:
        return None
    over, under = load("en", "changes")["fractions"][fraction["share"].lower()]
    return magnitude_of_share(over / under, text[: fraction.start("share")], direction)


def _hedge(before: str) -> tuple[float | None, float | None]:
    match = _hedges().search(before)
    if match is None:
        return 1.0, 1.0
    ends = load("en", "changes")["hedges"][match["hedge"].lower()]
    return ends.get("low"), ends.get("high")


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _PLACES)


def _number(word: str) -> float:
    known = load("en", "changes")["numbers"].get(word.lower())
    return float(word.replace(",", "") if known is None else known)


@cache
def _hedges() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<hedge>{_any(load('en', 'changes')['hedges'])})(?: a| by)?\s*$", re.I)


@cache
def _times() -> re.Pattern[str]:
    number = rf"(\d{{1,4}}(?:\.\d{{1,3}})?|{_any(load('en', 'changes')['numbers'])})"
    return re.compile(
        rf"\b{number}[ -]?fold\b|\b{number} times (?:as|more|higher|greater|the|that|what|last)\b"
        rf"|\bby a factor of {number}\b|\b{number} times$",
        re.I,
    )


@cache
def _percent() -> re.Pattern[str]:
    number = rf"\d{{1,4}}(?:\.\d{{1,3}})?|{_any(load('en', 'changes')['numbers'])}"
    return re.compile(rf"\b(?P<share>{number})(?: ?%|[ -](?:percent|per cent|pct)\b)", re.I)


@cache
def _fraction() -> re.Pattern[str]:
    shares = _any(load("en", "changes")["fractions"])
    return re.compile(rf"\b(?:by|of)(?: \w+){{0,3}}? (?P<share>{shares})\b(?! of| \w+-)", re.I)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda word: (-len(word), word)))
