"""`separate`, `join`, `voice` and `decisions`: what a person settles, and what was settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.completion import statement_ids, voice_names
from tollbook.cli.console import Output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    LOGIN,
    By,
    Form,
    KnownOn,
    LedgerPath,
    Reason,
    example,
)
from tollbook.cli.printing import print_answers

if TYPE_CHECKING:
    from tollbook.model.decision import Decision

commands = typer.Typer()
voice = typer.Typer(
    help="Say which names are one voice, and which are two.",
    no_args_is_help=True,
    epilog=example(
        "tollbook voice join NIS 'the spies' --reason 'one briefing'",
        "tollbook voice apart police@report-7 police --reason 'another town'",
    ),
)
commands.add_typer(voice, name="voice")

OneVoice = Annotated[
    str,
    typer.Argument(metavar="VOICE", autocompletion=voice_names, help="A name, or an entity's id."),
]
OtherVoice = Annotated[
    str, typer.Argument(metavar="OTHER", autocompletion=voice_names, help="Another name or id.")
]
OneId = Annotated[
    str, typer.Argument(metavar="ID", autocompletion=statement_ids, help="A figure, like report#2.")
]
OtherId = Annotated[
    str, typer.Argument(metavar="ID", autocompletion=statement_ids, help="Another one.")
]
Undo = Annotated[bool, typer.Option("--undo", help="Undo the earlier decision.")]


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
    """Treat two statements as different claims.

    They stay separate whatever a later reading finds.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        opened.separate(one, other, reason=reason, by=by, undo=undo)
    _confirm(one, other, "two claims", undo=undo)


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
    """Treat two statements as one claim."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        opened.join(one, other, reason=reason, by=by, undo=undo)
    _confirm(one, other, "one claim", undo=undo)


@voice.command(
    "join", epilog=example("tollbook voice join NIS 'the spies' --reason 'one briefing'")
)
def join_voices(
    one: OneVoice,
    other: OtherVoice,
    reason: Reason,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Treat two names as one voice, shown under the first.

    It holds in every case and whatever is read later; 'voice apart' undoes it.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        opened.join_voices(one, other, reason=reason, by=by)
    Output().write(f"{one} and {other}: now one voice.\n")


@voice.command(
    "apart",
    epilog=example("tollbook voice apart police@report-7 police --reason 'another town'"),
)
def part_voices(
    one: OneVoice,
    other: OtherVoice,
    reason: Reason,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Treat two names as two voices.

    NAME@DOCUMENT is what one document calls NAME. 'voice join' undoes it.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        opened.part_voices(one, other, reason=reason, by=by)
    Output().write(f"{one} and {other}: now two voices.\n")


def _confirm(one: str, other: str, outcome: str, *, undo: bool) -> None:
    words = f"it is open again whether they are {outcome}" if undo else f"now {outcome}"
    Output().write(f"{one} and {other}: {words}.\n")


@commands.command(epilog=example("tollbook decisions", "tollbook decisions --format jsonl"))
def decisions(
    codings: Annotated[
        bool, typer.Option("--codings", help="The blind codings of double coding, too.")
    ] = False,
    known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List what people decided, the earliest first."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        found = opened.decisions(codings=codings, known_on=known_on)
    print_answers(found, form, found.shape, _lay, "Nothing was decided.")


def _lay(found: Iterable[Decision]) -> None:
    from tollbook.publishing.decisions import decision_lines

    Output().write("\n".join(map(decision_lines, found)))
