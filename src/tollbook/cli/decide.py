"""`separate`, `join` and `decisions`: what a person settles, and what was settled."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, LOGIN, By, KnownOn, LedgerPath, Reason, example

if TYPE_CHECKING:
    from pathlib import Path

    from tollbook.model.decision import DecisionKind

commands = typer.Typer()

Form = Literal["table", "jsonl"]

OneId = Annotated[str, typer.Argument(metavar="ID", help="A figure, like report#2.")]
OtherId = Annotated[str, typer.Argument(metavar="ID", help="Another one.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what was decided before.")]


@commands.command(
    epilog=example(
        "tollbook separate harbour-wire#2 lantern#4 --reason 'two strikes on one day'",
    )
)
def separate(
    one: OneId,
    other: OtherId,
    reason: Reason,
    by: By = LOGIN,
    undo: Undo = False,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Keep two statements apart that were taken for one claim.

    They stay apart whatever a later reading finds.
    """
    _settle(ledger, "separate", one, other, by, reason, undo=undo)


@commands.command(
    epilog=example("tollbook join harbour-wire#2 lantern#4 --reason 'the same briefing'")
)
def join(
    one: OneId,
    other: OtherId,
    reason: Reason,
    by: By = LOGIN,
    undo: Undo = False,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Take two statements for one claim that were kept apart."""
    _settle(ledger, "join", one, other, by, reason, undo=undo)


def _settle(
    path: Path,
    kind: DecisionKind,
    one: str,
    other: str,
    by: str,
    reason: str,
    *,
    undo: bool,
) -> None:
    from tollbook.app.settling import settle
    from tollbook.model.decision import Decision
    from tollbook.reasoning.references import subject_of

    value = "no" if undo else "yes"
    subject, now = subject_of((one, other)), datetime.now(UTC)
    settle(path, Decision(kind=kind, subject=subject, value=value, by=by, reason=reason, at=now))
    outcome = {"separate": "two claims", "join": "one claim"}[kind]
    words = f"it is open again whether they are {outcome}" if undo else f"now {outcome}"
    Output().write(f"{one} and {other}: {words}.\n")


@commands.command(epilog=example("tollbook decisions", "tollbook decisions --format jsonl"))
def decisions(
    known_on: KnownOn = None,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List what people decided, the earliest first."""
    from tollbook.ledger import Ledger
    from tollbook.publishing.decisions import decision_lines, to_json

    with Ledger.open(ledger, writable=False) as opened:
        made = opened.decisions(known_on)
    if form == "jsonl":
        stream = machine_output()
        for decision in made:
            stream.write(json.dumps(to_json(decision), ensure_ascii=False) + "\n")
    elif made:
        Output().write("\n".join(map(decision_lines, made)))
    if not made:
        complain("Nothing was decided.")
