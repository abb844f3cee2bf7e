"""Changes: what each entry of the ledger added to what counts, put right in it or withdrew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.review import Review
from tollbook.model.statement import Statement

ChangeKind = Literal["added", "changed", "withdrawn"]
ItemKind = Literal["document", "statement", "decision"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a document: the entry that added it, when, and by which Tollbook."""

    entry: int
    at: datetime
    tollbook: str
    version: int
    document: Document
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ReviewedStatement:
    """A statement that counts, and what people decided on it (None: nobody has)."""

    statement: Statement
    review: Review | None

    @property
    def state(self) -> tuple[object, ...]:
        """The statement, and its state as it is shown: equal where nothing has changed."""
        review = self.review
        return (self.statement, *((review.state, review.by, review.at) if review else ()))


Item = Document | ReviewedStatement | Decision
"""What can be added, changed and withdrawn."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one item by its `id`; `now` is None where it was withdrawn.

    A decision has the number of its entry as its id, and is withdrawn when it is undone.
    """

    kind: ChangeKind
    of: ItemKind
    id: str
    now: Item | None


@dataclass(frozen=True, slots=True)
class EntryChanges:
    """What one entry of the ledger changed: who made it, why and when.

    `by` is a person, or "tollbook" with its version for a reading. `decision` is the decision that
    the entry holds, None for a reading; `hash` is the entry's in the chain.
    """

    entry: int
    at: datetime
    by: str
    reason: str
    changes: tuple[Change, ...]
    decision: Decision | None = None
    hash: str = ""
