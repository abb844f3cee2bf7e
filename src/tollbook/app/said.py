"""The part of an open ledger that says what reports say: documents and statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tollbook.app.opened import Day, Opened, day_of
from tollbook.app.results import Results, words_of
from tollbook.ledger import Counts, Filter, Row, fits, has_words
from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.model.review import REVIEW_STATES, ReviewState
from tollbook.model.second import READERS, Reader
from tollbook.model.statement import Statement
from tollbook.model.values import KINDS, MEASURES, Kind, Measure

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.app.evidence import Evidence
    from tollbook.model.about import StatementAbout
    from tollbook.model.citation import Citation
    from tollbook.model.listing import Listed, ListedDocuments, SortKey
    from tollbook.model.version import Version, VersionChanges
    from tollbook.reasoning.record import Record


class WhatWasSaid(Opened):
    """Questions about what stands in the reports; `OpenLedger` answers them."""

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
        reader: Reader | None = None,
        differs: bool = False,
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
        asks for them. Where a second reader has read a document as well, `reader` says whose
        figures are meant, "built-in", "second" or "both" (then one that both have is the built-in
        one), and `differs` asks for those alone on which the two do not agree. `whole` has what is
        known of each one's document, and its review.
        """
        wanted = Filter(
            kinds=words_of(kind, KINDS),
            measures=words_of(measure, MEASURES),
            origin=origin,
            population=population,
            place=place,
            since=day_of(since),
            until=day_of(until),
            document=document,
            search=search,
            known_on=day_of(known_on),
        )
        states = words_of(state, REVIEW_STATES)
        rows = tuple(
            self.rows(
                wanted,
                case=case,
                states=states,
                machine=machine,
                reader=words_of(reader, READERS)[0] if reader else None,
                differs=differs,
            )
        )
        return statement_results(rows, rows)

    def rows(
        self,
        wanted: Filter,
        *,
        case: str | None = None,
        states: Sequence[ReviewState] = (),
        machine: bool = False,
        reader: Reader | None = None,
        differs: bool = False,
    ) -> Iterator[Row]:
        """The same as they come, for more statements than memory should hold.

        Those of an older version of a document are as the machine read them.
        """
        day = wanted.known_on
        decided, read_twice = self._ledger.has_reviews(day), self._ledger.last_second(day) > 0
        if wanted.version is not None or not (decided or read_twice):
            if (not states or "proposed" in states) and reader != "second" and not differs:
                yield from self._rows_as_read(wanted, case)
            return
        record = self.record(case=case, known_on=day)
        rows = _rows_of(record, states, machine, reader)
        if reader is not None:  # figures of two readings, in the order of the text
            order = {id: at for at, id in enumerate(record.reviewed.corpus.documents)}
            rows = iter(
                sorted(rows, key=lambda row: (order[row.document_id], row.statement.evidence.start))
            )
        for row in rows:
            if fits(wanted, row) and not (differs and _is_agreed(row)):
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
            since=day_of(since),
            until=day_of(until),
            sort=sort_key,
            descending=descending,
        )
        found = self._listings.find(query, day_of(known_on))
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
        day = day_of(known_on)
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
        return Results(ledger.documents(day_of(known_on)), DOCUMENTS, ledger.counts())

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
            publisher=publisher, language=language, since=day_of(since), until=day_of(until)
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
        return self._ledger.document(id, version, day_of(known_on))

    def versions(self, id: str, *, known_on: Day | None = None) -> Results[Version, None]:
        """The versions of a document, the first one first; none of one that is not there."""
        from tollbook.publishing.documents import VERSIONS

        return Results(self._ledger.versions(id, day_of(known_on)), VERSIONS, None)

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
                        Filter(document=id, version=number, known_on=day_of(known_on))
                    )
                ],
            )
            for number in (old, new)
        )
        return compare_versions(one, other)

    def document_ids(self, *, known_on: Day | None = None) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        return self._ledger.document_ids(day_of(known_on))

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


def _rows_of(
    record: Record, states: Sequence[ReviewState], machine: bool, reader: Reader | None
) -> Iterator[Row]:
    """The statements of a record with what people and a second reader make of them."""
    second, documents = record.second, record.reviewed.corpus.documents
    known: set[str] = set()
    for review in record.reviewed.within(record.corpus, record.case):
        known.add(review.id)
        said = review.reading if states else review.statement
        said = review.machine if machine else said
        if said is not None and (not states or review.state in states):
            compared = second.of(said.id)
            shown = compared.by(reader) if compared and reader else said
            if shown is not None and shown.id == said.id:
                opinion = compared.opinion if compared else None
                yield Row.of(said, documents[said.document], review, opinion)
    if reader is not None and (not states or "proposed" in states):
        for compared in second.within(record.corpus.documents, record.case):
            figure = compared.by(reader)
            if figure is not None and figure.id not in known:
                yield Row.of(figure, documents[figure.document], None, compared.opinion)


def _is_agreed(row: Row) -> bool:
    """Whether there is nothing that two readers could differ on, or they agree."""
    return row.second is None or row.second.standing == "agreed"


def statement_results(
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
