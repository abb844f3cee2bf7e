"""The program as a user starts it: in a process of its own, through pipes or a terminal."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import sys
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from tollbook.model.address import Address

PROGRAM = (sys.executable, "-c", "from tollbook.cli import main; main()")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str = ""


def environment(**others: str) -> dict[str, str]:
    """The surroundings of a plain user: 80 columns, UTF-8, no ledger named, nothing forced."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return kept | {"COLUMNS": "80", "LANG": "C.UTF-8", "TERM": "xterm-256color"} | others


def tollbook(*args: str | Path | Address, at: Path, given: str | bytes = "", **env: str) -> Ran:
    """Run `tollbook` in the folder `at`, with `given` on standard input, through pipes."""
    done = subprocess.run(  # noqa: S603 - the program under test
        [*PROGRAM, *map(str, args)],
        cwd=at,
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env=environment(**env),
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_a_terminal(*args: str | Path | Address, at: Path, **env: str) -> Ran:
    """Run `tollbook` on a terminal of 80 columns; everything it shows is in `out`."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    process = subprocess.Popen(  # noqa: S603 - the program under test
        [*PROGRAM, *map(str, args)],
        cwd=at,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(**env),
    )
    os.close(theirs)
    shown = bytearray()
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    return Ran(process.wait(timeout=60), shown.decode().replace("\r\n", "\n"))


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""
