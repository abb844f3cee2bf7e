"""Dates of the calendar: days, months, years, decades, seasons."""

from __future__ import annotations

from datetime import date

from tollbook.extraction.times.moments import (
    Between,
    Day,
    Decade,
    Moment,
    Month,
    Season,
    Undated,
    Year,
)
from tollbook.extraction.times.tokens import Tokens

Read = tuple[Moment, int] | None
"""What a rule read and the token after it, or None where it does not fit."""

_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_WORDS_TOO = frozenset({"may", "march", "mar", "dec", "sep", "jun", "jan"})


def calendar_date(tokens: Tokens, i: int, *, after_link: bool) -> Read:
    """A date of the calendar; `after_link` where a word such as "in" or "since" stands before."""
    for rule in (numeric_date, day_then_month, month_then_day, decade):
        read = rule(tokens, i)
        if read is not None:
            return read
    return (
        season(tokens, i)
        or month(tokens, i, after_link=after_link)
        or year_alone(tokens, i, after_link=after_link)
    )


def numeric_date(tokens: Tokens, i: int) -> Read:
    """Such as "2025-01-13", "13/01/2025"; where it could be either way round, no date."""
    text = tokens[i].text
    if "-" in text and len(text) == 10:
        return _moment_of(text[:4], text[5:7], text[8:]), i + 1
    if text.count("/") == 2:
        first, second, year = text.split("/")
        if int(first) > 12 or first == second:
            return _moment_of(year, second, first), i + 1
        return (_moment_of(year, first, second) if int(second) > 12 else Undated()), i + 1
    return None


def _moment_of(year: str, month: str, day: str) -> Moment:
    try:
        known = date(int(year), int(month), int(day))
    except ValueError:
        return Undated()
    return Day(known.month, known.day, known.year)


def day_then_month(tokens: Tokens, i: int) -> Read:
    """Such as "13 January", "the 13th of January 2025", "3-10 May"."""
    i += tokens.low(i) == "the"
    first = _day(tokens, i)
    if first is None:
        return None
    last, after = None, _after_day(tokens, i)
    if tokens.is_dash(after) or tokens.is_in(after, "range"):
        last = _day(tokens, after + 1)
        after = _after_day(tokens, after + 1) if last else after
    after += tokens.low(after) == "of"
    number = _month(tokens, after)
    if number is None:
        return None
    after = _after_month(tokens, after)
    return _days(tokens, number, first, last, after)


def month_then_day(tokens: Tokens, i: int) -> Read:
    """Such as "January 13", "Jan. 13, 2025", "Nov. 3-5"."""
    number = _month(tokens, i)
    if number is None:
        return None
    after = _after_month(tokens, i)
    after += tokens.low(after) == "the"
    first = _day(tokens, after)
    if first is None:
        return None
    after = _after_day(tokens, after)
    last = None
    if tokens.is_dash(after) or tokens.low(after) in ("to", "and"):
        last = _day(tokens, after + 1)
        beyond = _after_day(tokens, after + 1)
        follows = tokens.is_dash(after) or _month(tokens, beyond) is None
        if last is not None and last > first and follows and tokens.low(after) != "and":
            after = beyond
        else:
            last = None
    return _days(tokens, number, first, last, after)


def _days(tokens: Tokens, month: int, first: int, last: int | None, after: int) -> Read:
    """A day or a range of days of a month, with the year that follows at `after`."""
    year, beyond = _year_after(tokens, after)
    years, after = (None, beyond) if year is not None else _years_from_this(tokens, after)
    begin = Day(month, first, year, years)
    if last is None or last <= first:
        return begin, after
    return Between(begin, Day(month, last, year, years)), after


def month(tokens: Tokens, i: int, *, after_link: bool) -> Read:
    """Such as "June 1995", "in March"; a bare "May" or "Jan" only after a word of time."""
    number = _month(tokens, i)
    if number is None:
        return None
    after = _after_month(tokens, i)
    year, beyond = _year_after(tokens, after + (tokens.low(after) == "of"))
    if year is not None:
        return Month(number, year), beyond
    years, beyond = _years_from_this(tokens, after)
    if years is not None:
        return Month(number, years=years), beyond
    bare = after_link or tokens.alone(i, after) or tokens.low(i) not in _WORDS_TOO
    return (Month(number), after) if bare else None


def decade(tokens: Tokens, i: int) -> Read:
    """Such as "the 1990s"."""
    i += tokens.low(i) == "the"
    first = _year(tokens, i)
    if first is None or first % 10 or tokens.low(i + 1) != "s" or not tokens.touches(i + 1):
        return None
    return Decade(first), i + 2


def season(tokens: Tokens, i: int) -> Read:
    """Such as "spring 2024", "the winter of 1995", "the summer"."""
    with_article = tokens.low(i) == "the"
    first_month = tokens.entry(i + with_article, "seasons")
    if first_month is None:
        return None
    after = i + with_article + 1
    year = _year(tokens, after + (tokens.low(after) == "of"))
    if year is not None:
        return Season(first_month, year), after + 1 + (tokens.low(after) == "of")
    before = tokens.low(i - 1) if i else ""
    linked = before in ("in", "during", "since", "by") and tokens.low(i) != "fall"
    return (Season(first_month), after) if linked else None


def year_alone(tokens: Tokens, i: int, *, after_link: bool) -> Read:
    """Such as "1995" after a word such as "in"; "2011-2015" anywhere."""
    year = _year(tokens, i)
    if year is None:
        return None
    if tokens.is_dash(i + 1) and tokens.touches(i + 1) and tokens.touches(i + 2):
        last = tokens.number(i + 2)
        if last is not None and len(tokens[i + 2].text) == 2:
            last += year - year % 100
        if last is not None and year < last <= _LAST_YEAR:
            return Between(Year(year), Year(last)), i + 3
    follows = tokens[i + 1].text
    if follows == "s" and tokens.touches(i + 1):
        return None
    return (Year(year), i + 1) if after_link or tokens.alone(i, i + 1) else None


def _month(tokens: Tokens, i: int) -> int | None:
    found = tokens.entry(i, "months") if tokens.capital(i) else None
    return None if found is None else int(found)


def _after_month(tokens: Tokens, i: int) -> int:
    """The token after a month, over the dot of "Dec."."""
    short = len(tokens[i].text) <= 4 and tokens[i + 1].text == "." and tokens.touches(i + 1)
    return i + 1 + (short and bool(tokens[i + 2].text))


def _day(tokens: Tokens, i: int) -> int | None:
    number = tokens.number(i)
    return number if number is not None and 1 <= number <= 31 else None


def _after_day(tokens: Tokens, i: int) -> int:
    return i + 1 + (tokens.low(i + 1) in _ORDINAL_ENDINGS and tokens.touches(i + 1))


def _year(tokens: Tokens, i: int) -> int | None:
    number = tokens.number(i)
    return number if number is not None and _FIRST_YEAR <= number <= _LAST_YEAR else None


def _year_after(tokens: Tokens, i: int) -> tuple[int | None, int]:
    """A year that follows a day or month, after a comma or none, and the token after it."""
    year_at = i + (tokens[i].text == ",")
    year = _year(tokens, year_at)
    return (year, year_at + 1) if year is not None else (None, i)


def _years_from_this(tokens: Tokens, i: int) -> tuple[int | None, int]:
    """Read "last year" behind a day or a month: the years from this one, and the token after it."""
    at = i + (tokens.low(i) == "of")
    shift = tokens.entry(at, "shifts")
    return (shift, at + 2) if shift is not None and tokens.low(at + 1) == "year" else (None, i)
