"""Accounts: who may use a ledger over a network, and what each may do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from tollbook.model.problem import TollbookError

Role = Literal["reader", "coder", "editor", "admin"]
"""What a person may do: each role may do all that the one before it may."""

ROLES: tuple[Role, ...] = get_args(Role)

Action = Literal["look", "review", "add", "decide", "manage"]
"""What somebody does.

`look` at what is on record, and after one's own account; `review` statements: confirm, correct,
reject, add, code blind; `add` documents; `decide`: settle where coders differ, judge findings, mark
predictions, join voices, confirm in bulk; `manage` users, and the tokens of all.
"""

_NEEDS: dict[Action, Role] = {
    "look": "reader",
    "review": "coder",
    "add": "editor",
    "decide": "editor",
    "manage": "admin",
}


class AccountError(TollbookError):
    """Something about an account can't be done; the message says what, and what to try."""


class SignInError(AccountError):
    """The name or the password is wrong; it is not said which."""


class TooManyAttemptsError(SignInError):
    """So many sign-ins failed that the next one has to wait; `seconds` says how long."""

    def __init__(self, seconds: int) -> None:
        minutes = max(1, -(-seconds // 60))
        super().__init__(
            f"too many sign-ins failed; wait {minutes} minute{'' if minutes == 1 else 's'} "
            "and try again"
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with an account. The name is what decisions are signed with."""

    name: str
    role: Role
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A key for programs that use the API in a user's name.

    `id` names it in lists; the key itself is shown once and stored as a digest. Its role is at most
    the user's, also when that changes later.
    """

    id: str
    user: str
    name: str
    role: Role
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a request comes from, and with which role: a user's own, or that of their token.

    `token` is the id of the token that was shown, None for a person who signed in.
    """

    name: str
    role: Role
    token: str | None = None

    def may(self, action: Action) -> bool:
        """Whether they may do it."""
        return may(self.role, action)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent:
    """What was done to an account, when and by whom; `subject` is a user's name or a token's id."""

    at: datetime
    by: str
    action: str
    subject: str
    data: dict[str, Any]


def may(role: Role, action: Action) -> bool:
    """Whether a role may do something.

    >>> may("coder", "review"), may("coder", "decide")
    (True, False)
    """
    return ROLES.index(role) >= ROLES.index(_NEEDS[action])


def may_see(role: Role, least: Role) -> bool:
    """Whether a role is one that sees what is shown from another one on."""
    return ROLES.index(role) >= ROLES.index(least)


def actions_of(role: Role) -> frozenset[Action]:
    """All that a role may do."""
    return frozenset(action for action in _NEEDS if may(role, action))


def lower_role(one: Role, other: Role) -> Role:
    """The role of two that may do less."""
    return min(one, other, key=ROLES.index)
