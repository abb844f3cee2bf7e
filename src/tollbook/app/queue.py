"""The order in which statements are best looked at.

What two readers disagree on comes first, least agreed first; then what an answer hangs on, and
within that what the machine is least sure of.

What hangs on a statement is worked out once for a reading: a decision on one statement seldom
changes what hangs on another, and whoever clears the queue should not wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tollbook.app.ask import Records
from tollbook.model.coding import Queued
from tollbook.model.comparison import Comparison
from tollbook.model.review import Review
from tollbook.model.statement import Figure, Statement
from tollbook.reasoning.answers import answer
from tollbook.reasoning.cases import within
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.record import Record

Hangs = Mapping[str, tuple[str, ...]]
"""What hangs on each statement, by its id, in words."""

_ANSWER, _CHECK = "the answer", "a failing check"


class Queue:
    """The queue of one ledger."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._hangs: dict[tuple[str | None, int, date | None], Hangs] = {}

    def sort(self, waiting: Iterable[Review], case: str | None) -> list[Queued]:
        """The statements in the order in which they are best looked at."""
        hangs, second = self.hangs(case), self._records.whole().second
        found = [
            _queued(review, hangs.get(review.id, ()), second.of(review.id)) for review in waiting
        ]
        # Where all of this is the same, as in the text.
        found.sort(key=lambda one: (one.agreement, -_weight(one.hangs), one.sure))
        return found

    def hangs(self, case: str | None) -> Hangs:
        """What hangs on the statements of a case, or of all cases."""
        whole = self._records.whole()
        key = (case, self._records.last_reading, whole.today)
        if key not in self._hangs:
            self._hangs = {known: of for known, of in self._hangs.items() if known[1:] == key[1:]}
            records = self._records
            asked = records.of_each_case() if case is None else (records.of_case(case),)
            self._hangs[key] = _hangs(asked)
        return self._hangs[key]


def _hangs(records: Iterable[Record]) -> Hangs:
    found: dict[str, list[str]] = {}
    for record in records:
        of_case = f" of {record.case.name}" if record.case else ""
        for measure in answer(record).measures:
            for count in measure.counts:
                for id in count.claim.statements:
                    found.setdefault(id, []).append(f"{_ANSWER}{of_case}: {measure.measure}")
        judged = judgements(record.decisions)
        for finding in run_checks(record):
            if finding.verdict == "fails" and finding.key not in judged:
                for id in finding.statements:
                    found.setdefault(id, []).append(f"{_CHECK}: {finding.title}")
    return {id: tuple(dict.fromkeys(sorted(why))) for id, why in found.items()}


def _weight(hangs: tuple[str, ...]) -> int:
    """An answer weighs more than a check, whose finding may rest on the other statement."""
    if any(why.startswith(_ANSWER) for why in hangs):
        return 2
    return 1 if hangs else 0


def _queued(review: Review, hangs: tuple[str, ...], compared: Comparison | None) -> Queued:
    statement = review.reading or review.machine
    return Queued(
        review=review, sure=_sureness(statement), hangs=_in_order(hangs), compared=compared
    )


def _in_order(hangs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(hangs, key=lambda why: not why.startswith(_ANSWER)))


def _sureness(statement: Statement | None) -> float:
    if statement is None:
        return 1.0
    own = statement.confidence if isinstance(statement, Figure) else None
    known = [one for one in (own, statement.origin.confidence) if one is not None]
    return min(known, default=1.0)


def missed_by_the_preferred(record: Record) -> Iterator[Review]:
    """The figures of a case that one reader alone has, and not the one whose word counts.

    Those that somebody decided on are with the others.
    """
    reviewed = record.reviewed
    alone = [
        figure
        for one in record.second.comparisons.values()
        for figure in [one.first or one.second]
        if figure is not None
        and (one.first is None or one.second is None)
        and reviewed.aside.statement(figure.id) is not None
        and figure.id not in reviewed.reviews
    ]
    if alone and record.case is not None:
        documents = record.reviewed.machine.documents
        alone = list(within(Corpus(documents, tuple(alone)), record.case).figures())
    yield from map(reviewed.proposal, alone)
