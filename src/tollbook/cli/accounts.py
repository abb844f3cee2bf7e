"""`user` and `token`: who may use a ledger that is served to others."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import DEFAULT_LEDGER, LOGIN, By, Form, LedgerPath, example, one_of
from tollbook.cli.printing import print_answers
from tollbook.model.account import ROLES
from tollbook.publishing.visible import one_line

if TYPE_CHECKING:
    from tollbook.model.account import AccountEvent, Token, User

commands = typer.Typer()
user = typer.Typer(
    help="Manage the users of a ledger that 'tollbook serve' serves to others.",
    no_args_is_help=True,
    epilog=example("tollbook user add Ines --role editor", "tollbook user list"),
)
token = typer.Typer(
    help="Manage the tokens with which programs use the API in a user's name.",
    no_args_is_help=True,
    epilog=example("tollbook token new Ines --name 'nightly export' --role reader"),
)
commands.add_typer(user, name="user")
commands.add_typer(token, name="token")

UserName = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]


def _one_role(given: str | None) -> str | None:
    one_of(ROLES)([given] if given else None)
    return given


RoleName = Annotated[
    str,
    typer.Option(
        "--role", metavar="ROLE", callback=_one_role, help=f"What they may do: {', '.join(ROLES)}."
    ),
]


@user.command("add", epilog=example("tollbook user add Ines --role editor"))
def add_user(
    name: UserName, role: RoleName = "reader", by: By = LOGIN, ledger: LedgerPath = DEFAULT_LEDGER
) -> None:
    """Add a user.

    The password is asked for on the terminal, or read from standard input.
    """
    from tollbook.app.accounts import opened_accounts

    with opened_accounts(ledger) as accounts:
        added = accounts.add_user(name, role, _new_password(), by=by)
    Output().write(f"{added.name}: {added.role}.\n")


@user.command("list", epilog=example("tollbook user list --format json"))
def list_users(form: Form = "table", ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """List the users."""
    from tollbook.app.accounts import opened_accounts
    from tollbook.publishing.accounts import USERS

    with opened_accounts(ledger) as accounts:
        found = accounts.users()
    print_answers(found, form, USERS, _lay_users, "There are no users.")


@user.command("role", epilog=example("tollbook user role Ines admin"))
def set_role(
    name: UserName,
    role: Annotated[
        str,
        typer.Argument(metavar="ROLE", callback=_one_role, help=f"One of {', '.join(ROLES)}."),
    ],
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Give a user another role; they have to sign in again."""
    from tollbook.app.accounts import opened_accounts

    with opened_accounts(ledger) as accounts:
        changed = accounts.set_role(name, role, by=by)
    Output().write(f"{changed.name}: {changed.role}.\n")


@user.command("password", epilog=example("tollbook user password Ines"))
def set_password(name: UserName, by: By = LOGIN, ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """Give a user another password.

    It is asked for on the terminal, or read from standard input. All sessions of the user end, and
    their tokens are revoked.
    """
    from tollbook.app.accounts import opened_accounts

    with opened_accounts(ledger) as accounts:
        accounts.set_password(name, _new_password(), by=by)
    Output().write(f"{one_line(name)}: the password is changed.\n")


@user.command("remove", epilog=example("tollbook user remove Ines"))
def remove_user(name: UserName, by: By = LOGIN, ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """Remove a user; their decisions stay signed with their name."""
    from tollbook.app.accounts import opened_accounts

    with opened_accounts(ledger) as accounts:
        accounts.remove_user(name, by=by)
    Output().write(f"{one_line(name)}: removed.\n")


@user.command("history", epilog=example("tollbook user history"))
def history(form: Form = "table", ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """List what was done to accounts and tokens, and by whom, the earliest first."""
    from tollbook.app.accounts import opened_accounts
    from tollbook.publishing.accounts import EVENTS

    with opened_accounts(ledger) as accounts:
        found = accounts.history()
    print_answers(found, form, EVENTS, _lay_events, "Nothing was done.")


@token.command("new", epilog=example("tollbook token new Ines --name 'nightly export' --days 30"))
def new_token(
    name: Annotated[str, typer.Argument(metavar="USER", help="In whose name it speaks.")],
    label: Annotated[str, typer.Option("--name", metavar="WORDS", help="What the token is for.")],
    role: Annotated[
        str | None,
        typer.Option(
            metavar="ROLE",
            callback=_one_role,
            help="What it may do, at most what the user may; as the user if not given.",
            show_default=False,
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(help="How long it is good; a year if not given.", show_default=False),
    ] = None,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Make a token, and print it: it is shown this once."""
    from tollbook.app.accounts import opened_accounts

    with opened_accounts(ledger) as accounts:
        made, shown = accounts.new_token(name, label, by=by, role=role, days=days)
    about = f"{made.id}: {made.role} in the name of {made.user} until {made.expires_at:%Y-%m-%d}"
    Output(stderr=True).write(f"{about}; it is not shown again.\n")
    Output().write(f"{shown}\n")


@token.command("list", epilog=example("tollbook token list --format json"))
def list_tokens(form: Form = "table", ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """List the tokens by their ids; none of them is shown."""
    from tollbook.app.accounts import opened_accounts
    from tollbook.publishing.accounts import TOKENS

    with opened_accounts(ledger) as accounts:
        found = accounts.tokens()
    print_answers(found, form, TOKENS, _lay_tokens, "There are no tokens.")


@token.command("revoke", epilog=example("tollbook token revoke 5f0c1d2e"))
def revoke_token(
    id: Annotated[str, typer.Argument(metavar="ID", help="As 'tollbook token list' prints it.")],
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Revoke a token: it lets nobody in any more."""
    from tollbook.app.accounts import opened_accounts

    with opened_accounts(ledger) as accounts:
        revoked = accounts.revoke_token(id, by=by)
    Output().write(f"{revoked.id} ({one_line(revoked.name)}): revoked.\n")


def _new_password() -> str:
    """The password: asked for twice without echo, or the first line of standard input.

    Never an argument: other users of the machine see those, and the shell stores them.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _lay_users(found: Iterable[User]) -> None:
    for one in found:
        Output().write(f"{one.name}: {one.role}, since {one.created_at:%Y-%m-%d}\n")


def _lay_tokens(found: Iterable[Token]) -> None:
    for one in found:
        used = f"last used {one.used_at:%Y-%m-%d}" if one.used_at else "never used"
        state = "revoked" if one.revoked_at else f"until {one.expires_at:%Y-%m-%d}, {used}"
        about = f"{one.id} {one_line(one.name)}: {one.role} in the name of {one.user}"
        Output().write(f"{about}, {state}\n")


def _lay_events(found: Iterable[AccountEvent]) -> None:
    from tollbook.publishing.accounts import event_line

    for event in found:
        Output().write(f"{event_line(event)}\n")
