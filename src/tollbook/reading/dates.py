"""Dates of publication, as pages and datelines write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from tollbook.language import languages, load

_EARLIEST = date(1800, 1, 1)
_AHEAD = timedelta(days=366)  # issues are dated ahead by weeks or months, never by years
_ISO = r"(?P<iso>\d{4}([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?![\d])"


class DateFound(NamedTuple):
    """A full date and where it stands in the text it was found in."""

    start: int
    end: int
    day: date


def read_iso(text: str) -> date | datetime | None:
    """An ISO 8601 date or date and time; None for anything else, and for a year not of this age.

    >>> read_iso("2025-01-14")
    datetime.date(2025, 1, 14)
    >>> read_iso("2025-01-14T09:30:00Z")
    datetime.datetime(2025, 1, 14, 9, 30, tzinfo=datetime.timezone.utc)
    >>> read_iso("9999-01-01") is None
    True
    """
    text = text.strip()
    read: date | datetime
    try:
        read = date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if _plausible(read) else None


def find_date(text: str) -> DateFound | None:
    """The first full date (with its year) in a short text; None where there is none.

    >>> find_date("LONDON, Dec. 14, 2024 (Agency)").day
    datetime.date(2024, 12, 14)
    """
    for found in _written_dates().finditer(text):
        try:
            day = _day(found)
        except ValueError:
            continue  # 31 February
        if _plausible(day):
            return DateFound(found.start(), found.end(), day)
    return None


def without_dates(text: str) -> str:
    """The text with its dates, whole or partial, times and weekdays taken out."""
    return _times().sub(" ", _partial_dates().sub(" ", _written_dates().sub(" ", text)))


def _plausible(day: date) -> bool:
    today = date.today()
    only_day = day.date() if isinstance(day, datetime) else day
    return _EARLIEST <= only_day <= today + _AHEAD


def _day(found: re.Match[str]) -> date:
    if found["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", found["iso"]))
        return date(year, month, day)
    name = (found["month"] or found["month2"]).lower()
    return date(
        int(found["year"] or found["year2"]),
        _months()[name],
        int(found["day"] or found["day2"]),
    )


@cache
def _months() -> dict[str, int]:
    return {
        name.lower(): number
        for language in languages()
        for number, names in enumerate(load(language, "layout")["months"], 1)
        for name in names
    }


@cache
def _written_dates() -> re.Pattern[str]:
    month = _either(_months())
    return re.compile(
        rf"(?<![\w])(?:{_ISO}"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?:of\s)?(?P<month>{month})\.?,?\s{{1,3}}"
        rf"(?P<year>\d{{4}})(?!\w)"
        rf"|(?P<month2>{month})\.?\s{{1,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
        rf"(?P<year2>\d{{4}})(?!\w))",
        re.IGNORECASE,
    )


@cache
def _partial_dates() -> re.Pattern[str]:
    month = _either(_months())
    return re.compile(
        rf"\b(?:(?:{month})\b\.?\s{{1,3}}\d{{1,2}}\b|\d{{1,2}}\s{{1,3}}(?:{month})\b\.?)",
        re.IGNORECASE,
    )


@cache
def _times() -> re.Pattern[str]:
    weekdays = _either(
        day for language in languages() for day in load(language, "layout")["weekdays"]
    )
    return re.compile(
        rf"\b(?:{weekdays})\b\.?|\b\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?\s?(?:[ap]\.?m\b\.?)?"
        r"\s?(?:GMT|UTC|[A-Z]{2,4}T|Z|[+-]\d{2}:?\d{2})?\b",
        re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    listed = sorted({word.lower() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, listed))
