"""Passwords: which are accepted, and how they are hashed."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tollbook.model.account import AccountError
from tollbook.settings import Safety

# A hash takes 64 MiB: a crowd at the door must not take all memory there is.
_AT_ONCE = BoundedSemaphore(2)
_FEW_CHARACTERS = 4  # "aaaaaaaaaaaa" is long enough, and guessed first


def check_password(password: str, name: str, safety: Safety) -> None:
    """Refuse a password that is easily guessed, or too long to hash.

    Raises:
        AccountError: it is one of these.
    """
    if len(password) < safety.password_chars:
        raise AccountError(
            f"the password is too short; use {safety.password_chars} characters or more, such as "
            "four words that have nothing to do with each other"
        )
    if len(password) > safety.password_max_chars:
        raise AccountError(f"the password is longer than {safety.password_max_chars:,} characters")
    plain = password.casefold()
    if len(set(plain)) < _FEW_CHARACTERS or plain.replace(name.casefold(), "") == "":
        raise AccountError("the password is easily guessed; use words that nobody expects")


def hash_password(password: str, safety: Safety) -> str:
    """The hash to store: Argon2id in its usual form, with the parameters and a random salt in."""
    with _AT_ONCE:
        return _hasher(safety).hash(_same(password))


def is_password(stored: str, password: str, safety: Safety) -> bool:
    """Whether it is the password of a hash; without a hash it takes as long, and is not.

    So nobody learns from the time of an answer whether a name is known.
    """
    hashed = stored or _of_nobody(safety)
    with _AT_ONCE:
        try:
            # Compared even if too long, but in part: the answer must not come sooner.
            _hasher(safety).verify(hashed, _same(password[: safety.password_max_chars]))
        except (VerificationError, InvalidHashError):
            return False
    return bool(stored) and len(password) <= safety.password_max_chars


def is_outdated(stored: str, safety: Safety) -> bool:
    """Whether a hash was made with other parameters than those in force."""
    return _hasher(safety).check_needs_rehash(stored)


def _hasher(safety: Safety) -> PasswordHasher:
    return PasswordHasher(
        time_cost=safety.password_passes,
        memory_cost=safety.password_memory_kib,
        parallelism=safety.password_lanes,
    )


def _of_nobody(safety: Safety) -> str:
    """A hash with the parameters in force that no known password has: its bits are all zero."""
    cost = f"m={safety.password_memory_kib},t={safety.password_passes},p={safety.password_lanes}"
    return f"$argon2id$v=19${cost}${'A' * 22}${'A' * 43}"


def _same(password: str) -> bytes:
    """The password in one form, however a keyboard composes its letters (RFC 8265)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
