"""Reading in, front door to back: read, extract, resolve, store.

`read_statements` and `read_into` are the two ways through: one returns the statements, the
other stores them in a ledger. Both go on after a problem, which is a value among the others.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.app.second import second_reader
from tollbook.extraction import Parser, read_sentences, statements_of
from tollbook.language import digest, languages
from tollbook.ledger import IdTakenError, RefusedError, Row, Run
from tollbook.model.document import NOTHING, Document, Given, free_id
from tollbook.model.problem import Notice, Problem, SettingsError, TollbookError
from tollbook.model.second import SecondReaderAt, SecondReading
from tollbook.model.statement import Statement
from tollbook.model.values import Kind
from tollbook.reading import read, read_page
from tollbook.reading.received import Received
from tollbook.resolution import EntityTable, resolve
from tollbook.settings import Linting, Safety, Settings

if TYPE_CHECKING:  # who reads without a ledger waits for no database
    from tollbook.extraction.sentences.parse import ParsedDocument
    from tollbook.ledger import Ledger, Outcome
    from tollbook.second_reader import SecondReader

_TOGETHER = 50
"""Documents that are parsed together and stored in one transaction: a second or two of work."""

_CLOCKS_APART = timedelta(minutes=5)  # two machines that write into one ledger differ by seconds

_CHARS_TOGETHER = 100_000  # and no more characters, so that memory stays small


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything but the documents that decides what is read out of them."""

    settings: Settings
    parser: Parser
    entities: EntityTable
    run: Run
    given: Given = NOTHING
    second: SecondReader | None = None

    @classmethod
    def ready(
        cls,
        settings: Settings,
        aliases: Path | None = None,
        given: Given | None = None,
        second: SecondReaderAt | SecondReader | str | None = None,
    ) -> Tools:
        """The shipped words and model, with the user's own alias file beside them if there is one.

        `given` is what the user says of every document that is read; `second` where a second reader
        is found, None for none.

        Raises:
            SettingsError: the alias file or the second reader can't be used.
            ModelError: the language model is missing or not the known one.
        """
        entities = EntityTable.shipped()
        own = _bytes_of(aliases) if aliases else None
        if own is not None:
            entities = entities.with_alias_file(own, str(aliases))
        parser = Parser()
        run = Run.of(
            settings,
            model=parser.name,
            model_digest=parser.digest,
            lexicon_digest=digest(parser.language),
            aliases=own,
        )
        reader = second_reader(second, settings, entities, run.aliases_digest)
        return cls(settings, parser, entities, run, given or NOTHING, reader)

    def in_force(self) -> dict[str, Any]:
        """What `tollbook explain` shows: settings and limits with reasons, words and model."""
        settings, safety, linting = (
            {
                name: {"value": value, "reason": reason}
                for name, value, reason in some.with_reasons()
            }
            for some in (self.settings, Safety(), Linting())
        )
        loaded = [
            {"name": f"words of the language {code!r}", "sha256": digest(code)}
            for code in languages()
        ]
        loaded.append({"name": f"model {self.parser.name}", "sha256": self.parser.digest})
        if self.run.aliases_digest:
            loaded.append({"name": "your own names", "sha256": self.run.aliases_digest})
        return {
            "tollbook": self.run.tollbook,
            "settings": settings,
            "safety": safety,
            "linting": linting,
            "loaded": loaded,
        }


