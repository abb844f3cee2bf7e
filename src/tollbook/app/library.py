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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tollbook.app.coding import DoubleCoding
from tollbook.app.results import Results, words_of
from tollbook.ledger import Counts, Filter, Ledger, Row, Verification, fits, has_words
from tollbook.model.address import Address, AnyPath
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.document import Document, Given
from tollbook.model.estimate import CLAIM_KINDS, POLICIES, Estimate, Estimates, Policy, Question
from tollbook.model.estimate import Kind as ClaimKind
from tollbook.model.finding import Finding
from tollbook.model.problem import MissingError, Problem
from tollbook.model.review import REVIEW_STATES, ReviewState
from tollbook.model.statement import Statement
from tollbook.model.values import KINDS, MEASURES, VERDICTS, Kind, Measure, Verdict
from tollbook.settings import Safety, Settings

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.app import tables
    from tollbook.app.ask import Records
    from tollbook.app.charts import Chart
    from tollbook.app.check import Checked, FindingDetails
    from tollbook.app.claim import ClaimDetails
    from tollbook.app.evidence import Evidence
    from tollbook.app.listing import Listings
    from tollbook.app.overview import CaseOverview, CaseSummary
    from tollbook.app.predictions import ForecastDetails
    from tollbook.app.read import Read, Tally, Tools
    from tollbook.app.voices import VoiceDetails
    from tollbook.model.about import StatementAbout
    from tollbook.model.answer import CaseAnswer
    from tollbook.model.case import Case, CaseEntry
    from tollbook.model.citation import Citation
    from tollbook.model.listing import Listed, ListedDocuments, SortKey
    from tollbook.model.version import Version, VersionChanges
    from tollbook.model.voice import VoiceEntry
    from tollbook.reasoning.consistency import Clash, Consistency
    from tollbook.reasoning.differences import Difference
    from tollbook.reasoning.predictions import Forecast, Lexicon, OutcomeStatus, Score
    from tollbook.reasoning.predictions.outcomes import PredictionMark
    from tollbook.reasoning.record import Record
    from tollbook.reasoning.series import Series

__all__ = ["AnyPath", "Day", "Filter", "OpenLedger", "Row", "extract", "open_ledger"]

Day = date | str
"""A day, as a date or as ISO 8601 has it: "2025-01-14"."""


def open_ledger(
    path: AnyPath | Address = "tollbook.db",
    *,
    settings: Settings | None = None,
    cases_by_path: bool = True,
) -> OpenLedger:
    """Open the ledger at `path`; the package calls this `tollbook.open`.

    It is a file, or a PostgreSQL database such as `postgresql://USER@HOST/DATABASE`. Nothing is
    created: reading reports into it does that, and a question to a ledger that is not there is a
    `LedgerError`. Turn `cases_by_path` off where the names of cases come from others: then a case
    has its name alone, and no file is read because somebody named its path.
    """
    return OpenLedger(Address.of(path), settings or Settings(), cases_by_path=cases_by_path)


def extract(
    *files: AnyPath,
    text: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: Day | None = None,
    publisher: str | None = None,
    aliases: AnyPath | None = None,
    settings: Settings | None = None,
) -> Results[Statement, tuple[Read, ...]]:
    """The statements in reports; nothing is stored.

    `files` are files and folders of reports; `text` is a report by itself, with its title where it
    has one. `language` holds for all that is read; `published` and `publisher` for what names no
    day or publisher. `aliases` is a file of names of your own. `whole` has the documents, each
    with its statements; `problems` the inputs that could not be used.

    Raises:
        SettingsError: the file of names can't be used.
        ValueError: `published` is not a date.
    """
    from tollbook.app.read import Tools, read_one_text, read_statements

    given = Given(language=language, published=_day(published), publisher=publisher)
    tools = Tools.ready(settings or Settings(), Path(aliases) if aliases else None, given)
    items = list(read_statements(_addresses(files), tools))
    if text is not None:
        items.append(read_one_text(text, tools, title))
    read = tuple(item for item in items if not isinstance(item, Problem))
    rows = [row for item in read for row in item.rows()]
    return _statements(rows, read, (item for item in items if isinstance(item, Problem)))


