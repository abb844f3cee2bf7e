"""The library: an open ledger to read into, to ask and to decide on; and reports without a ledger.

    import tollbook

    with tollbook.open("tollbook.db") as ledger:
        ledger.read("reports/")
        ledger.claims(measure="killed").to_dataframe()

The command line calls the same methods. `docs/library.md` is the tour.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tollbook.app.coding import DoubleCoding
from tollbook.app.decisions import Deciding
from tollbook.app.exporting import Exporting
from tollbook.app.method import Describing
from tollbook.app.opened import Day, day_of
from tollbook.app.publishing import Publishing
from tollbook.app.reading_in import ReadingIn, addresses_of
from tollbook.app.results import Results
from tollbook.app.said import statement_results
from tollbook.app.two_readings import TwoReadings
from tollbook.ledger import Filter, Ledger, Row, Verification
from tollbook.model.address import Address, AnyPath
from tollbook.model.document import Document, Given
from tollbook.model.problem import Problem, SettingsError
from tollbook.model.second import Exchange, SecondReaderAt
from tollbook.model.statement import Statement
from tollbook.settings import Settings

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.app.read import Read
    from tollbook.model.case import Case, CaseEntry
    from tollbook.model.second import Prefer

__all__ = ["AnyPath", "Day", "Filter", "OpenLedger", "Row", "extract", "open_ledger"]


def open_ledger(
    path: AnyPath | Address = "tollbook.db",
    *,
    settings: Settings | None = None,
    cases_by_path: bool = True,
    prefer: Prefer | None = None,
) -> OpenLedger:
    """Open the ledger at `path`; the package calls this `tollbook.open`.

    It is a file, or a PostgreSQL database such as `postgresql://USER@HOST/DATABASE`. Nothing is
    created: reading reports into it does that, and a question to a ledger that is not there is a
    `LedgerError`. Turn `cases_by_path` off where the names of cases come from others: then a case
    has its name alone, and no file is read because somebody named its path. `prefer` says whose
    figures count where a second reader has read a document as well: "built-in", "agreed" or
    "second"; where it is not given, the environment's TOLLBOOK_PREFER does, else the built-in ones.

    Raises:
        SettingsError: nobody can be preferred by that name.
    """
    wanted = prefer or os.environ.get("TOLLBOOK_PREFER") or "built-in"
    if wanted not in ("built-in", "agreed", "second"):
        raise SettingsError(f"{wanted!r} can't be preferred; choose built-in, agreed or second")
    return OpenLedger(
        Address.of(path),
        settings or Settings(),
        cases_by_path=cases_by_path,
        prefer=cast("Prefer", wanted),
    )


def extract(
    *files: AnyPath,
    text: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: Day | None = None,
    publisher: str | None = None,
    aliases: AnyPath | None = None,
    second_reader: SecondReaderAt | str | None = None,
    settings: Settings | None = None,
) -> Results[Statement, tuple[Read, ...]]:
    """The statements in reports; nothing is stored.

    `files` are files and folders of reports; `text` is a report by itself, with its title where it
    has one. `language` holds for all that is read; `published` and `publisher` for what names no
    day or publisher. `aliases` is a file of names of your own. `second_reader` is the address of a
    language model that reads the reports as well (docs/second-reader.md). `whole` has the
    documents, each with its statements; `problems` the inputs that could not be used.

    Raises:
        SettingsError: the file of names or the second reader can't be used.
        ValueError: `published` is not a date.
    """
    from tollbook.app.read import Tools, read_one_text, read_statements

    given = Given(language=language, published=day_of(published), publisher=publisher)
    names = Path(aliases) if aliases else None
    tools = Tools.ready(settings or Settings(), names, given, second_reader)
    items = list(read_statements(addresses_of(files), tools))
    if text is not None:
        items.append(read_one_text(text, tools, title))
    read = tuple(item for item in items if not isinstance(item, Problem))
    rows = [row for item in read for row in item.rows()]
    return statement_results(rows, read, (item for item in items if isinstance(item, Problem)))


class OpenLedger(Publishing, ReadingIn, Exporting, Describing, Deciding, DoubleCoding, TwoReadings):
    """An open ledger. Use it in a `with` block, or close it.

    The words of a question mean what they mean on the command line. `case` asks within a case, by
    its name or its file; `known_on` asks for what the ledger knew at the end of that day (UTC).
    Where one measure (kind, policy, status) is asked for it may be given alone, and several as a
    list; none at all excludes nothing. A day is a date or a text such as "2025-01-14".

    Every method raises a `LedgerError` where the ledger is not there or can't be used, a
    `CaseError` where no case has the name, and a `ValueError` where a word is not one of those
    that it may be.
    """

    # Cases

    def cases(self, *, known_on: Day | None = None) -> Results[CaseEntry, None]:
        """The cases of the ledger: its own, else those of the example, else automatic ones."""
        from tollbook.app.cases import case_entries
        from tollbook.publishing.cases import CASES

        record = self.record(known_on=known_on)
        return Results(case_entries(self.path, record), CASES, None)

    def only_case(self, *, known_on: Day | None = None) -> str | None:
        """The name of the only case that the ledger has; None where it has none at all.

        Raises:
            CaseError: it has several.
        """
        found = self._asked.of_one_case(None, day_of(known_on)).case
        return found.name if found else None

    def new_case(self, case: Case) -> Path:
        """Write the file of a new case beside the ledger, and give its path.

        A case that says neither whom nor where is filled in with what the ledger counts most.
        Nothing is ever overwritten.

        Raises:
            CaseError: no case can have that name, or the file is there already.
        """
        from tollbook.app.cases import case_path, write_case
        from tollbook.reasoning.corpus import Corpus
        from tollbook.reasoning.record import Record

        path = case_path(case.name, self.path)
        write_case(path, case, self.record() if Ledger.exists(self.path) else Record(Corpus()))
        return path

    # Trusting it

    def verify(self, expect_head: str | None = None) -> Verification:
        """Recompute every entry and quote of the ledger.

        `expect_head` is the head that an earlier verification gave: with it, entries that were cut
        off the end are noticed as well.
        """
        return self._ledger.verify(
            expect_head, self._ground if self._ledger.last_second() else None
        )

    def _ground(
        self,
        document: Document,
        exchanges: Sequence[Exchange],
        value_policy: str,
        names: bytes | None,
    ) -> Sequence[Statement]:
        """What the answers of a second reader bear out, by the names that were known then."""
        from tollbook.resolution import EntityTable
        from tollbook.second_reader import ground

        entities = EntityTable.shipped()
        if names is not None:
            entities = entities.with_alias_file(names, f"{self.path}: the alias file")
        return ground(document, exchanges, entities, value_policy)[0]

    def copy_to(
        self,
        target: AnyPath | Address,
        advance: Callable[[int, int], None] = lambda done, total: None,
    ) -> Verification:
        """Copy the ledger into another file or database, and verify the copy; it has the same head.

        `target` may be an earlier copy, or one that was stopped: it gets what it lacks. `advance`
        is called with the entries copied so far and the total. Users and tokens are not copied.

        Raises:
            LedgerError: `target` holds something else, or can't be written to.
        """
        from tollbook.ledger.copying import copy

        head = self._ledger.head()
        with Ledger.open(target) as other:
            for done, total in copy(self._ledger, other):
                advance(done, total)
            return other.verify(expect_head=head)

    def head(self) -> str | None:
        """The hash of the last entry, None in an empty ledger; it changes whenever one is added."""
        return self._ledger.head()

    def state(self) -> str:
        """A digest that changes whenever the answer to some question may.

        It covers the ledger's entries, its case files, the settings, this version of Tollbook, and
        the day, on which it depends which predictions are due.
        """
        from tollbook import __version__
        from tollbook.app.cases import case_files_digest

        today = datetime.now(UTC).date().isoformat()
        parts = (
            __version__,
            self.settings.digest(),
            case_files_digest(self.path),
            today,
            self.head() or "",
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
