"""`consistent`: can all these claims be true together?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from tollbook.cli.console import Output, Status, leave, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, KnownOn, LedgerPath, example

if TYPE_CHECKING:
    from tollbook.reasoning.consistency import Consistency
    from tollbook.reasoning.record import Record

commands = typer.Typer()


@commands.command(
    epilog=example("tollbook consistent", "tollbook consistent --case kursk --format json")
)
def consistent(
    case: CaseName = None,
    known_on: KnownOn = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print.")
    ] = "text",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Ask whether all claims can be true together.

    What one origin claims must fit together: parts and their whole, running totals over time,
    events and totals, the lost and the sent. Where it can't, the fewest claims that clash are
    shown, and how far off they are at the least. Origins that disagree are listed; that contradicts
    nothing.

    The exit status is 3 if the claims of one origin can't all be true.
    """
    from tollbook.app.asking import record_of
    from tollbook.reasoning.consistency import consistency

    record = record_of(ledger, case=case, known_on=known_on)
    answer = consistency(record)
    if form == "json":
        from tollbook.publishing.consistency import to_json

        text = json.dumps(to_json(answer, record), ensure_ascii=False, indent=2)
        machine_output().write(text + "\n")
    else:
        _print(answer, record)
    if not answer.feasible:
        leave(Status.CONTRADICTION)


def _print(answer: Consistency, record: Record) -> None:
    from tollbook.publishing.consistency import (
        contradiction_layout,
        difference_line,
        summary,
    )

    output = Output()
    for clash in answer.contradictions:
        place, _, rest = contradiction_layout(clash, record).partition("\n")
        text = Text(f"{place}\n{rest}\n\n")
        text.stylize("bold", 0, len(place))
        output.write(text)
    if answer.differences:
        output.write("Origins that can't both be right:\n")
        for clash in answer.differences:
            output.write(difference_line(clash) + "\n")
        output.write("\n")
    output.write(summary(answer) + "\n")