def _bytes_of(aliases: Path) -> bytes:
    try:
        return aliases.read_bytes()
    except OSError as error:
        raise SettingsError(f"{aliases}: the alias file can't be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one document: its statements, and how the ledger took it (None: not kept).

    `second` is what a second reader found in it, None where none was asked.
    """

    document: Document
    statements: Sequence[Statement]
    outcome: Outcome | None = None
    second: SecondReading | None = None

    @property
    def has_lexicon(self) -> bool:
        """Whether Tollbook knows the words of the document's language."""
        return self.document.language in languages()

    def rows(self) -> Iterator[Row]:
        """Each statement, of either reader, with what a table shows about its document."""
        second = self.second.statements if self.second else ()
        return (Row.of(one, self.document) for one in (*self.statements, *second))


def read_statements(addresses: Iterable[str], tools: Tools) -> Iterator[Read | Problem]:
    """Documents with everything said in them, and the inputs that could not be used.

    Without a ledger, documents with the same id are numbered in their order.
    """
    for batch in _batches(_with_ids_of_their_own(read(addresses, tools.settings)), tools):
        yield from _read_each(batch, tools)


def _with_ids_of_their_own(items: Iterable[Document | Problem]) -> Iterator[Document | Problem]:
    taken: set[str] = set()
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        id = free_id(item.id, taken)
        taken.add(id)
        yield replace(item, id=id)


def read_one_text(
    text: str,
    tools: Tools,
    title: str | None = None,
) -> Read | Problem:
    """A text that is in no file: it is read as a record of a feed would be."""
    from tollbook.reading.jsonl import read_record

    record = json.dumps({"text": text, "title": title}, ensure_ascii=False)
    data = record.encode("utf-8", "surrogatepass")
    item = read_record(Received("text", "text", "the text", data), tools.settings)
    if not isinstance(item, Problem):
        item = item.with_given(tools.given)
    return next(_read_each([item], tools))


def read_into(
    ledger: Ledger,
    addresses: Iterable[str],
    tools: Tools,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    uploaded: Mapping[Path, str] | None = None,
) -> Iterator[Read | Problem]:
    """The same, stored: one transaction a batch; documents that the ledger holds are skipped.

    `uploaded` has the names, where they came from, of files that lie in a folder for the moment.
    """
    items = read(addresses, tools.settings, ledger.path.file)
    if uploaded:
        items = _as_uploaded(items, uploaded)
    yield from read_items_into(ledger, items, tools, now)


def _as_uploaded(
    items: Iterable[Document | Problem], names: Mapping[Path, str]
) -> Iterator[Document | Problem]:
    """The same as if each file lay where it came from: it is known by its name there.

    So the same file uploaded again is a document that the ledger holds, and a changed one a new
    version of it.
    """
    known = {os.path.realpath(path): name for path, name in names.items()}
    shown = {os.fspath(path): name for path, name in names.items()}

    def named(where: str) -> str:
        path = next((path for path in shown if where.startswith(path)), "")
        return shown[path] + where[len(path) :] if path else where

    for item in items:
        if isinstance(item, Problem):
            yield type(item)(named(item.where), item.what, item.hint)
            continue
        name = known.get(item.source.removeprefix("file:"))
        source = f"upload:{name}" if name else item.source
        yield replace(item, source=source, address=named(item.address))


def read_page_into(
    ledger: Ledger,
    address: str,
    tools: Tools,
    safety: Safety,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Read | Problem]:
    """Fetch one page on the web, and store it."""
    yield from read_items_into(ledger, read_page(address, tools.settings, safety), tools, now)


def read_items_into(
    ledger: Ledger,
    items: Iterable[Document | Problem],
    tools: Tools,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Read | Problem]:
    """The same for documents that come from anywhere."""
    yield from _clock_set_back(ledger, now())
    for batch in _batches(items, tools):
        yield from _store(ledger, batch, tools, now)


def _clock_set_back(ledger: Ledger, now: datetime) -> Iterator[Notice]:
    """A notice where the ledger has an entry from the future."""
    last = ledger.last_time()
    if last is not None and now < last - _CLOCKS_APART:
        what = f"the clock of this machine is behind the last entry ({last:%Y-%m-%d %H:%M} UTC)"
        yield Notice(str(ledger.path), what, "what is added is dated like that entry")


def _batches(
    items: Iterable[Document | Problem], tools: Tools
) -> Iterator[list[Document | Problem]]:
    """Documents that are read and stored together, with the problems between them.

    No two share an id, a source or their bytes: which document of the ledger the second is depends
    on the first.
    """
    batch: list[Document | Problem] = []
    names: set[str] = set()
    chars = 0
    together = 1 if tools.second else _TOGETHER  # an answer takes long: each is kept as it comes
    for item in items:
        own = set() if isinstance(item, Problem) else {item.id, item.sha256, item.source} - {""}
        full = len(batch) >= together or chars >= _CHARS_TOGETHER
        if full or not names.isdisjoint(own):
            yield batch
            batch, names, chars = [], set(), 0
        names |= own
        if isinstance(item, Problem):
            batch.append(item)
        else:
            batch.append(item.with_given(tools.given))
            chars += len(item.text)
    if batch:
        yield batch


def _store(
    ledger: Ledger,
    batch: Sequence[Document | Problem],
    tools: Tools,
    now: Callable[[], datetime],
) -> Iterator[Read | Problem]:
    """What became of each document of a batch in the ledger.

    Where Ctrl-C stops the run, what is finished is stored first.
    """
    identified = [
        item if isinstance(item, Problem) else ledger.identify(item, tools.settings)
        for item in batch
    ]
    documents = [item for item in identified if isinstance(item, Document)]
    if len({document.id for document in documents}) < len(documents):
        yield from _store_one_by_one(ledger, batch, tools, now)  # one new id for two documents
        return
    try:
        foreseen = iter(ledger.foresee(documents, tools.run))
    except RefusedError as error:  # one holds what no ledger can keep; the others are fine
        if len(batch) == 1:
            yield _refused(documents[0], error)
        else:
            yield from _store_one_by_one(ledger, batch, tools, now)
        return
    new = [
        Read(item, (), "unchanged")
        if isinstance(item, Document) and next(foreseen) == "unchanged"
        else item
        for item in identified
    ]
    finished: list[Read | Problem] = []
    try:
        for item in _read_each(new, tools):
            finished.append(_with_second(item, tools))
        stored = _add_all(ledger, finished, tools.run, now())
    except IdTakenError:  # by another program that reads into the ledger at the same time
        yield from _store_one_by_one(ledger, batch, tools, now)
    except KeyboardInterrupt:
        yield from _add_all(ledger, finished, tools.run, now())
        raise
    else:
        for item in stored:
            yield item
            yield from _keep_second(ledger, item, tools, now())


def _store_one_by_one(
    ledger: Ledger,
    batch: Sequence[Document | Problem],
    tools: Tools,
    now: Callable[[], datetime],
) -> Iterator[Read | Problem]:
    for item in batch:
        yield from _store(ledger, [item], tools, now)


def _add_all(
    ledger: Ledger, finished: Sequence[Read | Problem], run: Run, at: datetime
) -> list[Read | Problem]:
    """The same, each document that is not there yet added to the ledger in one transaction."""
    new = [item for item in finished if isinstance(item, Read) and item.outcome is None]
    outcomes = iter(
        ledger.add_all(((item.document, item.statements) for item in new), run, at) if new else ()
    )
    return [
        _with_outcome(item, next(outcomes))
        if isinstance(item, Read) and item.outcome is None
        else item
        for item in finished
    ]


def _with_second(item: Read | Problem, tools: Tools) -> Read | Problem:
    """What the ledger holds already is read a second time all the same: its answers may be new."""
    if isinstance(item, Problem) or item.outcome != "unchanged":
        return item
    return replace(item, second=_read_again(item.document, tools))


def _keep_second(
    ledger: Ledger, item: Read | Problem, tools: Tools, at: datetime
) -> Iterator[Problem]:
    """Store what the second reader found, where it answered; a half never replaces a whole."""
    reading = item.second if isinstance(item, Read) else None
    if reading is None or all(exchange.answer is None for exchange in reading.exchanges):
        return
    if not reading.whole:
        known = ledger.second_readings().get(reading.document)
        if known is not None and known.whole:
            return
    try:
        ledger.add_second(reading, tools.settings.value_policy, at)
    except RefusedError as error:
        what = f"the ledger refused its second reading ({error})"
        yield Problem(reading.document, what, "the built-in reading stands alone")


def _refused(document: Document, error: RefusedError) -> Problem:
    return Problem(document.address, f"the ledger refused it ({error})", "it was left out")


def _with_outcome(read: Read, outcome: Outcome | RefusedError) -> Read | Problem:
    if isinstance(outcome, RefusedError):
        return _refused(read.document, outcome)
    return replace(read, statements=() if outcome == "moved" else read.statements, outcome=outcome)


def _read_each(
    batch: Sequence[Document | Read | Problem], tools: Tools
) -> Iterator[Read | Problem]:
    """The statements of each document; all are parsed together, which takes less time.

    A document in a language without a lexicon has none.
    """
    known = [d for d in batch if isinstance(d, Document) and d.language in languages()]
    parses: Iterator[ParsedDocument | None]
    try:
        parses = iter(read_sentences(known, tools.parser, tools.settings))
    except TollbookError:
        raise
    except Exception:
        parses = repeat(None)  # a fault of ours in one of them: each is parsed by itself
    for item in batch:
        if not isinstance(item, Document):
            yield item
        elif item.language not in languages():
            yield Read(item, ())
        else:
            yield _read(item, next(parses), tools)


def _read(document: Document, parsed: ParsedDocument | None, tools: Tools) -> Read | Problem:
    """One document's statements, by its parse if there is one."""
    try:
        if parsed is None:
            (parsed,) = read_sentences([document], tools.parser, tools.settings)
        statements = resolve(document, statements_of(parsed), tools.entities)
        return Read(document, statements, second=_read_again(document, tools))
    except TollbookError:
        raise
    except Exception as error:
        # A fault of ours in one document must not cost the user the thousand after it.
        what = f"Tollbook failed on this text ({type(error).__name__}: {error})"
        return Problem(document.address, what, "it was left out; please report it with the text")


def _read_again(document: Document, tools: Tools) -> SecondReading | None:
    """The document as the second reader of the run reads it, if there is one."""
    if tools.second is None or document.language not in languages():
        return None
    return tools.second.read(document)


@dataclass(slots=True)
class Tally:
    """What a run has met so far."""

    documents: Counter[str] = field(default_factory=Counter)
    statements: Counter[Kind] = field(default_factory=Counter)
    unknown_languages: Counter[str] = field(default_factory=Counter)
    undated: list[str] = field(default_factory=list)
    problems: int = 0

    def count(self, item: Read | Problem) -> None:
        """Add one document or problem; a notice is none."""
        if isinstance(item, Problem):
            self.problems += not isinstance(item, Notice)
            return
        self.documents[item.outcome or "read"] += 1
        self.statements.update(statement.kind for statement in item.statements)
        if not item.has_lexicon:
            self.unknown_languages[item.document.language] += 1
        elif item.document.published is None:
            self.undated.append(item.document.id)


def weight(addresses: Iterable[str]) -> int | None:
    """The bytes that the files and folders hold, to measure progress by; None if unknown."""
    total = 0
    for address in addresses:
        if address == "-":
            return None
        path = Path(address)
        files = (
            [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
            if path.is_dir()
            else [path]
        )
        total += sum(file.stat().st_size for file in files if file.is_file())
    return total
