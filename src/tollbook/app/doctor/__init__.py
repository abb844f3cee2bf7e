"""Whether everything that Tollbook needs is there and sound; nothing is changed by looking."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from tollbook.app.doctor.installation import look_at_installation
from tollbook.app.doctor.ledger import look_at_ledger
from tollbook.app.doctor.second_reader import look_at_second_reader
from tollbook.model.address import Address, AnyPath
from tollbook.model.diagnosis import Diagnosis

__all__ = ["doctor", "is_sound"]


def doctor(
    ledger: AnyPath | Address | None = None, *, full: bool = False, network: bool = False
) -> tuple[Diagnosis, ...]:
    """Look at the installation and, where one is named, at a ledger; change nothing.

    `full` recomputes the whole ledger instead of asking the database for damage alone. Nothing is
    contacted, except a PostgreSQL server that `ledger` names; `network` also tries whether the
    configured second reader can be reached.

    Raises:
        LedgerError: `ledger` is no address.
    """
    return tuple(_look(Address.of(ledger) if ledger is not None else None, full, network))


def is_sound(found: Iterable[Diagnosis]) -> bool:
    """Whether nothing has to be mended."""
    return all(one.health != "wrong" for one in found)


def _look(ledger: Address | None, full: bool, network: bool) -> Iterator[Diagnosis]:
    yield from look_at_installation()
    yield from look_at_second_reader(os.environ, network)
    if ledger is not None:
        yield from look_at_ledger(ledger, full=full)
