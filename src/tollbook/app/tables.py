"""Import tables into a ledger: each row is a document, and nothing is stored twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tollbook.importing.mapping import Mapping
from tollbook.importing.rows import Reader
from tollbook.importing.tables import TableRow, read_table
from tollbook.language import digest, languages
from tollbook.ledger import Ledger, Outcome, RefusedError, Run
from tollbook.model.document import Document
from tollbook.model.problem import Problem, SettingsError
from tollbook.model.statement import Statement
from tollbook.model.values import Kind
from tollbook.resolution import EntityTable
from tollbook.settings import Settings

_AT_ONCE = 500
"""Rows in one transaction: enough to be fast, few enough that a reader of the ledger sees progress
and that Ctrl-C loses little."""


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one row of a table: its document, its statements, how the ledger takes it."""

    document: Document
    statements: tuple[Statement, ...]
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Importer:
    """A mapping made ready: its readers, and the run that its rows are read by.

    The run names the digest of the mapping where a reading of reports names its model's.
    """

    mapping: Mapping
    folder: Path
    settings: Settings
    entities: EntityTable
    run: Run

    @classmethod
    def ready(cls, path: Path, settings: Settings) -> Importer:
        """The importer of the mapping at `path`.

        Raises:
            SettingsError: the mapping can't be used.
        """
        mapping = Mapping.load(path)
        if mapping.language not in languages():
            known = ", ".join(languages())
            raise SettingsError(f"{path}: no words for the language {mapping.language!r}: {known}")
        run = Run.of(
            settings,
            model=f"import of {mapping.name}",
            model_digest=mapping.digest,
            lexicon_digest=digest(mapping.language),
        )
        return cls(mapping, path.parent, settings, EntityTable.shipped(), run)

    def rows(self, table: Path) -> Iterator[Row | Problem]:
        """The rows of a table and of its corrections, and those that can't be used.

        Raises:
            TableError: a table can't be read, or lacks a column that the mapping names.
        """
        yield from self._read(
            table, Reader.of(self.mapping, self.entities, self.settings.value_policy)
        )
        if self.mapping.corrections:
            corrections = self.folder / self.mapping.corrections.file
            reader = Reader.of(
                self.mapping, self.entities, self.settings.value_policy, corrects=True
            )
            yield from self._read(corrections, reader)

    def _read(self, table: Path, reader: Reader) -> Iterator[Row | Problem]:
        items = read_table(table, reader.columns, self.mapping.delimiter, self.settings)
        read = [reader.read(item) if isinstance(item, TableRow) else item for item in items]
        holders = Counter(item[0].id for item in read if not isinstance(item, Problem))
        for item in read:
            if isinstance(item, Problem):
                yield item
            elif holders[item[0].id] > 1:
                # Which of them counts is not for the order of the file to say.
                what = f"{holders[item[0].id]} rows have the key {item[0].id!r}"
                yield Problem(item[0].address, what, "the row was left out; give each its own key")
            else:
                yield Row(item[0], tuple(item[1]))


def plan(ledger: Ledger | None, table: Path, importer: Importer) -> Iterator[Row | Problem]:
    """What an import would do; nothing is written. No ledger yet is an empty one."""
    items = list(importer.rows(table))
    documents = [item.document for item in items if isinstance(item, Row)]
    outcomes: Iterator[Outcome] = iter(
        ledger.foresee(documents, importer.run) if ledger else ["added"] * len(documents)
    )
    for item in items:
        yield replace(item, outcome=next(outcomes)) if isinstance(item, Row) else item


def import_into(
    ledger: Ledger,
    table: Path,
    importer: Importer,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Row | Problem]:
    """The same, stored: some hundred rows a transaction; rows that the ledger holds are skipped."""
    items = plan(ledger, table, importer)
    while some := list(islice(items, _AT_ONCE)):
        yield from _store(ledger, some, importer.run, now())


def _store(
    ledger: Ledger, items: Sequence[Row | Problem], run: Run, at: datetime
) -> Iterator[Row | Problem]:
    """The items in their order, those that are new in the ledger now, in one transaction."""
    new = [item for item in items if isinstance(item, Row) and item.outcome != "unchanged"]
    outcomes = iter(ledger.add_all(((row.document, row.statements) for row in new), run, at))
    for item in items:
        if isinstance(item, Problem) or item.outcome == "unchanged":
            yield item
            continue
        outcome = next(outcomes)
        if isinstance(outcome, RefusedError):
            yield Problem(item.document.address, f"the ledger refused it ({outcome})")
        else:
            yield replace(item, outcome=outcome)


def missing_documents(ledger: Ledger, mapping: Mapping, there: Iterable[str]) -> tuple[str, ...]:
    """The ids of documents of earlier imports of a mapping that are not among those `there`.

    They stay on record: removing a row from a table withdraws no statement.
    """
    ours = {id for id in ledger.document_ids() if id.startswith(f"{mapping.name}/")}
    return tuple(sorted(ours.difference(there)))


@dataclass(slots=True)
class Tally:
    """What an import has met so far."""

    rows: Counter[str] = field(default_factory=Counter)
    statements: Counter[Kind] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    problems: int = 0

    def count(self, item: Row | Problem) -> None:
        """Add one row or problem."""
        if isinstance(item, Problem):
            self.problems += 1
            return
        self.seen.add(item.document.id)
        self.rows[item.outcome or "read"] += 1
        if item.outcome != "unchanged":
            self.statements.update(statement.kind for statement in item.statements)
