"""`series`: what each origin said over time, as a table or drawn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.drawing import Chart, draw, require_known
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    KnownOn,
    LedgerPath,
    Measures,
    a_day,
    example,
)
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.publishing.visible import Sink
    from tollbook.reasoning.series import Series

commands = typer.Typer()

Form = Literal["table", "json", "csv"]

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
        str | None, typer.Option(metavar="NAME", help="Only what this voice is said to know.")
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
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = "table",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write there instead of printing.", show_default=False),
    ] = None,
    chart: Chart = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what each origin said over time, by the day that each count speaks for.

    A running total shows how far it moved since the point before, and where it moved for a reason
    of its own: a correction, another definition, bodies found.
    """
    from tollbook.app.asking import record_of
    from tollbook.reasoning.series import SeriesQuery, find_series

    if chart is not None:
        require_known(chart)
    if out is not None and form == "table":
        raise typer.BadParameter("a table is for the screen; add --format csv or json to --out.")
    record = record_of(ledger, case=case, known_on=known_on)
    measures = cast("tuple[Measure, ...]", tuple(measure or ()))
    wanted = SeriesQuery(origin=origin, measures=measures, since=since, until=until)
    found = find_series(record, wanted)
    if not found:
        complain("No series fits; fewer filters show more.")
    elif chart is not None:
        draw(found, record, chart)
    elif out is not None:
        with out.open("w", encoding="utf-8", newline="\n") as stream:
            _write(found, form, stream)
    elif form == "table":
        _print(found)
    else:
        _write(found, form, machine_output())


def _write(found: Sequence[Series], form: Form, stream: Sink) -> None:
    from tollbook.publishing.series import to_json, write_series_csv

    if form == "csv":
        write_series_csv(found, stream)
    else:
        stream.write(json.dumps([to_json(one) for one in found], ensure_ascii=False, indent=2))
        stream.write("\n")


def _print(found: Sequence[Series]) -> None:
    from tollbook.publishing.series import heading, series_table

    output = Output()
    for n, one in enumerate(found):
        output.lay(*([""] if n else []), heading(one), series_table(one, _MOST))
