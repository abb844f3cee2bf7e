"""From a ledger to the record that answers a question: the way back out of the house.

Commands and pages ask here, and hold no logic of their own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tollbook.app.cases import case_entries, find_case
from tollbook.ledger import Ledger
from tollbook.model.case import Case
from tollbook.model.estimate import Policy
from tollbook.model.problem import CaseError
from tollbook.reasoning.cases import within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.differences import Difference, find_differences
from tollbook.reasoning.predictions import ByPolicy, Forecast, Lexicon, find_forecasts
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import bind
from tollbook.resolution import EntityTable
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
    today. A user's own entities that the ledger was read with count as the shipped ones do.
    Decisions are bound to the ids that their statements have now, or had then.

    Raises:
        LedgerError: the ledger can't be read.
        CaseError: no case has that name.
    """
    settings = settings or Settings()
    with Ledger.open(path, writable=False) as ledger:
        corpus = Corpus(*ledger.corpus(known_on))
        decisions = bind(ledger.decisions(known_on), corpus)
        entities = EntityTable.shipped()
        for file in ledger.alias_files(known_on):
            entities = entities.with_alias_file(file, f"{path}, the names it was read with")
    today = known_on or datetime.now(UTC).date()
    record = Record(corpus, settings, decisions, today=today, entities=entities)
    return record if case is None else _narrowed(record, find_case(case, path, record))


def record_of_one_case(
    path: Path, *, case: str | None = None, known_on: date | None = None
) -> Record:
    """The same for a question that makes sense of one case alone, such as how many there were.

    Where none is named, it is the only one that the ledger has; of a ledger without any, not even
    an automatic one, it is everything.

    Raises:
        LedgerError: the ledger can't be read.
        CaseError: no case has that name, or none is named and there are several.
    """
    record = record_of(path, case=case, known_on=known_on)
    if case is not None:
        return record
    entries = case_entries(path, record)
    if len(entries) > 1:
        names = ", ".join(entry.case.name for entry in entries)
        raise CaseError(f"{path} holds several cases; name one with --case: {names}")
    return _narrowed(record, entries[0].case) if entries else record


def forecasts_of(
    path: Path,
    lexicon: Lexicon,
    policy: Policy,
    *,
    case: str | None = None,
    known_on: date | None = None,
) -> tuple[Forecast, ...]:
    """What was predicted within a case (or at all), and what came of it.

    What may bear on it is looked for in the whole ledger.

    Raises:
        LedgerError: the ledger can't be read.
        CaseError: no case has that name.
    """
    whole = record_of(path, known_on=known_on)
    record = whole
    if case is not None:
        record = _narrowed(whole, find_case(case, path, whole))
    return find_forecasts(record, lexicon, ByPolicy(policy), whole.corpus)


def differences_of(
    path: Path,
    since: date,
    until: date,
    *,
    case: str | None = None,
    settings: Settings | None = None,
) -> tuple[Difference, ...]:
    """What changed in the ledger at `path` between the ends of two days (UTC), and why.

    Raises:
        LedgerError: the ledger can't be read.
        CaseError: no case has that name.
    """
    before = record_of(path, case=case, known_on=since, settings=settings)
    after = record_of(path, case=case, known_on=until, settings=settings)
    with Ledger.open(path, writable=False) as ledger:
        earlier, later = ledger.provenances(since), ledger.provenances(until)
    return find_differences(before, after, earlier, later)


def _narrowed(record: Record, case: Case) -> Record:
    return replace(record, corpus=within(record.corpus, case), case=case)
