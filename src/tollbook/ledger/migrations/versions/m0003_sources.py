"""Where documents come from, and what people said of them that they do not say themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tollbook.ledger.database import dialect_of

revision = "0003"
down_revision = "0002"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make two tables and guard them against change; nothing that is there is touched.

    Documents that are there already get no row: an older ledger does not say in which folder a
    relative path was meant. They get theirs when they are read again (`ledger/identity.py`).
    """
    op.create_table(
        "sources",
        sa.Column(
            "entry", WHOLE, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False
        ),
        *(sa.Column(name, TEXT, nullable=False) for name in ("source", "document")),
        sa.UniqueConstraint("source", "document"),
        sqlite_strict=True,
    )
    op.create_index("ix_sources_document", "sources", ["document"])
    op.create_index("ix_versions_sha256", "versions", ["sha256"])
    op.create_table(
        "given",
        sa.Column(
            "entry", WHOLE, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False
        ),
        sa.Column("document", TEXT, nullable=False),
        *(sa.Column(name, TEXT) for name in ("language", "published", "publisher")),
        sqlite_strict=True,
    )
    op.create_index("ix_given_document", "given", ["document"])
    for table in ("sources", "given"):
        for command in dialect_of(op.get_bind()).append_only(table):
            op.execute(command)
