"""`checks` and `verify`: does it add up, and is the ledger what it was?"""

from __future__ import annotations

import json
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from tollbook.cli.console import Output, Status, complain, leave, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, KnownOn, LedgerPath, a_day, example

if TYPE_CHECKING:
    from tollbook.app.checking import Checked, Wanted
    from tollbook.reasoning.corpus import Corpus
    from tollbook.reasoning.record import Record

commands = typer.Typer()

Form = Literal["text", "jsonl"]

_COLOURS = {"fails": "red", "undecided": "yellow", "holds": "green", "note": "cyan"}


@commands.command(
    epilog=example(
        "tollbook checks --fails",
        "tollbook checks conflation superseded --since 2025-01-01",
        "tollbook checks --format jsonl",
    )
)
def checks(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="The checks to run; all where none is named."),
    ] = None,
    case: CaseName = None,
    fails: Annotated[bool, typer.Option("--fails", help="Show only what fails.")] = False,
    since: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="Show only findings on reports published on that day or later.",
            show_default=False,
        ),
    ] = None,
    known_on: KnownOn = None,
    judged: Annotated[
        bool, typer.Option("--judged", help="Show those that somebody has judged, and why.")
    ] = False,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = "text",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Check what was said against itself and against what else is on record.

    Each finding is printed with its place and its working. One that was judged with
    'tollbook judge' is left out.

    The exit status is 3 if some number can't be as stated. Other findings are worth a look, but
    contradict nothing.
    """
    from tollbook.app.asking import record_of
    from tollbook.app.checking import Wanted

    _known(names or [])
    record = record_of(ledger, case=case, known_on=known_on)
    wanted = Wanted(tuple(names or ()), fails=fails, since=since, judged=judged)
    if not run(record, wanted, form):
        leave(Status.CONTRADICTION)


def run(record: Record, wanted: Wanted, form: Form = "text") -> bool:
    """Print what the checks find; whether no number contradicts another, judged ones left out."""
    from tollbook.app.checking import check

    result = check(record, wanted)
    if form == "jsonl":
        _print_records(result)
    else:
        _print_texts(result, record.corpus)
    if result.note:
        complain(result.note)
    return not result.contradiction


def _print_records(result: Checked) -> None:
    from tollbook.publishing.findings import to_json

    stream = machine_output()
    for finding in result.shown:
        record = to_json(finding, result.judgement(finding))
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _print_texts(result: Checked, corpus: Corpus) -> None:
    from tollbook.publishing.findings import layout

    output = Output()
    for n, finding in enumerate(result.shown):
        place, _, rest = layout(finding, corpus, result.judgement(finding)).partition("\n")
        text = Text(f"{place}\n{rest}\n")
        text.stylize("bold", 0, len(place))
        text.stylize(_COLOURS[finding.verdict], place.rindex(" ") + 1, len(place))
        output.write(Text("\n" if n else "") + text)


def _known(names: list[str]) -> None:
    """Go on only with checks that there are."""
    from tollbook.reasoning.checks import CHECKS

    for name in names:
        if name not in CHECKS:
            raise typer.BadParameter(_no_such(name, tuple(CHECKS)))


def _no_such(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
    return f"no check is called {name!r}; {advice}"


@commands.command(epilog=example("tollbook verify", "tollbook verify --ledger kursk.db"))
def verify(
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="HEAD",
            help="The head that an earlier run printed.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Recompute every entry and quote of the ledger.

    Keep the head that it prints: with --expect, a later verification also tells whether entries
    were cut off the end. The exit status is 1 if anything is not what it was.
    """
    if not recompute(ledger, expect):
        leave(Status.UNUSABLE)


def recompute(path: Path, expect: str | None = None) -> bool:
    """Verify the ledger at `path` and say how it went; whether all of it holds."""
    from tollbook.ledger import Ledger

    with Ledger.open(path, writable=False) as ledger:
        result = ledger.verify(expect_head=expect)
    if not result.holds:
        complain(f"{path}: {result.where}: {result.failure}.")
        return False
    entries, quotes = f"{result.entries_checked:,} entries", f"{result.quotes_checked:,} quotes"
    Output().write(f"{path}: all is as it was: {entries}, {quotes}.\nhead {result.head}\n")
    return True