class OpenLedger(DoubleCoding):
    """An open ledger. Use it in a `with` block, or close it.

    The words of a question mean what they mean on the command line. `case` asks within a case, by
    its name or its file; `known_on` asks for what the ledger knew at the end of that day (UTC).
    Where one measure (kind, policy, status) is asked for it may be given alone, and several as a
    list; none at all excludes nothing. A day is a date or a text such as "2025-01-14".

    Every method raises a `LedgerError` where the ledger is not there or can't be used, a
    `CaseError` where no case has the name, and a `ValueError` where a word is not one of those
    that it may be.
    """

    def __init__(self, path: Address, settings: Settings, *, cases_by_path: bool = True) -> None:
        self.path = path
        self.settings = settings
        self._cases_by_path = cases_by_path
        self._stored: Ledger | None = None
        self._records: Records | None = None
        self._listed: Listings | None = None
        self._private: tuple[Record, frozenset[str]] | None = None

    def close(self) -> None:
        """Let go of the file or the database; the next question opens it again."""
        for opened in (self._stored, self._writer):
            if opened is not None:
                opened.close()
        self._stored = self._records = self._listed = self._writer = self._queued = None
        self._private = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<OpenLedger {self.path}>"

    # Reading in

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
    ) -> Results[Read, Tally]:
        """Read reports into the ledger, which is created where there is none.

        Each document is stored whole or not at all, and skipped if the ledger holds it.
        `language` holds for all that is read; `published` and `publisher` for what names no day or
        publisher. `aliases` is a file of names of your own. The result has every document with its
        new statements and what became of it; `problems` are the inputs that could not be used,
        `whole` counts what was met.

        Raises:
            SettingsError: the file of names can't be used.
        """
        from tollbook.app.read import Tally
        from tollbook.publishing.documents import TAKEN

        given = Given(language=language, published=_day(published), publisher=publisher)
        tally, items = Tally(), list(self.read_each(*files, given=given, aliases=aliases))
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
    ) -> Iterator[Read | Problem]:
        """The same, document by document as they are stored; the user says `given` of them.

        `uploaded` has the names by which files that lie in a folder for the moment are known.
        """
        from tollbook.app.read import Tools, read_into

        self.close()
        with Ledger.open(self.path) as ledger:
            tools = Tools.ready(self.settings, Path(aliases) if aliases else None, given)
            yield from read_into(ledger, _addresses(files), tools, uploaded=uploaded)

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

        given = Given(language=language, published=_day(published), publisher=publisher)

        def read(ledger: Ledger, tools: Tools) -> Iterator[Read | Problem]:
            return read_page_into(ledger, address, tools, safety or Safety())

        return self._read_one(read, given)

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

    # Asking what was said

    def statements(
        self,
        *,
        kind: Kind | Iterable[Kind] = (),
        measure: Measure | Iterable[Measure] = (),
        origin: str | None = None,
        population: str | None = None,
        place: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        document: str | None = None,
        state: ReviewState | Iterable[ReviewState] = (),
        machine: bool = False,
        search: str | None = None,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Statement, tuple[Row, ...]]:
        """The statements in the ledger, by day of publication, document and place in its text.

        `origin`, `population` and `place` are looked for anywhere in the words, in any case.
        `since` and `until` are days of publication, `search` words that the statement has (see
        the method of that name). They are as people decided them, and so are the values that are
        looked for; `machine` asks for what the machine read instead, also where it
        was rejected. `state` asks for those in some state; rejected ones are left out unless it
        asks for them. `whole` has what is known of each one's document, and its review.
        """
        wanted = Filter(
            kinds=words_of(kind, KINDS),
            measures=words_of(measure, MEASURES),
            origin=origin,
            population=population,
            place=place,
            since=_day(since),
            until=_day(until),
            document=document,
            search=search,
            known_on=_day(known_on),
        )
        states = words_of(state, REVIEW_STATES)
        rows = tuple(self.rows(wanted, case=case, states=states, machine=machine))
        return _statements(rows, rows)

    def rows(
        self,
        wanted: Filter,
        *,
        case: str | None = None,
        states: Sequence[ReviewState] = (),
        machine: bool = False,
    ) -> Iterator[Row]:
        """The same as they come, for more statements than memory should hold.

        Those of an older version of a document are as the machine read them.
        """
        if wanted.version is not None or not self._ledger.has_reviews(wanted.known_on):
            if not states or "proposed" in states:
                yield from self._rows_as_read(wanted, case)
            return
        record = self.record(case=case, known_on=wanted.known_on)
        for review in record.reviewed.within(record.corpus, record.case):
            said = review.reading if states else review.statement
            said = review.machine if machine else said
            if said is not None and (not states or review.state in states):
                row = Row.of(said, record.reviewed.corpus.documents[said.document], review)
                if fits(wanted, row):
                    yield row

    def _rows_as_read(self, wanted: Filter, case: str | None) -> Iterator[Row]:
        if case is None:
            yield from self._ledger.rows(wanted)
            return
        within = {
            said.id for said in self.record(case=case, known_on=wanted.known_on).corpus.statements
        }
        yield from (row for row in self._ledger.rows(wanted) if row.statement.id in within)

    def list_statements(
        self,
        *,
        measure: str | Iterable[str] = (),
        kind: str | Iterable[str] = (),
        origin: str | Iterable[str] = (),
        relay: str | Iterable[str] = (),
        people: str | Iterable[str] = (),
        place: str | Iterable[str] = (),
        modality: str | Iterable[str] = (),
        state: str | Iterable[str] = (),
        case: str | Iterable[str] = (),
        words: str = "",
        document: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        sort: SortKey = "published",
        descending: bool = False,
        known_on: Day | None = None,
    ) -> Results[Statement, Listed]:
        """The statements that people look through: found by facets and words, sorted.

        `whole.facets` has every facet with its values and how many statements each would leave;
        a facet is narrowed down by the `value` of one or several of them, and a value that nothing
        has finds nothing. `words` are searched for as `search` does. `whole.found` has each
        statement with its document, state and day. A page is a slice of the result. Statements
        that people rejected are left out unless their state is asked for.

        It answers in milliseconds once the ledger has been looked through, for as long as nothing
        is added to it.
        """
        from tollbook.app.listing import listed_shape
        from tollbook.model.listing import SORT_KEYS, FacetName, ListingQuery

        facets: dict[FacetName, str | Iterable[str]] = {
            "measure": measure,
            "kind": kind,
            "origin": origin,
            "relay": relay,
            "people": people,
            "place": place,
            "modality": modality,
            "state": state,
            "case": case,
        }
        chosen = {
            name: frozenset([values] if isinstance(values, str) else values)
            for name, values in facets.items()
        }
        [sort_key] = words_of(sort, SORT_KEYS)
        query = ListingQuery(
            chosen={name: values for name, values in chosen.items() if values},
            ids=frozenset(self.search(words, known_on=known_on)) if words.strip() else None,
            document=document,
            since=_day(since),
            until=_day(until),
            sort=sort_key,
            descending=descending,
        )
        found = self._listings.find(query, _day(known_on))
        return Results((one.statement for one in found.found), listed_shape(found), found)

    def about(self, id: str, *, known_on: Day | None = None) -> StatementAbout:
        """One statement with everything on record about it: history, claim, links and findings.

        Raises:
            DecisionError: there is no such statement.
        """
        from tollbook.app.about import about

        return about(self.record(known_on=known_on), id)

    def search(self, words: str, *, known_on: Day | None = None) -> tuple[str, ...]:
        """The ids of the statements that have all the words, the most fitting first.

        They are looked for in a statement's evidence, voices, people and place and in the title of
        its document, without regard to case and accents. "Quotation marks" hold words together, and
        the last word need not be complete. A statement that people corrected or added is found by
        what they made of it as well.
        """
        day = _day(known_on)
        found = self._ledger.search(words, day)
        if not self._ledger.has_reviews(day):
            return found
        reviewed = self.record(known_on=day).reviewed
        decided = (
            review.id
            for review in reviewed.reviews.values()
            if (said := review.reading) is not None
            and has_words(words, said, reviewed.corpus.documents[said.document].title)
        )
        return tuple(dict.fromkeys((*found, *decided)))

    def documents(self, *, known_on: Day | None = None) -> Results[Document, Counts]:
        """The newest version of each document, by day of publication, without its original bytes.

        `whole` counts what the ledger holds in all.
        """
        from tollbook.publishing.documents import DOCUMENTS

        ledger = self._ledger
        return Results(ledger.documents(_day(known_on)), DOCUMENTS, ledger.counts())

    def list_documents(
        self,
        *,
        publisher: str | None = None,
        language: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        known_on: Day | None = None,
    ) -> Results[Document, ListedDocuments]:
        """The documents that people look through, the newest first and the undated last.

        `whole.found` has each with the number of its statements, and of those that people settled;
        `whole.publishers` and `whole.languages` are what can be asked for, "" for no publisher.
        """
        from tollbook.model.listing import DocumentQuery
        from tollbook.publishing.documents import DOCUMENTS
        from tollbook.reasoning.listing import list_documents

        query = DocumentQuery(
            publisher=publisher, language=language, since=_day(since), until=_day(until)
        )
        record = self.record(known_on=known_on)
        settled = {
            id for id, review in record.reviewed.reviews.items() if review.state != "proposed"
        }
        found = list_documents(record.corpus, settled, query)
        return Results((one.document for one in found.found), DOCUMENTS, found)

    def document(
        self, id: str, *, version: int | None = None, known_on: Day | None = None
    ) -> Document:
        """One document with its original bytes; the newest version unless one is asked for."""
        return self._ledger.document(id, version, _day(known_on))

    def versions(self, id: str, *, known_on: Day | None = None) -> Results[Version, None]:
        """The versions of a document, the first one first; none of one that is not there."""
        from tollbook.publishing.documents import VERSIONS

        return Results(self._ledger.versions(id, _day(known_on)), VERSIONS, None)

    def compare_versions(
        self, id: str, old: int, new: int, *, known_on: Day | None = None
    ) -> VersionChanges:
        """What changed between two versions of a document: its words, and what is said in it.

        Raises:
            LedgerError: the document has no such version.
        """
        from tollbook.app.versions import compare_versions

        one, other = (
            (
                self.document(id, version=number, known_on=known_on),
                [
                    row.statement
                    for row in self._ledger.rows(
                        Filter(document=id, version=number, known_on=_day(known_on))
                    )
                ],
            )
            for number in (old, new)
        )
        return compare_versions(one, other)

    def document_ids(self, *, known_on: Day | None = None) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        return self._ledger.document_ids(_day(known_on))

    def cite(self, id: str, *, case: str | None = None, known_on: Day | None = None) -> Citation:
        """A count with its words, its page and its hashes, by the id of a figure or a claim.

        Raises:
            TollbookError: no count has that id.
        """
        from tollbook.app.cite import cite

        return cite(self.record(case=case, known_on=known_on), id, self._ledger.head() or "")

    def evidence(
        self, ids: Iterable[str], *, case: str | None = None, known_on: Day | None = None
    ) -> tuple[Evidence, ...]:
        """The words of these statements, with their pages, and who confirmed them, if anybody."""
        from tollbook.app.evidence import find_evidence

        return find_evidence(self.record(case=case, known_on=known_on), ids)

    # Asking what follows from it

    def record(self, *, case: str | None = None, known_on: Day | None = None) -> Record:
        """All that answers a question: statements, decisions and whatever is derived from them."""
        return self._asked.of_case(case, _day(known_on))

    def private_names(self) -> frozenset[str]:
        """The names of private persons in its statements, and the parts that they go by alone.

        They are those whom a report quotes or counts by name, and who hold no office; see
        docs/safety.md.
        """
        from tollbook.reasoning.private_names import private_names

        record = self._asked.whole()
        if self._private is None or self._private[0] is not record:
            statements = (*record.corpus.statements, *record.reviewed.machine.statements)
            self._private = (record, private_names(statements, record.entities))
        return self._private[1]

    def answers(
        self,
        *,
        measure: Measure | Iterable[Measure] = (),
        case: str | None = None,
        at: Day | None = None,
        since: Day | None = None,
        known_on: Day | None = None,
    ) -> Results[CaseAnswer, None]:
        """Who counts how many, as of when, what contradicts it, and what changed: one a case.

        Where no case is named, the answers of all cases of the ledger; of a ledger without any,
        one that takes everything together. `at` asks for what the reports published by that day
        say, `since` for what those published on that day or later changed; unless it is given, for
        what the newest day changed on which a report counted somebody.

        Raises:
            ValueError: `since` is after `at`.
        """
        from tollbook.publishing.answers import ANSWERS
        from tollbook.reasoning.answers import answer

        measures, last, first = words_of(measure, MEASURES), _day(at), _day(since)
        if last and first and first > last:
            raise ValueError(f"{first} is after {last}; changes are those up to the last day")
        known = _day(known_on)
        records = (
            self._asked.of_each_case(known)
            if case is None
            else (self.record(case=case, known_on=known),)
        )

        def answered(record: Record) -> CaseAnswer:
            asked = ("answer", measures, last, first)
            return record.once(asked, lambda: answer(record, measures, last, first))

        found = map(answered, records)
        return Results(found, ANSWERS, None)

    def claims(
        self,
        *,
        measure: Measure | Iterable[Measure] = (),
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Claim, Record]:
        """What is claimed, by whom, as of which day; denials are among the claims.

        `whole` is the record, with the links between claims and who is independent of whom.
        """
        from tollbook.publishing.claims import claim_shape

        record = self.record(case=case, known_on=known_on)
        wanted = words_of(measure, MEASURES) or MEASURES
        found = (claim for claim in record.claims.everything if claim.measure in wanted)
        return Results(found, claim_shape(record), record)

    def series(
        self,
        *,
        origin: str | None = None,
        measure: Measure | Iterable[Measure] = (),
        since: Day | None = None,
        until: Day | None = None,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Series, Record]:
        """What each origin said over time, by the day that each count speaks for."""
        from tollbook.publishing.series import SERIES
        from tollbook.reasoning.series import SeriesQuery, find_series

        record = self.record(case=case, known_on=known_on)
        measures = words_of(measure, MEASURES)
        query = SeriesQuery(origin=origin, measures=measures, since=_day(since), until=_day(until))
        return Results(record.once(query, lambda: find_series(record, query)), SERIES, record)

    def chart(
        self,
        *,
        origin: str | None = None,
        measure: Measure | Iterable[Measure] = (),
        since: Day | None = None,
        until: Day | None = None,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Chart:
        """The same series as a chart, with failing checks marked; `save` writes it to a file."""
        from tollbook.app.charts import draw_chart

        found = self.series(
            origin=origin,
            measure=measure,
            since=since,
            until=until,
            case=case,
            known_on=known_on,
        )
        return draw_chart(found.whole, found)

    def estimate(
        self,
        *,
        measure: Measure | Iterable[Measure] = (),
        at: Day | None = None,
        since: Day | None = None,
        policy: Policy | Iterable[Policy] = (),
        origin: str | None = None,
        merge: ClaimKind | Iterable[ClaimKind] = (),
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Estimate, Estimates]:
        """How many: low, best and high at a date, under each policy.

        It is asked within a case; where none is named, within the only one that the ledger has.
        `origin` is whom the policy `latest_of` asks; `merge` puts these kinds of claims together
        with counts. `whole` has the working, and what was left out.
        """
        from tollbook.publishing.estimates import estimate_shape
        from tollbook.reasoning.estimates import estimate

        question = Question(
            measures=words_of(measure, MEASURES),
            at=_day(at),
            since=_day(since),
            policies=words_of(policy, POLICIES),
            origin=origin,
            merge=words_of(merge, CLAIM_KINDS),
        )
        record = self._asked.of_one_case(case, _day(known_on))
        found = record.once(question, lambda: estimate(record, question))
        estimates = (one for answer in found.answers for one in answer.estimates)
        return Results(estimates, estimate_shape(found), found)

    def checks(
        self,
        *names: str,
        fails: bool = False,
        verdict: Verdict | Iterable[Verdict] = (),
        since: Day | None = None,
        judged: bool = False,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Finding, Checked]:
        """What the named checks find, all checks where none is named, what matters most first.

        `fails` leaves out what does not fail, `verdict` what has another verdict; `since` asks for
        findings on reports published on that day or later; `judged` for those that somebody has
        judged, in place of the open ones.
        `whole` says whether some number can't be as stated, and how many were judged before.

        Raises:
            TollbookError: no check has that name.
        """
        from tollbook.app.check import Wanted, check
        from tollbook.publishing.findings import finding_shape

        wanted = Wanted(
            names,
            fails=fails,
            since=_day(since),
            judged=judged,
            verdicts=words_of(verdict, VERDICTS),
        )
        found = check(self.record(case=case, known_on=known_on), wanted)
        return Results(found.shown, finding_shape(found.judgement, found.reviews), found)

    def consistent(
        self, *, case: str | None = None, known_on: Day | None = None
    ) -> Results[Clash, Consistency]:
        """Whether all claims can be true together: the contradictions, then the differences.

        `whole.feasible` is the answer; `whole` also has the least repair that makes all fit.
        """
        from tollbook.publishing.consistency import clash_shape
        from tollbook.reasoning.consistency import consistency

        record = self.record(case=case, known_on=known_on)
        answer = consistency(record)
        clashes = (*answer.contradictions, *answer.differences)
        return Results(clashes, clash_shape(answer, record), answer)

    def predictions(
        self,
        *,
        status: OutcomeStatus | Iterable[OutcomeStatus] = (),
        lexicon: Lexicon = "icd203",
        policy: Policy = "range",
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Forecast, Record]:
        """What was predicted, and what became of it, by the day its time ends.

        `lexicon` is the yardstick for words of likelihood, `policy` the estimate that a predicted
        number is compared with. Relevant passages are looked for in the whole ledger.
        """
        from tollbook.publishing.forecasts import FORECASTS
        from tollbook.reasoning.predictions import OUTCOME_STATUSES, ByPolicy, find_forecasts

        wanted = words_of(status, OUTCOME_STATUSES) or OUTCOME_STATUSES
        record = self.record(case=case, known_on=known_on)
        around = self.record(known_on=known_on).corpus
        found = record.once(
            ("forecasts", lexicon, policy),
            lambda: find_forecasts(record, lexicon, ByPolicy(policy), around),
        )
        return Results((one for one in found if one.outcome.status in wanted), FORECASTS, record)

    def scores(
        self,
        *,
        lexicon: Lexicon = "icd203",
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Score, Record]:
        """How well each voice predicted, as Brier scores over the band of each likelihood."""
        from tollbook.publishing.forecasts import SCORES
        from tollbook.reasoning.predictions import scores

        found = self.predictions(lexicon=lexicon, case=case, known_on=known_on)
        return Results(scores(found, self.settings), SCORES, found.whole)

    def diff(
        self, since: Day, until: Day, *, case: str | None = None
    ) -> Results[Difference, Record]:
        """What changed in the ledger between the ends of two days (UTC), and why.

        `whole` is the record at the later day.

        Raises:
            ValueError: the second day is before the first.
        """
        from tollbook.publishing.differences import DIFFERENCES
        from tollbook.reasoning.differences import find_differences

        first, last = _day(since), _day(until)
        if first is None or last is None or last < first:
            raise ValueError(f"{until} is before {since}; name the earlier day first")
        before, after = (self.record(case=case, known_on=day) for day in (first, last))
        earlier, later = (self._ledger.provenances(day) for day in (first, last))
        return Results(find_differences(before, after, earlier, later), DIFFERENCES, after)

    # One thing with all that belongs to it

    def overview(self, *, case: str | None = None, known_on: Day | None = None) -> CaseOverview:
        """A case at a glance: its answer, open findings, predictions due, newest documents.

        Where no case is named, that of everything on record.
        """
        from tollbook.app.overview import overview

        forecasts = self.predictions(case=case, known_on=known_on)
        return overview(self.record(case=case, known_on=known_on), forecasts)

    def summary(self, *, case: str | None = None, known_on: Day | None = None) -> CaseSummary:
        """A case in short: its answer, how many findings fail, its newest report."""
        from tollbook.app.overview import summarise

        return summarise(self.record(case=case, known_on=known_on))

    def claim(
        self, id: str, *, case: str | None = None, known_on: Day | None = None
    ) -> ClaimDetails:
        """A claim with its relays, links, findings and decisions, by its id or a statement's.

        Within a case more statements may be one claim than in everything on record.

        Raises:
            MissingError: no claim has that id, and no statement of that id makes one.
        """
        from tollbook.app.claim import find_claim

        record = self.record(case=case, known_on=known_on)
        if found := find_claim(record, id, self._ledger.head() or ""):
            return found
        raise MissingError(f"no claim is called {id!r}{_where(case)}; 'tollbook claims' lists them")

    def finding(
        self, key: str, *, case: str | None = None, known_on: Day | None = None
    ) -> FindingDetails:
        """A finding with its passages and what people decided on it, by its key.

        Raises:
            MissingError: no finding has that key.
        """
        from tollbook.app.check import find_finding

        if found := find_finding(self.record(case=case, known_on=known_on), key):
            return found
        raise MissingError(
            f"no finding has the key {key!r}{_where(case)}; 'tollbook checks' lists them"
        )

    def prediction(self, id: str, *, known_on: Day | None = None) -> ForecastDetails:
        """A prediction with its words and the passages that may be relevant, by a statement's id.

        Raises:
            MissingError: no prediction has that id.
        """
        from tollbook.app.predictions import find_forecast

        forecasts = self.predictions(known_on=known_on)
        if found := find_forecast(forecasts.whole, forecasts, id):
            return found
        raise MissingError(f"no prediction is called {id!r}; 'tollbook predictions' lists them all")

    def voices(
        self, words: str = "", *, case: str | None = None, known_on: Day | None = None
    ) -> tuple[VoiceEntry, ...]:
        """Whoever speaks in the reports, those with the most statements first.

        `words` are looked for in all names of a voice. Publishers are no voices, and what has no
        source has none.
        """
        from tollbook.app.voices import search_voices

        return search_voices(self.record(case=case, known_on=known_on), words)

    def voice(
        self, key: str, *, case: str | None = None, known_on: Day | None = None
    ) -> VoiceDetails:
        """A voice with its names, relays, series, revisions and predictions.

        `key` is what `voices` gives, or a name that only one voice goes by.

        Raises:
            MissingError: nobody goes by that name, or several do.
        """
        from tollbook.app.voices import find_voice

        record = self.record(case=case, known_on=known_on)
        forecasts = self.predictions(case=case, known_on=known_on)
        if found := find_voice(record, key, forecasts):
            return found
        raise MissingError(f"no voice is called {key!r}{_where(case)}, or several are")

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
        found = self._asked.of_one_case(None, _day(known_on)).case
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

    # Deciding

    def decisions(
        self, *, codings: bool = False, known_on: Day | None = None
    ) -> Results[Decision, None]:
        """What people decided, the earliest first; with `codings` what they coded, too.

        Codings are blind: who still codes should not see those of others.
        """
        from tollbook.publishing.decisions import DECISIONS

        made = self._ledger.decisions(_day(known_on))
        shown = (one for one in made if codings or one.kind != "code")
        return Results(shown, DECISIONS, None)

    def join(
        self, one: str, other: str, *, reason: str, by: str | None = None, undo: bool = False
    ) -> Decision:
        """Join two figures (their ids) into one claim; with `undo`, leave it open again.

        Who decides is the login name unless `by` names somebody. What was there before is kept.

        Raises:
            DecisionError: a figure is not there, or the two can't be one claim.
        """
        return self._pair("join", one, other, reason, by, undo=undo)

    def separate(
        self, one: str, other: str, *, reason: str, by: str | None = None, undo: bool = False
    ) -> Decision:
        """Separate two figures (their ids) that were taken for one claim; otherwise as `join`."""
        return self._pair("separate", one, other, reason, by, undo=undo)

    def join_voices(self, one: str, other: str, *, reason: str, by: str | None = None) -> Decision:
        """Say that two voices (names or entities' ids) are one, shown under the first.

        It holds in every case, until `part_voices` says the opposite. `police@report-7` is what one
        document calls police. Who decides is the login name unless `by` names somebody.

        Raises:
            DecisionError: nobody in the ledger goes by one of the names, or they are the same.
        """
        return self._on_voices("one", one, other, reason, by)

    def part_voices(self, one: str, other: str, *, reason: str, by: str | None = None) -> Decision:
        """Say that two voices are two, whatever the machine finds; otherwise as `join_voices`."""
        return self._on_voices("two", one, other, reason, by)

    def judge(
        self,
        key: str,
        *,
        reason: str,
        by: str | None = None,
        reopen: bool = False,
        case: str | None = None,
        expect: int | None = None,
    ) -> Finding:
        """Judge the finding with this key as known, and say why; with `reopen`, undo that.

        `checks` leaves it out from then on, in every later reading of the same reports. `expect`
        is the entry of the last judgement of it that was seen, 0 for none.

        Raises:
            ConflictError: somebody judged it after the entry `expect`.
            DecisionError: no finding has that key, or one that is open was to be opened.
        """
        from tollbook.app import decide
        from tollbook.reasoning.judgements import Judgement

        who = by or decide.login_name()
        word = Judgement(key=key, by=who, reason=reason, at=datetime.now(UTC), reopen=reopen)
        record = self.record(case=case)
        return decide.judge(self._open_writer(), record, word, expect)

    def mark(
        self,
        prediction: str,
        outcome: PredictionMark,
        *,
        reason: str,
        by: str | None = None,
        evidence: Iterable[str] = (),
        expect: int | None = None,
    ) -> Decision:
        """Record what came of a prediction (its id), with statements or documents that show it.

        `expect` is the entry of the last mark on it that was seen, 0 for none.

        Raises:
            ConflictError: somebody marked it after the entry `expect`.
            DecisionError: there is no such prediction, or no such evidence.
        """
        from tollbook.reasoning.predictions import PREDICTION_MARKS
        from tollbook.reasoning.references import EVIDENCE

        [value] = words_of(outcome, PREDICTION_MARKS)
        shown = {EVIDENCE: list(dict.fromkeys(evidence))}
        return self._decide(
            "mark_prediction", prediction, value, reason=reason, by=by, data=shown, expect=expect
        )

    # Trusting it

    def verify(self, expect_head: str | None = None) -> Verification:
        """Recompute every entry and quote of the ledger.

        `expect_head` is the head that an earlier verification gave: with it, entries that were cut
        off the end are noticed as well.
        """
        return self._ledger.verify(expect_head)

    def copy_to(
        self,
        target: AnyPath | Address,
        advance: Callable[[int, int], None] = lambda done, total: None,
    ) -> Verification:
        """Copy the ledger into another file or database, and verify the copy; it has the same head.

        `target` may be an earlier copy, or one that was stopped: it gets what it has not. `advance`
        is told how many entries it has, and will have. Users and their tokens are not copied.

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

    # Plumbing

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

    @property
    def _ledger(self) -> Ledger:
        if self._stored is None:
            self._stored = Ledger.open(self.path, writable=False)
        return self._stored

    @property
    def _asked(self) -> Records:
        from tollbook.app.ask import Records

        if self._records is None:
            self._records = Records(self._ledger, self.settings, by_path=self._cases_by_path)
        return self._records

    @property
    def _listings(self) -> Listings:
        from tollbook.app.listing import Listings

        records = self._asked
        if self._listed is None:
            self._listed = Listings(records)
        return self._listed

    def _pair(
        self, kind: DecisionKind, one: str, other: str, reason: str, by: str | None, *, undo: bool
    ) -> Decision:
        from tollbook.reasoning.references import subject_of

        value = "no" if undo else "yes"
        return self._decide(kind, subject_of((one, other)), value, reason=reason, by=by, data={})

    def _on_voices(self, value: str, one: str, other: str, reason: str, by: str | None) -> Decision:
        from tollbook.app import decide

        entities = self.record().entities
        decision = Decision(
            kind="voice",
            subject=f"{one}\n{other}",
            value=value,
            by=by or decide.login_name(),
            reason=reason,
            at=datetime.now(UTC),
        )
        return decide.settle_voices(self._open_writer(), decision, entities)

    def _decide(
        self,
        kind: DecisionKind,
        subject: str,
        value: str,
        *,
        reason: str,
        by: str | None,
        data: dict[str, Any],
        expect: int | None = None,
    ) -> Decision:
        from tollbook.app import decide

        decision = Decision(
            kind=kind,
            subject=subject,
            value=value,
            by=by or decide.login_name(),
            reason=reason,
            at=datetime.now(UTC),
            data=data,
        )
        return decide.settle(self._open_writer(), decision, expect)


def _statements(
    rows: Sequence[Row], whole: Any, problems: Iterable[Problem] = ()
) -> Results[Statement, Any]:
    """The statements of rows; as data they have what the rows say of their documents."""
    from tollbook.publishing.shape import Shape
    from tollbook.publishing.statements import STATEMENTS

    row_of = {id(row.statement): row for row in rows}
    shape: Shape[Statement] = Shape(
        to_json=lambda said: STATEMENTS.to_json(row_of[id(said)]),
        columns=STATEMENTS.columns,
        to_rows=lambda said: STATEMENTS.to_rows(row_of[id(said)]),
        days=STATEMENTS.days,
    )
    return Results((row.statement for row in rows), shape, whole, problems)


def _addresses(files: Iterable[AnyPath]) -> list[str]:
    return [os.fspath(file) for file in files]


def _day(given: Day | None) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"{given!r} is not a date; write it like 2025-01-14") from None


def _where(case: str | None) -> str:
    """Where something was looked for, to follow what is not there."""
    return f" in the case {case}" if case else " in all reports together"
