"""The site: its pages, its files, what guards it, and what a failing request shows."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import get_args
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from tollbook.app.decide import login_name
from tollbook.model.problem import CaseError, DecisionError, MissingError, TollbookError
from tollbook.web.api.app import PREFIX, create_api
from tollbook.web.api.problems import problem
from tollbook.web.desk import Desk, render
from tollbook.web.looks import STATIC
from tollbook.web.pages import ROUTERS
from tollbook.web.people import Action, Person

_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; frame-src 'self'"
)
_CSRF_COOKIE, _CSRF_FIELD, _CSRF_HEADER = "csrf", "csrf", "x-csrf-token"
_SAFE = ("GET", "HEAD", "OPTIONS")
_EVERYTHING: frozenset[Action] = frozenset(get_args(Action))

_Next = Callable[[Request], Awaitable[Response]]


def create_app(desk: Desk, who: Callable[[Request], Person] | None = None) -> FastAPI:
    """The site over one ledger; `who` says whose a request is, by default the login's."""
    app = FastAPI(title="Tollbook", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.state.who = who or _whoever_is_at_this_machine
    app.state.api = create_api(desk)
    app.mount(PREFIX, app.state.api, name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.middleware("http")(_know_the_person)
    app.middleware("http")(_refuse_forged_forms)
    app.middleware("http")(_say_what_a_page_may_do)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(TollbookError, _troubled)
    return app


def _whoever_is_at_this_machine(_: Request) -> Person:
    """They may do everything, under the name of their login."""
    return Person(login_name(), may=_EVERYTHING)


async def _know_the_person(request: Request, proceed: _Next) -> Response:
    request.state.person = request.app.state.who(request)
    return await proceed(request)


async def _refuse_forged_forms(request: Request, proceed: _Next) -> Response:
    """A form must bring the token that this site gave to the same browser.

    It is the double-submit pattern of the OWASP cheat sheet on cross-site request forgery.
    """
    if _is_api(request):
        if request.method not in _SAFE and _is_forged_call(request):
            return problem(request, 403, "this request comes from another site, or has no token")
        return await proceed(request)
    token = request.cookies.get(_CSRF_COOKIE) or secrets.token_urlsafe(32)
    request.state.csrf = token
    if request.method not in _SAFE:
        await request.body()  # kept, so that the page can read the form as well
        given = request.headers.get(_CSRF_HEADER) or str(
            (await request.form()).get(_CSRF_FIELD, "")
        )
        if not secrets.compare_digest(given, token):
            return _error_page(request, 403, "This form is too old or not from this site.")
    response = await proceed(request)
    if request.cookies.get(_CSRF_COOKIE) != token:
        response.set_cookie(_CSRF_COOKIE, token, samesite="lax", httponly=True)
    return response


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _is_forged_call(request: Request) -> bool:
    """Whether an unsafe call of the API may be one that another site made a browser send.

    A bearer token is never sent by a browser on its own. Where cookies say who asks, the call must
    bring the token of the forms as a header. Where nothing does, as on one's own machine, browsers
    still say which site made them call (`Origin`, `Sec-Fetch-Site`), and other programs have none.
    """
    if request.headers.get("authorization", "").lower().startswith("bearer "):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return True
    if request.cookies:
        token = request.cookies.get(_CSRF_COOKIE, "")
        given = request.headers.get(_CSRF_HEADER, "")
        return not token or not secrets.compare_digest(given.encode(), token.encode())
    return False


async def _say_what_a_page_may_do(request: Request, proceed: _Next) -> Response:
    response = await proceed(request)
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What went wrong, in a heading and one sentence."""

    heading: str
    sentence: str


def _error_page(request: Request, status: int, sentence: str) -> Response:
    """The page of an error; under the address of the API, its problem details."""
    if _is_api(request):
        return problem(request, status, sentence)
    view = ErrorView(HTTPStatus(status).phrase, sentence)
    return render(request, "error.html", view, status=status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    sentence = error.detail if error.status_code != 404 else "Nothing stands at this address."
    return _error_page(request, error.status_code, str(sentence))


async def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"][1:]) or "the request"
    return _error_page(request, 422, f"{where}: {first['msg']}")


async def _troubled(request: Request, error: Exception) -> Response:
    """What the library says went wrong; what is not there has no page, and the rest is refused."""
    missing, refused = isinstance(error, CaseError | MissingError), isinstance(error, DecisionError)
    return _error_page(request, 404 if missing else 409 if refused else 422, str(error))
