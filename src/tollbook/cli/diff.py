"""`diff`: what changed between two days, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, Form, LedgerPath, a_day, example
from tollbook.cli.printing import print_answers

if TYPE_CHECKING:
    from tollbook.reasoning.differences import Difference

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook diff 2025-01-13 2025-01-14",
        "tollbook diff 2025-01-01 2025-02-01 --format jsonl",
    )
)
def diff(
    since: Annotated[
        date,
        typer.Argument(metavar="DATE", parser=a_day, help="The earlier day, as known at its end."),
    ],
    until: Annotated[
        date,
        typer.Argument(metavar="DATE", parser=a_day, help="The later day, as known at its end."),
    ],
    case: CaseName = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what changed between two days, and why.

    Statements that are new, gone or changed are grouped by reason: a new document, a page that
    changed, a reading by newer code, or a person's decision. Days are those on which the ledger was
    written (UTC), not those of publication.
    """
    from tollbook.app.library import open_ledger

    if until < since:
        raise typer.BadParameter(f"{until} is before {since}; name the earlier day first.")
    with open_ledger(ledger) as opened:
        found = opened.diff(since, until, case=case)
    none = f"Nothing changed from {since} to {until}."
    print_answers(found, form, found.shape, _lay, none)


def _lay(found: Iterable[Difference]) -> None:
    from tollbook.publishing.differences import layout

    Output().write("\n".join(layout(found)))
