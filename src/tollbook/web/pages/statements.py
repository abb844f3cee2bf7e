"""The ledger page: every statement, narrowed down by facets and words, and one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, cast

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from tollbook.app.library import OpenLedger
from tollbook.app.results import Results
from tollbook.model.about import StatementAbout
from tollbook.model.comparison import Comparison
from tollbook.model.listing import (
    FACETS,
    SORT_KEYS,
    Facet,
    FacetName,
    FacetValue,
    Listed,
    ListedStatement,
    SortKey,
)
from tollbook.model.problem import DecisionError, MissingError
from tollbook.model.statement import Statement
from tollbook.publishing.fields import FieldInWords, fields_in_words
from tollbook.publishing.passage import Paragraph, passage
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, a_day, a_page, render
from tollbook.web.people import needs

router = APIRouter(dependencies=[needs("look")])

PER_PAGE = 50
_LONGEST_WORDS = 500  # characters: more is no search, and the address has to hold it
_FEW_VALUES = 8  # of a facet, before "more": what an eye takes in
_MOST_VALUES = 60  # of a facet on a page; the search finds the others

Query = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for."""

    chosen: Mapping[FacetName, tuple[str, ...]]
    words: str
    document: str
    since: date | None
    until: date | None
    sort: SortKey
    descending: bool

    @classmethod
    def of(cls, request: Request) -> Asked:
        """What a request asks for.

        Raises:
            HTTPException: a day or the order is none; the sentence says what to write.
        """
        given = request.query_params
        sort = given.get("sort", "published")
        if sort not in SORT_KEYS:
            raise HTTPException(422, f"{sort!r} is no order; try one of {', '.join(SORT_KEYS)}")
        order = given.get("order", "down" if sort in _DOWN_FIRST else "up")
        return cls(
            chosen={
                name: tuple(dict.fromkeys(value for value in given.getlist(name) if value))
                for name in FACETS
            },
            words=given.get("words", "").strip()[:_LONGEST_WORDS],
            document=given.get("document", ""),
            since=a_day(given.get("since", "")),
            until=a_day(given.get("until", "")),
            sort=sort,
            descending=order == "down",
        )

    def query(self, **changes: Any) -> Query:
        """The same as the query of an address, with some of it changed."""
        asked: Query = {name: list(values) for name, values in self.chosen.items()}
        asked |= {
            "words": self.words,
            "document": self.document,
            "since": self.since,
            "until": self.until,
        }
        if (self.sort, self.descending) != ("published", True):
            asked |= {"sort": self.sort, "order": "down" if self.descending else "up"}
        return asked | changes

    def toggled(self, name: FacetName, value: str) -> Query:
        """The query with one value of a facet chosen, or no longer chosen."""
        values = list(self.chosen[name])
        if value in values:
            values.remove(value)
        else:
            values.append(value)
        return self.query(**{name: values})

    def sorted_by(self, key: SortKey) -> Query:
        """The query sorted by a key: the other way round where it is sorted by it already."""
        down = not self.descending if key == self.sort else key in _DOWN_FIRST
        return self.query(sort=key, order="down" if down else "up")

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(
            self.words or self.document or self.since or self.until or any(self.chosen.values())
        )

    def find(self, ledger: OpenLedger, known_on: date | None) -> Results[Statement, Listed]:
        """What is asked for, in order."""
        return ledger.list_statements(
            **cast("dict[str, Any]", self.chosen),
            words=self.words,
            document=self.document or None,
            since=self.since,
            until=self.until,
            sort=self.sort,
            descending=self.descending,
            known_on=known_on,
        )


_DOWN_FIRST: tuple[SortKey, ...] = ("published", "as_of", "number")
"""By these a reader wants the newest and the largest first; the least sure come up first."""


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet on the page: the values in sight, those behind "more", and how many are left out."""

    facet: Facet
    first: Sequence[FacetValue]
    more: Sequence[FacetValue]
    left_out: int

    @classmethod
    def of(cls, facet: Facet) -> FacetView:
        """A facet as it is laid out; all chosen values are in sight."""
        few = max(_FEW_VALUES, len(facet.chosen))
        values = facet.values
        return cls(facet, values[:few], values[few:_MOST_VALUES], len(values[_MOST_VALUES:]))


@dataclass(frozen=True, slots=True)
class ListingView:
    """One page of the statements that were asked for."""

    asked: Asked
    found: int
    listed: Listed
    rows: Sequence[ListedStatement]
    facets: Sequence[FacetView]
    page: int
    pages: int


@router.get("/statements", response_class=HTMLResponse)
def statements(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """The statements that the address asks for, fifty at a time."""
    asked = Asked.of(request)
    with desk.ledger() as ledger:
        listed = asked.find(ledger, known_on).whole
    found = len(listed.found)
    pages = max(1, -(-found // PER_PAGE))
    page = min(a_page(request), pages)
    rows = listed.found[(page - 1) * PER_PAGE : page * PER_PAGE]
    facets = [FacetView.of(facet) for facet in listed.facets if facet.values]
    view = ListingView(asked, found, listed, rows, facets, page, pages)
    return render(request, "statements.html", view)


@router.get("/statements.csv")
def statements_csv(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """All that the page of the same query shows, as a table."""
    with desk.ledger() as ledger:
        found = Asked.of(request).find(ledger, known_on)
    return _download(found.shape.csv_lines(found), "text/csv", "statements.csv")


@router.get("/statements.json")
def statements_json(request: Request, desk: AtDesk, known_on: KnownOn) -> Response:
    """All that the page of the same query shows, as records."""
    with desk.ledger() as ledger:
        found = Asked.of(request).find(ledger, known_on)
    return _download(found.shape.json_lines(found), "application/json", "statements.json")


def _download(lines: Iterable[str], form: str, name: str) -> StreamingResponse:
    return StreamingResponse(
        _in_chunks(lines),
        media_type=f"{form}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _in_chunks(lines: Iterable[str]) -> Iterator[str]:
    """A few hundred rows at a time: each chunk costs a change of threads."""
    rows = iter(lines)
    while chunk := "".join(islice(rows, 500)):
        yield chunk


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a statement, and how the machine read it where people corrected that."""

    now: FieldInWords
    machine: FieldInWords | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement with everything on record about it, and beside another reader's of the same."""

    about: StatementAbout
    context: Sequence[Paragraph]
    fields: Sequence[FieldView]
    compared: Comparison | None


@router.get("/statements/{path:path}", response_class=HTMLResponse)
def statement(request: Request, path: str, desk: AtDesk, known_on: KnownOn) -> Response:
    """One statement: its words in their context, every field, its voices, its history."""
    id = id_in(path)
    with desk.ledger() as ledger:
        try:
            about = ledger.about(id, known_on=known_on)
            compared = ledger.record(known_on=known_on).second.of(id)
        except DecisionError as error:
            raise MissingError(str(error)) from error
    read = about.review.machine
    machine = {field.name: field for field in fields_in_words(read)} if read else {}
    fields = [
        FieldView(field, before if before and before != field else None)
        for field in fields_in_words(about.statement)
        for before in [machine.get(field.name)]
    ]
    context = passage(about.document, about.statement)
    return render(request, "statement.html", StatementView(about, context, fields, compared))
