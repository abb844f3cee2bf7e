"""`doctor`: what is sound, what is missing, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from tollbook.cli.console import Output, Status, leave
from tollbook.cli.options import DEFAULT_LEDGER, Form, a_ledger, example
from tollbook.cli.printing import allow_formats, print_json
from tollbook.model.address import Address

if TYPE_CHECKING:
    from tollbook.model.diagnosis import Diagnosis

commands = typer.Typer()

_COLOURS = {"sound": "green", "note": "yellow", "wrong": "red"}


@commands.command(epilog=example("tollbook doctor", "tollbook doctor --ledger kursk.db --full"))
def doctor(
    ledger: Annotated[
        Address | None,
        typer.Option(
            envvar="TOLLBOOK_LEDGER",
            metavar="PATH",
            parser=a_ledger,
            help="The ledger to look at as well; tollbook.db if it is there.",
            show_default=False,
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Recompute the whole ledger, as 'tollbook verify' does.")
    ] = False,
    network: Annotated[
        bool, typer.Option("--network", help="Try whether the second reader can be reached.")
    ] = False,
    form: Form = "table",
) -> None:
    """Say what is sound, what is missing, and what to do about it.

    It looks at Python, packages, words and models, and at a ledger if there is one, and changes
    nothing. What is only noted stops nothing; the exit status is 1 if something has to be mended.
    """
    from tollbook.app.doctor import doctor as look
    from tollbook.app.doctor import is_sound

    allow_formats(form, "table", "json")
    if ledger is None and Path(str(DEFAULT_LEDGER)).exists():
        ledger = DEFAULT_LEDGER
    found = look(ledger, full=full, network=network)
    if form == "json":
        print_json([asdict(one) for one in found])
    else:
        _lay(found)
    if not is_sound(found):
        leave(Status.UNUSABLE)


def _lay(found: Sequence[Diagnosis]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for _ in ("name", "health", "what was found"):
        table.add_column(overflow="fold")  # a head is longer than a narrow screen
    for one in found:
        said = f"{one.found}; {one.advice}" if one.advice else one.found
        table.add_row(one.name, Text(one.health, _COLOURS[one.health]), said)
    Output().lay(table)
