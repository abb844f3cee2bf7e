"""What people decide: the table of decisions, each let in by an entry of the chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tollbook.ledger.database import dialect_of

revision = "0002"
down_revision = "0001"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TEXTS = ("kind", "subject", "value", "by", "reason", "at", "data")


def upgrade() -> None:
    """Make the table and guard it against change; nothing that is there is touched."""
    entry = sa.ForeignKey("entries.seq")
    op.create_table(
        "decisions",
        sa.Column("entry", WHOLE, entry, primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in TEXTS),
        sqlite_strict=True,
    )
    for command in dialect_of(op.get_bind()).append_only("decisions"):
        op.execute(command)
