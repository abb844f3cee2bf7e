"""The record: all that answers a question, in one place.

A question is asked of the statements of a ledger, as known on some day, within a case, with what
people decided. Everything worked out from them (claims, links, series) is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tollbook.model.case import Case
from tollbook.model.decision import Decision
from tollbook.reasoning.accounts import Accounts, find_accounts
from tollbook.reasoning.cases import Roles
from tollbook.reasoning.claims import Claims, find_claims
from tollbook.reasoning.conflations import Conflation, find_conflations, wrong_measure_ids
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.independence import Witnesses
from tollbook.resolution.entities import EntityTable
from tollbook.settings import Settings


@dataclass(frozen=True)
class Record:
    """What is on record for a question.

    `corpus` holds the statements of the case, or all of them without a case; `today` is the day the
    question is asked for: reasoning has no clock of its own. `entities` are those that its names
    stand for, the user's own among them.
    """

    corpus: Corpus
    settings: Settings = field(default_factory=Settings)
    decisions: tuple[Decision, ...] = ()
    case: Case | None = None
    today: date | None = None
    entities: EntityTable = field(default_factory=EntityTable.shipped)

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
        """The certain ones, for which the check fails, by the id of the wrong claim."""
        return {
            conflation.wrong.id: conflation
            for conflation in self.conflations
            if conflation.verdict == "fails"
        }

    @cached_property
    def witnesses(self) -> Witnesses:
        """The voices of the corpus, to be asked whether one is independent of another."""
        return Witnesses(self.corpus, self.claims, self.settings, self.roles)
