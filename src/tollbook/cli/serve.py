"""`serve`: the ledger in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from tollbook.cli.console import Status, complain, leave
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, example

commands = typer.Typer()

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@commands.command(epilog=example("tollbook serve", "tollbook serve --port 8001 --ledger siege.db"))
def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen: this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Open the ledger in a browser: look, correct, review and add.

    Stop it with Ctrl-C.
    """
    import uvicorn

    from tollbook.web.desk import Desk
    from tollbook.web.site import create_app

    if host not in _LOOPBACK:
        leave(
            Status.USAGE, f"{host} can be reached by others, and there are no users to tell apart"
        )
    desk = Desk(ledger)
    complain(f"Serving {ledger} at http://{host}:{port} - stop with Ctrl-C.")
    try:
        uvicorn.run(
            create_app(desk), host=host, port=port, log_level="warning", server_header=False
        )
    finally:
        desk.close()
