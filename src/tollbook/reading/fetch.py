"""Fetching one page: that a person asked for, or that `tollbook watch` looks after.

The check of an address is in the one place that opens connections (`_Checked.connect_tcp`): the
name is resolved once, every address that it has must be public, and the connection goes to the very
address that was checked. So neither a name that changes its address in between (DNS rebinding) nor
a redirect gets past it.
"""

from __future__ import annotations

import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from ssl import SSLContext, SSLError
from typing import Any

import httpcore2
from httpcore2 import NetworkBackend, NetworkStream, Response

from tollbook import __version__
from tollbook.connection import TimedStream
from tollbook.model.problem import Problem
from tollbook.reading.addresses import Address, RefusedAddressError, is_public
from tollbook.settings import Safety, Settings

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": "",
    "text/markdown": "",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/x-mimearchive": ".mhtml",
}
"""What the readers read one document from, with the ending of a file of each; empty where the
content says what it is."""

_OK = 200
_NOT_MODIFIED = 304
_LONGEST_VERSION = 500  # characters of an ETag; longer ones are no use to anybody
_HINT = "save the page in a browser and add the file"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: where from in the end, its bytes, its declared kind and charset.

    `etag` and `modified` are what its site knows this version by. `unchanged` is set where a page
    of the version that was asked about is still the newest; then there are no bytes.
    """

    address: str
    data: bytes
    ending: str
    charset: str
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class RefusedBySite(Problem):
    """The site answers, but not with the page; `retry_after` is its header of that name."""

    status: int = 0
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """How to ask; the defaults are for one page that a person asked for.

    `kinds` are the media types that are taken, each with the ending of a file of it, None for all.
    `etag` and `modified` name the version that is known already. `before` is called with each
    address before it is asked, those of redirects among them; it may wait, which is not counted as
    the site's time, and it may raise a `RefusedAddressError`.
    """

    purpose: str = "one page, asked for by a person"
    accept: str = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"
    kinds: Mapping[str, str] | None = field(default_factory=lambda: _KINDS)
    etag: str = ""
    modified: str = ""
    before: Callable[[Address], None] = lambda address: None

    def headers(self) -> list[tuple[str, str]]:
        """What is sent, and nothing else."""
        known = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return [
            ("User-Agent", f"Tollbook/{__version__} ({self.purpose})"),
            ("Accept", self.accept),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
            *((name, value) for name, value in known if value),
        ]


def _resolve(host: str, port: int) -> list[str]:
    """The numeric addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Network:
    """The way out; tests put their own in place of each part, and leave the checks alone.

    `dial` connects to a numeric address and a port within some seconds.
    """

    resolve: Callable[[str, int], list[str]] = _resolve
    dial: Callable[[str, int, float], NetworkStream] = httpcore2.SyncBackend().connect_tcp
    now: Callable[[], float] = time.monotonic
    certificates: SSLContext | None = None


def fetch(
    words: str,
    settings: Settings,
    safety: Safety,
    network: Network = Network(),
    request: Request = Request(),
) -> Fetched | Problem:
    """Fetch the page at an address that a person gave.

    No cookies, no credentials and no proxy of the environment are used. It is a problem if the
    address, or one that it redirects to, is not public; if the page is too large or too slow; or if
    no reader knows its kind.
    """
    try:
        address = Address.of(words)
        deadline = network.now() + safety.fetch_seconds
        for _ in range(safety.fetch_redirects + 1):
            began = network.now()
            request.before(address)
            deadline += network.now() - began
            with _asked(address, request, deadline, network) as response:
                if response.status not in _REDIRECTS:
                    return _taken(address, response, request, settings)
                address = address.redirected(_header(response, b"location"))
        what = f"it redirects more than {safety.fetch_redirects} times"
    except RefusedAddressError as error:
        what = str(error)
    except _FAILURES as error:
        what = _meaning(error)
    return Problem(words.strip()[:200], what, _HINT)


@contextmanager
def _asked(
    address: Address, request: Request, deadline: float, network: Network
) -> Iterator[Response]:
    """The answer to one request, whose body has yet to be read."""
    backend = _Checked(network, deadline)
    url = httpcore2.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode(),
        port=address.port,
        target=address.target.encode(),
    )
    with (
        httpcore2.ConnectionPool(
            ssl_context=network.certificates, network_backend=backend, http2=False
        ) as pool,
        pool.stream("GET", url, headers=request.headers()) as response,
    ):
        yield response


