"""From addresses to inputs: files, folders and standard input, each once, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tollbook.model.problem import Problem

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its address as given or found."""

    address: str

    @property
    def name(self) -> str:
        """What the ids of its documents start from."""
        return "stdin" if self.address == STDIN else _writable(Path(self.address).stem)

    @property
    def file(self) -> str:
        """Where the file really lies, from whichever folder it was named; empty for a stream."""
        return "" if self.address == STDIN else _writable(os.path.realpath(self.address))

    @property
    def feed(self) -> str:
        """The name of the file as that of a feed, whose records have ids of their own."""
        return "stdin" if self.address == STDIN else _writable(Path(self.address).name)

    @property
    def where(self) -> str:
        """The place that a problem with it names."""
        return "standard input" if self.address == STDIN else self.shown

    @property
    def shown(self) -> str:
        """The address as it is stored."""
        return _writable(self.address)


def find_sources(addresses: Iterable[str]) -> list[Source | Problem]:
    """The inputs that addresses stand for, in the order given; folders in alphabetical order.

    A file is read once, however often and by whichever link it is named.
    """
    found = _each_once(addresses)
    return [item if isinstance(item, Problem) else Source(item) for item in found]


def _writable(name: str) -> str:
    """A file name in characters that can be stored, even where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _each_once(addresses: Iterable[str]) -> Iterator[str | Problem]:
    seen: set[str] = set()
    for address in addresses:
        for item in [address] if address == STDIN else _files(Path(address)):
            if isinstance(item, Problem):
                yield item
                continue
            real = item if item == STDIN else os.path.realpath(item)
            if real not in seen:
                seen.add(real)
                yield item


def _files(top: Path) -> Iterator[str | Problem]:
    """The files at or below a path; hidden ones are left out, and a folder is entered once.

    The folders to come stand on a list, not on the call stack: a path can nest thousands deep.
    """
    entered: set[str] = set()
    ahead = [top]
    while ahead:
        path = ahead.pop()
        try:
            mode = path.stat().st_mode
            if stat.S_ISREG(mode):
                yield str(path)
            elif not stat.S_ISDIR(mode):
                yield Problem(str(path), "this is no regular file", "pipe it in, with '-' as file")
            elif (real := os.path.realpath(path)) not in entered:
                entered.add(real)
                ahead += sorted(_visible(path), reverse=True)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield unreadable(str(path), error)


def _visible(folder: Path) -> list[Path]:
    return [item for item in folder.iterdir() if not item.name.startswith(".")]


def unreadable(where: str, error: Exception) -> Problem:
    """The problem that an input can't be opened or read."""
    if isinstance(error, FileNotFoundError):
        return Problem(where, "there is no such file", "check the path")
    if not isinstance(error, OSError):
        return Problem(where, "no file can have this name", "check the path")
    reason = error.strerror or str(error)
    return Problem(where, f"the file can't be read ({reason})", "check its permissions")
