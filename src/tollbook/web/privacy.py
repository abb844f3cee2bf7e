"""Names of private persons are taken out of every answer to people who may not see them."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.web.desk import Desk
from tollbook.web.people import NOBODY, Person

_TEXT = re.compile(r"text/|application/(?:[\w.+-]*json|xml|x-ndjson|x-bibtex)|image/svg\+xml")
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)")


class HidePrivateNames:
    """Replaces the names in text; what is no text is refused, since nobody can tell what it shows.

    Whoever may not see the names may not decide either (`Person.of`): a form that they sent back
    would bring the replaced words with it.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as always, without the names.

        What a route made without them (`request.state.without_names`) passes as it is.
        """
        person: Person = scope.get("state", {}).get("person", NOBODY)
        # Whoever has yet to sign in gets no further than to the form for that.
        if scope["type"] != "http" or person.sees_names or person is NOBODY:
            await self._app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def hide(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                return
            if scope["state"].get("without_names"):
                if start:
                    await send(start)
                    start = {}
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            kind = Headers(raw=start["headers"]).get("content-type", "")
            body = b"".join(parts)
            if body and not _TEXT.match(kind):
                sentence = "Names of private persons can't be hidden in this, so it is not shown.\n"
                await PlainTextResponse(sentence, status_code=403)(scope, receive, send)
                return
            charset = _CHARSET.search(kind)
            text = body.decode(charset[1] if charset else "utf-8", "replace")
            hidden = (await run_in_threadpool(self._desk.hide_names, text)).encode()
            headers = MutableHeaders(raw=start["headers"])
            if "content-length" in headers and body:
                headers["content-length"] = str(len(hidden))
            await send(start)
            await send({"type": "http.response.body", "body": hidden})

        await self._app(scope, receive, hide)
