"""`serve`: the ledger in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.console import Status, complain, leave
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, example
from tollbook.model.account import ROLES, Role

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook serve",
        "tollbook serve --port 8001 --ledger siege.db",
        "tollbook serve --host 0.0.0.0 --name desk.example --certificate desk.pem --key desk.key",
    )
)
def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; others than you need users.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="HOST",
            help="A name that the desk is reached by, such as desk.example. May be repeated.",
            show_default=False,
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The certificate for https.", show_default=False),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its private key.", show_default=False)
    ] = None,
    names_for: Annotated[
        str,
        typer.Option(
            "--private-names",
            metavar="ROLE",
            help=f"From which role up the names of private persons are shown: {', '.join(ROLES)}.",
        ),
    ] = "reader",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Open the ledger in a browser: look, correct, review and add.

    On this machine alone it needs no users. Stop it with Ctrl-C.
    """
    import uvicorn

    from tollbook.web.desk import LOOPBACK, Desk
    from tollbook.web.guards import hosts_of
    from tollbook.web.site import create_app

    hosts = hosts_of(host, tuple(names or ()))
    desk = Desk(ledger, hosts=hosts, names_for=_role(names_for))
    try:
        if host not in LOOPBACK:
            _require_users(desk.is_shared, host, hosts > LOOPBACK)
            if certificate is None:
                complain(
                    "Passwords cross the network as they are typed: give --certificate and --key, "
                    "or put a server with https in front."
                )
        scheme = "https" if certificate else "http"
        complain(f"Serving {ledger} at {scheme}://{host}:{port} - stop with Ctrl-C.")
        uvicorn.run(
            create_app(desk),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
    finally:
        desk.close()


def _role(given: str) -> Role:
    for role in ROLES:
        if given == role:
            return role
    raise typer.BadParameter(f"{given!r} is not one of {', '.join(ROLES)}.")


def _require_users(has_users: bool, host: str, has_name: bool) -> None:
    """Refuse to serve others as long as nobody can be told from anybody else."""
    if not has_users:
        leave(
            Status.USAGE,
            f"{host} can be reached by others, and there are no users to tell apart; add one with "
            "'tollbook user add NAME --role admin'.",
        )
    if not has_name:
        leave(Status.USAGE, f"{host} has no name; say how it is reached: --name desk.example.")
