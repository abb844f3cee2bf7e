"""Reviews: what people decided on one statement, beside what the machine read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from tollbook.model.decision import Decision
from tollbook.model.statement import Statement

ReviewState = Literal["proposed", "confirmed", "corrected", "rejected", "added"]
"""How far a statement can be trusted: a machine's proposal, or what a person made of it."""

REVIEW_STATES: tuple[ReviewState, ...] = get_args(ReviewState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What became of one statement: what counts now, what the machine read, and who decided.

    `reading` is the statement as people last read it, whether it counts or was rejected; it is None
    where the statement was added and the addition undone. `machine` is None where no reading has
    it: a person added it, or the newest reading lost it. `decisions` are all that were made on it,
    the earliest first, `undo` among them; `undone` holds the entries of those that no longer count.
    """

    id: str
    state: ReviewState
    reading: Statement | None
    machine: Statement | None
    decisions: tuple[Decision, ...] = ()
    undone: frozenset[int] = frozenset()

    @property
    def statement(self) -> Statement | None:
        """The statement that counts; None where it was rejected."""
        return None if self.state == "rejected" else self.reading

    @property
    def document(self) -> str:
        """The id of the document that the statement stands in."""
        shown = self.reading or self.machine
        return shown.document if shown else self.id.rpartition("#")[0]

    @property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that count, the earliest first."""
        return tuple(
            decision
            for decision in self.decisions
            if decision.kind != "undo" and decision.entry not in self.undone
        )

    @property
    def settled_by(self) -> Decision | None:
        """The decision that gave the statement its state; None for a proposal."""
        return self.in_force[-1] if self.in_force else None

    @property
    def by(self) -> str | None:
        """Who gave the statement its state; None for a proposal."""
        return self.settled_by.by if self.settled_by else None

    @property
    def at(self) -> datetime | None:
        """When the statement got its state; None for a proposal."""
        return self.settled_by.at if self.settled_by else None

    @property
    def last(self) -> int:
        """The entry of the last decision on it, 0 where nobody decided: what `expect` compares."""
        return max((decision.entry or 0 for decision in self.decisions), default=0)

    @property
    def corrected_fields(self) -> tuple[str, ...]:
        """The names of the fields that people corrected, each once."""
        names = (
            name
            for decision in self.in_force
            if decision.kind == "correct"
            for name in decision.data.get("fields", ())
        )
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Misfit:
    """A decision that the newest reading has no place for, and why."""

    decision: Decision
    reason: str
