"""The tables of accounts, as migration 0005 makes them.

They are no part of the chain, so they stand apart from those of `ledger/schema.py`. Times are
ISO 8601 in UTC with microseconds, so that they sort as text. Whatever would let somebody in
(a password, a session, a token) is stored only as a hash.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table

from tollbook.ledger.schema import STRICT, TEXT, WHOLE

metadata = MetaData()


def _text(name: str, *args: ForeignKey, optional: bool = False) -> Column[str]:
    return Column(name, TEXT, *args, nullable=optional)


users = Table(
    "users",
    metadata,
    Column("key", TEXT, primary_key=True, nullable=False),  # the name with case and form folded
    _text("name"),
    _text("role"),
    _text("password"),  # an Argon2 hash; empty once the user is removed
    _text("created_at"),
    _text("changed_at"),
    _text("removed_at", optional=True),  # the row stays: nobody else can take the name
    **STRICT,
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", TEXT, primary_key=True, nullable=False),
    _text("user", ForeignKey("users.key")),
    _text("created_at"),
    _text("seen_at"),
    Index("ix_sessions_user", "user"),
    **STRICT,
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", TEXT, primary_key=True, nullable=False),
    Column("digest", TEXT, nullable=False, unique=True),
    _text("user", ForeignKey("users.key")),
    _text("name"),
    _text("role"),
    _text("created_at"),
    _text("expires_at"),
    _text("used_at", optional=True),
    _text("revoked_at", optional=True),
    Index("ix_tokens_user", "user"),
    **STRICT,
)

attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("number", WHOLE, primary_key=True),
    _text("subject"),  # a digest of the name or address: people type passwords where names belong
    _text("at"),
    Index("ix_sign_in_attempts_subject", "subject", "at"),
    **STRICT,
)

history = Table(
    "account_history",
    metadata,
    Column("number", WHOLE, primary_key=True),
    _text("at"),
    _text("by"),
    _text("action"),
    _text("subject"),
    _text("data"),
    **STRICT,
)
