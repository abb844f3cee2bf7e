"""`answer`: a story in ten lines: who counts how many, on whose word, and what changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    Form,
    KnownOn,
    LedgerPath,
    Measures,
    a_day,
    example,
)
from tollbook.cli.printing import print_answers
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.model.answer import CaseAnswer

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook answer --case north-korean-troops",
        "tollbook answer --case north-korean-troops --at 2025-01-31",
        "tollbook answer --since 2025-01-01 --format json",
    )
)
def answer(
    case: CaseName = None,
    measure: Measures = None,
    at: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="Use only reports published by this day. Without it, all reports count.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="Show what the reports published on this day or later changed. Without it, those "
            "of the newest day on which a report counted somebody.",
            show_default=False,
        ),
    ] = None,
    known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Say who counts how many, on whose word, and what changed.

    For each measure: every voice that counts, its latest number with its hedge and day, who passed
    it on, and what contradicts it. At the end: what the newest reports changed. Without --case,
    each case of the ledger is answered in turn.
    """
    from tollbook.app.library import open_ledger

    if at and since and since > at:
        raise typer.BadParameter(f"{since} is after {at}; changes are those up to the last day.")
    with open_ledger(ledger) as opened:
        found = opened.answers(
            measure=cast("list[Measure]", measure or []),
            case=case,
            at=at,
            since=since,
            known_on=known_on,
        )
    print_answers(found, form, found.shape, _lay, "")


def _lay(found: Iterable[CaseAnswer]) -> None:
    from tollbook.publishing.answers import layout

    output = Output()
    for n, one in enumerate(found):
        output.lay(*([""] if n else []), *layout(one))
