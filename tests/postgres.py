"""A PostgreSQL server for the tests: one for all processes of a run, started when first needed.

It listens on a socket in a temporary folder alone, and ends with the run. A test gets a database of
its own. Where no server can be started the tests that need one are skipped with the reason, unless
the environment says `CI=true`: there it is a failure.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import psycopg
import pytest

from tollbook.ledger import Ledger
from tollbook.model.address import Address

FOLDER, RUN = "TOLLBOOK_TEST_SERVER", "TOLLBOOK_TEST_RUN"
USER = "postgres"

# Nothing of a test has to survive a power cut. People in tests prove themselves in one way, so that
# a wrong password can be tried: everybody is believed but `locked`.
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 32MB
"""
_ACCESS = "local all locked scram-sha-256\nlocal all all trust\n"

# Sorts by the rules of a language where it is not told otherwise, as servers commonly do.
_PLAIN = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"

# Ends the server as soon as the run is over, however it ended.
_WATCH = """
while kill -0 "$1" 2>/dev/null; do sleep 0.5; done
kill -QUIT "$(head -1 "$2/data/postmaster.pid")"
sleep 0.5
rm -rf "$2"
"""


def prepare_run() -> None:
    """Choose a folder for the server of this run; its other processes inherit the choice."""
    if FOLDER not in os.environ:
        os.environ[RUN] = str(os.getpid())
        os.environ[FOLDER] = f"{gettempdir()}/tollbook-tests-{uuid4().hex[:12]}"


def forget_run() -> None:
    """Remove the folder of a run that got no server; a server's own is removed with it."""
    folder = Path(os.environ[FOLDER])
    if os.environ[RUN] == str(os.getpid()) and not (folder / "data").exists():
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_database(*, empty: bool = False) -> Iterator[Address]:
    """A database for a test: with the tables of a ledger, or with none."""
    folder, name = _server(), f"test_{uuid4().hex}"
    _command(folder, f"CREATE DATABASE {name} " + (_PLAIN if empty else "TEMPLATE ledger"))
    try:
        yield address(folder, name)
    finally:
        _command(folder, f"DROP DATABASE {name} WITH (FORCE)")


def address(folder: Path, name: str, user: str = USER) -> Address:
    """The address of a database of the server in a folder."""
    return Address.of(f"postgresql://{user}@/{name}?host={folder}")


def other_user(place: Address, user: str) -> Address:
    """The same database as another user; `user` may have a password after a colon."""
    return Address.of(place.url.replace(f"{USER}@", f"{user}@"))


def run_sql(place: Address, *commands: str) -> None:
    """Run commands on a database as its owner."""
    with psycopg.connect(place.url, autocommit=True) as connection:
        for command in commands:
            connection.execute(command.encode())


def _server() -> Path:
    """The folder of the server, which is started where it is not yet."""
    folder = Path(os.environ[FOLDER])
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = folder / "state"
        if not state.exists():
            state.write_text(_start(folder))
        reason = state.read_text()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    return folder


def _start(folder: Path) -> str:
    """Make and start a server; why it can't be, or nothing."""
    programs = _programs()
    if programs is None:
        return "no PostgreSQL is installed; 'make test' installs Debian's package where it may"
    command: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        command = ["runuser", "-u", USER, "--"]
        shutil.chown(folder, USER)
    data, log = folder / "data", folder / "log"
    made = subprocess.run(  # noqa: S603 - our own
        [
            *command,
            str(programs / "initdb"),
            *("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
            *("--username", USER, "--pgdata", str(data)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        return f"PostgreSQL can't be started: {made.stderr}"
    (data / "postgresql.auto.conf").write_text(_SETTINGS.format(folder=folder))
    (data / "pg_hba.conf").write_text(_ACCESS)
    start = ("start", "--wait", "--pgdata", str(data), "--log", str(log))
    started = subprocess.run(  # noqa: S603 - our own
        [*command, str(programs / "pg_ctl"), *start],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if started.returncode:
        return f"PostgreSQL can't be started: {log.read_text() if log.exists() else 'no log'}"
    subprocess.Popen(  # noqa: S603 - our own
        ["/bin/sh", "-c", _WATCH, "sh", os.environ[RUN], str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _command(folder, f"CREATE DATABASE ledger {_PLAIN}")
    Ledger.open(address(folder, "ledger")).close()
    return ""


def _programs() -> Path | None:
    """Where the newest server's programs are: on the path, or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
    )
    return debian[-1].parent if debian else None


def _command(folder: Path, command: str) -> None:
    run_sql(address(folder, "postgres"), command)
