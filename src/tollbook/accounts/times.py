"""Times as the tables of accounts hold them: ISO 8601 in UTC with microseconds, sorted as text."""

from __future__ import annotations

from datetime import UTC, datetime


def as_text(at: datetime) -> str:
    """A time with a time zone as its column has it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_time(text: str) -> datetime:
    """The time in a column."""
    return datetime.fromisoformat(text)


def as_time_if_any(text: str | None) -> datetime | None:
    """The same for a column that may be empty."""
    return None if text is None else as_time(text)
