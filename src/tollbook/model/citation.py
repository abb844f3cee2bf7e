"""A citation: one count with everything that a reader needs to look it up and to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.review import Review
from tollbook.model.statement import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A count in the words of one document.

    `claim` is what its origin asserts by it, None where the text asserts nothing. `as_of` is the
    day it speaks for, None if unknown. `head` is the hash of the ledger's last entry, which vouches
    for the document and for what was read in it. `review` is what people decided on it, None where
    nobody has looked at it: it is as the machine read it.
    """

    figure: Figure
    document: Document
    claim: Claim | None
    as_of: date | None
    head: str
    review: Review | None = None
