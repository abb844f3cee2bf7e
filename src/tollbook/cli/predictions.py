"""`predictions`: what was predicted and what came of it; `predictions mark` says what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    LOGIN,
    By,
    CaseName,
    Form,
    KnownOn,
    LedgerPath,
    Reason,
    example,
    one_of,
)
from tollbook.cli.printing import print_answers

if TYPE_CHECKING:
    from tollbook.reasoning.predictions import Forecast, Score

commands = typer.Typer()

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
        Yardstick, typer.Option(help="The yardstick that gives words of likelihood their bands.")
    ] = "icd203",
    policy: Annotated[
        Policy, typer.Option(help="The estimate that a predicted number is compared with.")
    ] = "range",
    scores: Annotated[
        bool, typer.Option("--scores", help="Show the score of each voice instead.")
    ] = False,
    known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List what was predicted, and what came of it.

    Later statements that may be relevant to a prediction are shown with it. They change nothing:
    whether it came true is for a person to say, with `tollbook predictions mark`.
    """
    if context.invoked_subcommand is not None:
        return
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        if scores:
            scored = opened.scores(lexicon=lexicon, case=case, known_on=known_on)
            none = "No prediction with a likelihood was marked met or not_met."
            print_answers(scored, form, scored.shape, _lay_scores, none)
            return
        found = opened.predictions(
            status=cast("list[Status]", status or []),
            lexicon=lexicon,
            policy=policy,
            case=case,
            known_on=known_on,
        )
    none = "No prediction fits." if status else "No prediction is on record."
    print_answers(found, form, found.shape, _lay, none)


def _lay(found: Iterable[Forecast]) -> None:
    from tollbook.publishing.forecasts import layout

    Output().write("\n".join(map(layout, found)))


def _lay_scores(found: Iterable[Score]) -> None:
    from tollbook.publishing.forecasts import score_lines
    from tollbook.settings import Settings

    Output().write(score_lines(found, Settings().min_scored_predictions))


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
    """Record what came of a prediction.

    It is kept with the prediction, your name and your reason; "open" undoes it.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        opened.mark(identity, outcome, reason=reason, by=by, evidence=evidence or ())
    Output().write(f"{identity}: now {outcome}.\n")
