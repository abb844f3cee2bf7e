"""What is remembered of each address between two rounds, in a small file beside the feeds.

Nothing is lost with it: every address is asked anew then, and the ledger skips what it holds.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkstemp

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from tollbook.model.problem import Notice

LONGEST_PAUSE = timedelta(days=1)
"""The longest time that an address which fails is left alone."""

_MAX_BYTES = 100_000_000
_MOST_ENTRIES = 5_000  # of one feed; those that it dropped longest ago go first


class Met(BaseModel):
    """An entry that was met: the digest that it had, and how often it could not be read."""

    digest: str
    failures: int = 0


class Known(BaseModel):
    """What is known of one address.

    `etag` and `modified` are what its site knows the version by that was read. `not_before` is when
    a site that failed may be asked again.
    """

    etag: str = ""
    modified: str = ""
    asked: AwareDatetime | None = None
    failures: int = 0
    not_before: AwareDatetime | None = None
    entries: dict[str, Met] = Field(default_factory=dict)

    def remember(self, id: str, met: Met) -> None:
        """Note an entry as the newest one."""
        self.entries.pop(id, None)
        self.entries[id] = met
        while len(self.entries) > _MOST_ENTRIES:
            del self.entries[next(iter(self.entries))]

    def due(self, interval: timedelta, now: datetime) -> datetime | None:
        """When it may be asked again, `interval` after the last time; None if that is now.

        Times from the future, noted before the clock was set back, do not count.
        """
        times = [self.asked + interval] if self.asked and self.asked <= now else []
        if self.not_before and self.not_before <= now + LONGEST_PAUSE:
            times.append(self.not_before)
        return max((time for time in times if time > now), default=None)


class State(BaseModel):
    """What is known of all addresses."""

    addresses: dict[str, Known] = Field(default_factory=dict)

    def of(self, address: str) -> Known:
        """What is known of an address."""
        return self.addresses.setdefault(address, Known())


def state_path(feeds: Path) -> Path:
    """Where the state of a file of feeds is kept: `feeds.toml` has `feeds.state.json`."""
    return feeds.with_suffix(".state.json")


def load_state(path: Path) -> tuple[State, Notice | None]:
    """The state in a file; a new one where there is none, with a notice where it is damaged."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ValueError
        return State.model_validate_json(path.read_bytes()), None
    except FileNotFoundError:
        return State(), None
    except (ValidationError, ValueError):
        what = "what was remembered of the last round can't be read, and every address is asked"
        return State(), Notice(str(path), what, "the ledger skips what it holds")


def save_state(path: Path, state: State) -> None:
    """Write the state whole or not at all.

    Raises:
        OSError: it can't be written.
    """
    descriptor, name = mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(state.model_dump_json(exclude_defaults=True).encode())
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
