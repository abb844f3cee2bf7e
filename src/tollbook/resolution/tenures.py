"""Who speaks for whom, and when: a spokesman for a ministry, an institute for the body it is in."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_KEYS = {"body", "office", "since", "until"}


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time in which somebody's word is that of a body (the id of an entity).

    Both ends belong to it; None is an open end. `office` is what it is held as, for readers alone.
    """

    body: str
    office: str | None = None
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a day falls into it."""
        return (self.since or date.min) <= day <= (self.until or date.max)


def body_of(tenures: tuple[Tenure, ...], day: date | None) -> str | None:
    """The one body that these tenures give for a day; None where there is none, or several.

    Without a day it is the body of all of them, if they are of one.
    """
    bodies = {tenure.body for tenure in tenures if day is None or tenure.covers(day)}
    return next(iter(bodies)) if len(bodies) == 1 else None


def read_tenures(entry: Any) -> tuple[Tenure, ...]:
    """The tenures of an alias file's entry: the id of one body, or a list of tables.

    Raises:
        ValueError: it is neither; the message says what is wrong, after "has".
    """
    if isinstance(entry, str):
        entry = [{"body": entry}]
    if not isinstance(entry, list | tuple):
        raise ValueError('a speaks_for that is no list; write speaks_for = [{ body = "org:x" }]')
    return tuple(_tenure(one) for one in entry)


def _tenure(entry: Any) -> Tenure:
    body = entry.get("body") if isinstance(entry, Mapping) else None
    if not isinstance(body, str) or not body:
        raise ValueError('a speaks_for without a body; write { body = "org:x" }')
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise ValueError(
            f"the unknown key {unknown[0]!r} in speaks_for; use {', '.join(sorted(_KEYS))}"
        )
    since, until = _day(entry.get("since"), last=False), _day(entry.get("until"), last=True)
    if since and until and until < since:
        raise ValueError(f"a speaks_for that ends on {until}, before it begins on {since}")
    office = entry.get("office")
    return Tenure(body, str(office) if office else None, since, until)


def _day(value: Any, *, last: bool) -> date | None:
    """A date as the file has it; of a month alone its first or `last` day."""
    if value is None or type(value) is date:
        return value
    try:
        if month := _MONTH.match(str(value)):
            year, number = int(month[1]), int(month[2])
            return date(year, number, monthrange(year, number)[1] if last else 1)
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(
            f'the date {value!r} in speaks_for; write it like "2015-03" or "2015-03-14"'
        ) from None
