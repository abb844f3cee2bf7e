"""Users as rows: added, changed, removed, and found by name."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from tollbook.accounts.tables import users
from tollbook.accounts.times import as_text, as_time
from tollbook.model.account import ROLES, AccountError, Role, User

_NAME = re.compile(r"[^\W_](?:[\w .@'’-]{0,58}[\w.])?")


def key_of(name: str) -> str:
    """What a name is found by: without case, and in one form however its letters are composed."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def check_name(name: str) -> str:
    """The name as it is stored.

    Raises:
        AccountError: it can't be a name.
    """
    name = unicodedata.normalize("NFC", name.strip())
    if not _NAME.fullmatch(name):
        raise AccountError(
            f"{name[:60]!r} can't be a name; use up to 60 letters, digits, blanks and . _ @ ' -"
        )
    return name


def check_role(role: str) -> Role:
    """The role.

    Raises:
        AccountError: there is no such role.
    """
    for known in ROLES:
        if role == known:
            return known
    raise AccountError(f"{role!r} is not a role; choose one of {', '.join(ROLES)}")


def find_row(connection: Connection, name: str) -> RowMapping | None:
    """The row of a user who has not been removed."""
    query = select(users).where(users.c.key == key_of(name), users.c.removed_at.is_(None))
    return connection.execute(query).mappings().first()


def row_of(connection: Connection, name: str) -> RowMapping:
    """The same.

    Raises:
        AccountError: there is no such user.
    """
    row = find_row(connection, name)
    if row is None:
        raise AccountError(f"there is no user {name!r}; 'tollbook user list' shows them")
    return row


def all_users(connection: Connection) -> tuple[User, ...]:
    """All users who have not been removed, by name."""
    query = select(users).where(users.c.removed_at.is_(None)).order_by(users.c.key)
    return tuple(map(to_user, connection.execute(query).mappings()))


def are_there_any(connection: Connection) -> bool:
    """Whether there is a user who has not been removed."""
    query = select(users.c.key).where(users.c.removed_at.is_(None)).limit(1)
    return connection.scalar(query) is not None


def add(connection: Connection, name: str, role: Role, password: str, now: datetime) -> None:
    """Add a user, or one who was removed again; `password` is its hash.

    Raises:
        AccountError: the name is taken.
    """
    key, at = key_of(name), as_text(now)
    row = {
        "key": key,
        "name": name,
        "role": role,
        "password": password,
        "created_at": at,
        "changed_at": at,
        "removed_at": None,
    }
    known = connection.execute(select(users).where(users.c.key == key)).mappings().first()
    if known is None:
        connection.execute(insert(users), row)
    elif known["removed_at"] is None:
        raise AccountError(f"there is a user {known['name']!r} already; choose another name")
    else:
        connection.execute(update(users).where(users.c.key == key), row)


def change(connection: Connection, key: str, now: datetime, **values: Any) -> None:
    """Change what is stored of a user."""
    values["changed_at"] = as_text(now)
    connection.execute(update(users).where(users.c.key == key), values)


def remove(connection: Connection, key: str, now: datetime) -> None:
    """Remove a user: the row stays, without a password, so that the name stays theirs."""
    change(connection, key, now, password="", removed_at=as_text(now))


def keep_an_admin(connection: Connection, key: str) -> None:
    """Refuse to take its role from the last administrator while others need one.

    Raises:
        AccountError: it is that one.
    """
    there = users.c.removed_at.is_(None) & (users.c.key != key)
    others = connection.scalar(select(func.count()).select_from(users).where(there)) or 0
    admin = there & (users.c.role == "admin")
    admins = connection.scalar(select(func.count()).select_from(users).where(admin)) or 0
    if others and not admins:
        raise AccountError("this is the last administrator; make another user one first")


def to_user(row: RowMapping) -> User:
    """The user of a row."""
    return User(
        name=row["name"],
        role=row["role"],
        created_at=as_time(row["created_at"]),
        changed_at=as_time(row["changed_at"]),
    )
