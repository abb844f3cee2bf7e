"""An open ledger, and what every question and decision needs of it."""

from __future__ import annotations

from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tollbook.ledger import Ledger
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError
from tollbook.settings import Settings

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.app.ask import Records
    from tollbook.app.listing import Listings
    from tollbook.app.queue import Queue
    from tollbook.model.second import Prefer
    from tollbook.reasoning.record import Record

Day = date | str
"""A day, as a date or as ISO 8601 has it: "2025-01-14"."""


class Opened:
    """A ledger that is opened when it is first needed, and what was worked out from it so far."""

    def __init__(
        self,
        path: Address,
        settings: Settings,
        *,
        cases_by_path: bool = True,
        prefer: Prefer = "built-in",
    ) -> None:
        self.path = path
        self.prefer = prefer
        self.settings = settings
        self._cases_by_path = cases_by_path
        self._stored: Ledger | None = None
        self._records: Records | None = None
        self._listed: Listings | None = None
        self._queued: Queue | None = None
        self._writer: Ledger | None = None
        self._private: tuple[Record, frozenset[str]] | None = None

    def close(self) -> None:
        """Let go of the file or the database; the next question opens it again."""
        for opened in (self._stored, self._writer):
            if opened is not None:
                opened.close()
        self._stored = self._records = self._listed = self._writer = self._queued = None
        self._private = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<OpenLedger {self.path}>"

    def record(self, *, case: str | None = None, known_on: Day | None = None) -> Record:
        """All that answers a question: statements, decisions and whatever is derived from them."""
        return self._asked.of_case(case, day_of(known_on))

    # What the parts of the library share

    @property
    def _ledger(self) -> Ledger:
        if self._stored is None:
            self._stored = Ledger.open(self.path, writable=False)
        return self._stored

    @property
    def _asked(self) -> Records:
        from tollbook.app.ask import Records

        if self._records is None:
            self._records = Records(
                self._ledger, self.settings, by_path=self._cases_by_path, prefer=self.prefer
            )
        return self._records

    @property
    def _listings(self) -> Listings:
        from tollbook.app.listing import Listings

        records = self._asked
        if self._listed is None:
            self._listed = Listings(records)
        return self._listed

    def _open_writer(self) -> Ledger:
        """The ledger, open for writing for as long as this one is; upgraded where it is old."""
        if self._writer is None:
            if not Ledger.exists(self.path):
                raise LedgerError(f"no ledger at {self.path}; run 'tollbook read' first")
            self._writer = Ledger.open(self.path)
        return self._writer


def day_of(given: Day | None) -> date | None:
    """The day that a caller gave.

    Raises:
        ValueError: it is no day.
    """
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"{given!r} is not a date; write it like 2025-01-14") from None
