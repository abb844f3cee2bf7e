"""How answers are sent: as JSON with its ETag, in pages with `Link` headers.

The JSON is what the library writes, byte for byte as `--format json` has it; the models of the
routes only describe it, and the tests hold the two together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field, create_model
from starlette.exceptions import HTTPException

from tollbook import OpenLedger, Results
from tollbook.web.api.asking import Paging
from tollbook.web.desk import AtDesk
from tollbook.web.people import Asking


class Page(BaseModel):
    """A page of a list."""

    total: int = Field(ge=0, description="Items of the whole list")
    limit: int
    offset: int
    head: str | None = Field(
        description="The hash of the ledger's last entry: where it differs between two pages of a "
        "list, something was added in between"
    )


def page_of(item: Any, name: str = "") -> type[Page]:
    """The shape of a page of such items; its name is theirs, unless one is given."""
    made: type[Page] = create_model(
        f"PageOf{name or item.__name__}",
        __base__=Page,
        __doc__=Page.__doc__,
        items=(list[item], ...),
    )
    return made


def _unless_unchanged(request: Request, desk: AtDesk, person: Asking) -> None:
    """Answer 304 at once where the caller has what it would get; else remember the tag to send.

    The tag covers all that an answer depends on, so that it is strong without the answer being
    worked out: the address with its query, the state of the ledger, and what the person may see.
    """
    with desk.ledger() as ledger:
        state = ledger.state()
    asked = f"{request.url.path}?{request.url.query}"
    request.state.tag = tag_of(
        f"{state}\n{asked}\n{','.join(sorted(person.may))}{person.sees_names}"
    )
    known = request.headers.get("if-none-match")
    if known != "*" and matches(known, request.state.tag):  # "*" asks whether there is an answer
        raise HTTPException(304, headers=_headers(request.state.tag))


UNLESS_UNCHANGED = Depends(_unless_unchanged)
"""The dependency of every list and question whose answer follows from the state of the ledger."""


def tag_of(content: str) -> str:
    """A strong entity tag (RFC 9110, 8.8.3)."""
    return f'"{hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:32]}"'


def tag_of_record(record: Any) -> str:
    """The tag of an answer that is tagged by its content."""
    return tag_of(_bytes_of(record).decode())


def matches(header: str | None, tag: str) -> bool:
    """Whether one of the tags in a header is this one; `*` stands for any.

    >>> matches('W/"a", "b"', '"a"'), matches('"ab"', '"a"'), matches("*", '"a"')
    (True, False, True)
    """
    given = [one.strip().removeprefix("W/") for one in (header or "").split(",")]
    return tag in given or "*" in given


def reply(
    request: Request, record: Any, *, status: int = 200, links: str | None = None
) -> Response:
    """An answer as JSON, with the tag that the route or its dependency worked out."""
    tag = getattr(request.state, "tag", None)
    headers = _headers(tag) if tag else {"Cache-Control": "no-store"}
    if links:
        headers["Link"] = links
    return Response(
        _bytes_of(record),
        status_code=status,
        headers=headers,
        media_type="application/json",
    )


def reply_by_content(request: Request, record: Any) -> Response:
    """An answer whose tag is that of its content alone, so that `If-Match` can name it."""
    request.state.tag = tag_of_record(record)
    if matches(request.headers.get("if-none-match"), request.state.tag):
        return Response(status_code=304, headers=_headers(request.state.tag))
    return reply(request, record)


def reply_with_page(
    request: Request, ledger: OpenLedger, asked: Paging, found: Results[Any, Any]
) -> Response:
    """A page of what was found, with the addresses of the others in `Link` (RFC 8288)."""
    total = len(found)
    record = {
        "total": total,
        "limit": asked.limit,
        "offset": asked.offset,
        "head": ledger.head(),
        "items": found[asked.offset : asked.offset + asked.limit].to_dicts(),
    }
    links = ", ".join(_links(request, asked, total))
    return reply(request, record, links=links)


def _links(request: Request, asked: Paging, total: int) -> Iterator[str]:
    last = max(total - 1, 0) // asked.limit * asked.limit
    pages = {"first": 0, "prev": max(asked.offset - asked.limit, 0), "last": last}
    pages["next"] = asked.offset + asked.limit
    wanted = ["first", *(["prev"] if asked.offset else [])]
    wanted += ["next"] if pages["next"] < total else []
    for rel in (*wanted, "last"):
        yield f'<{_address(request, offset=pages[rel], limit=asked.limit)}>; rel="{rel}"'


def _address(request: Request, **changed: int) -> str:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changed]
    return f"{request.url.path}?{urlencode([*kept, *changed.items()])}"


def _bytes_of(record: Any) -> bytes:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character of a broken text, which only an escape can name
        return json.dumps(record, allow_nan=False, separators=(",", ":")).encode()


def _headers(tag: str) -> dict[str, str]:
    """What a browser or a proxy may do with an answer: keep it, and ask whether it still holds."""
    return {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Cookie",
    }
