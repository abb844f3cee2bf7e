"""Listings: statements by facets, in any order, quickly enough for each click.

`Listing` looks at every statement once; a query is then a few unions and intersections of sets.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from tollbook.model.document import Document
from tollbook.model.listing import (
    FACETS,
    DocumentQuery,
    Facet,
    FacetName,
    FacetValue,
    Listed,
    ListedDocument,
    ListedDocuments,
    ListedStatement,
    ListingQuery,
    SortKey,
)
from tollbook.model.statement import Change, Figure, Statement, Voice
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.origins import plain_name
from tollbook.resolution import EntityTable
from tollbook.resolution.countries import country_name

_REJECTED = "rejected"

Values = tuple[tuple[str, str], ...]
"""The values that a statement has of a facet, each with its label."""


class Listing:
    """Statements that are ready to be listed, in the order of publication that they come in."""

    def __init__(
        self,
        statements: Sequence[ListedStatement],
        cases: Mapping[str, tuple[str, Iterable[str]]],
        entities: EntityTable,
    ) -> None:
        """`cases` has the title of each case by its name, and the ids of its statements."""
        self._statements = statements
        self._values: dict[FacetName, list[tuple[str, ...]]] = {}
        self._having: dict[FacetName, dict[str, frozenset[int]]] = {}
        self._labels: dict[FacetName, dict[str, str]] = {}
        cases_of = _cases_of(cases)
        values_of: dict[FacetName, Callable[[ListedStatement], Values]] = {
            "measure": lambda listed: _plain(_measures(listed.statement)),
            "kind": lambda listed: _plain([listed.statement.kind]),
            "origin": lambda listed: (_voice(listed.statement.origin),),
            "relay": lambda listed: _relays(listed.statement),
            "people": lambda listed: _people(listed.statement, entities),
            "place": lambda listed: _place(listed.statement),
            "modality": lambda listed: _plain([listed.statement.modality]),
            "state": lambda listed: _plain([listed.state]),
            "case": lambda listed: cases_of.get(listed.statement.id, ()),
        }
        for name in FACETS:
            self._add(name, [values_of[name](listed) for listed in statements])

    def _add(self, name: FacetName, values: Sequence[Values]) -> None:
        having: dict[str, list[int]] = defaultdict(list)
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for position, pairs in enumerate(values):
            for value, label in pairs:
                having[value].append(position)
                labels[value][label] += 1
        self._values[name] = [tuple(value for value, _ in each) for each in values]
        self._having[name] = {value: frozenset(found) for value, found in having.items()}
        self._labels[name] = {
            value: min(counts, key=lambda label: (-counts[label], label))
            for value, counts in labels.items()
        }

    def find(self, query: ListingQuery) -> Listed:
        """The statements that a query asks for, and how many each value of each facet has."""
        within = self._within(query)
        passing = {name: self._passing(name, query) for name in query.chosen if query.chosen[name]}
        if "state" not in passing:
            passing["state"] = self._not_rejected
        found = within.intersection(*passing.values())
        others = {
            name: within.intersection(*(kept for other, kept in passing.items() if other != name))
            if name in passing
            else found
            for name in FACETS
        }
        order = self._order(query.sort, descending=query.descending)
        in_order = order if len(found) == len(order) else [n for n in order if n in found]
        return Listed(
            found=tuple(self._statements[n] for n in in_order),
            facets=tuple(self._facet(name, others[name], query) for name in FACETS),
            total=len(self._statements),
            rejected=len(others["state"]) - len(others["state"] & self._not_rejected)
            if not query.chosen.get("state")
            else 0,
        )

    def _within(self, query: ListingQuery) -> frozenset[int]:
        """What the words, the document and the days leave."""
        kept = self._all
        if query.ids is not None:
            kept &= {self._position[id] for id in query.ids if id in self._position}
        if query.document is not None:
            kept &= self._of_document.get(query.document, frozenset())
        if query.since or query.until:
            first, last = query.since or date.min, query.until or date.max
            kept = frozenset(n for n in kept if _is_between(first, self._statements[n], last))
        return kept

    def _passing(self, name: FacetName, query: ListingQuery) -> frozenset[int]:
        having = self._having[name]
        return frozenset().union(*(having.get(value, ()) for value in query.chosen[name]))

    def _facet(self, name: FacetName, among: frozenset[int], query: ListingQuery) -> Facet:
        values, labels = self._values[name], self._labels[name]
        chosen = query.chosen.get(name, frozenset())
        counts = (
            Counter(self._whole_counts[name])
            if len(among) == len(self._statements)
            else Counter(chain.from_iterable(values[n] for n in among))
        )
        counts.update(dict.fromkeys(chosen, 0))
        shown = [
            FacetValue(value, labels.get(value, value), count, value in chosen)
            for value, count in counts.items()
        ]
        shown.sort(key=lambda value: (not value.chosen, -value.count, value.label.casefold()))
        return Facet(name, tuple(shown))

    def _order(self, sort: SortKey, *, descending: bool) -> Sequence[int]:
        if (sort, descending) not in self._orders:
            keys = [_SORTED_BY[sort](listed) for listed in self._statements]
            known = [n for n, key in enumerate(keys) if key is not None]
            unknown = [n for n, key in enumerate(keys) if key is None]
            known.sort(key=lambda n: keys[n], reverse=descending)
            self._orders[sort, descending] = known + unknown
        return self._orders[sort, descending]

    @cached_property
    def _orders(self) -> dict[tuple[SortKey, bool], list[int]]:
        return {}

    @cached_property
    def _whole_counts(self) -> dict[FacetName, Counter[str]]:
        """How often each value occurs in all statements: what most readers look at first."""
        return {
            name: Counter({value: len(found) for value, found in having.items()})
            for name, having in self._having.items()
        }

    @cached_property
    def _all(self) -> frozenset[int]:
        return frozenset(range(len(self._statements)))

    @cached_property
    def _not_rejected(self) -> frozenset[int]:
        return self._all - self._having["state"].get(_REJECTED, frozenset())

    @cached_property
    def _position(self) -> dict[str, int]:
        return {listed.statement.id: n for n, listed in enumerate(self._statements)}

    @cached_property
    def _of_document(self) -> dict[str, frozenset[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for n, listed in enumerate(self._statements):
            found[listed.document.id].append(n)
        return {document: frozenset(positions) for document, positions in found.items()}


def list_documents(
    corpus: Corpus, settled: Container[str], query: DocumentQuery
) -> ListedDocuments:
    """The documents of a corpus, the newest first and the undated last.

    `settled` holds the ids of the statements that people decided on.
    """
    publisher, language = query.publisher, query.language
    first, last = query.since or date.min, query.until or date.max
    pages = [
        page
        for page in corpus.documents.values()
        if not (query.since or query.until) or _is_published(first, page, last)
    ]
    by = [page for page in pages if publisher in (None, page.publisher or "")]
    written_in = [page for page in pages if language in (None, page.language)]
    found = [page for page in by if language in (None, page.language)]
    found.sort(key=lambda page: page.id)
    found.sort(key=lambda page: page.published_on or date.min, reverse=True)
    return ListedDocuments(
        found=tuple(
            ListedDocument(page, len(said), sum(one.id in settled for one in said))
            for page in found
            for said in [corpus.statements_in(page.id)]
        ),
        publishers=_values((page.publisher or "" for page in written_in), publisher),
        languages=_values((page.language for page in by), language),
        total=len(corpus.documents),
    )


def _values(values: Iterable[str], chosen: str | None) -> tuple[FacetValue, ...]:
    counts = Counter(values)
    shown = [FacetValue(value, value, count, value == chosen) for value, count in counts.items()]
    if chosen is not None and chosen not in counts:
        shown.append(FacetValue(chosen, chosen, 0, chosen=True))
    return tuple(sorted(shown, key=lambda value: value.label.casefold()))


def _cases_of(cases: Mapping[str, tuple[str, Iterable[str]]]) -> dict[str, Values]:
    found: dict[str, Values] = defaultdict(tuple)
    for name, (title, ids) in cases.items():
        for id in ids:
            found[id] += ((name, title),)
    return found


def _plain(values: Iterable[str]) -> Values:
    return tuple((value, value.replace("_", " ")) for value in values)


def _measures(statement: Statement) -> Iterator[str]:
    if isinstance(statement, Figure):
        yield statement.measure
    elif isinstance(statement, Change):
        yield from statement.measures


def _voice(voice: Voice) -> tuple[str, str]:
    return voice.entity or plain_name(voice.name) or voice.name, voice.name


def _relays(statement: Statement) -> Values:
    """Whoever passed it on, each once; where the publisher alone speaks, nobody."""
    relays = statement.attribution[:-1]
    return tuple(dict(map(_voice, relays)).items())


def _people(statement: Statement, entities: EntityTable) -> Values:
    population = getattr(statement, "population", None)
    if population is None:
        return ()
    if population.side:
        group = entities.get(population.side)
        return ((population.side, country_name(population.side) or _name(group)),)
    return (_folded(population.mention.quote),)


def _name(entity: Any) -> str:
    return entity.name if entity else ""


def _place(statement: Statement) -> Values:
    place = getattr(statement, "place", None)
    return () if place is None else (_folded(place.name or place.mention.quote),)


def _folded(words: str) -> tuple[str, str]:
    one_line = " ".join(words.split())
    return one_line.casefold(), one_line


def _is_between(first: date, listed: ListedStatement, last: date) -> bool:
    return _is_published(first, listed.document, last)


def _is_published(first: date, page: Document, last: date) -> bool:
    day = page.published_on
    return day is not None and first <= day <= last


def _published(listed: ListedStatement) -> date | None:
    return listed.document.published_on


def _number(listed: ListedStatement) -> int | None:
    return getattr(listed.statement, "low", None)


_SORTED_BY: dict[SortKey, Callable[[ListedStatement], Any]] = {
    "published": _published,
    "as_of": lambda listed: listed.as_of,
    "number": _number,
    "origin": lambda listed: plain_name(listed.statement.origin.name),
    "confidence": lambda listed: listed.confidence,
}
