"""The record: all that answers a question, in one place.

A question is asked of the statements of a ledger, as known on some day, within a case, with what
people decided. Everything worked out from them (claims, links, series) is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from tollbook.model.case import Case
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.reasoning.accounts import Accounts, find_accounts
from tollbook.reasoning.cases import Roles
from tollbook.reasoning.claims import Claims, find_claims
from tollbook.reasoning.conflations import Conflation, find_conflations, wrong_measure_ids
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.independence import Witnesses
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.relays import Relayed, Slip, StaleCount, find_slips, find_stale
from tollbook.reasoning.reviews import Reviewed
from tollbook.reasoning.second import NO_SECOND, SecondReadings
from tollbook.resolution.entities import EntityTable
from tollbook.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Record:
    """What is on record for a question.

    `corpus` holds the statements of the case, or all of them without a case; `today` is the day the
    question is asked for: reasoning has no clock of its own. `entities` are those that its names
    stand for, the user's own among them. `reviewed` has what people decided on each statement of
    the ledger, and what the machine had read. `second` has what second readers found beside it.
    """

    corpus: Corpus
    settings: Settings = field(default_factory=Settings)
    decisions: tuple[Decision, ...] = ()
    case: Case | None = None
    today: date | None = None
    entities: EntityTable = field(default_factory=EntityTable.shipped)
    reviewed: Reviewed = field(default_factory=Reviewed)
    second: SecondReadings = NO_SECOND
    _answers: dict[Hashable, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, question: Hashable, work: Callable[[], T]) -> T:
        """The answer to a question of this record, worked out when it is asked for first."""
        if question not in self._answers:
            self._answers[question] = work()
        return cast("T", self._answers[question])

    @cached_property
    def claims(self) -> Claims:
        """The claims of the corpus, their links and clusters of near-duplicates."""
        return find_claims(
            self.corpus, self.settings, self.decisions, case=self.case, entities=self.entities
        )

    @cached_property
    def roles(self) -> Roles:
        """Who counts for what in the case."""
        return Roles(self.case, self.entities)

    @cached_property
    def accounts(self) -> Accounts:
        """What each origin has said of each subject, by the day it speaks for."""
        return find_accounts(self.claims, self.corpus, self.case)

    @cached_property
    def conflations(self) -> tuple[Conflation, ...]:
        """The claims that are another one's number under another measure."""
        return find_conflations(self.corpus, self.claims, self.accounts, self.settings)

    @cached_property
    def conflated_ids(self) -> frozenset[str]:
        """The ids of the claims under a wrong measure; the check `conflation` reports them."""
        return wrong_measure_ids(self.conflations)

    @cached_property
    def proven_conflations(self) -> dict[str, Conflation]:
        """The certain ones, for which the check fails, by the id of the wrong claim.

        A claim that repeats the wrong number, in another scope, on a later day or once more in the
        same text, is as wrong.
        """
        certain = {
            conflation.wrong.id: conflation
            for conflation in self.conflations
            if conflation.verdict == "fails"
        }
        repeated: dict[str, Conflation] = {}
        for link in self.claims.links:
            if link.kind == "repeats":
                for wrong, other in ((link.claim, link.other), (link.other, link.claim)):
                    if wrong in certain:
                        repeated[other] = certain[wrong]
        for conflation in certain.values():
            for document in conflation.wrong.documents:
                for figure in self.corpus.figures_in(document):
                    again = self.claims.of(figure.id)
                    if again is not None and _number(again) == _number(conflation.wrong):
                        repeated[again.id] = conflation
        return repeated | certain

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """The claims with another number than their briefing's; `relay_differs` reports them."""
        return find_slips(self._relayed)

    @cached_property
    def stale(self) -> tuple[StaleCount, ...]:
        """The texts with a number that its origin had replaced; `superseded` reports them."""
        return tuple(find_stale(self._relayed))

    @cached_property
    def proven_slips(self) -> dict[str, Slip]:
        """The certain slips, for which `relay_differs` fails, by the id of the wrong claim."""
        return {slip.claim.id: slip for slip in self.slips if slip.verdict == "fails"}

    @cached_property
    def outlived(self) -> dict[str, StaleCount]:
        """The claims that stand in no text but such as `superseded` reports, by their ids."""
        late = {figure.id: item for item in self.stale for figure in item.figures}
        claims = {claim.id: claim for id in late if (claim := self.claims.of(id)) is not None}
        return {
            claim.id: late[claim.figures[0].id]
            for claim in claims.values()
            if late.keys() >= set(claim.statements)
        }

    @cached_property
    def _relayed(self) -> Relayed:
        return Relayed(
            self.corpus,
            self.claims,
            self.accounts,
            self.settings,
            self.conflated_ids,
            one_case=self.case is not None,
        )

    @cached_property
    def witnesses(self) -> Witnesses:
        """The voices of the corpus, to be asked whether one is independent of another."""
        return Witnesses(self.corpus, self.claims, self.settings, self.roles)


def _number(claim: Claim) -> tuple[str, str, str]:
    """Whose number a claim gives, of what."""
    return claim.origin.key, claim.measure, number_key(claim.figure)
