"""Users, tokens and the history of accounts, as data and in words."""

from __future__ import annotations

from typing import Any

from tollbook.model.account import AccountEvent, Token, User
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line


def user_json(user: User) -> dict[str, Any]:
    """A user as a record that JSON can hold."""
    return {
        "name": user.name,
        "role": user.role,
        "created_at": user.created_at.isoformat(timespec="seconds"),
        "changed_at": user.changed_at.isoformat(timespec="seconds"),
    }


def token_json(token: Token) -> dict[str, Any]:
    """A token as a record that JSON can hold; the secret is not in it."""
    times = {
        name: at.isoformat(timespec="seconds") if at else None
        for name, at in (
            ("created_at", token.created_at),
            ("expires_at", token.expires_at),
            ("used_at", token.used_at),
            ("revoked_at", token.revoked_at),
        )
    }
    known = {"id": token.id, "user": token.user, "name": token.name, "role": token.role}
    return known | times


def event_json(event: AccountEvent) -> dict[str, Any]:
    """An event as a record that JSON can hold."""
    return {
        "at": event.at.isoformat(timespec="seconds"),
        "by": event.by,
        "action": event.action,
        "subject": event.subject,
        "data": event.data,
    }


def event_line(event: AccountEvent) -> str:
    """An event on one line: when, by whom, what."""
    data = ", ".join(f"{key} {one_line(str(value))}" for key, value in sorted(event.data.items()))
    what = f"{event.action.replace('_', ' ')}: {one_line(event.subject)}"
    by = one_line(event.by)
    return f"{event.at:%Y-%m-%d %H:%M} {by}, {what}" + (f" ({data})" if data else "")


_USER = ("name", "role", "created_at", "changed_at")
_TOKEN = ("id", "user", "name", "role", "created_at", "expires_at", "used_at", "revoked_at")
_EVENT = ("at", "by", "action", "subject")

USERS: Shape[User] = Shape(
    to_json=user_json,
    columns=_USER,
    to_rows=lambda user: [pick(user_json(user), _USER)],
    days=frozenset({"created_at", "changed_at"}),
)
"""Users as data."""

TOKENS: Shape[Token] = Shape(
    to_json=token_json,
    columns=_TOKEN,
    to_rows=lambda token: [pick(token_json(token), _TOKEN)],
    days=frozenset({"created_at", "expires_at", "used_at", "revoked_at"}),
)
"""Tokens as data."""

EVENTS: Shape[AccountEvent] = Shape(
    to_json=event_json,
    columns=_EVENT,
    to_rows=lambda event: [pick(event_json(event), _EVENT)],
    days=frozenset({"at"}),
)
"""The history of accounts as data."""
