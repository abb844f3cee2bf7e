"""Blind double coding: what two people made of the same statements without seeing each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.model.comparison import Comparison
from tollbook.model.decision import Decision
from tollbook.model.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A statement that waits for a person: how sure the machine is of it, and what hangs on it.

    `sure` is the lower confidence of count and voice, from 0 to 1; 1 where neither has one. `hangs`
    says what would change with it, in words, the weightiest first. `compared` holds it against
    another reader's, None where its document was read once.
    """

    review: Review
    sure: float
    hangs: tuple[str, ...] = ()
    compared: Comparison | None = None

    @property
    def agreement(self) -> float:
        """How far two readers agree on it, 0 to 1; 1 where nobody disagrees in what matters."""
        if self.compared is None or self.compared.standing == "agreed":
            return 1.0
        return self.compared.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one person made of a statement: `values` by field, None where it is not there at all.

    `decision` is the stored coding, of the kind `code`.
    """

    by: str
    values: Mapping[str, str] | None
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field in which coders differ, with the value that each gave, by the coder's name."""

    field: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A statement that was coded in a round.

    `id` is the statement's, or for a statement that coders added one of its own. `settled` is the
    decision that a person made on it after the last coding, None where there is none.
    """

    id: str
    document: str
    codings: tuple[Coding, ...]
    differences: tuple[Difference, ...] = ()
    settled: Decision | None = None

    @property
    def is_double(self) -> bool:
        """Whether two people at least have coded it."""
        return len(self.codings) > 1

    @property
    def is_addition(self) -> bool:
        """Whether the coders added it; the machine has no such statement."""
        return self.codings[0].decision.value == "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of coding: who coded, and how far it is.

    `differences` counts the statements on which coders differ and nobody has settled it yet.
    """

    name: str
    coders: tuple[str, ...]
    coded: int
    double: int
    differences: int
    settled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """How far the coders of a round agree in one field.

    `alpha` is Krippendorff's: 1 where they always agree, 0 where as often as by chance; None where
    no two values differ, so that there was nothing to disagree on. `same` is the share of `units`
    in which all agree.
    """

    field: str
    units: int
    same: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkConfirmation:
    """What became of the statements on which all coders of a round agree.

    `decisions` were made; `held_back` are the ids of a random sample kept for a second look;
    `failing` are the ids of those on which a check fails, with the titles of the findings.
    """

    decisions: tuple[Decision, ...]
    held_back: tuple[str, ...]
    failing: Mapping[str, tuple[str, ...]]
