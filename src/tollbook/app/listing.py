"""From a ledger to its listing: every statement, ready to be narrowed down and sorted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tollbook.app.ask import Records
from tollbook.app.cases import case_entries, case_files_digest
from tollbook.ledger import Row
from tollbook.model.listing import Listed, ListedStatement, ListingQuery
from tollbook.model.statement import Statement
from tollbook.publishing.shape import Shape
from tollbook.publishing.statements import STATEMENTS
from tollbook.reasoning.listing import Listing
from tollbook.reasoning.record import Record


class Listings:
    """The listings of one ledger, one for each day asked for, as long as the record stays."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._made: dict[date | None, tuple[Record, str, Listing]] = {}

    def find(self, query: ListingQuery, known_on: date | None = None) -> Listed:
        """What a query finds in the ledger as known on a day.

        Raises:
            LedgerError: the ledger can't be read.
            CaseError: the file of a case can't be used.
        """
        record = self._records.whole(known_on)
        cases = case_files_digest(self._records.path)
        made = self._made.get(known_on)
        if made is None or made[0] is not record or made[1] != cases:
            made = record, cases, self._listing(record, known_on)
            self._made[known_on] = made
        return made[2].find(query)

    def _listing(self, record: Record, known_on: date | None) -> Listing:
        cases: dict[str, tuple[str, Iterator[str]]] = {}
        for entry in case_entries(self._records.path, record):
            within = self._records.of_case(entry.case.name, known_on).corpus.statements
            cases[entry.case.name] = entry.case.title, (said.id for said in within)
        return Listing(tuple(_listed(record)), cases, record.entities)


def _listed(record: Record) -> Iterator[ListedStatement]:
    """Every statement as people decided it; a rejected one as it was before."""
    documents = record.corpus.documents
    for review in record.reviewed.everything():
        said = review.reading or review.machine
        if said is not None:
            as_of = record.corpus.as_of(said)
            yield ListedStatement(
                said,
                documents[said.document],
                review.state,
                as_of,
                review if review.by else None,
                record.second.opinion(said.id),
            )


def listed_shape(listed: Listed) -> Shape[Statement]:
    """How the statements of a listing are written: as `show` writes them."""

    def row(said: Statement) -> Row:
        one = found[said.id]
        return Row.of(said, one.document, one.review, one.second)

    found = {one.statement.id: one for one in listed.found}
    return Shape(
        to_json=lambda said: STATEMENTS.to_json(row(said)),
        columns=STATEMENTS.columns,
        to_rows=lambda said: STATEMENTS.to_rows(row(said)),
        days=STATEMENTS.days,
    )
