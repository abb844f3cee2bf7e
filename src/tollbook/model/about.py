"""Everything that is on record about one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.finding import Finding
from tollbook.model.review import Review
from tollbook.model.statement import Statement


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """Another claim, and the link that ties it to the claim of the statement."""

    link: ClaimLink
    other: Claim


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding, and what somebody made of it; None where it is open."""

    finding: Finding
    judgement: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAbout:
    """One statement with its document, its history, and whatever rests on it.

    `statement` is as people decided; of a rejected one, as it was before. `as_of` is the day it
    speaks for. `claim` is what its origin asserts by it, None where it is not counted. `parts` are
    the statements that count some of its people, or count them again, in the same document.
    """

    statement: Statement
    review: Review
    document: Document
    as_of: date | None
    claim: Claim | None
    links: tuple[LinkedClaim, ...]
    findings: tuple[JudgedFinding, ...]
    parts: tuple[Statement, ...]
