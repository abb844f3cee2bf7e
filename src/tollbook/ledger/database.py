"""What differs between the databases that a ledger can be kept in: one class for each.

`database_of` chooses it by the ledger's address; a migration, which runs over a connection that is
open already, by the name that SQLAlchemy has for it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from importlib import import_module
from typing import ClassVar, cast

from sqlalchemy import Connection, Engine

from tollbook.ledger.words import Words
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError

BUSY_SECONDS = 30.0
"""How long to wait for another writer: a document is written in milliseconds, so half a minute
means that the other one hangs."""

_HOMES = {
    "sqlite": ("tollbook.ledger.sqlite", "SQLite"),
    "postgresql": ("tollbook.ledger.postgresql", "PostgreSQL"),
}


class Database(ABC):
    """A database at an address, which need not be there yet."""

    ERRORS: ClassVar[tuple[type[BaseException], ...]]
    """What can go wrong with it, as SQLAlchemy and the driver raise it."""

    def __init__(self, address: Address) -> None:
        self.address = address

    @abstractmethod
    def exists(self) -> bool:
        """Whether a ledger is there, or at least a file that may be one."""

    @abstractmethod
    def engine(self, *, writable: bool) -> Engine:
        """An engine on it.

        A transaction with the execution option `writes` waits for its turn, so that whatever it
        reads is still true when it writes. Any other sees the ledger as it was at its start.

        Raises:
            LedgerError: no ledger can be at this address.
        """

    @abstractmethod
    def before_tables(self, engine: Engine) -> None:
        """What has to be done to a new database once, outside any transaction."""

    @abstractmethod
    def explain(self, error: BaseException) -> str:
        """What one of `ERRORS` means for the user, and what to try; never a password."""

    @staticmethod
    @abstractmethod
    def append_only(table: str) -> tuple[str, ...]:
        """SQL that makes the database refuse to change or delete rows of `table`."""

    @staticmethod
    @abstractmethod
    def faults(connection: Connection) -> Iterator[tuple[str, str]]:
        """Where the database is damaged or is not as the migrations make it, and how."""

    @staticmethod
    @abstractmethod
    def make_search(connection: Connection) -> None:
        """Make the table `search`, with its index of words."""

    @staticmethod
    @abstractmethod
    def put_in_search(connection: Connection, rows: list[dict[str, object]]) -> None:
        """Add rows of `search`: `reading`, `position`, and the words of `own` and `about`."""

    @staticmethod
    @abstractmethod
    def matches(words: Words) -> tuple[str, str]:
        """The condition on `search`, about a parameter `words`, and the value of that."""


def database_of(address: Address) -> Database:
    """The database at an address.

    Raises:
        LedgerError: the driver that it needs is not installed.
    """
    try:
        return _class("postgresql" if address.file is None else "sqlite")(address)
    except ImportError as error:
        raise LedgerError(
            f"{address}: the driver of PostgreSQL is missing; pip install 'tollbook[postgresql]'"
        ) from error


def dialect_of(connection: Connection) -> type[Database]:
    """The class of the database that a connection leads to."""
    return _class(connection.dialect.name)


def _class(name: str) -> type[Database]:
    # Loaded when first needed: who keeps a ledger in a file waits for no driver of PostgreSQL.
    module, attribute = _HOMES[name]
    return cast("type[Database]", getattr(import_module(module), attribute))
