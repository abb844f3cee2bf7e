"""`demo`: the main job on the shipped example."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.text import Text

from tollbook.cli import check, read, show
from tollbook.cli.console import Output
from tollbook.cli.options import DEFAULT_LEDGER, example

commands = typer.Typer()

_GONE = """
The ledger went with the demonstration: 'tollbook demo --keep demo.db' leaves one to go on with.
"""


@commands.command(epilog=example("tollbook demo", "tollbook demo --keep demo.db"))
def demo(
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Keep the ledger in this file, to go on with.", show_default=False
        ),
    ] = None,
) -> None:
    """See the main job done on the example that ships.

    Twelve reports of one story are read into a fresh ledger, shown, checked and verified.
    """
    if keep:
        _demonstrate(keep)
    else:
        with TemporaryDirectory() as folder, chdir(folder):
            _demonstrate(DEFAULT_LEDGER)
        Output().write(_GONE)


def _demonstrate(ledger: Path) -> None:
    from tollbook.app.asking import record_of
    from tollbook.app.checking import Wanted
    from tollbook.example import folder, reports

    _step("tollbook read FILE...    # the reports of the shipped example")
    read.keep([str(path) for path in reports()], ledger)
    _step("tollbook show --kind figure --origin 'National Intelligence Service'")
    show.show(kind=["figure"], origin="National Intelligence Service", ledger=ledger)
    _step("tollbook checks")
    check.run(record_of(ledger), Wanted())
    _step("tollbook verify")
    check.recompute(ledger)
    Output().write(f"\nThe reports, and what is true and what is planted in them: {folder()}\n")


def _step(command: str) -> None:
    """Show the command that does what follows."""
    Output().lay("", Text(f"$ {command}", style="bold"), "")
