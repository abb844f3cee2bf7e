"""What people decide: the table of decisions, each let in by an entry of the chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tollbook.ledger import sqlite

revision = "0002"
down_revision = "0001"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("kind", "subject", "value", "by", "reason", "at", "data")


def upgrade() -> None:
    """Make the table and guard it against change; nothing that is there is touched."""
    entry = sa.ForeignKey("entries.seq")
    op.create_table(
        "decisions",
        sa.Column("entry", WHOLE, entry, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sqlite_strict=True,
    )
    for command in sqlite.append_only("decisions"):
        op.execute(command)
