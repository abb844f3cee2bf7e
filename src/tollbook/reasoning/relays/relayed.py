"""What is known of claims when one relay is compared with another."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.claim import Claim
from tollbook.reasoning.accounts import Accounts
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.populations import Subject, subjects_may_be_same
from tollbook.settings import Settings


@dataclass(frozen=True)
class Relayed:
    """The claims of a corpus with all that is known of them.

    `conflated_ids` are claims under a wrong measure, which are compared with nothing. `one_case`
    says that the corpus is one case, in which a count without a place is of the case's events.
    """

    corpus: Corpus
    claims: Claims
    accounts: Accounts
    settings: Settings
    conflated_ids: frozenset[str]
    one_case: bool

    @property
    def wholes(self) -> tuple[Claim, ...]:
        """The claims of known origins that count a whole, on a known day, under their measure."""
        return tuple(
            claim
            for claim in self.claims.all
            if claim.id in self.accounts.subjects
            and claim.id not in self.conflated_ids
            and claim.origin.kind != "unknown"
            and claim.as_of is not None
        )

    def subject(self, claim: Claim) -> Subject:
        """Whom a whole counts."""
        return self.accounts.subjects[claim.id]

    def may_be_same(self, one: Claim, other: Claim) -> bool:
        """Whether two wholes can be of the same people at one place."""
        return subjects_may_be_same(self.subject(one), self.subject(other))
