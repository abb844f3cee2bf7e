"""What identifies claims where their ids may change: their origin, number and day.

A claim's id is made from its statements; a judgement on a finding must outlive one relay more.
Statements are identified by their words (`references`).
"""

from __future__ import annotations

from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.statement import Figure
from tollbook.reasoning.intervals import stated_number


def claim_key(claim: Claim) -> str:
    """A claim by its origin, its measure, its number and its day, however often it is repeated."""
    return "\t".join(
        (claim.origin.key, claim.measure, number_key(claim.figure), day_key(claim.as_of))
    )


def number_key(figure: Figure) -> str:
    """The number that is left when a hedge is lost: 300 of "at least 300", of "about 300" too."""
    number = stated_number(figure)
    return f"{figure.low}-{figure.high}" if number is None else str(number)


def day_key(when: date | None) -> str:
    """A day as a key has it."""
    return when.isoformat() if when else "?"
