"""Full-text search: a table of words, worked out from the statements."""

from __future__ import annotations

from alembic import op

from tollbook.ledger.database import dialect_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; `ledger/migrate.py` fills it when all migrations are done."""
    connection = op.get_bind()
    dialect_of(connection).make_search(connection)
