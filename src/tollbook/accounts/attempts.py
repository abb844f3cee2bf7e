"""Limits on sign-in: how often it may fail for a name, and from an address, within some minutes.

Attempts are rows of the database, so that the limits hold for all processes that serve a ledger.
An attempt counts from the moment it is made until it succeeds: many at once count as well.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from sqlalchemy import Connection, delete, func, insert, select

from tollbook.accounts.tables import attempts
from tollbook.accounts.times import as_text, as_time
from tollbook.model.account import TooManyAttemptsError
from tollbook.settings import Safety


def subjects_of(key: str, address: str) -> tuple[str, str]:
    """What an attempt is counted under: the name that was typed, and the address it came from."""
    return _digest(f"name\n{key}"), _digest(f"address\n{_network(address)}")


def start_attempt(
    connection: Connection, subjects: tuple[str, str], now: datetime, safety: Safety
) -> None:
    """Count an attempt to sign in.

    Raises:
        TooManyAttemptsError: as many failed already as may.
    """
    window = timedelta(minutes=safety.sign_in_minutes)
    connection.execute(delete(attempts).where(attempts.c.at <= as_text(now - window)))
    limits = (safety.sign_in_failures_by_name, safety.sign_in_failures_by_address)
    for subject, limit in zip(subjects, limits, strict=True):
        query = (
            select(attempts.c.at)
            .where(attempts.c.subject == subject)
            .order_by(attempts.c.at.desc())
            .offset(limit - 1)
            .limit(1)
        )
        since = connection.scalar(query)
        if since is not None:
            raise TooManyAttemptsError(ceil((as_time(since) + window - now).total_seconds()))
    rows = [{"subject": subject, "at": as_text(now)} for subject in subjects]
    connection.execute(insert(attempts), rows)


def forgive(connection: Connection, subjects: tuple[str, str]) -> None:
    """Take back what was counted against a name whose user signed in, and one for the address."""
    name, address = subjects
    connection.execute(delete(attempts).where(attempts.c.subject == name))
    newest = select(func.max(attempts.c.number)).where(attempts.c.subject == address)
    connection.execute(delete(attempts).where(attempts.c.number == newest.scalar_subquery()))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _network(address: str) -> str:
    """The address, or for IPv6 the network of a household: it has 2**64 addresses to try from."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((found, 64), strict=False))
    return str(found)
