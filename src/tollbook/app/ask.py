"""From a ledger to the record that answers a question: the way back out of the house."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from tollbook.app.cases import case_entries, corpus_of, find_case
from tollbook.ledger import Ledger
from tollbook.model.address import Address
from tollbook.model.case import Case
from tollbook.model.decision import Decision
from tollbook.model.problem import CaseError
from tollbook.model.second import Prefer
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record
from tollbook.reasoning.reviews import Reviewed, review
from tollbook.reasoning.reviews.aside import Aside
from tollbook.reasoning.second import (
    NO_SECOND,
    SecondReadings,
    compare,
    preferred,
    set_aside,
)
from tollbook.resolution import EntityTable
from tollbook.settings import Settings

_MOST_DAYS = 4
"""How many days' corpora are kept in memory: today, and a few that were asked for."""


@dataclass(slots=True)
class _Read:
    """What was read up to the last reading and the last second reading, as far as it counts.

    `entities` are those that its names stand for; `second` has both readings side by side, and
    `aside` what counts only where a person takes it.

    `reviewed` is what people had decided when it was last asked for.
    """

    last: tuple[int, int]
    corpus: Corpus
    entities: EntityTable
    second: SecondReadings
    aside: Aside
    reviewed: Reviewed | None = None


class Records:
    """The records of one ledger, worked out once for as long as nothing is added to it.

    What is derived from a record (claims, series, who is independent of whom) stays with it, so
    that a second question about the same case costs little.
    """

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        *,
        by_path: bool = True,
        prefer: Prefer = "built-in",
    ) -> None:
        """`by_path` says whether a case may be named by the path of its file.

        `prefer` says whose figures count where a document was read twice.
        """
        self._ledger = ledger
        self._prefer = prefer
        self._settings = settings
        self._by_path = by_path
        self._head: str | None = None
        self._known: dict[tuple[str | None, date | None, date], Record] = {}
        self._read: dict[date | None, _Read] = {}
        self._decisions: tuple[Decision, ...] = ()

    @property
    def path(self) -> Address:
        """Where the ledger lies."""
        return self._ledger.path

    @property
    def last_reading(self) -> int:
        """The entry of the last reading: what was read is the same as long as it is."""
        return self._ledger.last_reading()

    def whole(self, known_on: date | None = None) -> Record:
        """Everything on record, as people decided it.

        `known_on` asks for what the ledger knew at the end of that day (UTC); None for all it knows
        today. A user's own entities that the ledger was read with count as the shipped ones do.
        Decisions are bound to the ids that their statements have now, or had then.

        Raises:
            LedgerError: the ledger can't be read.
        """
        head = self._ledger.head()
        if head != self._head:
            self._head = head
            self._known.clear()
        today = known_on or datetime.now(UTC).date()  # reasoning has no clock of its own
        record = self._known.get((None, known_on, today))
        if record is None:
            read = self._what_was_read(known_on)
            decided = self._what_was_decided(known_on)
            reviewed = read.reviewed = review(read.corpus, decided, read.reviewed, read.aside)
            record = Record(
                reviewed.corpus,
                self._settings,
                reviewed.decisions,
                today=today,
                entities=read.entities,
                reviewed=reviewed,
                second=read.second,
            )
            self._known[None, known_on, today] = record
        return record

    def _what_was_read(self, known_on: date | None) -> _Read:
        """The machine's corpus, read again only where there is a new reading."""
        last = self._ledger.last_reading(known_on), self._ledger.last_second(known_on)
        read = self._read.pop(known_on, None)
        if read is None or read.last != last:
            entities = EntityTable.shipped()
            for file in self._ledger.alias_files(known_on):
                entities = entities.with_alias_file(
                    file, f"{self._ledger.path}, the names it was read with"
                )
            own = Corpus(*self._ledger.corpus(known_on))
            asked = self._ledger.second_readings(known_on) if last[1] else {}
            second = compare(own, asked) if asked else NO_SECOND
            counted = preferred(own, second, self._prefer)
            aside = set_aside(own, second, counted)
            read = _Read(last, counted, entities, second, aside)
        self._read[known_on] = read  # at the end: the last used goes last
        while len(self._read) > _MOST_DAYS:
            del self._read[next(iter(self._read))]
        return read

    def _what_was_decided(self, known_on: date | None) -> tuple[Decision, ...]:
        """The decisions up to a day; of those of today only the new ones are read."""
        if known_on is not None:
            return self._ledger.decisions(known_on)
        last = self._decisions[-1].entry or 0 if self._decisions else 0
        self._decisions += self._ledger.decisions(after=last)
        return self._decisions

    def of_case(self, case: str | None, known_on: date | None = None) -> Record:
        """What is on record for a case, everything where none is named.

        Raises:
            LedgerError: the ledger can't be read.
            CaseError: no case has that name, or its file can't be used.
        """
        whole = self.whole(known_on)
        if case is None:
            return whole
        try:
            found = find_case(case, self._ledger.path, whole, by_path=self._by_path)
        except CaseError:
            if known_on is None:
                raise
            # An automatic case may be younger than the day: then nothing was known of it.
            found = find_case(case, self._ledger.path, self.whole(), by_path=self._by_path)
        return self._narrowed(whole, found, known_on)

    def of_one_case(self, case: str | None, known_on: date | None = None) -> Record:
        """The same for a question that makes sense of one case alone, such as how many there were.

        Where none is named, it is the only one that the ledger has; of a ledger without any, not
        even an automatic one, it is everything.

        Raises:
            LedgerError: the ledger can't be read.
            CaseError: no case has that name, or none is named and there are several.
        """
        if case is not None:
            return self.of_case(case, known_on)
        whole, path = self.whole(known_on), self._ledger.path
        entries = case_entries(path, whole)
        if len(entries) > 1:
            names = ", ".join(entry.case.name for entry in entries)
            raise CaseError(f"{path} holds several cases; name one with --case: {names}")
        return self._narrowed(whole, entries[0].case, known_on) if entries else whole

    def of_each_case(self, known_on: date | None = None) -> tuple[Record, ...]:
        """The same for every case of the ledger in turn; of a ledger without any, everything.

        Raises:
            LedgerError: the ledger can't be read.
            CaseError: the file of a case can't be used.
        """
        whole = self.whole(known_on)
        entries = case_entries(self._ledger.path, whole)
        return tuple(self._narrowed(whole, entry.case, known_on) for entry in entries) or (whole,)

    def _narrowed(self, whole: Record, case: Case, known_on: date | None) -> Record:
        assert whole.today is not None  # noqa: S101 - `whole` has set it
        key = (case.name, known_on, whole.today)
        record = self._known.get(key)
        if record is None or record.case != case:  # its file may have been edited since
            record = replace(whole, corpus=corpus_of(case, whole), case=case)
            self._known[key] = record
        return record
