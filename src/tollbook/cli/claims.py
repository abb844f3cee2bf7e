"""`claims`: what is claimed, by whom, as of when, and how often it is only told again."""

from __future__ import annotations

from typing import Annotated, cast

import typer

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    Format,
    KnownOn,
    LedgerPath,
    Measures,
    example,
)
from tollbook.model.values import MEASURES

commands = typer.Typer()


@commands.command(
    epilog=example("tollbook claims --measure killed", "tollbook claims --format csv > claims.csv")
)
def claims(
    measure: Measures = None,
    case: CaseName = None,
    as_known_on: KnownOn = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what is claimed, by whom, as of which day.

    Statements that trace back to one voice and say the same of one day are one claim, in however
    many papers they stand. Voices behind it are counted twice: those known to be independent, and
    all that might be.
    """
    from tollbook.app.asking import record_of
    from tollbook.publishing.claims import claim_table, write_claims_csv, write_claims_jsonl

    record = record_of(ledger, case=case, known_on=as_known_on)
    wanted = cast("list[str]", measure or list(MEASURES))
    shown = [claim for claim in record.claims.everything if claim.measure in wanted]
    if form == "table" and shown:
        Output().lay(claim_table(shown, record))
    elif form == "csv":
        write_claims_csv(shown, record, machine_output())
    elif form == "jsonl":
        write_claims_jsonl(shown, record, machine_output())
    if not shown:
        complain("No claim is on record; 'tollbook show' tells what the ledger holds.")
