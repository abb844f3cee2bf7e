"""A row of an answer: a statement beside what is said of its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tollbook.model.document import Document
from tollbook.model.review import Review
from tollbook.model.second import SecondOpinion
from tollbook.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Row:
    """A statement, and what a table says of the document it stands in.

    `review` is what people decided on it, None where nobody has: it is a proposal. `second` is how
    a second reader's word on it compares, None where its document has no whole second reading.
    """

    statement: Statement
    document_id: str
    title: str | None
    publisher: str | None
    published: date | datetime | None
    review: Review | None = None
    second: SecondOpinion | None = None

    @classmethod
    def of(
        cls,
        statement: Statement,
        document: Document,
        review: Review | None = None,
        second: SecondOpinion | None = None,
    ) -> Row:
        """The row of a statement of a document."""
        about = (document.id, document.title, document.publisher, document.published)
        return cls(statement, *about, review, second)
