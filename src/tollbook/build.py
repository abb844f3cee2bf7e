"""Which Tollbook reads: its version and the digest of all in it that decides what is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from tollbook import __version__

_DECIDE = ("extraction", "importing", "language", "model", "resolution")
"""The rooms that make statements of a document's text. What reading changes shows in the text."""

_DIGITS = 12


@cache
def build() -> str:
    """The version and, after "+", the start of a SHA-256 over the code and gazetteer that read.

    A ledger reads a document again when this changes, so that rules mended between two versions
    are never mixed with those before.
    """
    total = hashlib.sha256()
    for name, item in sorted(_sources()):
        content = hashlib.sha256(item.read_bytes()).hexdigest()
        total.update(f"{name} {content}\n".encode())
    return f"{__version__}+{total.hexdigest()[:_DIGITS]}"


def _sources() -> Iterator[tuple[str, Traversable]]:
    """Every file of those rooms by its path; word lists are digested by language, apart."""
    ahead = [(room, files("tollbook") / room) for room in _DECIDE]
    while ahead:
        path, item = ahead.pop()
        if item.is_dir():
            ahead += [(f"{path}/{inner.name}", inner) for inner in item.iterdir()]
        elif path.endswith((".py", ".sqlite")):
            yield path, item
