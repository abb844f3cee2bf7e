"""Connections that wait, all in all, no longer than until a moment.

The time limits of an HTTP client are for one read each, so a server that sends a byte now and then
would keep it waiting for ever.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from ssl import SSLContext
from typing import Any

import httpcore2
from httpcore2 import NetworkBackend, NetworkStream


class TimedBackend(NetworkBackend):
    """Connects as usual, for at most so many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self._usual = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect, within `timeout` seconds if that is less than is left."""
        left = self._left() if timeout is None else min(timeout, self._left())
        stream = self._usual.connect_tcp(host, port, left, local_address, socket_options)
        return TimedStream(stream, self._left)

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left


class TimedStream(NetworkStream):
    """A connection that waits no longer than is left; `left` raises where nothing is."""

    def __init__(self, stream: NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what comes, as long as there is time."""
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, as long as there is time."""
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        """Go on encrypted, as long as there is time."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._left())
        return TimedStream(stream, self._left)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)
