"""The claims of a corpus with what ties them, ready to be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tollbook.model.claim import Claim, ClaimLink, Cluster
from tollbook.reasoning.claims.voices import Voices
from tollbook.reasoning.grouping import group_pairs


@dataclass(frozen=True)
class Claims:
    """Claims in order of the day they speak for, their links, and clusters of near-duplicates.

    `denials` assert nothing: they hold a number that somebody denies or withdraws, and are tied to
    the claims of it by links. `voices` are asked who stands behind any other statement.
    """

    all: tuple[Claim, ...] = ()
    links: tuple[ClaimLink, ...] = ()
    clusters: tuple[Cluster, ...] = field(default_factory=tuple)
    denials: tuple[Claim, ...] = ()
    voices: Voices | None = field(default=None, compare=False, repr=False)

    @property
    def everything(self) -> tuple[Claim, ...]:
        """Claims and denials, in order of the day they speak for."""
        both = (*self.all, *self.denials)
        return tuple(sorted(both, key=lambda claim: (claim.as_of or date.max, claim.id)))

    def get(self, id: str) -> Claim | None:
        """The claim or denial of that id, None where there is none."""
        return self._by_id.get(id)

    def of(self, statement: str) -> Claim | None:
        """The claim, or the denial, that a statement (its id) makes; None where it makes none."""
        return self._by_statement.get(statement)

    def is_denial(self, claim: str) -> bool:
        """Whether a claim (its id) holds a number that somebody denies or withdraws."""
        return claim in self._denial_ids

    def links_of(self, claim: str) -> tuple[ClaimLink, ...]:
        """The links that a claim (its id) has a part in, at either end."""
        return self._links_by_claim.get(claim, ())

    def cluster_of(self, document: str) -> Cluster:
        """The cluster that a document belongs to; one of its own if it has no near-duplicate."""
        return self._cluster_by_document.get(document) or Cluster(document, (document,))

    @cached_property
    def _by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in (*self.all, *self.denials)}

    @cached_property
    def _denial_ids(self) -> frozenset[str]:
        return frozenset(denial.id for denial in self.denials)

    @cached_property
    def _by_statement(self) -> Mapping[str, Claim]:
        everything = (*self.all, *self.denials)
        return {figure.id: claim for claim in everything for figure in claim.figures}

    @cached_property
    def _links_by_claim(self) -> Mapping[str, tuple[ClaimLink, ...]]:
        ends = (
            (end, link) for link in self.links for end in dict.fromkeys((link.claim, link.other))
        )
        return {claim: tuple(links) for claim, links in group_pairs(ends).items()}

    @cached_property
    def _cluster_by_document(self) -> Mapping[str, Cluster]:
        return {id: cluster for cluster in self.clusters for id in cluster.documents}
