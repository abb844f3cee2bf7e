"""What the ledger refuses."""

from __future__ import annotations

from tollbook.model.problem import LedgerError


class RefusedError(LedgerError):
    """A document or statement is not what it claims to be.

    Nothing of it was written, and the ledger is ready for the next one.
    """


class IdTakenError(RefusedError):
    """Another program gave the id to another text after this one was identified; ask again."""
