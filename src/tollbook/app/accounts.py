"""The accounts of a ledger, for the command line and the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tollbook.accounts import Accounts
from tollbook.ledger import Ledger
from tollbook.model.address import Address, AnyPath
from tollbook.settings import Safety

__all__ = ["Accounts", "open_accounts", "opened_accounts"]


def open_accounts(path: AnyPath | Address, safety: Safety | None = None) -> Accounts:
    """The accounts of the ledger at `path`, which is created or upgraded where need be.

    Raises:
        LedgerError: it can't be opened.
    """
    return Accounts(Ledger.open(path), safety or Safety())


@contextmanager
def opened_accounts(path: AnyPath | Address, safety: Safety | None = None) -> Iterator[Accounts]:
    """The same, closed at the end of the block."""
    accounts = open_accounts(path, safety)
    try:
        yield accounts
    finally:
        accounts.close()
