"""`estimate` and `recompute`: how many, by whose word, and whether it follows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from tollbook.cli.console import Output, Status, complain, leave, machine_output
from tollbook.cli.drawing import Chart, draw, require_known
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    KnownOn,
    LedgerPath,
    Measures,
    a_day,
    example,
    one_of,
)
from tollbook.model.estimate import CLAIM_KINDS, POLICIES, Kind, Policy, Question
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.model.estimate import Estimates
    from tollbook.reasoning.record import Record

commands = typer.Typer()

_ALL = "all"


@commands.command(
    epilog=example(
        "tollbook estimate --case north-korean-troops --measure killed",
        "tollbook estimate --policy latest_of --origin 'White House'",
        "tollbook estimate --format json --out estimate.json",
        "tollbook estimate --measure killed --chart killed.html",
    )
)
def estimate(
    case: CaseName = None,
    measure: Measures = None,
    at: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="What was claimed for this day and before; else for the newest day.",
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="Leave out what was claimed for days before and never renewed.",
        ),
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="POLICY",
            callback=one_of((*POLICIES, _ALL)),
            autocompletion=lambda: (*POLICIES, _ALL),
            help=f"One of {', '.join(POLICIES)}, all. May be repeated.",
        ),
    ] = None,
    origin: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whom `latest_of` asks.")
    ] = None,
    merge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            callback=one_of(CLAIM_KINDS[1:]),
            autocompletion=lambda: CLAIM_KINDS[1:],
            help="Put these together with counts: estimate, enemy. May be repeated.",
        ),
    ] = None,
    known_on: KnownOn = None,
    form: Annotated[
        Literal["table", "json", "csv"], typer.Option("--format", help="How to print.")
    ] = "table",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file instead.", show_default=False),
    ] = None,
    chart: Chart = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Say how many: low, best and high at a date.

    It is asked within a case; without --case, within the only one that the ledger has. The policies
    stand side by side unless one is chosen. Beside each estimate stands whose claim owns each end,
    and how far the ends move without any one origin. Where no claim counts there is no estimate,
    and it says why.
    """
    from tollbook.app.asking import record_of_one_case
    from tollbook.reasoning.estimates import estimate as estimated

    if chart is not None:
        require_known(chart)
    policies = () if not policy or _ALL in policy else tuple(policy)
    question = Question(
        measures=cast("tuple[Measure, ...]", tuple(measure or ())),
        at=at,
        since=since,
        policies=cast("tuple[Policy, ...]", policies),
        origin=origin,
        merge=cast("tuple[Kind, ...]", tuple(merge or ())),
    )
    record = record_of_one_case(ledger, case=case, known_on=known_on)
    if chart is not None:
        _draw(record, question, chart)
    elif out is not None:
        _write(estimated(record, question), form, out)
    else:
        _print(estimated(record, question), form)


def _draw(record: Record, question: Question, chart: Path) -> None:
    """What the origins said up to the day, with the range behind."""
    from tollbook.reasoning.series import SeriesQuery, find_series

    wanted = SeriesQuery(measures=question.measures, since=question.since, until=question.at)
    found = find_series(record, wanted)
    if found:
        draw(found, record, chart)
    else:
        complain("No claim is on record; there is nothing to draw.")


def _print(estimates: Estimates, form: str) -> None:
    from tollbook.publishing.estimates import layout, to_json, write_csv

    if form == "json":
        machine_output().write(_json(to_json(estimates)))
    elif form == "csv":
        write_csv(estimates, machine_output())
    else:
        Output().lay(*layout(estimates))


def _write(estimates: Estimates, form: str, out: Path) -> None:
    """The same into a file; as text it is as wide as a page."""
    from rich.console import Console

    from tollbook.publishing.estimates import layout, to_json, write_csv

    with out.open("w", encoding="utf-8", newline="\n") as file:
        if form == "json":
            file.write(_json(to_json(estimates)))
        elif form == "csv":
            write_csv(estimates, file)
        else:
            Console(file=file, width=100, markup=False, emoji=False).print(*layout(estimates))


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


@commands.command(epilog=example("tollbook recompute estimate.json"))
def recompute(
    export: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `estimate --format json` wrote, or - for input."),
    ],
) -> None:
    """Derive every number of an export again.

    This is a small program of its own that shares no code with the one that made the export, and
    needs nothing but the file. It names the first step that doesn't follow, and ends with status 1.
    """
    from tollbook.recompute import recompute_file

    problem, told = recompute_file(export)
    if problem:
        leave(Status.UNUSABLE, f"{export}: {problem}.")
    Output().write(f"{export}: {told}\n")
