"""What a cell of a table says: a whole number, a day, or a kind of text."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

Kind = Literal["", "whole", "decimal", "day", "text"]

_WHOLE = re.compile(r"[0-9]{1,15}(?:\.0{1,6})?")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,2})?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MONTH_NAMED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4})")
_TIME = re.compile(
    r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,9})?(?: ?[AP]M|Z|[-+][0-9:]+)?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_LONGEST = 60  # no number and no day is longer

DayOrder = Literal["day first", "month first"]
"""How 04/03/2025 is read."""


def whole_number(text: str) -> int | None:
    """The number in a cell; None where it is no whole number of people.

    >>> whole_number("12"), whole_number("12.0"), whole_number("-3"), whole_number("1,2oo")
    (12, 12, None, None)
    """
    if text.isdigit() and text.isascii() and len(text) <= 15:
        return int(text)
    return int(float(text)) if _WHOLE.fullmatch(text) else None


def decimal(text: str) -> float | None:
    """The number in a cell, with or without a fraction; None where there is none."""
    return float(text) if len(text) <= _LONGEST and _DECIMAL.fullmatch(text) else None


def read_day(text: str, order: DayOrder = "day first") -> date | None:
    """The day in a cell, in any of the ways that these tables write one; None where it is none.

    >>> read_day("2019-06-05 00:00:00.000"), read_day("5 June 2019"), read_day("05/06/2019")
    (datetime.date(2019, 6, 5), datetime.date(2019, 6, 5), datetime.date(2019, 6, 5))
    """
    return _read_day(text, order) if len(text) <= _LONGEST else None


@lru_cache(maxsize=65_536)
def _read_day(text: str, order: DayOrder) -> date | None:
    found = None
    if match := _YEAR_FIRST.match(text):
        found = tuple(map(int, match.groups()))
    elif match := _YEAR_LAST.match(text):
        one, two, year = map(int, match.groups())
        found = (year, two, one) if order == "day first" else (year, one, two)
    elif (match := _MONTH_NAMED.match(text)) and match[2][:3].lower() in _MONTHS:
        found = (int(match[3]), _MONTHS[match[2][:3].lower()], int(match[1]))
    if match is None or found is None:
        return None
    rest = text[match.end() :]
    if rest and not _TIME.fullmatch(rest):
        return None
    try:
        return date(*found)
    except ValueError:
        return None


def kind_of(text: str) -> Kind:
    """What sort of thing a cell holds.

    >>> [kind_of(text) for text in ("", "12", "-0.5", "4 May 2025", "Goma")]
    ['', 'whole', 'decimal', 'day', 'text']
    """
    return _kind_of(text) if len(text) <= _LONGEST else "text"


@lru_cache(maxsize=65_536)
def _kind_of(text: str) -> Kind:
    if not text:
        return ""
    if whole_number(text) is not None:
        return "whole"
    if decimal(text) is not None:
        return "decimal"
    day = read_day(text, "day first") or read_day(text, "month first")
    return "day" if day else "text"


def shorten(text: str, most: int = 40) -> str:
    """A cell in quotation marks, cut where it is long."""
    bare = text if len(text) <= most else f"{text[: most - 1]}…"
    return f"“{bare}”"
