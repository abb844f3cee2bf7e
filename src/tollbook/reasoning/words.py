"""Numbers as a check prints them."""

from __future__ import annotations

from datetime import date

from tollbook.model.statement import Figure
from tollbook.reasoning.intervals import Interval, Number, stated_number


def count(number: Number) -> str:
    """A whole number with its thousands set off.

    >>> count(2700)
    '2,700'
    """
    return f"{int(number):,}" if number == int(number) else decimal(number)


def decimal(number: Number | float) -> str:
    """A ratio to two places, at least one of them printed.

    >>> decimal(3), decimal(2.7), decimal(2.456)
    ('3.0', '2.7', '2.46')
    """
    text = f"{float(number):.2f}"
    return text[:-1] if text.endswith("0") else text


def number_in_words(figure: Figure) -> str:
    """How many, in the fewest words that keep the hedge: "about 300", "at least 100"."""
    number = stated_number(figure)
    match figure.modifier:
        case "exact" if number is not None:
            return count(number)
        case "about" if number is not None:
            return f"about {count(number)}"
        case "at_least" if number is not None:
            return f"at least {count(number)}"
        case "more_than" if number is not None:
            return f"more than {count(number)}"
        case "at_most" if number is not None:
            return f"up to {count(number)}"
        case "less_than" if number is not None:
            return f"fewer than {count(number)}"
        case _:
            return stretch(Interval(figure.low, figure.high))


def stretch(interval: Interval, *, ratio: bool = False) -> str:
    """An interval in words, its ends as counts or as ratios.

    >>> stretch(Interval(270, 330)), stretch(Interval(100, None))
    ('270 to 330', '100 or more')
    >>> stretch(Interval(0, 3), ratio=True)
    'at most 3.0'
    """
    show = decimal if ratio else count
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "any number"
    if low is None or (ratio and not low and high is not None):
        return f"{'less than' if interval.below else 'at most'} {show(high or 0)}"
    if high is None:
        return f"more than {show(low)}" if interval.above else f"{show(low)} or more"
    return show(low) if low == high else f"{show(low)} to {show(high)}"


def day(when: date | None) -> str:
    """A day as people write it.

    >>> day(date(2024, 12, 1))
    '1 December 2024'
    """
    return "an unknown day" if when is None else f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
