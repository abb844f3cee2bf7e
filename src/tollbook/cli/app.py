"""The command line: its commands in the order of their use, and the ways a command may end."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tollbook import __version__
from tollbook.cli import (
    accounts,
    answer,
    case,
    check,
    cite,
    claims,
    coding,
    consistent,
    copy,
    decide,
    demo,
    diff,
    doctor,
    estimate,
    evaluate,
    explain,
    export,
    init,
    judge,
    lint,
    mcp,
    method,
    predictions,
    publish,
    read,
    review,
    series,
    serve,
    show,
    table,
    watch,
)
from tollbook.cli.console import Status, complain
from tollbook.model.problem import TollbookError
from tollbook.model.second import Prefer

PREFER = "TOLLBOOK_PREFER"
WHOSE = {
    "agreed": "the figures on which both readers agree",
    "second": "the second reader's figures",
}
"""Whose figures an answer rests on, where they are not the built-in reader's."""

ENDINGS = """\b
Exit status:
  0    fine
  1    some input could not be used, or the ledger failed its verification
  2    the command was not understood
  3    numbers contradict each other (checks), or a table has faults (lint)
  130  stopped with Ctrl-C; whatever was finished is kept
  141  the reader of a pipe stopped early, as `head` does

\b
Example:
  tollbook demo
"""


# What Typer hands on of the library that converts values, for people who don't program.
_PLAINER = (
    (r"^Value error, ", ""),
    (r"^Input should be a valid integer.*", "it is not a whole number; write it like 12."),
    (r"^Input should be a valid number.*", "it is not a number; write it like 0.5."),
    (r"^Input should be greater than or equal to (\S+)$", r"it has to be \1 or more."),
    (r"^Input should be less than or equal to (\S+)$", r"it has to be \1 or less."),
)


class _ReaderGoneError(Exception):
    """Whoever read our output stopped reading."""


class _Commands(TyperGroup):
    """All commands; it tells a closed pipe from any other trouble, which Click would not."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was given."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _ReaderGoneError from error
        except typer.BadParameter as error:
            for pattern, plain in _PLAINER:
                error.message = re.sub(pattern, plain, error.message)
            raise
        return result


app = typer.Typer(
    cls=_Commands,
    help="Read reports and keep a ledger of who said how many.",
    epilog=ENDINGS,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help can be piped, and its examples pasted
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tollbook {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    prefer: Annotated[
        Prefer | None,
        typer.Option(
            envvar=PREFER,
            help="Whose figures count where a second reader has read a document as well: the "
            "built-in reader's (the usual), those on which both agree, or the second reader's.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read reports and keep a ledger of who said how many."""
    if prefer is not None:
        context.with_resource(_environment(PREFER, prefer))
    if prefer in WHOSE:
        complain(f"Where a document was read twice, {WHOSE[prefer]} count (--prefer {prefer}).")


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """A variable of the environment for as long as a command runs, where ledgers are opened."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


ROOMS = (
    demo,
    init,
    read,
    watch,
    table,
    lint,
    serve,
    mcp,
    answer,
    show,
    cite,
    claims,
    series,
    case,
    estimate,
    check,
    judge,
    consistent,
    predictions,
    review,
    coding,
    decide,
    diff,
    copy,
    accounts,
    explain,
    doctor,
    method,
    export,
    publish,
    evaluate,
)

for room in ROOMS:
    app.add_typer(room.commands)


def main() -> None:
    """Run a command: what stops it is one sentence at most, and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app(prog_name="tollbook")
        finally:
            sys.stdout.flush()
    except TollbookError as error:
        complain(f"tollbook: {error}")
        sys.exit(Status.UNUSABLE)
    except (_ReaderGoneError, BrokenPipeError):
        _hush()
        sys.exit(Status.READER_GONE)
    except OSError as error:
        _hush()
        complain(f"tollbook: {_sentence(error)}")
        sys.exit(Status.UNUSABLE)


def _hush() -> None:
    """Drop what standard output still holds: Python would try to write it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else "the output can't be written: "
    return where + (error.strerror or str(error)).lower()
