"""Times counted from today: weekdays, "last month", "the past 24 hours", "two years ago"."""

from __future__ import annotations

from tollbook.extraction.times.calendar import (
    Read,
    calendar_date,
    day_then_month,
    month_then_day,
    numeric_date,
)
from tollbook.extraction.times.moments import (
    Ago,
    FromToday,
    Month,
    Overnight,
    Season,
    Stretch,
    Undated,
    Unit,
    Weekday,
    Within,
)
from tollbook.extraction.times.tokens import Tokens

_STANDING_UNITS = frozenset({"week", "weekend", "month", "year", "decade"})


def relative_time(tokens: Tokens, i: int) -> Read:
    """A time counted from today."""
    for rule in (weekday, ago, stretch, shifted_unit, named_day, within):
        read = rule(tokens, i)
        if read is not None:
            return read
    return None


def weekday(tokens: Tokens, i: int) -> Read:
    """Such as "Monday", "last Friday", "Sunday night", "Friday last week", "Tuesday, 7 May"."""
    shift = tokens.entry(i, "shifts")
    at = i + (shift is not None)
    found, after = _weekday(tokens, at)
    if found is None:
        return None
    if tokens.is_in(after, "day_parts"):
        after += 1
    comma = after + (tokens[after].text == ",")
    comma += tokens.low(comma) == "the"
    dated = month_then_day(tokens, comma) or day_then_month(tokens, comma)
    dated = dated or numeric_date(tokens, comma)
    if dated is not None:
        return dated
    week = tokens.entry(after, "shifts")
    if shift is None and week is not None and tokens.low(after + 1) == "week":
        return Weekday(found, week=week), after + 2
    return Weekday(found, offset=shift or 0), after


def _weekday(tokens: Tokens, i: int) -> tuple[int | None, int]:
    if not tokens.capital(i):
        return None, i
    full = tokens.entry(i, "weekdays")
    if full is not None:
        return full, i + 1
    short = tokens.entry(i, "short_weekdays")
    dotted = tokens[i + 1].text == "." and tokens.touches(i + 1)
    return (short, i + 2) if short is not None and dotted else (None, i)


def ago(tokens: Tokens, i: int) -> Read:
    """Such as "two weeks ago", "a year ago"."""
    counted = _counted_unit(tokens, i)
    if counted is None:
        return None
    count, unit, after = counted
    if tokens.low(after) not in ("ago", "back"):
        return None
    return (Undated() if count is None else Ago(count, unit)), after + 1


def stretch(tokens: Tokens, i: int) -> Read:
    """Such as "the past 24 hours", "the last week", "last two months", "the next ten days"."""
    article = tokens.low(i) in ("the", "these")
    at = i + article
    behind, ahead = tokens.is_in(at, "past_stretch"), tokens.is_in(at, "future_stretch")
    if not (behind or ahead):
        return None
    counted = _counted_unit(tokens, at + 1)
    if counted is not None:
        count, unit, after = counted
        return (Undated() if count is None else Stretch(count, unit, ahead)), after
    unit = tokens.entry(at + 1, "units")
    # "last week" is the calendar's, "the last week" the seven days until today
    until_today = article and tokens.low(at) != "previous" and tokens.low(at) != "following"
    if unit is None or not (until_today or tokens.low(at) == "past"):
        return None
    return (Unit("weekend", -1) if unit == "weekend" else Stretch(1, unit, ahead)), at + 2


def _counted_unit(tokens: Tokens, i: int) -> tuple[int | None, str, int] | None:
    """A number of units and the token after them; the number is None where it is not given."""
    article = tokens.low(i) == "a" and tokens.low(i + 1) in ("few", "couple")
    at = i + article
    uncounted = tokens.is_in(at, "uncounted")
    count = tokens.count(at)
    if count is None and not uncounted:
        return None
    at += 1 + (tokens.low(at) == "couple" and tokens.low(at + 1) == "of")
    at += tokens.is_dash(at)
    unit = tokens.entry(at, "units")
    return None if unit is None else (count, unit, at + 1)


def shifted_unit(tokens: Tokens, i: int) -> Read:
    """Such as "last month", "this year", "next spring", "last August", "this morning"."""
    if tokens.low(i) == "the" and tokens.low(i + 1) == "weekend":
        return Unit("weekend", 0), i + 2
    i_word = i + (tokens.low(i) == "the" and tokens.low(i + 1) in ("current", "coming", "previous"))
    shift = tokens.entry(i_word, "shifts")
    if shift is None:
        return None
    after = i_word + 1
    unit = tokens.entry(after, "units")
    if unit in _STANDING_UNITS and not tokens.low(after).endswith("s"):
        return Unit(unit, shift), after + 1
    if tokens.is_in(after, "day_parts"):
        return None if shift > 0 else (FromToday(shift), after + 1)
    first_month = tokens.entry(after, "seasons")
    if first_month is not None:
        return Season(first_month, offset=shift), after + 1
    read = calendar_date(tokens, after, after_link=True)
    if read is not None and isinstance(read[0], Month) and read[0].year is None:
        return Month(read[0].month, offset=shift), read[1]
    return None


def named_day(tokens: Tokens, i: int) -> Read:
    """Such as "today", "yesterday evening", "overnight"."""
    if tokens.low(i) == "overnight":
        return Overnight(), i + 1
    days = tokens.entry(i, "days")
    if days is None:
        return None
    return FromToday(days), i + 1 + tokens.is_in(i + 1, "day_parts")


def within(tokens: Tokens, i: int) -> Read:
    """Such as "within two weeks", "in three months": a time ahead, if the sentence looks ahead."""
    if tokens.low(i) not in ("within", "in"):
        return None
    at = i + 1 + (tokens.low(i + 1) == "the")
    counted = _counted_unit(tokens, at)
    if counted is None or tokens.low(counted[2]) in ("of", "ago"):
        return None
    count, unit, after = counted
    return (Undated() if count is None else Within(count, unit)), after
