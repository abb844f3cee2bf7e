"""Everything that is said, follows and was decided in a case, ready to be written in any format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tollbook.model.case import Case
from tollbook.model.change import EntryChanges
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.estimate import Estimates
from tollbook.model.finding import Finding
from tollbook.model.provenance import Provenance
from tollbook.publishing.formats.columns import TableName, columns
from tollbook.publishing.profiles import Discretion, withheld_in_words
from tollbook.publishing.shape import Shape
from tollbook.reasoning.predictions import Forecast
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Series

if TYPE_CHECKING:  # the ledger brings a database along, which writing does not need
    from tollbook.ledger import Row

Values = tuple[Any, ...]
"""A row of a table: a value a column, None where it is unknown."""

_IDS = frozenset({
    "id", "document", "documents", "statements", "part_of", "same_as", "clusters",
    "claim", "claims", "superseded_by", "settled", "proposals",
    "low_claims", "best_claims", "high_claims", "counted",
})  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """A case with all that belongs to it, as known on a day.

    `case` is None for the whole ledger. `statements` are as people decided them, each with its
    review; `estimates` are None for the whole ledger, of which nothing is estimated. `head` is the
    hash of the ledger's last entry, `version` that of Tollbook. `discretion` says what is withheld.
    `shapes` know how each kind is laid out. `provenances` say what read each document, by its id;
    `changes` works out what each entry of the ledger changed, which takes a while.
    """

    case: Case | None
    known_on: date | None
    record: Record
    documents: tuple[Document, ...]
    statements: tuple[Row, ...]
    claims: tuple[Claim, ...]
    estimates: Estimates | None
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    predictions: tuple[Forecast, ...]
    head: str | None
    version: str
    discretion: Discretion
    shapes: Mapping[TableName, Shape[Any]] = field(repr=False)
    provenances: Mapping[str, Provenance] = field(default_factory=dict, repr=False)
    changes: Callable[[], Sequence[EntryChanges]] = field(default=tuple, repr=False)

    @property
    def name(self) -> str:
        """The name of the case, or of the whole ledger."""
        return self.case.name if self.case else "ledger"

    @property
    def file_name(self) -> str:
        """A name for a file or a package: letters, digits, dots, hyphens and underscores."""
        return (
            re.sub(r"[^A-Za-z0-9._-]+", "-", self.discretion.hide(self.name)).strip("-.") or "case"
        )

    @property
    def title(self) -> str:
        """The title of the case, or of the whole ledger."""
        return self.discretion.hide(self.case.title) if self.case else "The whole ledger"

    def rows(self, table: TableName) -> Iterator[Values]:
        """The rows of a table, a value for each of its `columns()`, without what is withheld.

        Days and times are Python's own.
        """
        described = columns()[table]
        for row in self._flat(table):
            values = zip(described, row, strict=True)
            yield tuple(
                column.value(_whole(self._shown(table, column.name, value)))
                for column, value in values
            )

    def id(self, id: str) -> str:
        """The id of a document or statement as it may be shown: its own, or a digest of it."""
        return id if self.discretion.shows("private_names") else self.discretion.id(id)

    def about(self) -> dict[str, str]:
        """What stands on every export: what it is of, as known when, by which head and program.

        `newest_count` is the newest day for which a claim of the case speaks.
        """
        at = self.estimates.at if self.estimates else None
        return {
            "title": self.title,
            "case": self.discretion.hide(self.name),
            "known_on": self.known_on.isoformat() if self.known_on else "",
            "newest_count": str(at) if at else "",
            "head": self.head or "",
            "tollbook": self.version,
            "profile": self.discretion.profile,
            "withheld": "; ".join(withheld_in_words(self.discretion.profile)),
        }

    def _flat(self, table: TableName) -> Iterator[tuple[Any, ...]]:
        for item in self._items(table):
            yield from self.shapes[table].to_rows(item)

    def _items(self, table: TableName) -> Iterable[Any]:
        match table:
            case "estimates":
                answers = self.estimates.answers if self.estimates else ()
                return (one for answer in answers for one in answer.estimates)
            case "decisions":
                return map(self.discretion.decision, self.decisions)
        items: Iterable[Any] = getattr(self, table)
        return items

    def _shown(self, table: TableName, name: str, value: Any) -> Any:
        """A value without what is withheld of it."""
        if not isinstance(value, str):
            return value
        if not value:
            return None
        if table == "documents" and name in ("address", "url"):
            return self._address(value)
        if name in ("reviewed_by", "judged_by", "settled_by"):
            return "; ".join(self.discretion.person(one) for one in value.split("; "))
        if name == "judged_reason" and not self.discretion.shows("reasons"):
            return None
        if name == "subject":  # of a decision: ids, or names of voices
            return "; ".join(
                self.id(one) if "#" in one else self.discretion.hide(one)
                for one in value.split("; ")
            )
        if name in _IDS or (name == "evidence" and table in ("decisions", "predictions")):
            return "; ".join(map(self.id, value.split("; ")))
        return self.discretion.hide(value)

    def _address(self, value: str) -> str | None:
        is_public = value.startswith(("http://", "https://"))
        if not is_public and not self.discretion.shows("local_addresses"):
            return None
        return None if self.discretion.mentions_private(value) else value


def _whole(value: Any) -> Any:
    """Text that every file can hold: half a character of a broken text is U+FFFD."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
