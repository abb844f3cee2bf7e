"""`series`: what each origin said over time, as a table or drawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tollbook.cli.completion import voice_names
from tollbook.cli.console import Output, complain
from tollbook.cli.drawing import Chart, require_known, save
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
from tollbook.cli.printing import print_answers, save_answers
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.reasoning.series import Series

commands = typer.Typer()

_MOST = 40  # points of a series in a table; of a longer one the ends and what stands out


@commands.command(
    epilog=example(
        "tollbook series --measure killed --origin 'National Intelligence Service'",
        "tollbook series --measure killed --chart killed.html",
    )
)
def series(
    case: CaseName = None,
    origin: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", autocompletion=voice_names, help="Only what this source said."
        ),
    ] = None,
    measure: Measures = None,
    since: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=a_day, help="Only counts as of this day or later."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=a_day, help="Only counts as of this day or earlier."),
    ] = None,
    known_on: KnownOn = None,
    form: Form = "table",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write to this file instead of printing.", show_default=False
        ),
    ] = None,
    chart: Chart = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what each origin said over time, by the day that each count speaks for.

    A running total shows how far it moved since the point before, and where it moved for
    another reason than new deaths: a correction, another definition, bodies found.
    """
    from tollbook.app.library import open_ledger

    if chart is not None:
        require_known(chart)
    if out is not None and form == "table":
        raise typer.BadParameter("a table is for the screen; add --format json, jsonl or csv.")
    measures = cast("list[Measure]", measure or [])
    none = "No series fits; fewer filters show more."
    with open_ledger(ledger) as opened:
        if chart is not None:
            drawn = opened.chart(
                origin=origin,
                measure=measures,
                since=since,
                until=until,
                case=case,
                known_on=known_on,
            )
            save(drawn, chart, none)
            return
        found = opened.series(
            origin=origin,
            measure=measures,
            since=since,
            until=until,
            case=case,
            known_on=known_on,
        )
    if out is not None and found:
        save_answers(found, form, found.shape, out)
    elif out is not None:
        complain(none)
    else:
        print_answers(found, form, found.shape, _lay, none)


def _lay(found: Iterable[Series]) -> None:
    from tollbook.publishing.series import heading, series_table

    output = Output()
    for n, one in enumerate(found):
        output.lay(*([""] if n else []), heading(one), series_table(one, _MOST))