class _Checked(NetworkBackend):
    """Connects to public addresses only, until a moment only."""

    def __init__(self, network: Network, deadline: float) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Resolve, check, and connect to what was checked."""
        addresses = self._addresses(host, port)
        if not addresses:
            raise RefusedAddressError(f"no site is called {host}")
        if not all(map(is_public, addresses)):
            raise RefusedAddressError("the address does not lead to the public internet")
        stream = self._network.dial(addresses[0], port, self._left())
        return _Proven(stream, self._left)

    def _addresses(self, host: str, port: int) -> list[str]:
        pool = ThreadPoolExecutor(1)  # the system's resolver knows no deadline
        try:
            return pool.submit(self._network.resolve, host, port).result(self._left())
        except TimeoutError:
            raise httpcore2.ConnectTimeout from None
        except (OSError, UnicodeError):
            raise RefusedAddressError(f"no site is called {host}") from None
        finally:
            pool.shutdown(wait=False)

    def _left(self) -> float:
        left = self._deadline - self._network.now()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left


class _Proven(TimedStream):
    """A connection to a site that proves who it is; one that can't is refused in so many words."""

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        """Go on encrypted; the certificate must be that of the name that was asked for."""
        try:
            return super().start_tls(ssl_context, server_hostname, timeout)
        except httpcore2.ConnectError as error:
            if isinstance(error.__cause__, SSLError):
                raise RefusedAddressError(
                    "the site can't prove that it is the one asked for (its certificate is not "
                    "valid)"
                ) from error
            raise


def _taken(
    address: Address, response: Response, request: Request, settings: Settings
) -> Fetched | Problem:
    """The page of an answer, if it is one that can be read."""
    etag, modified = (_version(response, name) for name in (b"etag", b"last-modified"))
    if response.status == _NOT_MODIFIED and (request.etag or request.modified):
        return Fetched(
            str(address), b"", "", "", etag or request.etag, modified or request.modified, True
        )
    if response.status != _OK:
        return RefusedBySite(
            str(address),
            f"the site answers with status {response.status}",
            _HINT,
            response.status,
            _header(response, b"retry-after")[:100],
        )
    kind, _, parameters = _header(response, b"content-type").partition(";")
    kind = kind.strip().lower()
    if kind and request.kinds is not None and kind not in request.kinds:
        raise RefusedAddressError(f"it is of the kind {kind[:60]!r}, which is not read")
    ending = (request.kinds or {}).get(kind, "")
    data = b"".join(_bounded(response, settings.max_document_bytes))
    return Fetched(str(address), data, ending, _charset(parameters), etag, modified)


def _version(response: Response, name: bytes) -> str:
    """What a site knows a version by, if it can be sent back as it is."""
    value = _header(response, name).strip()
    return (
        value if len(value) <= _LONGEST_VERSION and value.isascii() and value.isprintable() else ""
    )


def _bounded(response: Response, most: int) -> Iterator[bytes]:
    """The content, unpacked if need be, as long as it is within bounds."""
    coding = _header(response, b"content-encoding").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise RefusedAddressError(f"it is packed as {coding[:60]!r}, which is not read")
    unpacker = zlib.decompressobj(wbits=47) if coding not in ("", "identity") else None
    size = 0
    for chunk in response.iter_stream():
        data = chunk if unpacker is None else unpacker.decompress(chunk, most - size + 1)
        size += len(data)
        if size > most:
            raise RefusedAddressError(f"the page is larger than {most:,} bytes")
        yield data


def _header(response: Response, name: bytes) -> str:
    """The first header of a name; empty if there is none."""
    values = (value for key, value in response.headers if key.lower() == name)
    return next(values, b"").decode("latin-1")


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40]
    return ""


def _meaning(error: Exception) -> str:
    """What a failure means for the person who asked."""
    if isinstance(error, httpcore2.TimeoutException):
        return "the site takes too long to answer"
    return "the site does not answer as a web page does"
