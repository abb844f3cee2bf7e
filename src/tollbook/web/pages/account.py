"""Signing in and out, and what people do with their own account: their password, their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.accounts import Accounts
from tollbook.model.account import AccountError, Token, TooManyAttemptsError
from tollbook.web import guards
from tollbook.web.desk import AtDesk, Desk, render
from tollbook.web.people import Asking, needs

router = APIRouter()

Words = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class SignInView:
    """The form for signing in: where it leads to, who tried, and what went wrong."""

    to: str
    name: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person's own account; `secret` is a token that was just made, shown this once."""

    tokens: Sequence[Token]
    trouble: str = ""
    secret: str = ""


@router.get(guards.SIGN_IN, response_class=HTMLResponse)
def ask_for_password(request: Request, desk: AtDesk, to: str = "/") -> Response:
    """The form for signing in; a desk without users needs none."""
    if desk.accounts is None or request.state.person.signed_in:
        return RedirectResponse(_within(to), status_code=303)
    return render(request, "sign-in.html", SignInView(_within(to)))


@router.post(guards.SIGN_IN, response_class=HTMLResponse)
def sign_in(
    request: Request, desk: AtDesk, name: Words = "", password: Words = "", to: Words = "/"
) -> Response:
    """Sign in, and go on to the page that was asked for."""
    if desk.accounts is None:
        return RedirectResponse(_within(to), status_code=303)
    try:
        _, shown = desk.accounts.sign_in(name, password, address=_address(request))
    except AccountError as error:
        view = SignInView(_within(to), name, str(error))
        response: Response = render(request, "sign-in.html", view, status=401)
        if isinstance(error, TooManyAttemptsError):
            response.status_code = 429
            response.headers["Retry-After"] = str(error.seconds)
        return response
    response = RedirectResponse(_within(to), status_code=303)
    guards.remember(request, response, shown, desk.safety.session_days)
    return response


@router.post("/sign-out", dependencies=[needs("look")])
def sign_out(request: Request, desk: AtDesk) -> Response:
    """End the session."""
    shown = request.cookies.get(guards.session_cookie(request), "")
    desk.all_accounts.sign_out(shown)
    response = RedirectResponse(guards.SIGN_IN, status_code=303)
    guards.forget(request, response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.get("/account", response_class=HTMLResponse, dependencies=[needs("look")])
def account(request: Request, desk: AtDesk, person: Asking) -> Response:
    """The password and the tokens of whoever asks."""
    return render(request, "account.html", AccountView(_accounts(desk).tokens(person.name)))


@router.post("/account/password", response_class=HTMLResponse, dependencies=[needs("look")])
def change_password(
    request: Request, desk: AtDesk, person: Asking, old: Words = "", new: Words = ""
) -> Response:
    """Change the password; every session ends, also this one."""
    try:
        _accounts(desk).change_password(person.name, old, new, address=_address(request))
    except AccountError as error:
        return _troubled(request, desk, person.name, error)
    return RedirectResponse(guards.SIGN_IN, status_code=303)


@router.post("/account/tokens", response_class=HTMLResponse, dependencies=[needs("look")])
def make_token(
    request: Request, desk: AtDesk, person: Asking, name: Words = "", role: Words = ""
) -> Response:
    """Make a token, and show it this once."""
    accounts = _accounts(desk)
    try:
        _, secret = accounts.new_token(person.name, name, by=person.name, role=role or None)
    except AccountError as error:
        return _troubled(request, desk, person.name, error)
    return render(request, "account.html", AccountView(accounts.tokens(person.name), secret=secret))


@router.post("/account/tokens/revoke", dependencies=[needs("look")])
def revoke_token(request: Request, desk: AtDesk, person: Asking, id: Words = "") -> Response:
    """Revoke a token of one's own."""
    try:
        _accounts(desk).revoke_token(id, by=person.name, user=person.name)
    except AccountError as error:
        return _troubled(request, desk, person.name, error)
    return RedirectResponse("/account", status_code=303)


def _accounts(desk: Desk) -> Accounts:
    if desk.accounts is None:
        raise HTTPException(404)
    return desk.accounts


def _troubled(request: Request, desk: Desk, name: str, error: AccountError) -> Response:
    view = AccountView(_accounts(desk).tokens(name), trouble=str(error))
    return render(request, "account.html", view, status=422)


def _within(to: str) -> str:
    """Where to go on, if that is a page of ours; a link to the form must not lead elsewhere."""
    is_ours = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if is_ours else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
