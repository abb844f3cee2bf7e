"""`consistent`: can all these claims be true together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.text import Text

from tollbook.cli.console import Output, Status, leave, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, Form, KnownOn, LedgerPath, example
from tollbook.cli.printing import print_json, write_answers

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
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Ask whether all claims can be true together.

    What one origin claims must fit together: parts and their whole, running totals over time,
    events and totals, losses and troops sent. If it does not, the fewest claims that clash are
    shown, and the least by which they are off. Origins that disagree are listed; that is no
    contradiction.

    The exit status is 3 if the claims of one origin can't all be true.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.consistency import to_json

    with open_ledger(ledger) as opened:
        found = opened.consistent(case=case, known_on=known_on)
        record = opened.record(case=case, known_on=known_on)
    if form == "table":
        _print(found.whole, record)
    elif form == "json":
        print_json(to_json(found.whole, record))
    else:
        write_answers(found, form, found.shape, machine_output())
    if not found.whole.feasible:
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
