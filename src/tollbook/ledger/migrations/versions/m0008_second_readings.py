"""Second readings: what a language model found in a document, with its raw answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tollbook.ledger.database import dialect_of

revision = "0008"
down_revision = "0007"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the two tables and guard them against change; nothing that is there is touched."""
    op.create_table(
        "second_readings",
        sa.Column(
            "entry", WHOLE, sa.ForeignKey("entries.seq"), primary_key=True, autoincrement=False
        ),
        sa.Column("version", WHOLE, sa.ForeignKey("versions.entry"), nullable=False),
        *_texts("model", "prompt_digest", "parameters", "tollbook", "value_policy"),
        sa.Column("fault", TEXT),
        *_texts("refusals", "exchanges_sha256"),
        sa.Column("exchanges_size", WHOLE, nullable=False),
        sa.Column("exchanges", sa.LargeBinary, nullable=False),
        *_texts("read_at"),
        sqlite_strict=True,
    )
    op.create_index("ix_second_readings_version", "second_readings", ["version"])
    op.create_table(
        "second_statements",
        sa.Column(
            "reading",
            WHOLE,
            sa.ForeignKey("second_readings.entry"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("position", WHOLE, primary_key=True, autoincrement=False),
        *_texts("id", "record"),
        sa.UniqueConstraint("reading", "id"),
        sqlite_strict=True,
    )
    for table in ("second_readings", "second_statements"):
        for command in dialect_of(op.get_bind()).append_only(table):
            op.execute(command)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]
