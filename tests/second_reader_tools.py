"""Answers as a model would give them, and a server that gives them over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = Any


def quoted(words: str | None, occurrence: int | None = 1) -> Json:
    """Words as an answer quotes them."""
    return None if words is None else {"quote": words, "occurrence": occurrence}


def answered(evidence: Json, number: Json, measure: str = "killed", **others: Json) -> Json:
    """A figure of an answer; what is not said is null."""
    spans = ("content", "population", "place", "period", "as_of", "by", "cause")
    usual: dict[str, Json] = dict.fromkeys((*spans, "sex", "age_group", "part_of", "same_as"))
    usual |= {"status": "unknown", "scope": "incident", "modality": "asserted", "basis": "unknown"}
    usual |= {"evidence": evidence, "number": number, "people": [], "voices": []}
    usual |= {"measure": measure} | others
    for name in (*spans, "evidence", "number"):
        if isinstance(usual[name], str):
            usual[name] = quoted(usual[name])
    return usual


def voice(name: str, cue: str | None = "said", role: str = "origin") -> Json:
    """A voice of an answer."""
    return {"role": role, "name": quoted(name), "cue": quoted(cue)}


def answer(*figures: Json) -> str:
    """An answer as a model writes it."""
    return json.dumps({"figures": list(figures)})


def completion(text: str | None, **others: Json) -> Json:
    """An answer as a server wraps it."""
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"choices": [choice | others], "usage": {"total_tokens": 1_000}}


@dataclass
class Faked:
    """One HTTP answer: a status, headers, and a body that is sent as it is."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # what Content-Length says, where it lies

    @classmethod
    def of(cls, value: Json, status: int = 200, **headers: str) -> Faked:
        """An answer whose body is JSON."""
        return cls(json.dumps(value).encode(), status, headers)


Answering = Callable[[Json], Faked]


@dataclass
class FakeServer:
    """A chat interface on this machine; `asked` has what it was sent, with the headers."""

    address: str
    asked: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(answering: Answering | str) -> Iterator[FakeServer]:
    """A server that gives the same text to everybody, or what a function makes of each request."""

    def give(request: Json) -> Faked:
        return Faked.of(completion(answering)) if isinstance(answering, str) else answering(request)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(Faked.of({"data": [{"id": "tiny-reader"}, {"id": "other"}]}))

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append(request)
            fake.headers.append(dict(self.headers))
            self._send(give(request))

        def _send(self, faked: Faked) -> None:
            self.send_response(faked.status)
            for name, value in faked.headers.items():
                self.send_header(name.replace("_", "-"), value)
            length = len(faked.body) if faked.length is None else faked.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(faked.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = FakeServer(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
