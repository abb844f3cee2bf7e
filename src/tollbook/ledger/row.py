"""A row of an answer: a statement beside what is said of its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tollbook.model.document import Document
from tollbook.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Row:
    """A statement, and what a table says of the document it stands in."""

    statement: Statement
    document_id: str
    title: str | None
    publisher: str | None
    published: date | datetime | None

    @classmethod
    def of(cls, statement: Statement, document: Document) -> Row:
        """The row of a statement that is in no ledger."""
        return cls(statement, document.id, document.title, document.publisher, document.published)
