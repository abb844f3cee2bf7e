"""The API put together: its routers, its errors, its description in OpenAPI."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook import __version__
from tollbook.web.api import (
    cases,
    checks,
    claims,
    deciding,
    documents,
    estimates,
    ledger,
    predictions,
    reviewing,
    statements,
    voices,
)
from tollbook.web.api.problems import HANDLERS, Problem, problem
from tollbook.web.desk import Desk

PREFIX = "/api/v1"

_SUBJECTS = (
    cases,
    statements,
    reviewing,
    documents,
    claims,
    voices,
    estimates,
    checks,
    predictions,
    deciding,
    ledger,
)
"""In this order the routes are tried: an address below another comes first."""

_ABOUT = """The questions and decisions of a Tollbook ledger: who said how many, where, and since
when. Every answer is what the library and `--format json` give.

* `as-known-on` asks any question for what the ledger knew at the end of a day.
* Lists come in pages: `limit` and `offset`; `Link` has the addresses of the other pages.
* Every answer has an `ETag`; sent back in `If-None-Match` it costs nothing while nothing changed.
* Whatever fails is answered with problem details (RFC 9457).
* Ids stand in addresses percent-encoded: `goma#3` is `goma%233`.
"""


def create_api(desk: Desk | None = None) -> FastAPI:
    """The API over one ledger; the site mounts it at `PREFIX`. Without one it describes itself."""
    api = FastAPI(
        title="Tollbook",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        exception_handlers=dict(HANDLERS),
        generate_unique_id_function=lambda route: route.name,
    )
    api.state.desk = desk
    for subject in _SUBJECTS:
        api.include_router(subject.router)
    api.add_middleware(AnswerHead)
    api.add_middleware(Bounded)
    api.openapi = lambda: _described(api)  # type: ignore[method-assign]
    return api


def _described(api: FastAPI) -> dict[str, Any]:
    """The description in OpenAPI 3.1, with the shape of problems that routes refer to."""
    if not api.openapi_schema:
        found = get_openapi(
            title=api.title, version=api.version, description=api.description, routes=api.routes
        )
        found["servers"] = [{"url": PREFIX}]
        parts = found.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        for name, shape in parts["schemas"]["Problem"].pop("$defs", {}).items():
            parts["schemas"][name] = shape
        parts["securitySchemes"] = {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of `tollbook token new`; a desk without users needs none",
            }
        }
        found["security"] = [{"token": []}, {}]
        api.openapi_schema = found
    return api.openapi_schema


MOST_BYTES = 2_000_000
"""Of a body: a report of the most characters that are taken, each of them escaped, and some."""


class Bounded:
    """Refuse a body that is larger than `MOST_BYTES`, whether it says so or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, for as long as its body is of bounded size."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        said = request.headers.get("content-length", "")
        if said.isdigit() and int(said) > MOST_BYTES:
            await _too_large(request)(scope, receive, send)
            return
        read = 0

        async def bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MOST_BYTES:
                raise HTTPException(413, _TOO_LARGE)
            return message

        await self._app(scope, bounded, send)


_TOO_LARGE = f"the body is larger than {MOST_BYTES:,} bytes; 'tollbook read' takes whole files"


def _too_large(request: Request) -> Response:
    return problem(request, 413, _TOO_LARGE)


class AnswerHead:
    """Answer HEAD as GET would be, without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; of the answer to HEAD, only its head."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)
