"""Accounts: users, sessions, tokens, attempts to sign in, and a history that is only added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tollbook.ledger.database import dialect_of

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables beside the chain; nothing that is there is touched."""
    op.create_table(
        "users",
        sa.Column("key", TEXT, primary_key=True, nullable=False),
        *_texts("name", "role", "password", "created_at", "changed_at"),
        sa.Column("removed_at", TEXT),
        sqlite_strict=True,
    )
    op.create_table(
        "sessions",
        sa.Column("digest", TEXT, primary_key=True, nullable=False),
        sa.Column("user", TEXT, sa.ForeignKey("users.key"), nullable=False),
        *_texts("created_at", "seen_at"),
        sqlite_strict=True,
    )
    op.create_index("ix_sessions_user", "sessions", ["user"])
    op.create_table(
        "tokens",
        sa.Column("id", TEXT, primary_key=True, nullable=False),
        sa.Column("digest", TEXT, nullable=False, unique=True),
        sa.Column("user", TEXT, sa.ForeignKey("users.key"), nullable=False),
        *_texts("name", "role", "created_at", "expires_at"),
        sa.Column("used_at", TEXT),
        sa.Column("revoked_at", TEXT),
        sqlite_strict=True,
    )
    op.create_index("ix_tokens_user", "tokens", ["user"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("number", WHOLE, primary_key=True),
        *_texts("subject", "at"),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_attempts_subject", "sign_in_attempts", ["subject", "at"])
    op.create_table(
        "account_history",
        sa.Column("number", WHOLE, primary_key=True),
        *_texts("at", "by", "action", "subject", "data"),
        sqlite_strict=True,
    )
    connection = op.get_bind()
    for command in dialect_of(connection).append_only("account_history"):
        op.execute(command)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]
