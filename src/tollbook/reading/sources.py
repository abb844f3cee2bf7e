"""From addresses to inputs: files, folders and standard input, each once, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tollbook.model.problem import Notice, Problem

STDIN = "-"

_SQLITE = b"SQLite format 3\x00"
_BESIDE_DATABASE = ("-wal", "-shm", "-journal")
_NAMED = 3  # files that a notice names


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


def find_sources(addresses: Iterable[str], ledger: Path | None = None) -> list[Source | Problem]:
    """The inputs that addresses stand for, in the order given; folders in alphabetical order.

    A file is read once, however often and by whichever link it is named. The ledger that is read
    into is skipped, and so are other databases in folders, with a notice at the end.
    """
    folders = _Folders(ledger)
    found = [
        item if isinstance(item, Problem) else Source(item)
        for item in _each_once(addresses, folders)
    ]
    return [*found, *folders.notices()]


def _writable(name: str) -> str:
    """A file name in characters that can be stored, even where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _each_once(addresses: Iterable[str], folders: _Folders) -> Iterator[str | Problem]:
    seen = set(folders.own)
    for address in addresses:
        for item in [address] if address == STDIN else _files(Path(address), folders):
            if isinstance(item, Problem):
                yield item
                continue
            real = item if item == STDIN else os.path.realpath(item)
            if real not in seen:
                seen.add(real)
                yield item


def _files(top: Path, folders: _Folders) -> Iterator[str | Problem]:
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
                yield Problem(
                    str(path), "this is not a regular file", "pipe it in, with '-' as file"
                )
            elif (real := os.path.realpath(path)) not in entered:
                entered.add(real)
                ahead += sorted(folders.reports(path), reverse=True)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield unreadable(str(path), error)


class _Folders:
    """What of a folder may be a report: no hidden file, no ledger and no other database."""

    def __init__(self, ledger: Path | None) -> None:
        real = os.path.realpath(ledger) if ledger else ""
        self.own = {real, *(real + end for end in _BESIDE_DATABASE)} if real else set()
        self._databases: list[str] = []

    def reports(self, folder: Path) -> list[Path]:
        """The items of a folder that are to be looked at."""
        items = [item for item in folder.iterdir() if not item.name.startswith(".")]
        databases = {item.name: item for item in items if _is_database(item)}
        beside = {f"{name}{end}" for name in databases for end in _BESIDE_DATABASE}
        for item in databases.values():
            if os.path.realpath(item) not in self.own:
                self._databases.append(str(item))
        return [item for item in items if item.name not in databases.keys() | beside]

    def notices(self) -> Iterator[Notice]:
        """One line for all databases that were skipped."""
        if not self._databases:
            return
        first, more = sorted(self._databases)[:_NAMED], len(self._databases) - _NAMED
        where = ", ".join(map(_writable, first)) + (f" and {more:,} more" if more > 0 else "")
        yield Notice(where, "skipped: a database holds no reports")


def _is_database(path: Path) -> bool:
    """Whether a file begins as those of SQLite do; False where it can't be looked into."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def unreadable(where: str, error: Exception) -> Problem:
    """The problem that an input can't be opened or read."""
    if isinstance(error, FileNotFoundError):
        return Problem(where, "there is no such file", "check the path")
    if not isinstance(error, OSError):
        return Problem(where, "no file can have this name", "check the path")
    reason = error.strerror or str(error)
    return Problem(where, f"the file can't be read ({reason})", "check its permissions")
