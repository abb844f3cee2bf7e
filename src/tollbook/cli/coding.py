"""`queue` and `coding`: what is best looked at next, and two people who code blindly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    LOGIN,
    By,
    CaseName,
    Form,
    LedgerPath,
    Reason,
    example,
)
from tollbook.cli.printing import print_answers
from tollbook.cli.review import Words, pairs_of, values_of

T = TypeVar("T")

commands = typer.Typer()
coding = typer.Typer(
    help="Code statements blindly, list and settle what coders differ in, and confirm the rest.",
    no_args_is_help=True,
    epilog=example(
        "tollbook coding code harbour-wire#2 confirm --round May",
        "tollbook coding differences May",
    ),
)
commands.add_typer(coding, name="coding")

RoundName = Annotated[str, typer.Argument(metavar="ROUND", help="The name of a round.")]
OfRound = Annotated[str, typer.Option("--round", metavar="ROUND", help="The name of the round.")]


@commands.command(epilog=example("tollbook queue", "tollbook queue --round May --most 5"))
def queue(
    round: Annotated[
        str | None,
        typer.Option(metavar="ROUND", help="Your queue of this round of coding."),
    ] = None,
    most: Annotated[int, typer.Option(metavar="N", min=1, help="How many to show.")] = 20,
    by: By = LOGIN,
    case: CaseName = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List the statements that are best looked at next.

    First those that an answer hangs on, the least sure of them first.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.coding import queued_lines

    with open_ledger(ledger) as opened:
        found = opened.queue(case=case, round=round, by=by)[:most]
        print_answers(found, form, found.shape, _lay(queued_lines, "\n"), "Nothing waits.")


@coding.command(
    epilog=example(
        "tollbook coding code harbour-wire#2 confirm --round May",
        "tollbook coding code harbour-wire#3 correct low=14 --round May",
    )
)
def code(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="A statement; of an addition the document.")
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="confirm, correct, reject or add.")],
    round: OfRound,
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE",
            help="What a field should be, such as low=14.",
            show_default=False,
        ),
    ] = None,
    over: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Of an addition, the words that say it.")
    ] = None,
    words: Words = None,
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why.")] = "",
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Code a statement in a round; it takes no effect until it is settled or agreed."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        start, end = opened.find_words(subject, over) if over else (None, None)
        made = opened.code(
            subject,
            value,
            values_of(fields or []),
            round=round,
            words=pairs_of(words or []),
            start=start,
            end=end,
            reason=reason,
            by=by,
        )
    Output().write(f"{subject}: coded (entry {made.entry}).\n")


@coding.command(epilog=example("tollbook coding rounds"))
def rounds(form: Form = "table", ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """List the rounds: who coded, and how far each is."""
    from tollbook.app.library import open_ledger
    from tollbook.publishing.coding import round_line

    with open_ledger(ledger) as opened:
        found = opened.rounds()
    print_answers(found, form, found.shape, _lay(round_line), "Nobody has coded anything.")


@coding.command(epilog=example("tollbook coding differences May"))
def differences(
    round: RoundName,
    settled: Annotated[bool, typer.Option("--settled", help="Those that are settled too.")] = False,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """List what the coders of a round differ in, field by field."""
    from tollbook.app.library import open_ledger
    from tollbook.publishing.coding import coded_lines

    with open_ledger(ledger) as opened:
        found = opened.differences(round, settled=settled)
    print_answers(found, form, found.shape, _lay(coded_lines, "\n"), "The coders agree.")


@coding.command(epilog=example("tollbook coding agreement May"))
def agreement(round: RoundName, form: Form = "table", ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """Say how far the coders of a round agree in each field, by Krippendorff's alpha."""
    from tollbook.app.library import open_ledger
    from tollbook.publishing.coding import agreement_line

    with open_ledger(ledger) as opened:
        found = opened.agreement(round)
    none = "No statement was coded by two people."
    print_answers(found, form, found.shape, _lay(agreement_line), none)


@coding.command(epilog=example("tollbook coding settle May harbour-wire#2 Ines --reason 'her day'"))
def settle(
    round: RoundName,
    identity: Annotated[str, typer.Argument(metavar="ID", help="What they differ in.")],
    coder: Annotated[str, typer.Argument(metavar="CODER", help="Who is right.")],
    reason: Reason,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Settle a difference as one of the coders has it; 'tollbook correct' settles it otherwise."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        made = opened.settle(round, identity, coder, reason=reason, by=by)
    Output().write(f"{identity}: settled as {coder} has it (entry {made.entry}).\n")


@coding.command(
    "confirm", epilog=example("tollbook coding confirm May --hold-back 0.1 --seed 2025")
)
def confirm_agreed(
    round: RoundName,
    hold_back: Annotated[
        float,
        typer.Option(metavar="SHARE", min=0, max=1, help="The share kept for a second look."),
    ] = 0.1,
    seed: Annotated[str, typer.Option(metavar="WORDS", help="What draws the sample.")] = "",
    case: CaseName = None,
    by: By = LOGIN,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Decide as the coders did, wherever they agree and no check fails."""
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        done = opened.confirm_agreed(round, hold_back=hold_back, seed=seed, case=case, by=by)
    output = Output()
    output.write(f"{len(done.decisions)} decided as the coders agree\n")
    if done.held_back:
        output.write(f"held back for a second look: {', '.join(done.held_back)}\n")
    for id, titles in done.failing.items():
        output.write(f"left, as a check fails: {id} ({'; '.join(titles)})\n")


def _lay(lines: Callable[[T], str], between: str = "") -> Callable[[Iterable[T]], None]:
    def lay(found: Iterable[T]) -> None:
        Output().write(between.join(map(lines, found)))

    return lay
