"""`judge`: a finding that is known and explained does not come back as open."""

from __future__ import annotations

from typing import Annotated

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import DEFAULT_LEDGER, LOGIN, By, CaseName, LedgerPath, Reason, example

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook judge 5f0c1d2e3a4b --reason 'the agency changed its definition'",
        "tollbook judge 5f0c1d2e3a4b --reopen --reason 'it did not, they say now'",
    )
)
def judge(
    key: Annotated[
        str,
        typer.Argument(metavar="KEY", help="The key of a finding, as 'tollbook checks' prints it."),
    ],
    reason: Reason,
    by: By = LOGIN,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="Undo a judgement: the finding is open again.")
    ] = False,
    case: CaseName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Mark a finding as known, and say why.

    'tollbook checks' leaves it out from then on, in every later reading of the same reports, and
    'tollbook checks --judged' shows it with who judged it, when and why.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        finding = opened.judge(key, reason=reason, by=by, reopen=reopen, case=case)
    state = "open again" if reopen else "known"
    Output().write(f"{finding.key} {finding.check}, {finding.title}: {state}.\n")
