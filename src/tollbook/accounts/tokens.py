"""Tokens: keys for programs that use the API in a user's name."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, insert, select, update

from tollbook.accounts.tables import tokens, users
from tollbook.accounts.times import as_text, as_time, as_time_if_any
from tollbook.model.account import AccountError, Identity, Token, lower_role

PREFIX = "tbk_"
"""How every token begins, so that programs that look for leaked keys can find it."""

_BITS = 256
_NOTED_EVERY = timedelta(minutes=1)


def digest_of(shown: str) -> str:
    """What is stored of a session or a token: both are random, so one round of SHA-256 is enough.

    It is looked up by this digest, so the time of an answer says nothing about the text.
    """
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def new_secret() -> str:
    """The text of a new token, which is shown once."""
    return PREFIX + secrets.token_urlsafe(_BITS // 8)


def add_token(connection: Connection, key: str, token: Token, secret: str) -> None:
    """Store a new token of the user with this key."""
    row = {"id": token.id, "digest": digest_of(secret), "user": key, "name": token.name}
    row |= {"role": token.role, "created_at": as_text(token.created_at)}
    connection.execute(insert(tokens), row | {"expires_at": as_text(token.expires_at)})


def all_tokens(connection: Connection, key: str | None) -> tuple[Token, ...]:
    """All tokens, or those of one user, the oldest first."""
    query = (
        select(tokens, users.c.name.label("owner"))
        .join(users, users.c.key == tokens.c.user)
        .order_by(tokens.c.created_at, tokens.c.id)
    )
    if key is not None:
        query = query.where(tokens.c.user == key)
    return tuple(map(_to_token, connection.execute(query).mappings()))


def find_token(connection: Connection, id: str) -> Token:
    """The token with this id.

    Raises:
        AccountError: there is none.
    """
    for token in all_tokens(connection, None):
        if token.id == id:
            return token
    raise AccountError(f"there is no token {id!r}; 'tollbook token list' shows them")


def revoke(connection: Connection, id: str, now: datetime) -> None:
    """Let nobody in with this token any more."""
    revoked = update(tokens).where(tokens.c.id == id, tokens.c.revoked_at.is_(None))
    connection.execute(revoked, {"revoked_at": as_text(now)})


def revoke_all_of(connection: Connection, key: str, now: datetime) -> None:
    """The same for all tokens of a user."""
    revoked = update(tokens).where(tokens.c.user == key, tokens.c.revoked_at.is_(None))
    connection.execute(revoked, {"revoked_at": as_text(now)})


def find_bearer(connection: Connection, shown: str, now: datetime) -> tuple[Identity, bool] | None:
    """In whose name a token speaks, and whether it is time to note its use; None if it is no good.

    Its role is at most what the user's is now.
    """
    query = (
        select(tokens, users.c.name.label("owner"), users.c.role.label("owner_role"))
        .join(users, users.c.key == tokens.c.user)
        .where(tokens.c.digest == digest_of(shown), tokens.c.revoked_at.is_(None))
        .where(tokens.c.expires_at > as_text(now), users.c.removed_at.is_(None))
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    role = lower_role(row["role"], row["owner_role"])
    used = as_time_if_any(row["used_at"])
    identity = Identity(name=row["owner"], role=role, token=row["id"])
    return identity, used is None or now - used > _NOTED_EVERY


def note_used(connection: Connection, id: str, now: datetime) -> None:
    """Note that a token was used."""
    connection.execute(update(tokens).where(tokens.c.id == id), {"used_at": as_text(now)})


def _to_token(row: RowMapping) -> Token:
    return Token(
        id=row["id"],
        user=row["owner"],
        name=row["name"],
        role=row["role"],
        created_at=as_time(row["created_at"]),
        expires_at=as_time(row["expires_at"]),
        used_at=as_time_if_any(row["used_at"]),
        revoked_at=as_time_if_any(row["revoked_at"]),
    )
