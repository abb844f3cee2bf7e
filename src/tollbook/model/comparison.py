"""One figure as two readers have it: in what they differ, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.second import Reader, SecondOpinion, Standing
from tollbook.model.statement import Figure

COMPARED = (
    "measure",
    "low",
    "high",
    "modality",
    "origin",
    "modifier",
    "scope",
    "status",
    "place",
    "period",
    "as_of",
)
"""The fields that are compared; `status` is that of the population."""

CORE = frozenset({"measure", "low", "high", "modality", "origin"})
"""The fields that have to be the same for two readings to agree: what, how many, whose word."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure as the two readers have it; None where one of them does not have it.

    `differs` names the fields in which they differ, in the order of `COMPARED`.
    """

    first: Figure | None
    second: Figure | None
    differs: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the figure: the built-in reading's, or the second's where it alone has it."""
        return self.first.id if self.first else self.second.id if self.second else ""

    def other_than(self, id: str) -> Figure | None:
        """The other reader's figure beside that of an id."""
        return self.second if self.first and self.first.id == id else self.first

    @property
    def standing(self) -> Standing:
        """Whether the two agree in all that matters."""
        if self.second is None:
            return "built-in only"
        if self.first is None:
            return "second only"
        return "agreed" if CORE.isdisjoint(self.differs) else "differs"

    @property
    def share(self) -> float:
        """The share of fields that agree, 0 to 1; 0 for a figure that only one of them has."""
        if self.first is None or self.second is None:
            return 0.0
        return 1 - len(self.differs) / len(COMPARED)

    @property
    def opinion(self) -> SecondOpinion:
        """What is said of it beside the figure."""
        return SecondOpinion(self.standing, self.differs, self.share)

    def by(self, reader: Reader) -> Figure | None:
        """The figure as a reader has it; of both, the built-in one where there are two."""
        if reader == "both":
            return self.first or self.second
        return self.second if reader == "second" else self.first
