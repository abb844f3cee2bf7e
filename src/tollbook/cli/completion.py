"""Completion of names from the ledger: `autocompletion=case_names` on an option or argument."""

from __future__ import annotations

import os

import typer

from tollbook.app import completing
from tollbook.app.completing import Names
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError


def case_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The cases of the ledger that the command line names, or of the usual one."""
    ledger = _ledger(ctx)
    return completing.case_names(ledger, incomplete) if ledger else []


def document_ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """The documents of that ledger."""
    return _held("documents", ctx, incomplete)


def statement_ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """The statements of that ledger."""
    return _held("statements", ctx, incomplete)


def voice_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The voices that speak in that ledger."""
    return _held("voices", ctx, incomplete)


def _held(kind: Names, ctx: typer.Context, incomplete: str) -> list[str]:
    ledger = _ledger(ctx)
    found = completing.names(kind, ledger, incomplete) if ledger else []
    # Other shells put a name with blanks into quotation marks themselves; Bash takes it as it is.
    in_bash = os.environ.get("_TOLLBOOK_COMPLETE") == "complete_bash"
    return [name.replace(" ", "\\ ") if in_bash else name for name in found]


def _ledger(ctx: typer.Context) -> Address | None:
    """The ledger as far as the line says; None where it can't be understood."""
    given = ctx.params.get("ledger") or os.environ.get("TOLLBOOK_LEDGER") or "tollbook.db"
    try:
        return Address.of(given)
    except LedgerError:
        return None
