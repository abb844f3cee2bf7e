"""`predictions`: what was predicted and what came of it; `predictions mark` says what."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    LOGIN,
    By,
    CaseName,
    KnownOn,
    LedgerPath,
    Reason,
    example,
    one_of,
)

if TYPE_CHECKING:
    from tollbook.reasoning.predictions import Forecast

commands = typer.Typer()

Form = Literal["table", "jsonl"]
Yardstick = Literal["icd203", "phia"]
Policy = Literal["range", "independent_median", "verified_floor"]
Status = Literal[
    "open", "due", "lapsed", "met", "not_met", "withdrawn", "undecidable", "unscorable"
]
Mark = Literal["met", "not_met", "withdrawn", "undecidable", "open"]

STATUSES: tuple[str, ...] = get_args(Status)

predictions = typer.Typer(
    invoke_without_command=True,
    subcommand_metavar="[mark ...]",
    epilog=example(
        "tollbook predictions --status lapsed --status due",
        "tollbook predictions mark report#3 met --reason 'he came' --evidence later#1",
    ),
)
commands.add_typer(predictions, name="predictions")


@predictions.callback()
def listed(
    context: typer.Context,
    case: CaseName = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            callback=one_of(STATUSES),
            autocompletion=lambda: STATUSES,
            help=f"Only these: {', '.join(STATUSES)}. May be repeated.",
        ),
    ] = None,
    lexicon: Annotated[
        Yardstick, typer.Option(help="What words of likelihood stand for.")
    ] = "icd203",
    policy: Annotated[
        Policy, typer.Option(help="The estimate that a predicted number is compared with.")
    ] = "range",
    scores: Annotated[
        bool, typer.Option("--scores", help="Show how well each voice predicted instead.")
    ] = False,
    known_on: KnownOn = None,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List what was predicted, and what came of it.

    Later statements that seem to bear on a prediction are shown with it. They change nothing:
    whether it came true is for a person to say, with `tollbook predictions mark`.
    """
    if context.invoked_subcommand is not None:
        return
    from tollbook.app.asking import forecasts_of
    from tollbook.publishing.forecasts import layout, to_json

    forecasts = forecasts_of(ledger, lexicon, policy, case=case, known_on=known_on)
    if scores:
        _print_scores(forecasts, form)
        return
    shown = [one for one in forecasts if not status or one.outcome.status in status]
    if form == "jsonl":
        stream = machine_output()
        for forecast in shown:
            stream.write(json.dumps(to_json(forecast), ensure_ascii=False) + "\n")
    elif shown:
        Output().write("\n".join(map(layout, shown)))
    if not shown:
        complain("No prediction fits." if forecasts else "No predictions.")


def _print_scores(forecasts: tuple[Forecast, ...], form: Form) -> None:
    from tollbook.publishing.forecasts import score_lines, score_to_json
    from tollbook.reasoning.predictions import scores
    from tollbook.settings import Settings

    found = scores(forecasts, Settings())
    if form == "jsonl":
        stream = machine_output()
        for score in found:
            stream.write(json.dumps(score_to_json(score), ensure_ascii=False) + "\n")
    else:
        Output().write(score_lines(found, Settings().min_scored_predictions))
    if not found:
        complain("No prediction with a likelihood was marked met or not_met.")


@predictions.command(
    epilog=example(
        "tollbook predictions mark report#3 met --reason 'he came' --evidence later#1",
        "tollbook predictions mark report#3 open --reason 'that was another Kim'",
    )
)
def mark(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="As `tollbook predictions` prints it.")
    ],
    outcome: Annotated[
        Mark,
        typer.Argument(metavar="OUTCOME", help=f"What came of it: {', '.join(get_args(Mark))}."),
    ],
    reason: Reason,
    evidence: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A statement or document that shows it. May be repeated."),
    ] = None,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Say what became of a prediction.

    It is kept beside the prediction, with your name and reason; "open" takes it back.
    """
    from tollbook.app.settling import settle
    from tollbook.model.decision import Decision
    from tollbook.reasoning.references import EVIDENCE

    shown = list(dict.fromkeys(evidence or ()))
    decision = Decision(
        kind="mark_prediction",
        subject=identity,
        value=outcome,
        by=by,
        reason=reason,
        at=datetime.now(UTC),
        data={EVIDENCE: shown},
    )
    settle(ledger, decision)
    Output().write(f"{identity}: now {outcome}.\n")
