"""A server with the OpenAI-compatible chat interface: llama.cpp, Ollama, vLLM, or a hosted one.

One request a window. Whatever the server does ends in an answer or in a clause that says what went
wrong; nothing here raises for what comes over the wire.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore2

from tollbook import __version__
from tollbook.connection import TimedBackend
from tollbook.model.problem import SettingsError
from tollbook.second_reader.answers import schema, storable

_MOST_BYTES = 2_000_000  # of an answer
_MOST_TOKENS = 10_000_000  # of one exchange: what counts more is lying
_NAME_CHARS = 200
_TRIES = 4
_LONGEST_WAIT = 30.0  # seconds between two tries, whatever Retry-After asks for
_TOO_MANY = 429
_BUSY = frozenset({408, 409, 425, _TOO_MANY, 500, 502, 503, 504, 529})
_REFUSES_SCHEMA = frozenset({400, 404, 415, 422, 501})
_FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,
)

Json = Any
Asked = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the answer's text, None with a clause that says why; tokens as counted."""

    text: str | None
    fault: str | None = None
    tokens: int | None = None


@dataclass(slots=True)
class Server:
    """A server at the base address of its interface, such as `http://localhost:8080/v1`.

    `seconds` is how long one answer may take. `format` is how strictly JSON can be asked for; it is
    lowered once where the server does not know the stricter form.
    """

    address: str
    key: str | None = None
    seconds: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    format: str = "json_schema"
    _wait: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no address.

        Raises:
            SettingsError: it is not http or https, or names no host.
        """
        if not _is_address(self.address):
            raise SettingsError(
                f"{self.address!r} is no second reader: write http://HOST/v1, https://HOST/v1 or "
                "dir:FOLDER, and set TOLLBOOK_SECOND_READER_KEY if it needs a key"
            )
        if self.key and not (self.key.isascii() and self.key.isprintable()):
            raise SettingsError("the key of the second reader holds characters that no key has")
        self.address = self.address.rstrip("/")

    def first_model(self) -> Reply:
        """The name of the model that the server lists first."""
        status, body, fault = self._send("GET", "/models", None)
        if fault is None and not 200 <= status < 300:
            fault = _refusal(status)
        if fault is not None:
            return Reply(None, fault)
        try:
            name = json.loads(body)["data"][0]["id"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return Reply(None, "it lists no model, so one has to be named with --second-model")
        return Reply(storable(str(name))[:_NAME_CHARS])

    def ask(self, asked: Asked) -> Reply:
        """The answer to one request: `model`, `messages` and the parameters."""
        strictest = self.format
        reply = self._ask(asked)
        if reply.text is None:
            self.format = strictest  # it was not for the schema that it refused
        return reply

    def _ask(self, asked: Asked) -> Reply:
        for attempt in range(_TRIES):
            status, body, fault = self._send("POST", "/chat/completions", self._body(asked))
            if fault is not None:
                return Reply(None, fault)
            if status in _REFUSES_SCHEMA and self._lower_format():
                continue
            if status in _BUSY and attempt < _TRIES - 1:
                self.sleep(min(self._wait or 2.0**attempt, _LONGEST_WAIT))
                continue
            return self._reply(status, body)
        return Reply(None, f"it refused {_TRIES} requests")

    def _body(self, asked: Asked) -> bytes:
        body = dict(asked)
        if self.format == "json_schema":
            described = {"name": "figures", "strict": True, "schema": schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": described}
        elif self.format == "json_object":
            body["response_format"] = {"type": "json_object"}
        if self.format != "json_schema":
            first, *rest = asked["messages"]
            words = f"{first['content']}\n\nThe schema:\n{json.dumps(schema())}"
            body["messages"] = [{**first, "content": words}, *rest]
        return json.dumps(body, ensure_ascii=False).encode()

    def _lower_format(self) -> bool:
        """Ask for JSON less strictly; False where that is not possible."""
        steps = ("json_schema", "json_object", "text")
        at = steps.index(self.format)
        if at == len(steps) - 1:
            return False
        self.format = steps[at + 1]
        return True

    def _reply(self, status: int, body: bytes) -> Reply:
        if not 200 <= status < 300:
            return Reply(None, _refusal(status))
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            text = choice["message"]["content"]
            tokens = (answer.get("usage") or {}).get("total_tokens")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return Reply(None, "what it answered is no chat completion")
        tokens = min(tokens, _MOST_TOKENS) if isinstance(tokens, int) and tokens >= 0 else None
        if not isinstance(text, str) or not text.strip():
            return Reply(None, "its answer is empty", tokens)
        if choice.get("finish_reason") == "length":
            return Reply(None, "its answer was cut off", tokens)
        return Reply(storable(text), None, tokens)

    def _send(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes, str | None]:
        """Status, body, and what went wrong on the way; redirects are not followed."""
        headers = [
            ("User-Agent", f"Tollbook/{__version__}"),
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
        ]
        if self.key:
            headers.append(("Authorization", f"Bearer {self.key}"))
        limits = {"connect": 10.0, "read": self.seconds, "write": 30.0, "pool": 10.0}
        self._wait = 0.0
        try:
            with (
                httpcore2.ConnectionPool(network_backend=TimedBackend(self.seconds)) as pool,
                pool.stream(
                    method,
                    self.address + path,
                    headers=headers,
                    content=body,
                    extensions={"timeout": limits},
                ) as response,
            ):
                self._wait = _retry_after(response.headers)
                if 300 <= response.status < 400:
                    return response.status, b"", "it redirects elsewhere, which is not followed"
                taken = b"".join(_bounded(response.iter_stream()))
                return response.status, taken, None
        except _TooMuchError as error:
            return 0, b"", str(error)
        except httpcore2.TimeoutException:
            return 0, b"", f"it did not answer within {self.seconds:.0f} seconds"
        except _FAILURES as error:
            return 0, b"", f"it can't be reached ({str(error) or type(error).__name__})"


class _TooMuchError(Exception):
    """An answer without an end."""


def _bounded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > _MOST_BYTES:
            raise _TooMuchError(f"its answer is longer than {_MOST_BYTES:,} bytes")
        yield chunk


def _is_address(words: str) -> bool:
    """Whether words are an address that can be asked; a password has no place in one."""
    try:
        parts = urlsplit(words)
        _ = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = words.isascii() and words.isprintable() and " " not in words
    return parts.scheme in ("http", "https") and bool(host) and plain and "@" not in parts.netloc


def _refusal(status: int) -> str:
    """What a status that is no success means."""
    if status in (401, 403):
        return f"it wants another key (status {status}): set TOLLBOOK_SECOND_READER_KEY"
    if status == _TOO_MANY:
        return f"it takes no more requests for now (status {status})"
    return f"it answered with status {status}"


def _retry_after(headers: list[tuple[bytes, bytes]]) -> float:
    """The seconds that a busy server asks to be left alone for; 0 where it doesn't say."""
    for name, value in headers:
        if name.lower() == b"retry-after" and value.strip().isdigit():
            return float(value)
    return 0.0
