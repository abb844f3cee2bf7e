"""The part of an open ledger that takes reports and tables in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.app.opened import Day, Opened, day_of
from tollbook.app.results import Results
from tollbook.ledger import Ledger
from tollbook.model.address import AnyPath
from tollbook.model.document import Given
from tollbook.model.problem import Problem
from tollbook.model.second import SecondReaderAt
from tollbook.settings import Safety

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.app import tables
    from tollbook.app.read import Read, Tally, Tools
    from tollbook.app.watching.round import Asked, WatchTally
    from tollbook.reading.polite import Visitor
    from tollbook.second_reader import SecondReader


class ReadingIn(Opened):
    """What an open ledger offers to those who add to it; `OpenLedger` is one of these."""

    def prepare(self) -> None:
        """Create the ledger where there is none, and upgrade one that an older Tollbook made.

        `read` and the decisions do so by themselves; a question changes nothing.
        """
        self.close()
        Ledger.open(self.path).close()

    def read(
        self,
        *files: AnyPath,
        language: str | None = None,
        published: Day | None = None,
        publisher: str | None = None,
        aliases: AnyPath | None = None,
        second_reader: SecondReaderAt | str | None = None,
    ) -> Results[Read, Tally]:
        """Read reports into the ledger, which is created where there is none.

        Each document is stored whole or not at all, and skipped if the ledger holds it.
        `language` holds for all that is read; `published` and `publisher` for what names no day or
        publisher. `aliases` is a file of names of your own. `second_reader` is the address of a
        language model that reads the reports as well (docs/second-reader.md). The result has every
        document with its new statements and what became of it; `problems` are the inputs that could
        not be used, `whole` counts what was met.

        Raises:
            SettingsError: the file of names or the second reader can't be used.
        """
        from tollbook.app.read import Tally
        from tollbook.publishing.documents import TAKEN

        given = Given(language=language, published=day_of(published), publisher=publisher)
        tally = Tally()
        items = list(
            self.read_each(*files, given=given, aliases=aliases, second_reader=second_reader)
        )
        for item in items:
            tally.count(item)
        read = (item for item in items if not isinstance(item, Problem))
        return Results(read, TAKEN, tally, (item for item in items if isinstance(item, Problem)))

    def read_each(
        self,
        *files: AnyPath,
        given: Given | None = None,
        aliases: AnyPath | None = None,
        uploaded: Mapping[Path, str] | None = None,
        second_reader: SecondReaderAt | SecondReader | str | None = None,
    ) -> Iterator[Read | Problem]:
        """The same, document by document as they are stored; the user says `given` of them.

        `uploaded` has the names by which files that lie in a folder for the moment are known. A
        `SecondReader` counts what it was asked, for whoever made it.
        """
        from tollbook.app.read import Tools, read_into

        self.close()
        with Ledger.open(self.path) as ledger:
            names = Path(aliases) if aliases else None
            tools = Tools.ready(self.settings, names, given, second_reader)
            yield from read_into(ledger, addresses_of(files), tools, uploaded=uploaded)

    def read_page(
        self,
        address: str,
        *,
        language: str | None = None,
        published: Day | None = None,
        publisher: str | None = None,
        safety: Safety | None = None,
    ) -> Results[Read, Tally]:
        """Fetch one page of the public web, and read it into the ledger as `read` does.

        Addresses of private networks are refused, also behind redirects; `safety` bounds the time.
        """
        from tollbook.app.read import read_page_into

        given = Given(language=language, published=day_of(published), publisher=publisher)

        def read(ledger: Ledger, tools: Tools) -> Iterator[Read | Problem]:
            return read_page_into(ledger, address, tools, safety or Safety())

        return self._read_one(read, given)

    def watch(
        self, feeds: AnyPath = "feeds.toml", *, aliases: AnyPath | None = None
    ) -> Results[Read, WatchTally]:
        """Go once round the feeds and pages that a file names, and read what is new.

        A page that has changed becomes a new version of its document. What is known of each
        address is kept in a small file beside `feeds`. `problems` are the addresses and entries
        that failed; `whole` counts what was asked (docs/watch.md).

        Raises:
            SettingsError: the file can't be used.
        """
        from tollbook.app.read import Read
        from tollbook.app.watching.round import WatchTally
        from tollbook.publishing.documents import TAKEN

        tally = WatchTally()
        read: list[Read] = []
        problems: list[Problem] = []
        for item in self.watch_each(feeds, aliases=aliases):
            tally.count(item)
            if isinstance(item, Problem):
                problems.append(item)
            elif isinstance(item, Read):
                read.append(item)
        return Results(read, TAKEN, tally, problems)

    def watch_each(
        self,
        feeds: AnyPath = "feeds.toml",
        *,
        aliases: AnyPath | None = None,
        visitor: Visitor | None = None,
    ) -> Iterator[Asked | Read | Problem]:
        """The same, one by one as it happens; an `Asked` follows what was read of an address.

        `visitor` asks the sites; without one, a new one does, with the pause that the file names.
        """
        from tollbook.app.read import Tools
        from tollbook.app.watching.feeds_file import read_feeds_file
        from tollbook.app.watching.round import Watcher

        named = read_feeds_file(Path(feeds))
        self.close()
        with Ledger.open(self.path) as ledger:
            tools = Tools.ready(self.settings, Path(aliases) if aliases else None)
            asks = visitor or self.visitor(named.pause)
            yield from Watcher(Path(feeds), named, ledger, tools, asks).round()

    def visitor(self, pause: float) -> Visitor:
        """Whoever asks sites for `watch_each`, `pause` seconds apart, from round to round."""
        from tollbook.reading.polite import Visitor

        return Visitor(self.settings, Safety(), pause)

    def value_policies(self) -> tuple[str, ...]:
        """The policies for vague numbers under which its documents were read, sorted."""
        return self._ledger.value_policies()

    def import_table(
        self, file: AnyPath, mapping: AnyPath, *, plan: bool = False
    ) -> Results[tables.Row, tables.Tally]:
        """Import a table of an origin's series; `mapping` says what its columns mean.

        With `plan` nothing is written: the result says what would become of each row.

        Raises:
            SettingsError: the mapping can't be used.
            TableError: the table can't be read, or is not what the mapping says.
        """
        from tollbook.app.tables import Tally
        from tollbook.publishing.documents import TAKEN

        tally, items = Tally(), list(self.import_each(file, mapping, plan=plan))
        for item in items:
            tally.count(item)
        rows = (item for item in items if not isinstance(item, Problem))
        return Results(rows, TAKEN, tally, (item for item in items if isinstance(item, Problem)))

    def import_each(
        self, file: AnyPath, mapping: AnyPath, *, plan: bool = False
    ) -> Iterator[tables.Row | Problem]:
        """The same, row by row."""
        from tollbook.app import tables

        importer = tables.Importer.ready(Path(mapping), self.settings)
        self.close()
        if plan and not Ledger.exists(self.path):
            yield from tables.plan(None, Path(file), importer)
            return
        with Ledger.open(self.path, writable=not plan) as ledger:
            way = tables.plan if plan else tables.import_into
            yield from way(ledger, Path(file), importer)

    def no_longer_in_table(self, mapping: AnyPath, rows: Iterable[str]) -> tuple[str, ...]:
        """The ids of rows imported before under a mapping that are not among `rows`; they stay."""
        from tollbook.app import tables
        from tollbook.importing import Mapping

        if not Ledger.exists(self.path):
            return ()
        return tables.missing_documents(self._ledger, Mapping.load(Path(mapping)), rows)

    def _read_one(
        self, read: Callable[[Ledger, Tools], Iterator[Read | Problem]], given: Given
    ) -> Results[Read, Tally]:
        from tollbook.app.read import Tally, Tools
        from tollbook.publishing.documents import TAKEN

        self.close()
        with Ledger.open(self.path) as ledger:
            items = list(read(ledger, Tools.ready(self.settings, None, given)))
        tally = Tally()
        for item in items:
            tally.count(item)
        taken = (item for item in items if not isinstance(item, Problem))
        return Results(taken, TAKEN, tally, (item for item in items if isinstance(item, Problem)))


def addresses_of(files: Iterable[AnyPath]) -> list[str]:
    """What files are called, in words."""
    return [os.fspath(file) for file in files]
