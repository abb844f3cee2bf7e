"""Sessions: what a browser that signed in shows from then on; they end by themselves."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from tollbook.accounts.tables import sessions, users
from tollbook.accounts.times import as_text, as_time
from tollbook.accounts.tokens import digest_of
from tollbook.model.account import Identity
from tollbook.settings import Safety

_BITS = 256
_NOTED_EVERY = timedelta(minutes=1)  # a page makes many requests; not each is worth a write


def start_session(connection: Connection, key: str, now: datetime) -> str:
    """Begin a session of a user; the text is what the browser shows, stored only as a digest."""
    shown = secrets.token_urlsafe(_BITS // 8)
    at = as_text(now)
    row = {"digest": digest_of(shown), "user": key, "created_at": at, "seen_at": at}
    connection.execute(insert(sessions), row)
    return shown


def find_session(
    connection: Connection, shown: str, now: datetime, safety: Safety
) -> tuple[Identity, bool] | None:
    """Whose session it is, and whether it is time to note that it was seen; None once it ended."""
    query = (
        select(users.c.name, users.c.role, sessions.c.seen_at)
        .join(users, users.c.key == sessions.c.user)
        .where(sessions.c.digest == digest_of(shown), users.c.removed_at.is_(None))
        .where(~_ended(now, safety))
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Identity(name=row.name, role=row.role), now - as_time(row.seen_at) > _NOTED_EVERY


def note_seen(connection: Connection, shown: str, now: datetime, safety: Safety) -> None:
    """Note that a session is in use, and forget those that ended."""
    connection.execute(delete(sessions).where(_ended(now, safety)))
    seen = update(sessions).where(sessions.c.digest == digest_of(shown))
    connection.execute(seen, {"seen_at": as_text(now)})


def end_session(connection: Connection, shown: str) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.digest == digest_of(shown)))


def end_sessions_of(connection: Connection, key: str) -> None:
    """End all sessions of a user."""
    connection.execute(delete(sessions).where(sessions.c.user == key))


def _ended(now: datetime, safety: Safety) -> ColumnElement[bool]:
    idle = as_text(now - timedelta(hours=safety.session_idle_hours))
    oldest = as_text(now - timedelta(days=safety.session_days))
    return or_(sessions.c.seen_at <= idle, sessions.c.created_at <= oldest)
