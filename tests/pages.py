"""The examples in the documentation: what they run, and what they are shown to print.

In every page, a `console` block shows commands after `$ ` and what they print; the commands run in
order, in a folder that is empty at the start of the page, and must print exactly that. A `text`
block with a file's name after it is that file. `...` stands for any text; alone on a line, for any
lines.

A command `tollbook serve ... &` goes on until the end of the page; what follows can ask it with
`curl`.

A `pycon` block is a session with Python: what stands after `>>> ` runs in the same folder, all
sessions of a page in one interpreter, and must print what is shown; of an exception the last line.

`make docs` writes what the commands really print into the pages, wherever it differs (after
`python tests/pages.py`, the names of pages keep it to these): look at the difference before you
keep it.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir, redirect_stdout, suppress
from doctest import DocTestParser, Example
from pathlib import Path
from socket import create_connection
from tempfile import TemporaryDirectory
from time import sleep

from terminal import PROGRAM, environment

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_FENCE = re.compile(r"^```(\w*) *(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ ", re.MULTILINE)
_SERVER = re.compile(r"(tollbook serve .*--port (\d+).*) &$")
# What a page shows of make, pip or other servers is for the reader's own machine.
_OURS = ("tollbook ", "cat ", "curl -s ")


def walk(text: str, folder: Path, seen: Callable[[str, str, str], None]) -> str:
    """Run a page's commands in `folder`; `seen` gets each command, what is shown and printed.

    Returns the page with what was printed in place of what was shown where the two disagree.
    """
    _put_on_path(folder)
    names: dict[str, object] = {}  # what the sessions of the page have defined

    def block(match: re.Match[str]) -> str:
        language, name, content = match.groups()
        if language == "text" and name:
            (folder / name).write_text(content, encoding="utf-8")
        if language == "pycon":
            examples = DocTestParser().get_examples(content)
            return f"```pycon\n{''.join(_say(one, names, folder, seen) for one in examples)}```"
        if language != "console":
            return match[0]
        pieces = [_step(piece, folder, seen, servers) for piece in _COMMAND.split(content)[1:]]
        return f"```console\n{''.join(pieces).rstrip()}\n```"

    servers: list[subprocess.Popen[bytes]] = []
    try:
        return _FENCE.sub(block, text)
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def _step(
    piece: str,
    folder: Path,
    seen: Callable[[str, str, str], None],
    servers: list[subprocess.Popen[bytes]],
) -> str:
    command, _, shown = piece.partition("\n")
    if served := _SERVER.match(command):
        servers.append(_serve(served[1], int(served[2]), folder))
    elif command.startswith(_OURS):
        printed = _run(command, folder)
        seen(command, shown, printed)
        shown = (shown if fits(shown, printed) else printed).rstrip("\n") + "\n\n"
    return f"$ {command}\n{shown}"


def _say(
    example: Example, names: dict[str, object], folder: Path, seen: Callable[[str, str, str], None]
) -> str:
    """Run one input of a session; the input with what it prints."""
    printed = _evaluate(example.source, names, folder)
    seen(example.source, example.want, printed)
    shown = example.want if fits(example.want, printed) else printed
    first, *rest = example.source.splitlines()
    return "".join([f">>> {first}\n", *(f"... {line}\n" for line in rest), shown])


def _evaluate(source: str, names: dict[str, object], folder: Path) -> str:
    printed = io.StringIO()
    with chdir(folder), redirect_stdout(printed):
        try:
            exec(compile(source, "<page>", "single"), names)  # noqa: S102 - from our own pages
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
    return printed.getvalue()


def fits(shown: str, printed: str) -> bool:
    """Whether the two agree, `...` standing for anything."""
    pattern = re.escape(shown.strip("\n"))
    pattern = pattern.replace(r"\.\.\.", r"(?s:.*?)")
    return re.fullmatch(pattern, printed.strip("\n")) is not None


def _serve(command: str, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start a server, and wait until it answers."""
    server = subprocess.Popen(  # noqa: S603 - commands of our own pages
        ["/bin/sh", "-c", f"exec {command}"],
        cwd=folder,
        env=environment(PATH=f"{folder / '.bin'}:/usr/bin:/bin"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(1200):
        with suppress(OSError), create_connection(("127.0.0.1", port), timeout=1):
            return server
        if server.poll() is not None:
            break
        sleep(0.1)
    server.kill()
    raise RuntimeError(f"{command} does not answer")


def _run(command: str, folder: Path) -> str:
    """What the command prints, problems included, for a reader at a terminal without colours."""
    done = subprocess.run(  # noqa: S603 - commands of our own pages
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment(PATH=f"{folder / '.bin'}:/usr/bin:/bin", NO_COLOR="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    return done.stdout.decode()


def _put_on_path(folder: Path) -> None:
    """A `tollbook` that starts this very checkout under this very Python."""
    (folder / ".bin").mkdir()
    program = folder / ".bin" / "tollbook"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{PROGRAM[2]}" "$@"\n')
    program.chmod(0o755)


def refresh(pages: Sequence[Path]) -> None:
    """Write what the examples really print into the pages."""
    for page in pages:
        with TemporaryDirectory() as folder:
            text = page.read_text(encoding="utf-8")
            page.write_text(walk(text, Path(folder), lambda *_: None), encoding="utf-8")


if __name__ == "__main__":
    refresh([Path(name) for name in sys.argv[1:]] or PAGES)
