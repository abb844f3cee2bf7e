"""From a ledger to the record that answers a question: the way back out of the house.

Commands and pages ask here, and hold no logic of their own.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tollbook.cases import find_case
from tollbook.ledger import Ledger
from tollbook.reasoning.book import Book
from tollbook.reasoning.cases import within
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import bind
from tollbook.settings import Settings


def record_of(
    path: Path,
    *,
    case: str | None = None,
    known_on: date | None = None,
    settings: Settings | None = None,
) -> Record:
    """What the ledger at `path` has on record for a case (everything where none is named).

    `known_on` asks for what the ledger knew at the end of that day (UTC); None for all it knows
    today. Decisions are bound to the ids that their statements have now, or had then.

    Raises:
        LedgerError: the ledger can't be read.
        CaseError: no case has that name.
    """
    settings = settings or Settings()
    with Ledger.open(path, writable=False) as ledger:
        book = Book(*ledger.book(known_on))
        decisions = bind(ledger.decisions(known_on), book)
    today = known_on or datetime.now(UTC).date()
    if case is None:
        return Record(book, settings, decisions, today=today)
    question = find_case(case, path, book, settings)
    return Record(within(book, question), settings, decisions, question, today)
