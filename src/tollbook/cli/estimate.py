"""`estimate` and `recompute`: how many, by whose word, and whether it follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tollbook.cli.completion import voice_names
from tollbook.cli.console import Output, Status, leave, machine_output
from tollbook.cli.drawing import Chart, require_known, save
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    Form,
    Format,
    KnownOn,
    LedgerPath,
    Measures,
    a_day,
    example,
    one_of,
)
from tollbook.cli.printing import print_json, save_answers, write_answers
from tollbook.model.estimate import CLAIM_KINDS, POLICIES, Kind, Policy
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.app.results import Results
    from tollbook.model.estimate import Estimate, Estimates

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
            help="The day to estimate for; the newest that a claim speaks for if not given.",
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="Leave out claims for earlier days that their source never renewed.",
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
        str | None,
        typer.Option(
            metavar="NAME", autocompletion=voice_names, help="The source that `latest_of` asks."
        ),
    ] = None,
    merge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            callback=one_of(CLAIM_KINDS[1:]),
            autocompletion=lambda: CLAIM_KINDS[1:],
            help="Count these kinds of claims as well: estimate, enemy. May be repeated.",
        ),
    ] = None,
    known_on: KnownOn = None,
    form: Form = "table",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file instead.", show_default=False),
    ] = None,
    chart: Chart = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Estimate how many: low, best and high at a date.

    The question is asked within a case; without --case, within the ledger's only one. All policies
    are shown unless some are chosen. Each estimate names whose claim owns each end, and how far the
    ends move without any one origin. If no claim counts there is no estimate, and the reason is
    given.
    """
    from tollbook.app.library import open_ledger

    if chart is not None:
        require_known(chart)
    measures = cast("list[Measure]", measure or [])
    with open_ledger(ledger) as opened:
        if chart is not None:
            within = case or opened.only_case(known_on=known_on)
            drawn = opened.chart(
                measure=measures, since=since, until=at, case=within, known_on=known_on
            )
            save(drawn, chart, "No claim is on record; there is nothing to draw.")
            return
        policies = [] if not policy or _ALL in policy else policy
        answer = opened.estimate(
            measure=measures,
            at=at,
            since=since,
            policy=cast("list[Policy]", policies),
            origin=origin,
            merge=cast("list[Kind]", merge or []),
            case=case,
            known_on=known_on,
        )
    if out is not None:
        _save(answer, form, out)
    else:
        _print(answer, form)


def _print(answer: Results[Estimate, Estimates], form: Format) -> None:
    from tollbook.publishing.estimates import layout, to_json

    if form == "table":
        Output().lay(*layout(answer.whole))
    elif form == "json":
        print_json(to_json(answer.whole))
    else:
        write_answers(answer, form, answer.shape, machine_output())


def _save(answer: Results[Estimate, Estimates], form: Format, out: Path) -> None:
    """The same into a file; as text it is as wide as a page."""
    from rich.console import Console

    from tollbook.publishing.estimates import layout, to_json

    if form in ("jsonl", "csv"):
        save_answers(answer, form, answer.shape, out)
        return
    with out.open("w", encoding="utf-8", newline="\n") as file:
        if form == "json":
            print_json(to_json(answer.whole), file)
        else:
            Console(file=file, width=100, markup=False, emoji=False).print(*layout(answer.whole))


@commands.command(epilog=example("tollbook recompute estimate.json"))
def recompute(
    export: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `estimate --format json` wrote, or - for input."),
    ],
) -> None:
    """Derive every number of an exported estimate again.

    This is a small program of its own that shares no code with the one that made the export, and
    needs nothing but the file. It names the first step that doesn't follow, and ends with status 1.
    """
    from tollbook.recompute import recompute_file

    problem, message = recompute_file(export)
    if problem:
        leave(Status.UNUSABLE, f"{export}: {problem}.")
    Output().write(f"{export}: {message}\n")
