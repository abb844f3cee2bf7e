"""The ledger: one file or database that keeps every document and statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from tollbook.ledger import deciding, identity, queries, second, writing
from tollbook.ledger.chain import last_entry, last_time
from tollbook.ledger.damage import check_quotes
from tollbook.ledger.database import Database, database_of
from tollbook.ledger.deciding import Finish
from tollbook.ledger.migrate import prepare, require_current
from tollbook.ledger.pending import latest_of, sources_of
from tollbook.ledger.queries import Counts, Filter
from tollbook.ledger.refused import RefusedError
from tollbook.ledger.row import Row
from tollbook.ledger.rows import version_row
from tollbook.ledger.run import Run
from tollbook.ledger.verification import Ground, Verification, verify
from tollbook.ledger.writing import Incoming, Outcome
from tollbook.model.address import Address, AnyPath
from tollbook.model.change import Reading
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.problem import LedgerError
from tollbook.model.provenance import Provenance
from tollbook.model.second import SecondReading
from tollbook.model.statement import Statement
from tollbook.model.version import Version
from tollbook.settings import Settings


class Ledger:
    """An open ledger. Use it in a `with` block, or close it.

    `path` is where it is. Any fault of the file or the database is a `LedgerError` with one
    sentence.
    """

    def __init__(self, database: Database, engine: Engine) -> None:
        self.path = database.address
        self._database = database
        self._engine = engine

    @staticmethod
    def exists(path: AnyPath | Address) -> bool:
        """Whether there is a ledger, or at least a file that may be one.

        Raises:
            LedgerError: its server can't be asked.
        """
        database = database_of(Address.of(path))
        try:
            return database.exists()
        except database.ERRORS as error:
            raise LedgerError(f"{database.address}: {database.explain(error)}") from error

    @classmethod
    def open(cls, path: AnyPath | Address, *, writable: bool = True) -> Self:
        """Open the ledger at `path`; for writing it is created or upgraded where need be.

        Raises:
            LedgerError: what is there is not a Tollbook ledger, a newer Tollbook made it, it can't
                be opened, or it is not there and was to be read only.
        """
        database = database_of(Address.of(path))
        engine = database.engine(writable=writable)
        ledger = cls(database, engine)
        try:
            with ledger._one_sentence():
                (prepare if writable else require_current)(engine, database)
        except BaseException:
            engine.dispose()
            raise
        return ledger

    def close(self) -> None:
        """Let go of the file or the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Writing

    def identify(self, document: Document, settings: Settings) -> Document:
        """The document under the id that it has here, or gets when it is added.

        It may come under the id of another text (a second `report.txt`); see `ledger/identity.py`.
        """
        with self._reading() as connection:
            return identity.identify(connection, document, self.path.folder, settings)

    def holds(self, document: Document, run: Run) -> bool:
        """Whether `add` would leave this document, read by this run, unchanged."""
        return self.foresee([document], run) == ["unchanged"]

    def foresee(self, documents: Sequence[Document], run: Run) -> list[Outcome]:
        """What `add` would make of each of these documents, read by this run."""
        with self._reading() as connection:
            latest = latest_of(connection, (document.id for document in documents))
            noted = sources_of(connection, documents)
        return [
            writing.outcome(
                latest.get(document.id),
                version_row(document)["digest"],
                run,
                is_noted=writing.is_source_noted(document, noted),
            )
            for document in documents
        ]

    def add(
        self, document: Document, statements: Sequence[Statement], run: Run, at: datetime
    ) -> Outcome:
        """Add a document and what `run` read out of it, all or nothing; `at` is when it was read.

        A document is compared with its newest version alone, and a run with the last one that read
        that version: going back to an earlier text or to earlier settings is a change as well.

        Raises:
            RefusedError: the document is not what it says, or a quote does not stand in it; the
                next one may well be.
            IdTakenError: another program used the id since `identify`; ask again.
            LedgerError: the ledger can't be written.
            ValueError: `at` has no time zone.
        """
        (outcome,) = self._write([writing.check(document, statements, run, at)])
        return outcome

    def add_all(
        self, read: Iterable[tuple[Document, Sequence[Statement]]], run: Run, at: datetime
    ) -> list[Outcome | RefusedError]:
        """Add many documents in one transaction, far faster than one by one.

        Those that are refused stand in the result as what was wrong with them; a ledger that can't
        be written to gets none of them.

        Raises:
            LedgerError, ValueError: as for `add`.
        """
        found: list[Incoming | RefusedError] = []
        for document, statements in read:
            try:
                found.append(writing.check(document, statements, run, at))
            except RefusedError as error:
                found.append(error)
        outcomes = iter(self._write([item for item in found if isinstance(item, Incoming)]))
        return [next(outcomes) if isinstance(item, Incoming) else item for item in found]

    def _write(self, incoming: Sequence[Incoming]) -> list[Outcome]:
        with self._one_sentence(), self._engine.execution_options(writes=True).begin() as writer:
            return writing.add(writer, incoming)

    def decide(
        self, decision: Decision, *, seen: int = 0, finish: Finish | None = None
    ) -> Decision:
        """Enter what a person settled, and return it with its entry; nothing else is changed by it.

        `finish` is called within the transaction that writes, with the decision and all those that
        were made after the entry `seen`: what it returns is stored, what it raises leaves the
        ledger as it was.

        Raises:
            RefusedError: it does not say who settles it or why, or it can't be written.
            LedgerError: the ledger can't be written.
            ValueError: its kind is not known, its time has no time zone or its data is not JSON.
        """
        [made] = self.decide_all([decision], seen=seen, finish=finish)
        return made

    def decide_all(
        self, decisions: Iterable[Decision], *, seen: int = 0, finish: Finish | None = None
    ) -> tuple[Decision, ...]:
        """Enter many decisions in one transaction, all of them or none; otherwise as `decide`."""
        with self._one_sentence(), self._engine.execution_options(writes=True).begin() as writer:
            return tuple(deciding.decide(writer, decisions, seen, finish))

    def add_second(
        self, reading: SecondReading, value_policy: str, at: datetime
    ) -> second.SecondOutcome:
        """Add what a second reader found in the newest version of a document.

        Raises:
            RefusedError: the ledger does not hold the document, or a quote does not stand in it.
            LedgerError: the ledger can't be written.
            ValueError: `at` has no time zone.
        """
        with self._one_sentence(), self._engine.execution_options(writes=True).begin() as writer:
            return second.add(writer, reading, value_policy, at)

    # Asking

    # `known_on` asks for what the ledger had at the end of that day (UTC), read as it was then.

    def documents(self, known_on: date | None = None) -> Iterator[Document]:
        """The newest version of every document by day of publication, without original bytes."""
        with self._reading() as connection:
            yield from queries.documents(connection, known_on)

    def document_ids(self, known_on: date | None = None) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        with self._reading() as connection:
            return queries.document_ids(connection, known_on)

    def document(
        self, id: str, version: int | None = None, known_on: date | None = None
    ) -> Document:
        """One document with its original bytes; the newest version unless one is asked for.

        Raises:
            LedgerError: the ledger does not hold it.
        """
        with self._reading() as connection:
            return queries.document(connection, id, version, known_on)

    def versions(self, id: str, known_on: date | None = None) -> tuple[Version, ...]:
        """The versions of a document, the first one first; none of one that is not there."""
        with self._reading() as connection:
            return queries.document_versions(connection, id, known_on)

    def rows(self, wanted: Filter = Filter()) -> Iterator[Row]:  # noqa: B008 - it is immutable
        """The statements that `wanted` asks for, with what a table says of their documents."""
        with self._reading() as connection:
            yield from queries.rows(connection, wanted)

    def statements(self, wanted: Filter = Filter()) -> Iterator[Statement]:  # noqa: B008 - as above
        """The statements that `wanted` asks for, by day of publication, document and position."""
        for row in self.rows(wanted):
            yield row.statement

    def search(self, words: str, known_on: date | None = None) -> tuple[str, ...]:
        """The ids of the statements that have all the words, the most fitting first.

        They are looked for in a statement's evidence, voices, people and place and in the title of
        its document, in any case. "Quotation marks" hold words together; the last word need not be
        complete.
        """
        with self._reading() as connection:
            return queries.found_ids(connection, words, known_on)

    def corpus(
        self, known_on: date | None = None
    ) -> tuple[dict[str, Document], tuple[Statement, ...]]:
        """All documents by id, without original bytes, and all statements, both in order."""
        documents = {document.id: document for document in self.documents(known_on)}
        statements = tuple(self.statements(Filter(known_on=known_on)))
        for statement in statements:
            check_quotes(statement, documents.get(statement.document))
        return documents, statements

    def provenances(self, known_on: date | None = None) -> dict[str, Provenance]:
        """Which version of each document is shown, and what read it, by the document's id."""
        with self._reading() as connection:
            return queries.provenances(connection, known_on)

    def shown_runs(self, known_on: date | None = None) -> dict[str, Run]:
        """The run that read each document as it is shown, by the document's id."""
        with self._reading() as connection:
            return queries.shown_runs(connection, known_on)

    def alias_files(self, known_on: date | None = None) -> tuple[bytes, ...]:
        """The users' own alias files that its readings were made with, the one last used last.

        Raises:
            LedgerError: the bytes of one are not those that were read.
        """
        with self._reading() as connection:
            return queries.alias_files(connection, known_on)

    def readings(self, known_on: date | None = None) -> Iterator[Reading]:
        """Every reading that was made, by document, the older ones of each first."""
        with self._reading() as connection:
            yield from queries.all_readings(connection, known_on)

    def entry_hashes(self) -> dict[int, str]:
        """The hash of every entry of the chain, by its number."""
        with self._reading() as connection:
            return queries.entry_hashes(connection)

    def decisions(self, known_on: date | None = None, after: int = 0) -> tuple[Decision, ...]:
        """What people settled, the earliest first; those behind the entry `after` alone."""
        with self._reading() as connection:
            return tuple(deciding.all_decisions(connection, known_on, after))

    def has_reviews(self, known_on: date | None = None) -> bool:
        """Whether anybody has confirmed, corrected, rejected or added a statement."""
        with self._reading() as connection:
            return deciding.has_reviews(connection, known_on)

    def value_policies(self) -> tuple[str, ...]:
        """The value policies under which the documents were last read, sorted."""
        with self._reading() as connection:
            return queries.value_policies(connection)

    def second_readings(self, known_on: date | None = None) -> dict[str, SecondReading]:
        """What second readers found in the newest version of each document, by its id."""
        with self._reading() as connection:
            return {one.document: one for one in second.all_readings(connection, known_on)}

    def last_second(self, known_on: date | None = None) -> int:
        """The entry of the last second reading, 0 without one."""
        with self._reading() as connection:
            return second.last_second(connection, known_on)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        with self._reading() as connection:
            return queries.counts(connection)

    def last_reading(self, known_on: date | None = None) -> int:
        """The entry of the last reading, 0 without one; statements change only with a new one."""
        with self._reading() as connection:
            return queries.last_reading(connection, known_on)

    def last_time(self) -> datetime | None:
        """The latest time on record, None in an empty ledger; no entry is dated before it."""
        with self._reading() as connection:
            found = last_time(connection)
        return datetime.fromisoformat(found) if found else None

    def head(self) -> str | None:
        """The hash of the last entry, None in an empty ledger; it changes whenever one is added."""
        with self._reading() as connection:
            last = last_entry(connection)
        return last.hash if last else None

    def verify(self, expect_head: str | None = None, ground: Ground | None = None) -> Verification:
        """Recompute the chain and every quote; see `docs/ledger.md` for what this can't see.

        With `ground` the statements of second readings are derived again as well.
        """
        with self._reading() as connection:
            return verify(connection, expect_head, ground)

    # Plumbing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for what is stored beside the chain: reads."""
        with self._reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction for what is stored beside the chain: it writes all or nothing."""
        with self._one_sentence(), self._engine.execution_options(writes=True).begin() as writer:
            yield writer

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._one_sentence(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _one_sentence(self) -> Iterator[None]:
        try:
            yield
        except self._database.ERRORS as error:
            raise LedgerError(f"{self.path}: {self._database.explain(error)}") from error
