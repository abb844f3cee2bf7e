"""`mcp`: the ledger for assistants that speak the Model Context Protocol."""

from __future__ import annotations

import typer

from tollbook.cli.console import Status, leave
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, example

commands = typer.Typer()


@commands.command(epilog=example("tollbook mcp --ledger kursk.db"))
def mcp(ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """Answer an assistant's questions over standard input and output, read-only.

    An assistant that speaks the Model Context Protocol starts this command by itself;
    docs/mcp.md says what to tell it.
    """
    from tollbook.app.library import open_ledger

    try:
        from tollbook.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        leave(Status.UNUSABLE, "the protocol is not installed; run: pip install 'tollbook[mcp]'")
    with open_ledger(ledger, cases_by_path=False) as opened:
        opened.head()  # a ledger that can't be used is one sentence, before anybody asks
        serve(opened)
