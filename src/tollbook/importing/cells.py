"""What a cell says: a count with its hedge, or a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from tollbook.extraction.numbers import quantities
from tollbook.importing.mapping import Hedge
from tollbook.model.values import Modifier
from tollbook.reading.dates import read_iso

_PLAIN = re.compile(r"[0-9]{1,30}(?:\.0+)?|[0-9]{1,3}(?:[, '’\u00a0\u202f][0-9]{3}){1,9}")
_NOT_DIGIT = re.compile(r"[^0-9]")
_LONGEST = 200
_TWICE = "the cell has a hedge of its own beside {hedge!r}"


class CellError(ValueError):
    """A cell can't be read; the message says why, without its place."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many: an interval with its modifier; `high` is None where the top is open."""

    low: int
    high: int | None
    modifier: Modifier = "exact"

    def with_hedge(self, hedge: Hedge) -> Counted:
        """The same number under a hedge, by the table of the claim model.

        >>> Counted(300, 300).with_hedge("more_than")
        Counted(low=301, high=None, modifier='more_than')
        """
        if hedge == "exact":
            return self
        if self.modifier != "exact":
            raise CellError(_TWICE.format(hedge=hedge))
        match hedge:
            case "at_least":
                return replace(self, high=None, modifier=hedge)
            case "more_than":
                return Counted(self.low + 1, None, hedge)
            case "at_most":
                return replace(self, low=0, modifier=hedge)
            case "less_than" if self.low:
                return Counted(0, self.low - 1, hedge)
            case "less_than":
                raise CellError("there are never fewer than 0 people")
        return replace(self, modifier=hedge)

    def up_to(self, top: Counted | None) -> Counted:
        """The interval from this number to another; None leaves it open.

        >>> Counted(300, 300).up_to(Counted(400, 400))
        Counted(low=300, high=400, modifier='between')
        """
        if top is None:
            return Counted(self.low, None, "at_least")
        if top.high is None or top.high < self.low:
            raise CellError(f"it counts from {self.low} up to {top.high}")
        return self if top == self else Counted(self.low, top.high, "between")


def read_count(text: str, policy: str = "tollbook") -> Counted:
    """The count in a cell: a whole number, or the words for one that a report could use.

    Raises:
        CellError: it says no single count.

    >>> read_count("12 300")
    Counted(low=12300, high=12300, modifier='exact')
    >>> read_count("at least 300")
    Counted(low=300, high=None, modifier='at_least')
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        number = int(_NOT_DIGIT.sub("", text.partition(".")[0]))
        return Counted(number, number)
    found = quantities(text, policy) if len(text) <= _LONGEST else ()
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and not found[0].share:
        return Counted(found[0].low, found[0].high, found[0].modifier)
    raise CellError(f"{_shorten(text)} is not a count of people")


def read_difference(text: str) -> int:
    """The amount of a correction, with its sign.

    Raises:
        CellError: it is not a whole number.
    """
    sign = -1 if text.strip()[:1] in ("-", "−") else 1
    bare = text.strip().lstrip("+-−")
    if not _PLAIN.fullmatch(bare):
        raise CellError(f"{_shorten(text)} is not an amount to correct by")
    return sign * read_count(bare).low


def read_day(text: str, form: str | None) -> date:
    """The day in a cell, written as ISO 8601 or in the `form` that `strptime` knows.

    Raises:
        CellError: it is not a day.
    """
    text = text.strip()
    if form is None:
        found = read_iso(text)
    else:
        try:
            found = read_iso(datetime.strptime(text, form).date().isoformat())
        except ValueError:
            found = None
    if found is None:
        wanted = "2025-01-14" if form is None else form
        raise CellError(f"{_shorten(text)} is not a day written like {wanted}")
    return found.date() if isinstance(found, datetime) else found


def _shorten(text: str, most: int = 40) -> str:
    return repr(text if len(text) <= most else text[: most - 1] + "…")
