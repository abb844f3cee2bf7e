"""Claims: the same assertion by the same origin, wherever it is repeated, and what ties them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tollbook.model.finding import Mark
from tollbook.model.statement import Figure
from tollbook.model.values import Measure

OriginKind = Literal["named", "unnamed", "unknown"]
"""How well an origin is known.

`named`: an entity, or a voice with a name of its own; one voice in all documents. `unnamed`: a
voice that only its words describe ("officials", "a doctor"); one voice within a cluster.
`unknown`: no source is given; never the same as the unknown origin of another cluster.
"""

LinkKind = Literal["repeats", "updates", "corrects", "retracts", "denies", "disputes", "part_of"]

IndependenceState = Literal["same_origin", "likely_dependent", "unknown", "independent"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Whoever is said to know, identified by `key`.

    `entity` is the id in the alias table, None where there is none.
    """

    key: str
    name: str
    kind: OriginKind
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one origin asserts, with every statement of it.

    `figures` are in order of publication. `figure` is the one that words it most fully: with its
    hedge, its people and its place where any statement has them. `as_of` is the day the count
    speaks for, None if unknown; `since` the first day it was in print. `clusters` are the
    ids of the texts that carry it, near-duplicates counted once. `found_on` is set where bodies are
    counted as they are found: the same day as `as_of`, and not that of the deaths. `traced` are the
    ids of the statements whose own words do not name the origin, each with the rule that found it.
    """

    id: str
    origin: Origin
    figure: Figure
    figures: tuple[Figure, ...]
    as_of: date | None
    since: date | None
    clusters: tuple[str, ...]
    found_on: date | None = None
    traced: tuple[tuple[str, str], ...] = ()

    @property
    def measure(self) -> Measure:
        """What is counted."""
        return self.figure.measure

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that carry it, each once, in order of publication."""
        return tuple(dict.fromkeys(figure.document for figure in self.figures))

    @property
    def relays(self) -> tuple[str, ...]:
        """Whoever passed it on, by name, each once: publishers and those they cite for it.

        Also whoever said it for the origin: a minister for the ministry, a lawmaker for the agency
        that other reports name.
        """
        traced = dict(self.traced)
        return tuple(
            dict.fromkeys(
                voice.name
                for figure in self.figures
                for voice in figure.attribution
                if voice.role != "origin"
                or voice.entity not in (None, self.origin.entity)
                or figure.id in traced
            )
        )

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of its statements."""
        return tuple(figure.id for figure in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """`claim` stands in this relation to the earlier or larger `other` (both ids of claims).

    `rule` names what made the link, in words; `marks` are its evidence, empty where the rule alone
    speaks (two dates, two values).
    """

    kind: LinkKind
    claim: str
    other: str
    rule: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A near-duplicate cluster: a wire story and its reprints, in order of publication."""

    id: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """Whether two origins are separate witnesses, with the reasons, each a sentence."""

    state: IndependenceState
    reasons: tuple[str, ...]
