"""What stands before every page: which hosts are answered, how much is taken in, and who asks.

Nothing but the page for signing in and the files in `static/` is answered to somebody who has no
account, as soon as the ledger has users. What each person may do then is said by every route
itself (`people.needs`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.app.decide import login_name
from tollbook.model.account import may_see
from tollbook.web.api.problems import problem
from tollbook.web.desk import LOOPBACK, Desk
from tollbook.web.people import EVERYTHING, NOBODY, Person

Next = Callable[[Request], Awaitable[Response]]

SAFE = ("GET", "HEAD", "OPTIONS")
SIGN_IN = "/sign-in"
OPEN = (SIGN_IN, "/static/")
"""What is answered to somebody without an account."""

_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; frame-src 'self'"
)
_PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
_TWO_YEARS = 63_072_000  # in seconds; browsers remember for so long that the site has https
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?")
_CSRF_COOKIE, _CSRF_FIELD, _CSRF_HEADER = "csrf", "csrf", "x-csrf-token"
_SESSION = "session"


class Door:
    """Refuses requests under a strange host name, and those that are too large, before all else.

    A page of another site can lead its own name to this machine (DNS rebinding), and then ask as if
    it were ours; the name in the request gives it away.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or refuse it in a sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))
        if refusal:
            await refusal(scope, receive, send)
            return
        try:
            await self._app(scope, self._bounded(receive), send)
        except _TooLargeError:
            await self._too_large(Request(scope))(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        found = _HOST.fullmatch(headers.get("host", "").lower())
        host = (found[1] or found[2]) if found else ""
        if host not in self._desk.hosts:
            return _refusal(request, 421, "This server is not known by that name.")
        if any(name in headers for name in _FORWARDED) and not self._desk.is_shared:
            sentence = "This desk has no users: it serves its own machine, and nobody else."
            return _refusal(request, 403, sentence)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._desk.safety.upload_bytes:
            return self._too_large(request)
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """The same request; it ends in an error where more comes than was announced."""
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._desk.safety.upload_bytes:
                raise _TooLargeError
            return message

        return bounded

    def _too_large(self, request: Request) -> Response:
        most = self._desk.safety.upload_bytes
        return _refusal(request, 413, f"More than {most:,} bytes are not taken.")


def _refusal(request: Request, status: int, sentence: str) -> Response:
    if is_api(request):
        return problem(request, status, sentence)
    return PlainTextResponse(f"{sentence}\n", status_code=status)


class _TooLargeError(Exception):
    """More came than is taken."""


async def know_the_person(request: Request, proceed: Next) -> Response:
    """Find out who asks; whoever has yet to sign in gets no further than to the page for that."""
    request.state.person = await run_in_threadpool(request.app.state.who, request)
    if request.state.person is NOBODY and not request.url.path.startswith(OPEN):
        return to_sign_in(request)
    return await proceed(request)


def person_of(request: Request) -> Person:
    """Whose a request is, by the session or the token in it; else it is nobody's.

    As long as a ledger has no users, it is whoever sits at this machine, who may do everything
    under the name of their login.
    """
    desk: Desk = request.app.state.desk
    accounts = desk.accounts
    if accounts is None:
        return Person(login_name(), may=EVERYTHING)
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme:  # a session that comes with it counts for nothing
        is_token = is_api(request) and scheme.lower() == "bearer"
        found = accounts.find_bearer(shown.strip()) if is_token else None
    else:
        shown = request.cookies.get(session_cookie(request), "")
        found = accounts.find_session(shown) if shown else None
    if found is None:
        return NOBODY
    return Person.of(found, sees_names=may_see(found.role, desk.names_for))


def to_sign_in(request: Request) -> Response:
    """What somebody is answered who has to sign in first."""
    if is_api(request):
        sentence = "send a token of 'tollbook token new' as a bearer token"
        response: Response = problem(request, 401, sentence)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if request.headers.get("hx-request"):  # htmx would put the page into a corner of this one
        return Response(status_code=401, headers={"HX-Redirect": SIGN_IN})
    if request.method not in SAFE:
        return RedirectResponse(SIGN_IN, status_code=303)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?to={quote(back, safe='')}", status_code=303)


def is_api(request: Request) -> bool:
    """Whether a request goes to the API."""
    return request.url.path.startswith("/api/")


# Sessions


def _is_encrypted(request: Request) -> bool:
    return request.url.scheme == "https"


def session_cookie(request: Request) -> str:
    """The name of the cookie of a session; `__Host-` keeps other hosts from setting one."""
    return f"__Host-{_SESSION}" if _is_encrypted(request) else _SESSION


def remember(request: Request, response: Response, shown: str, days: int) -> None:
    """Give the browser its session, and a new token for its forms."""
    _set_cookie(request, response, session_cookie(request), shown, days * 86_400)
    _set_cookie(request, response, _csrf_cookie(request), secrets.token_urlsafe(32))


def forget(request: Request, response: Response) -> None:
    """Take the session from the browser."""
    _set_cookie(request, response, session_cookie(request), "", 0)


def _set_cookie(
    request: Request, response: Response, name: str, value: str, seconds: int | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=_is_encrypted(request),
    )


# Forms


async def give_a_form_token(request: Request, proceed: Next) -> Response:
    """Give every browser a token that its forms bring back, and refuse forged calls of the API."""
    if is_api(request):
        if request.method not in SAFE and _is_forged_call(request):
            return problem(request, 403, "this request comes from another site, or has no token")
        return await proceed(request)
    name = _csrf_cookie(request)
    token = request.cookies.get(name) or secrets.token_urlsafe(32)
    request.state.csrf = token
    response = await proceed(request)
    if request.cookies.get(name) != token and not _is_set(response, name):
        _set_cookie(request, response, name, token)
    return response


async def refuse_forged_forms(request: Request) -> None:
    """The dependency of every page: a form must bring the token that its browser was given.

    It is the double-submit pattern of the OWASP cheat sheet on cross-site request forgery, and
    browsers say besides which site made them send something. It is no middleware, since that would
    take the form away from the page.
    """
    if request.method in SAFE:
        return
    desk: Desk = request.app.state.desk
    form = await request.form()
    if sum(isinstance(value, UploadFile) for _, value in form.multi_items()) > (
        most := desk.safety.upload_files
    ):
        raise HTTPException(413, f"More than {most} files at once are not taken.")
    token = request.cookies.get(_csrf_cookie(request), "")
    given = request.headers.get(_CSRF_HEADER) or str(form.get(_CSRF_FIELD, ""))
    if _is_of_another_site(request) or not token or not _same(given, token):
        raise HTTPException(403, "This form is too old or not from this site; load the page again.")


def _csrf_cookie(request: Request) -> str:
    return f"__Host-{_CSRF_COOKIE}" if _is_encrypted(request) else _CSRF_COOKIE


def _is_set(response: Response, cookie: str) -> bool:
    return any(one.startswith(f"{cookie}=") for one in response.headers.getlist("set-cookie"))


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def _is_of_another_site(request: Request) -> bool:
    """Whether a browser says that a page of another site made it ask."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def _is_forged_call(request: Request) -> bool:
    """Whether an unsafe call of the API may be one that another site made a browser send.

    A bearer token is never sent by a browser on its own. Where cookies say who asks, the call must
    bring the token of the forms as a header. Where nothing does, as on one's own machine, browsers
    still say which site made them call, and other programs say nothing.
    """
    if request.headers.get("authorization", "").lower().startswith("bearer "):
        return False
    if _is_of_another_site(request):
        return True
    if request.cookies:
        token = request.cookies.get(_csrf_cookie(request), "")
        return not token or not _same(request.headers.get(_CSRF_HEADER, ""), token)
    return False


# What a browser may do with a page


async def say_what_a_page_may_do(request: Request, proceed: Next) -> Response:
    """Tell the browser to load and run nothing but our own files, and to stand in no frame."""
    response = await proceed(request)
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = _PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not request.url.path.startswith("/static/"):
        # What a person saw must not stay in a shared cache, or be shown after they signed out.
        headers.setdefault("Cache-Control", "no-store" if _signed_in(request) else "no-cache")
    if _is_encrypted(request):
        headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS}"
    return response


def _signed_in(request: Request) -> bool:
    person: Person = getattr(request.state, "person", NOBODY)
    return person.signed_in


def hosts_of(bound: str, names: tuple[str, ...]) -> frozenset[str]:
    """The host names that a desk answers to: this machine's own, where it listens, and others."""
    try:
        everywhere = ip_address(bound).is_unspecified
    except ValueError:
        everywhere = False
    return frozenset({*LOOPBACK, *(() if everywhere else (bound.lower(),)), *map(str.lower, names)})
