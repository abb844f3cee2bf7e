"""What a request that fails is answered with: one shape for all, problem details of RFC 9457."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from tollbook.model.decision import Decision
from tollbook.model.problem import CaseError, DecisionError, MissingError, TollbookError
from tollbook.publishing.decisions import to_json

MEDIA_TYPE = "application/problem+json"

MEANINGS: Mapping[int, tuple[str, str]] = {
    400: ("not-readable", "The body can't be read at all."),
    401: ("sign-in-needed", "The server does not know who asks: send a token."),
    403: ("not-allowed", "Whoever asks may not do this, or the request came from another site."),
    404: ("not-found", "Nothing stands at this address, or nothing has this id."),
    405: ("wrong-method", "The address is right, the method is not; `Allow` lists those that are."),
    409: ("conflict", "Somebody else decided first, or the ledger speaks against the decision."),
    412: ("changed", "What `If-Match` names has changed; look at it again."),
    413: ("too-large", "The request is larger than the server reads."),
    415: ("wrong-format", "The body is in a format that this address does not take."),
    421: ("wrong-host", "The server is not known by the host name of the request."),
    422: ("not-understood", "A value is wrong; `errors` says which, and what it may be."),
    429: ("too-many", "Too many requests; `Retry-After` says when to come back."),
    500: ("internal", "The server failed; its log says why."),
    503: ("unavailable", "The ledger can't be used at the moment."),
}
"""The types of problems by status: the name, and what it means."""


class Trouble(BaseModel):
    """One value that is wrong."""

    where: str = Field(description="The parameter, or the field of the body", examples=["measure"])
    detail: str = Field(examples=["'kiled' is not one of killed, injured, …"])


class Problem(BaseModel):
    """Problem details (RFC 9457). `type` leads to what this kind of problem means."""

    type: str = Field(examples=["/api#not-found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(ge=400, le=599, examples=[404])
    detail: str = Field(
        description="What is wrong, in a sentence for people",
        examples=["no document is called 'harbour-wire'"],
    )
    instance: str = Field(
        description="The address that was asked", examples=["/api/v1/documents/harbour-wire"]
    )
    errors: list[Trouble] | None = Field(None, description="Every value that is wrong")
    decision: dict[str, Any] | None = Field(
        None, description="In a conflict: what the other person decided"
    )


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route says which problems it may answer with."""
    return {
        status: {
            "description": MEANINGS[status][1],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({401, 403, 422, 500, 503, *statuses})
    }


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """The answer to a request that fails; `more` are members beside the five of the standard."""
    name = MEANINGS[status][0] if status in MEANINGS else "problem"
    told = Problem(
        type=f"/api#{name}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        **more,
    )
    return JSONResponse(
        told.model_dump(exclude_none=True),
        status_code=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        media_type=MEDIA_TYPE,
    )


class Changed(HTTPException):
    """Something is no longer as the caller saw it; `decision` is the last one on it, if any."""

    def __init__(self, detail: str, decision: Decision | None) -> None:
        super().__init__(412, detail)
        self.decision = decision


@contextmanager
def refusing() -> Iterator[None]:
    """Answer what the library does not understand with 422: its sentences are for the caller."""
    try:
        yield
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


def not_found(what: str, id: str, known: Sequence[str] = ()) -> HTTPException:
    """That there is nothing of that id, with those that are much like it."""
    near = get_close_matches(id, known, n=3, cutoff=0.6)
    advice = f"; did you mean {' or '.join(near)}?" if near else ""
    return HTTPException(404, f"no {what} is called {id!r}{advice}")


async def on_refusal(request: Request, error: Exception) -> Response:
    """What a route or the framework refuses by its status."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    if error.status_code == HTTPStatus.NOT_MODIFIED:
        return Response(status_code=304, headers=error.headers)
    headers = dict(error.headers or {})
    detail = str(error.detail)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _methods_at(request)
        headers["Allow"] = ", ".join(allowed)
        detail = f"{request.method} is not for this address; it takes {' and '.join(allowed)}"
    elif error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "nothing stands at this address; /api lists those that there are"
    return problem(
        request, error.status_code, detail, headers=headers, decision=_other_decision(error)
    )


def _other_decision(error: Exception) -> dict[str, Any] | None:
    """What somebody else decided, where that is what stands against a request."""
    other = getattr(error, "decision", None)
    return to_json(other) if isinstance(other, Decision) else None


def _methods_at(request: Request) -> list[str]:
    """The methods of the address of a request, as it is described most closely.

    An id may hold any character, so that `/voices/{key}` is also the form of `/voices/join`.
    """
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    described = {
        form: operations
        for form, operations in request.app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(form)), path)
    }
    if not described:
        return ["GET", "HEAD"]
    closest = max(described, key=lambda form: len(re.sub(r"\{\w+\}", "", form)))
    taken = [method.upper() for method in described[closest]]
    return [*taken, "HEAD"] if "GET" in taken else taken


async def on_misunderstanding(request: Request, error: Exception) -> Response:
    """Values of the wrong form: every one of them, and the first in the sentence."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return problem(request, 422, "the body is not JSON")
    known = _parameters(request)
    troubles = [Trouble(where=_where(one["loc"]), detail=_sentence(one, known)) for one in found]
    detail = f"{troubles[0].where}: {troubles[0].detail}"
    return problem(request, 422, detail, errors=troubles)


def _parameters(request: Request) -> list[str]:
    """The names of the parameters that the route of a request takes."""
    fields = getattr(getattr(request.scope.get("route"), "dependant", None), "query_params", ())
    shapes = [field.field_info.annotation for field in fields]
    return [
        field.alias or name
        for shape in shapes
        for name, field in getattr(shape, "model_fields", {}).items()
    ]


def _where(location: Sequence[Any]) -> str:
    """The parameter, or the path to the field; which of several values it is says the value."""
    parts = location[1:2] if location[0] == "query" else location[1:]
    return ".".join(map(str, parts)) or str(location[0])


def _sentence(error: Mapping[str, Any], parameters: Sequence[str]) -> str:
    """What is wrong with one value, in the words of the command line where it has some."""
    kind, context = error["type"], error.get("ctx") or {}
    given = repr(error.get("input"))
    given = given if len(given) <= 80 else f"{given[:79]}…"
    if kind in ("literal_error", "enum"):
        known = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return f"{given} is not one of {known}"
    if kind == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), parameters, n=1)
        known = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(parameters)}"
        return "there is no parameter of this name; " + known
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    if kind == "missing":
        return "this is needed"
    message = str(error["msg"])
    return message[:1].lower() + message[1:]


async def on_trouble(request: Request, error: Exception) -> Response:
    """What the library says went wrong: not there, not possible, or not for the caller to know."""
    if isinstance(error, CaseError | MissingError):
        return problem(request, 404, str(error))
    if isinstance(error, DecisionError):
        return problem(request, 409, str(error), decision=_other_decision(error))
    _log(request, error)
    return problem(request, 503, "the ledger can't be used; the log of the server says why")


async def on_failure(request: Request, error: Exception) -> Response:
    """A mistake of ours: the caller learns that it happened, the log what it was."""
    _log(request, error)
    return problem(request, 500, "this failed for a reason of the server's own; its log says why")


def _log(request: Request, error: Exception) -> None:
    logging.getLogger(__name__).error(
        "%s %s failed: %s", request.method, request.url.path, error, exc_info=error
    )


HANDLERS: Mapping[Any, Any] = {
    HTTPException: on_refusal,
    RequestValidationError: on_misunderstanding,
    TollbookError: on_trouble,
    Exception: on_failure,
}
"""What a failing request is answered by."""
