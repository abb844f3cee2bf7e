"""What the ledger won't take in."""

from __future__ import annotations

from tollbook.model.problem import LedgerError


class RefusedError(LedgerError):
    """A document or statement is not what it says it is.

    Nothing of it was written, and the ledger is ready for the next one.
    """


class IdTakenError(RefusedError):
    """Another program gave the id to another text after this one was identified; ask again."""
