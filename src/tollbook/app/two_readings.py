"""The part of an open ledger that says how far two readers of its documents agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tollbook.app.opened import Day, Opened
from tollbook.app.results import Results
from tollbook.model.second import ReaderAgreement

if TYPE_CHECKING:
    from tollbook.model.comparison import Comparison
    from tollbook.reasoning.record import Record


class TwoReadings(Opened):
    """What an open ledger offers where a second reader has read its documents."""

    def second_agreement(
        self, *, case: str | None = None, known_on: Day | None = None
    ) -> Results[ReaderAgreement, None]:
        """How far the two readers agree in each field: over all documents, then in each.

        There are no rows without second readings. The field `found` says how many of all figures
        both readers found; the others are about these alone.
        """
        from tollbook.publishing.second import READER_AGREEMENT

        record = self.record(case=case, known_on=known_on)
        found = record.once("second_agreement", lambda: _agreements(record))
        return Results(found, READER_AGREEMENT, None)


def _agreements(record: Record) -> tuple[ReaderAgreement, ...]:
    compared = record.second.within(record.corpus.documents, record.case)
    if not compared:
        return ()
    documents: dict[str, list[Comparison]] = {}
    for one in compared:
        documents.setdefault(one.id.rpartition("#")[0], []).append(one)
    each = (row for id, of in documents.items() for row in _agreement(id, of))
    return (*_agreement(None, compared), *each)


def _agreement(document: str | None, compared: Sequence[Comparison]) -> list[ReaderAgreement]:
    from tollbook.evaluation.agreement import agreement
    from tollbook.reasoning.second import FIELDS

    pairs = [(one.first, one.second) for one in compared if one.first and one.second]
    both_found = len(pairs) / len(compared)
    rows = [ReaderAgreement(document, "found", len(compared), both_found, None)]
    for name, value in FIELDS.items():
        found = agreement([(value(first), value(second)) for first, second in pairs])
        rows.append(ReaderAgreement(document, name, found.figures, found.same, found.alpha))
    return rows
