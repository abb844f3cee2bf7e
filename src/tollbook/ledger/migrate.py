"""Make a new ledger, bring an old one up to date, refuse what is neither."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from tollbook.ledger import search
from tollbook.ledger.database import Database
from tollbook.ledger.schema import REVISION, VERSION_TABLE
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def prepare(engine: Engine, database: Database) -> None:
    """Create or upgrade the ledger in a database.

    Raises:
        LedgerError: it is not a Tollbook ledger, or a newer Tollbook made it.
    """
    path = database.address
    with engine.connect() as connection:
        found = _revision(connection, path)
    if found == REVISION:
        return
    if found is not None:
        _refuse_newer(found, path)
    database.before_tables(engine)
    with engine.execution_options(writes=True).begin() as connection:
        # Another process may have done it while this one waited for its turn.
        if _revision(connection, path) != REVISION:
            upgrade(connection)


def require_current(engine: Engine, database: Database) -> None:
    """Accept the ledger in a database for reading as it is.

    Raises:
        LedgerError: it is not a ledger of this Tollbook.
    """
    path = database.address
    with engine.connect() as connection:
        found = _revision(connection, path)
    if found is None:
        raise LedgerError(f"{path} is empty; run 'tollbook read' to fill it")
    if found != REVISION:
        _refuse_newer(found, path)
        raise LedgerError(
            f"{path} was made by an older Tollbook; run 'tollbook read' on it once to upgrade it"
        )


def _revision(connection: Connection, path: Address) -> str | None:
    """The revision of the tables; None where there are no tables at all."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if VERSION_TABLE not in tables:
        raise LedgerError(f"{path} is a database, but not a Tollbook ledger; name another one")
    revision = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
    return str(revision)


def _refuse_newer(found: str, path: Address) -> None:
    # Alembic takes a fifth of a second to import, which reading commands need not pay.
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        raise LedgerError(
            f"{path} was made by a newer Tollbook (its tables are of revision {found!r}, this one "
            f"knows up to {REVISION!r}); upgrade Tollbook to open it"
        )


def upgrade(connection: Connection) -> None:
    """Bring the tables of a database up to date, or make them, within its transaction."""
    from alembic import command  # noqa: PLC0415 - as above

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
    search.catch_up(connection)


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
