"""`checks` and `verify`: does it add up, and is the ledger what it was?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from tollbook.cli.console import Output, Status, complain, leave, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, example

if TYPE_CHECKING:
    from tollbook.model.finding import Finding
    from tollbook.reasoning.book import Book

commands = typer.Typer()

Form = Literal["text", "jsonl"]

_COLOURS = {"fails": "red", "undecided": "yellow", "holds": "green"}


@commands.command(
    epilog=example("tollbook checks --fails", "tollbook checks parts_sum --format jsonl")
)
def checks(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="The checks to run; all where none is named."),
    ] = None,
    fails: Annotated[bool, typer.Option("--fails", help="Show only what fails.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = "text",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Check the arithmetic of what was said.

    Each finding is printed with its place and its working.

    The exit status is 3 if some number can't be as stated. One that nobody stands behind
    ("unattributed") is listed as well, but contradicts nothing.
    """
    if not run(names or [], ledger, fails=fails, form=form):
        leave(Status.CONTRADICTION)


def run(names: list[str], path: Path, *, fails: bool = False, form: Form = "text") -> bool:
    """Print what the checks find in the ledger at `path`; whether no number contradicts another."""
    from tollbook.ledger import Ledger
    from tollbook.reasoning.book import Book
    from tollbook.reasoning.checks import CHECKS, contradicts, run_checks
    from tollbook.settings import Settings

    for name in names:
        if name not in CHECKS:
            raise typer.BadParameter(_no_such(name, tuple(CHECKS)))
    with Ledger.open(path, writable=False) as ledger:
        book = Book(*ledger.book())
    findings = run_checks(book, names or tuple(CHECKS), Settings())
    shown = [finding for finding in findings if finding.verdict == "fails" or not fails]
    (_print_records if form == "jsonl" else _print_texts)(shown, book)
    if not shown:
        complain("No check fails." if findings else "Nothing to check was found.")
    return not any(map(contradicts, findings))


def _print_records(findings: Iterable[Finding], book: Book) -> None:
    from tollbook.publishing.findings import to_record

    stream = machine_output()
    for finding in findings:
        stream.write(json.dumps(to_record(finding), ensure_ascii=False) + "\n")


def _print_texts(findings: Iterable[Finding], book: Book) -> None:
    from tollbook.publishing.findings import layout

    output = Output()
    for n, finding in enumerate(findings):
        place, _, rest = layout(finding, book).partition("\n")
        text = Text(f"{place}\n{rest}\n")
        text.stylize("bold", 0, len(place))
        text.stylize(_COLOURS[finding.verdict], place.rindex(" ") + 1, len(place))
        output.write(Text("\n" if n else "") + text)


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
