"""What all pages share: one open ledger, and how a page is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import RLock
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

import tollbook
from tollbook.app.accounts import Accounts, open_accounts
from tollbook.app.adding import Adding
from tollbook.model.account import Role
from tollbook.model.address import Address, AnyPath
from tollbook.publishing.private_names import NameHider
from tollbook.settings import Safety, Settings
from tollbook.web.looks import templates

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""The names of this machine on itself."""


@dataclass
class Desk:
    """A ledger that is served.

    Pages take turns with it: what one question worked out (claims, findings) is there for the next.
    `hosts` are the names that it answers to; from the role `names_for` up people see the names of
    private persons.
    """

    address: AnyPath | Address
    settings: Settings = field(default_factory=Settings)
    safety: Safety = field(default_factory=Safety)
    hosts: frozenset[str] = LOOPBACK
    names_for: Role = "reader"

    def __post_init__(self) -> None:
        """Open the ledger once; it is created or upgraded where need be."""
        self._turn = RLock()
        self._ledger = tollbook.open(self.address, settings=self.settings, cases_by_path=False)
        self._ledger.prepare()
        self._adding: Adding | None = None
        self._accounts = open_accounts(self.address, self.safety)
        self._hider: tuple[frozenset[str], NameHider] | None = None

    @contextmanager
    def ledger(self) -> Iterator[tollbook.OpenLedger]:
        """The ledger, for as long as the block lasts."""
        with self._turn:
            yield self._ledger

    @property
    def adding(self) -> Adding:
        """What reads documents into the ledger in the background; it begins when first asked."""
        with self._turn:
            if self._adding is None:
                self._adding = Adding(tollbook.open(self.address, settings=self.settings))
            return self._adding

    @property
    def accounts(self) -> Accounts | None:
        """The accounts, by which everybody is known; None as long as there are no users."""
        return self._accounts if self._accounts.has_users() else None

    @property
    def all_accounts(self) -> Accounts:
        """The accounts, also while there are no users."""
        return self._accounts

    @property
    def is_shared(self) -> bool:
        """Whether there are users, so that others than whoever sits here may ask."""
        return self._accounts.has_users()

    def hide_names(self, text: str) -> str:
        """A text without the names of private persons that the ledger has."""
        with self._turn:
            names = self._ledger.private_names()
        if self._hider is None or self._hider[0] != names:
            self._hider = (names, NameHider(names))
        return self._hider[1].hide(text)

    def close(self) -> None:
        """Let go of the ledger, once the document that is being read is done."""
        if self._adding is not None:
            self._adding.close()
        with self._turn:
            self._ledger.close()
            self._accounts.close()


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


AtDesk = Annotated[Desk, Depends(_desk)]


def day_in_bar(request: Request) -> date | None:
    """The day in the bar at the top, None for today: every question is asked as known then."""
    return a_day(request.query_params.get("as-known-on", ""))


def a_day(given: str) -> date | None:
    """The day that somebody wrote, None where they wrote nothing.

    Raises:
        HTTPException: it is no day.
    """
    try:
        return date.fromisoformat(given.strip()) if given.strip() else None
    except ValueError:
        raise HTTPException(422, f"{given!r} is not a date; write it like 2025-01-14") from None


def a_page(request: Request) -> int:
    """The number of the page that an address asks for; the first where it asks for none."""
    given = request.query_params.get("page", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < _DIGITS else 1


_DIGITS = 10  # of the number of a page

KnownOn = Annotated[date | None, Depends(day_in_bar)]


def render(request: Request, template: str, view: Any, *, status: int = 200) -> HTMLResponse:
    """A page: the template, and as `view` the dataclass that says all that it is given."""
    return templates().TemplateResponse(request, template, {"view": view}, status_code=status)
