"""The accounts of one ledger: what the command line and the pages ask and change."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from tollbook.accounts import attempts, history, sessions, tokens, users
from tollbook.accounts.passwords import check_password, hash_password, is_outdated, is_password
from tollbook.ledger import Ledger
from tollbook.model.account import (
    AccountError,
    AccountEvent,
    Identity,
    Role,
    SignInError,
    Token,
    User,
    lower_role,
)
from tollbook.settings import Safety

_LABEL = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,60}")


class Accounts:
    """Users, sessions and tokens of a ledger, which is open for writing.

    `by` is who does something: a user's name, or the login name on the command line. Every change
    is entered in the history of accounts. Any method raises a `LedgerError` where the database
    can't be used.
    """

    def __init__(
        self,
        ledger: Ledger,
        safety: Safety = Safety(),  # noqa: B008 - it is immutable
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ledger = ledger
        self._now = now
        self.safety = safety

    def close(self) -> None:
        """Let go of the database."""
        self._ledger.close()

    # Users

    def users(self) -> tuple[User, ...]:
        """All users, by name."""
        with self._ledger.reading() as connection:
            return users.all_users(connection)

    def has_users(self) -> bool:
        """Whether there are any."""
        with self._ledger.reading() as connection:
            return users.are_there_any(connection)

    def add_user(self, name: str, role: str, password: str, *, by: str) -> User:
        """Add a user.

        Raises:
            AccountError: the name is taken or can't be one, there is no such role, or the password
                is easily guessed.
        """
        name, kind = users.check_name(name), users.check_role(role)
        check_password(password, name, self.safety)
        hashed = hash_password(password, self.safety)
        with self._ledger.writing() as connection:
            users.add(connection, name, kind, hashed, self._now())
            history.note(connection, self._now(), by, "user_added", name, role=kind)
            return users.to_user(users.row_of(connection, name))

    def set_role(self, name: str, role: str, *, by: str) -> User:
        """Give a user another role; they have to sign in again.

        Raises:
            AccountError: there is no such user or role, or it is the last administrator.
        """
        kind = users.check_role(role)
        with self._ledger.writing() as connection:
            row = users.row_of(connection, name)
            if kind != "admin":
                users.keep_an_admin(connection, row["key"])
            users.change(connection, row["key"], self._now(), role=kind)
            sessions.end_sessions_of(connection, row["key"])
            changed = {"role": kind, "before": row["role"]}
            history.note(connection, self._now(), by, "role_changed", row["name"], **changed)
            return users.to_user(users.row_of(connection, name))

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Give a user another password; all their sessions end, and their tokens are revoked.

        Raises:
            AccountError: there is no such user, or the password is easily guessed.
        """
        check_password(password, name, self.safety)
        hashed = hash_password(password, self.safety)
        with self._ledger.writing() as connection:
            row = users.row_of(connection, name)
            users.change(connection, row["key"], self._now(), password=hashed)
            self._shut_out(connection, row["key"])
            history.note(connection, self._now(), by, "password_changed", row["name"])

    def change_password(self, name: str, old: str, new: str, *, address: str) -> None:
        """Let a user change their own password, who shows that they know the old one.

        Raises:
            AccountError: the old one is wrong (a `SignInError`), or the new one easily guessed.
        """
        check_password(new, name, self.safety)
        self._require_password(name, old, address)
        self.set_password(name, new, by=name)

    def remove_user(self, name: str, *, by: str) -> None:
        """Remove a user; what they decided stays signed with their name.

        Raises:
            AccountError: there is no such user, or it is the last administrator.
        """
        with self._ledger.writing() as connection:
            row = users.row_of(connection, name)
            users.keep_an_admin(connection, row["key"])
            users.remove(connection, row["key"], self._now())
            self._shut_out(connection, row["key"])
            history.note(connection, self._now(), by, "user_removed", row["name"])

    # Signing in and out

    def sign_in(self, name: str, password: str, *, address: str) -> tuple[Identity, str]:
        """Begin a session: whose it is, and the secret that the browser shows from then on.

        `address` is the network address of whoever asks. It takes as long for a name that nobody
        has as for a wrong password.

        Raises:
            SignInError: the name or the password is wrong.
            TooManyAttemptsError: too many sign-ins failed lately.
        """
        self._require_password(name, password, address)
        with self._ledger.writing() as connection:
            row = users.row_of(connection, name)
            shown = sessions.start_session(connection, row["key"], self._now())
            history.note(connection, self._now(), row["name"], "signed_in", row["name"])
            return Identity(name=row["name"], role=row["role"]), shown

    def find_session(self, shown: str) -> Identity | None:
        """Whose session a browser shows; None if there is no such session, or it has ended."""
        with self._ledger.reading() as connection:
            found = sessions.find_session(connection, shown, self._now(), self.safety)
        if found is None:
            return None
        identity, is_to_be_noted = found
        if is_to_be_noted:
            with self._ledger.writing() as connection:
                sessions.note_seen(connection, shown, self._now(), self.safety)
        return identity

    def sign_out(self, shown: str) -> None:
        """End a session."""
        with self._ledger.writing() as connection:
            sessions.end_session(connection, shown)

    def _require_password(self, name: str, password: str, address: str) -> None:
        """Count an attempt, compare, and take the attempt back where the password is right.

        The hash is compared outside any transaction: it takes long enough to keep writers waiting.
        """
        subjects = attempts.subjects_of(users.key_of(name), address)
        with self._ledger.writing() as connection:
            attempts.start_attempt(connection, subjects, self._now(), self.safety)
            row = users.find_row(connection, name)
        stored = row["password"] if row else ""
        if not is_password(stored, password, self.safety) or row is None:
            raise SignInError("the name or the password is wrong; try again")
        renewed = hash_password(password, self.safety) if is_outdated(stored, self.safety) else None
        with self._ledger.writing() as connection:
            attempts.forgive(connection, subjects)
            current = users.find_row(connection, name)
            if current is None or current["password"] != stored:  # changed in this very moment
                raise SignInError("the name or the password is wrong; try again")
            if renewed:
                users.change(connection, row["key"], self._now(), password=renewed)

    # Tokens

    def tokens(self, user: str | None = None) -> tuple[Token, ...]:
        """All tokens, or those of one user, the oldest first; none says what it is."""
        with self._ledger.reading() as connection:
            return tokens.all_tokens(connection, users.key_of(user) if user else None)

    def new_token(
        self, user: str, name: str, *, by: str, role: str | None = None, days: int | None = None
    ) -> tuple[Token, str]:
        """Make a token of a user; the token, and the secret that is shown this once.

        `role` is at most the user's, and theirs where none is named. It expires after `days`.

        Raises:
            AccountError: there is no such user, the name can't be one, the role is more than the
                user's, or it would last too long.
        """
        longest = self.safety.token_days
        days = longest if days is None else days
        if not 0 < days <= longest:
            raise AccountError(f"a token lasts from 1 to {longest} days; make a new one then")
        if not _LABEL.fullmatch(name.strip()):
            raise AccountError("a token needs a name of up to 60 characters: what is it for?")
        with self._ledger.writing() as connection:
            row = users.row_of(connection, user)
            kind: Role = users.check_role(role) if role else row["role"]
            if lower_role(kind, row["role"]) != kind:
                raise AccountError(f"{row['name']} is only {row['role']}; choose a lower role")
            token = Token(
                id=secrets.token_hex(4),
                user=row["name"],
                name=name.strip(),
                role=kind,
                created_at=self._now(),
                expires_at=self._now() + timedelta(days=days),
            )
            secret = tokens.new_secret()
            tokens.add_token(connection, row["key"], token, secret)
            made = {"role": kind, "user": token.user, "name": token.name}
            history.note(connection, self._now(), by, "token_made", token.id, **made)
            return token, secret

    def revoke_token(self, id: str, *, by: str, user: str | None = None) -> Token:
        """Revoke a token; with `user`, only if it is theirs.

        Raises:
            AccountError: there is no such token.
        """
        with self._ledger.writing() as connection:
            token = tokens.find_token(connection, id)
            if user is not None and users.key_of(user) != users.key_of(token.user):
                raise AccountError(f"there is no token {id!r} of {user}")
            if token.revoked_at is None:
                tokens.revoke(connection, id, self._now())
                history.note(connection, self._now(), by, "token_revoked", id, user=token.user)
            return tokens.find_token(connection, id)

    def find_bearer(self, shown: str) -> Identity | None:
        """In whose name a token speaks; None if it is unknown, expired or revoked."""
        if not shown.startswith(tokens.PREFIX):
            return None
        with self._ledger.reading() as connection:
            found = tokens.find_bearer(connection, shown, self._now())
        if found is None:
            return None
        identity, is_to_be_noted = found
        if is_to_be_noted and identity.token:
            with self._ledger.writing() as connection:
                tokens.note_used(connection, identity.token, self._now())
        return identity

    # History

    def history(self) -> tuple[AccountEvent, ...]:
        """What was done to accounts, the earliest first."""
        with self._ledger.reading() as connection:
            return history.all_events(connection)

    def _shut_out(self, connection: Connection, key: str) -> None:
        sessions.end_sessions_of(connection, key)
        tokens.revoke_all_of(connection, key, self._now())
