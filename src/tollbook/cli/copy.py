"""`copy`: a ledger into another file or database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tollbook.cli.console import Output, Status, leave
from tollbook.cli.options import a_ledger, example
from tollbook.model.address import Address

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook copy tollbook.db postgresql://ana@desk.example/war",
        "tollbook copy postgresql://ana@desk.example/war backup.db",
    )
)
def copy(
    source: Annotated[
        Address,
        typer.Argument(metavar="FROM", parser=a_ledger, help="The ledger.", show_default=False),
    ],
    target: Annotated[
        Address,
        typer.Argument(
            metavar="TO",
            parser=a_ledger,
            help="A file that is not there yet, an empty database, or an earlier copy.",
            show_default=False,
        ),
    ],
) -> None:
    """Copy a ledger into another file or database, entry by entry, and verify the copy.

    Its head is that of the ledger, so the copy holds the same. An earlier copy gets what was added
    since; to go on after a copy was stopped, give the same command again. Users and their tokens
    are not copied. The exit status is 1 if the copy does not hold.
    """
    from tollbook.app.library import open_ledger

    try:
        with open_ledger(source) as opened, _progress() as advance:
            copied = opened.copy_to(target, advance)
    except KeyboardInterrupt:
        leave(Status.STOPPED, f"Stopped. Give the same command again to finish {target}.")
    if not copied.holds:
        advice = f"run 'tollbook verify' on {source} too"
        leave(Status.UNUSABLE, f"{target}: {copied.where}: {copied.failure}; {advice}.")
    entries = f"{copied.entries_checked:,} entries, {copied.quotes_checked:,} quotes"
    Output().write(f"{target}: a copy of {source}, intact: {entries}.\nhead {copied.head}\n")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that moves with the entries; none without a terminal."""
    errors = Output(stderr=True)
    bar = Progress(
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.completed:,.0f} entries copied"),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
