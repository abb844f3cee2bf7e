"""The second reader, where one is configured: its address, and whether it can be reached."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tollbook.model.diagnosis import Diagnosis

VARIABLE = "TOLLBOOK_SECOND_READER"
_SECONDS = 5
_FOLDER = "dir:"
_NAME = "second reader"


def look_at_second_reader(environment: Mapping[str, str], network: bool) -> Iterator[Diagnosis]:
    """One line where an address is configured, else none; contacts it only on request."""
    address = environment.get(VARIABLE, "").strip()
    if not address:
        return
    if address.startswith(_FOLDER):
        yield _folder(Path(address.removeprefix(_FOLDER)))
        return
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        host, port = None, 0
    if not host or parts.scheme not in {"http", "https"}:
        advice = f"write {VARIABLE} like http://localhost:8080/v1"
        yield Diagnosis(_NAME, "wrong", "its address can't be understood", advice)
    elif not network:
        yield Diagnosis(_NAME, "note", f"{host} was not contacted", "--network tries it")
    else:
        yield _try(host, port)


def _folder(path: Path) -> Diagnosis:
    if path.is_dir():
        return Diagnosis(_NAME, "sound", f"the folder {path} is there")
    if path.exists():
        return Diagnosis(_NAME, "wrong", f"{path} is not a folder", f"mend {VARIABLE}")
    return Diagnosis(_NAME, "note", f"there is no folder {path} yet; the first request makes it")


def _try(host: str, port: int) -> Diagnosis:
    """Whether something listens there; nothing is sent."""
    try:
        with socket.create_connection((host, port), timeout=_SECONDS):
            return Diagnosis(_NAME, "sound", f"{host} accepts connections on port {port}")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        found = f"{host} can't be reached on port {port} ({reason})"
        return Diagnosis(_NAME, "wrong", found, f"start it, or mend {VARIABLE}")
