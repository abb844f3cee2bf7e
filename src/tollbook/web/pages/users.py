"""Users and their tokens, for administrators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.accounts import Accounts
from tollbook.model.account import ROLES, AccountError, AccountEvent, Role, Token, User
from tollbook.publishing.accounts import event_line
from tollbook.web.desk import AtDesk, Desk, render
from tollbook.web.people import Asking, needs

router = APIRouter(prefix="/users", dependencies=[needs("manage")])

Words = Annotated[str, Form()]

_SHOWN = 100  # of the history; the command line has all of it


@dataclass(frozen=True, slots=True)
class UsersView:
    """All users, all tokens that are good, and what was done to them, the newest first."""

    users: Sequence[User]
    tokens: Sequence[Token]
    history: Sequence[str]
    roles: Sequence[Role] = ROLES
    trouble: str = ""


@router.get("", response_class=HTMLResponse)
def users(request: Request, desk: AtDesk) -> Response:
    """The users and tokens of the ledger."""
    return _page(request, desk.all_accounts)


@router.post("", response_class=HTMLResponse)
def add_user(
    request: Request,
    desk: AtDesk,
    person: Asking,
    name: Words = "",
    role: Words = "",
    password: Words = "",
) -> Response:
    """Add a user. The first one is an administrator: somebody has to manage the others."""
    accounts = desk.all_accounts
    kind = role if accounts.has_users() else "admin"
    return _done(request, desk, lambda: accounts.add_user(name, kind, password, by=person.name))


@router.post("/role", response_class=HTMLResponse)
def set_role(
    request: Request, desk: AtDesk, person: Asking, name: Words = "", role: Words = ""
) -> Response:
    """Give a user another role."""
    accounts = desk.all_accounts
    return _done(request, desk, lambda: accounts.set_role(name, role, by=person.name))


@router.post("/password", response_class=HTMLResponse)
def set_password(
    request: Request, desk: AtDesk, person: Asking, name: Words = "", password: Words = ""
) -> Response:
    """Give a user another password."""
    accounts = desk.all_accounts
    return _done(request, desk, lambda: accounts.set_password(name, password, by=person.name))


@router.post("/remove", response_class=HTMLResponse)
def remove_user(request: Request, desk: AtDesk, person: Asking, name: Words = "") -> Response:
    """Remove a user; their decisions stay signed with their name."""
    accounts = desk.all_accounts
    return _done(request, desk, lambda: accounts.remove_user(name, by=person.name))


@router.post("/tokens/revoke", response_class=HTMLResponse)
def revoke_token(request: Request, desk: AtDesk, person: Asking, id: Words = "") -> Response:
    """Revoke anybody's token."""
    accounts = desk.all_accounts
    return _done(request, desk, lambda: accounts.revoke_token(id, by=person.name))


def _done(request: Request, desk: Desk, change: Callable[[], object]) -> Response:
    """Make a change, and show the page as it is then, or say why it can't be made."""
    try:
        change()
    except AccountError as error:
        return _page(request, desk.all_accounts, str(error))
    return RedirectResponse("/users", status_code=303)


def _page(request: Request, accounts: Accounts, trouble: str = "") -> Response:
    good = [token for token in accounts.tokens() if token.revoked_at is None]
    view = UsersView(accounts.users(), good, _lines(accounts.history()), trouble=trouble)
    return render(request, "users.html", view, status=422 if trouble else 200)


def _lines(events: Sequence[AccountEvent]) -> list[str]:
    return [event_line(event) for event in reversed(events[-_SHOWN:])]
