"""A listing: statements found by facets and words, sorted, with how many each facet's values have.

A facet is a field by which statements are narrowed down. Several values of one facet are
alternatives, different facets narrow each other, and each value is counted among the statements
that the other facets leave: what a reader would see who chose it (Hearst, *Search User Interfaces*,
2009, chapter 8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from tollbook.model.document import Document
from tollbook.model.review import Review, ReviewState
from tollbook.model.second import SecondOpinion
from tollbook.model.statement import Statement

FacetName = Literal[
    "measure", "kind", "origin", "relay", "people", "place", "modality", "state", "case"
]
"""What statements are narrowed down by.

`origin` is whoever is said to know, `relay` whoever passed it on, the publisher among them;
`people` is the side of those counted, or how the text calls them where no side is known; `state` is
what people made of the machine's proposal.
"""

SortKey = Literal["published", "as_of", "number", "origin", "confidence"]
"""`number` sorts by the lower end of a count; what has no value comes last either way."""

FACETS: tuple[FacetName, ...] = get_args(FacetName)
SORT_KEYS: tuple[SortKey, ...] = get_args(SortKey)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingQuery:
    """Which statements, in which order; what is left out excludes nothing.

    `ids` are those that a search found, None where none was made. `since` and `until` are days of
    publication, both included.
    """

    chosen: Mapping[FacetName, frozenset[str]] = field(default_factory=dict)
    ids: frozenset[str] | None = None
    document: str | None = None
    since: date | None = None
    until: date | None = None
    sort: SortKey = "published"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: how it is asked for and shown, and how many statements have it."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: those that are chosen first, then by how many have them."""

    name: FacetName
    values: tuple[FacetValue, ...]

    @property
    def chosen(self) -> tuple[FacetValue, ...]:
        """The values that narrow the listing."""
        return tuple(value for value in self.values if value.chosen)


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """A statement of a listing with its document, its state, and the day that it speaks for.

    `review` is what people decided on it, None for a proposal; `second` how a second reader's word
    compares, None where there is none.
    """

    statement: Statement
    document: Document
    state: ReviewState
    as_of: date | None
    review: Review | None = None
    second: SecondOpinion | None = None

    @property
    def confidence(self) -> float | None:
        """How sure the machine is of it, from 0 to 1: no surer than of its weakest part."""
        parts = (getattr(self.statement, "confidence", None), self.statement.origin.confidence)
        return min((sure for sure in parts if sure is not None), default=None)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a query found, in its order, and the facets that would narrow it further.

    `total` counts all statements that there are to find, `rejected` those left out because people
    rejected them; they are listed where the state `rejected` is asked for.
    """

    found: tuple[ListedStatement, ...]
    facets: tuple[Facet, ...]
    total: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuery:
    """Which documents; what is left out excludes nothing, and "" asks for those without publisher.

    `since` and `until` are days of publication, both included.
    """

    publisher: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of a list: how many statements it has, and how many of them people settled."""

    document: Document
    statements: int
    settled: int


@dataclass(frozen=True, slots=True)
class ListedDocuments:
    """The documents that were asked for, the newest first, and what they can be narrowed down to.

    `publishers` and `languages` are counted as facets are; `total` counts all documents there are.
    """

    found: tuple[ListedDocument, ...]
    publishers: tuple[FacetValue, ...]
    languages: tuple[FacetValue, ...]
    total: int
