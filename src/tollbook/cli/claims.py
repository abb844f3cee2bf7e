"""`claims`: what is claimed, by whom, as of when, and how often it is only repeated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    Form,
    KnownOn,
    LedgerPath,
    Measures,
    example,
)
from tollbook.cli.printing import print_answers
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.model.claim import Claim

commands = typer.Typer()


@commands.command(
    epilog=example("tollbook claims --measure killed", "tollbook claims --format csv > claims.csv")
)
def claims(
    measure: Measures = None,
    case: CaseName = None,
    as_known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what is claimed, by whom, as of which day.

    Statements that trace back to one voice and say the same about one day are one claim, however
    many papers print it. Its voices are counted twice: those known to be independent, and all that
    might be.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.claims import claim_table

    with open_ledger(ledger) as opened:
        measures = cast("list[Measure]", measure or [])
        found = opened.claims(measure=measures, case=case, known_on=as_known_on)

    def lay(claims: Iterable[Claim]) -> None:
        if shown := list(claims):
            Output().lay(claim_table(shown, found.whole))

    none = "No claim is on record; 'tollbook show' lists what the ledger holds."
    print_answers(found, form, found.shape, lay, none)
