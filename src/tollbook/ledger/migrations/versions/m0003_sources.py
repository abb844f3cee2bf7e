"""Where documents come from: what each is known by, beside its id."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tollbook.ledger import sqlite

revision = "0003"
down_revision = "0002"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table and guard it against change; nothing that is there is touched.

    Documents that are there already get no row: an older ledger does not say in which folder a
    relative path was meant. They get theirs when they are read again (`ledger/identity.py`).
    """
    entry = sa.ForeignKey("entries.seq")
    op.create_table(
        "sources",
        sa.Column("entry", WHOLE, entry, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("source", "document")),
        sa.UniqueConstraint("source", "document"),
        sqlite_strict=True,
    )
    op.create_index("ix_sources_document", "sources", ["document"])
    op.create_index("ix_versions_sha256", "versions", ["sha256"])
    for command in sqlite.append_only("sources"):
        op.execute(command)
