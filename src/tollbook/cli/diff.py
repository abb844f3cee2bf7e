"""`diff`: what changed between two days, and why."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

import typer

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, LedgerPath, a_day, example

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook diff 2025-01-13 2025-01-14",
        "tollbook diff 2025-01-01 2025-02-01 --format jsonl",
    )
)
def diff(
    since: Annotated[
        date, typer.Argument(metavar="DATE", parser=a_day, help="The earlier day, to its end.")
    ],
    until: Annotated[
        date, typer.Argument(metavar="DATE", parser=a_day, help="The later day, to its end.")
    ],
    case: CaseName = None,
    form: Annotated[
        Literal["text", "jsonl"], typer.Option("--format", help="How to print.")
    ] = "text",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what changed between two days, and why.

    Each statement that is new, gone or says something else stands under its reason: a new
    document, a page that changed, a reading by newer code, or a person's decision. Days are those
    on which the ledger was written (UTC), not those of publication.
    """
    from tollbook.app.asking import differences_of
    from tollbook.publishing.differences import layout, to_json

    if until < since:
        raise typer.BadParameter(f"{until} is before {since}; name the earlier day first.")
    found = differences_of(ledger, since, until, case=case)
    if form == "jsonl":
        stream = machine_output()
        for difference in found:
            stream.write(json.dumps(to_json(difference), ensure_ascii=False) + "\n")
    elif found:
        Output().write("\n".join(layout(found)))
    if not found:
        complain(f"Nothing changed from {since} to {until}.")
