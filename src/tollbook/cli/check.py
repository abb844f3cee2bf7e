"""`checks` and `verify`: does it add up, and is the ledger what it was?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from tollbook.cli.console import Output, Status, complain, leave
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, Form, KnownOn, LedgerPath, a_day, example
from tollbook.cli.printing import allow_formats, print_answers, print_json

if TYPE_CHECKING:
    from tollbook.model.finding import Finding

commands = typer.Typer()

_COLOURS = {"fails": "red", "undecided": "yellow", "holds": "green", "note": "cyan"}


@commands.command(
    epilog=example(
        "tollbook checks --fails",
        "tollbook checks conflation superseded --since 2025-01-01",
        "tollbook checks --format csv > findings.csv",
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
        bool, typer.Option("--judged", help="Show the findings that have been judged, and why.")
    ] = False,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Check the numbers against each other and against what else is on record.

    Each finding is printed with its place and its working. A finding that was judged with
    'tollbook judge' is left out.

    The exit status is 3 if some number can't be as stated. Other findings are worth a look, but
    contradict nothing.
    """
    from tollbook.app.library import open_ledger

    _known(names or [])
    with open_ledger(ledger) as opened:
        found = opened.checks(
            *(names or ()), fails=fails, since=since, judged=judged, case=case, known_on=known_on
        )
        documents = opened.record(case=case, known_on=known_on).corpus

    def lay(findings: Iterable[Finding]) -> None:
        from tollbook.publishing.findings import layout

        output = Output()
        for n, finding in enumerate(findings):
            judgement, reviews = found.whole.judgement(finding), found.whole.reviews(finding)
            shown = layout(finding, documents, judgement, reviews=reviews)
            output.write(Text("\n" if n else "") + _styled(shown, finding))

    print_answers(found, form, found.shape, lay, "")
    if found.whole.note:
        complain(found.whole.note)
    if found.whole.contradiction:
        leave(Status.CONTRADICTION)


def _styled(shown: str, finding: Finding) -> Text:
    place, _, rest = shown.partition("\n")
    text = Text(f"{place}\n{rest}\n")
    text.stylize("bold", 0, len(place))
    text.stylize(_COLOURS[finding.verdict], place.rindex(" ") + 1, len(place))
    return text


def _known(names: list[str]) -> None:
    """Go on only with checks that there are."""
    from tollbook.app.check import CHECK_NAMES

    for name in names:
        if name not in CHECK_NAMES:
            raise typer.BadParameter(_no_such(name, CHECK_NAMES))


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
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Recompute every entry and quote of the ledger.

    Keep the head that it prints: with --expect, a later verification also notices entries that
    were cut off the end. The exit status is 1 if anything was changed.
    """
    from tollbook.app.library import open_ledger

    allow_formats(form, "table", "json")
    with open_ledger(ledger) as opened:
        result = opened.verify(expect_head=expect)
    if form == "json":
        print_json({"holds": result.holds} | asdict(result))
    elif result.holds:
        entries = f"{result.entries_checked:,} entries, {result.quotes_checked:,} quotes"
        Output().write(f"{ledger}: intact: {entries}.\nhead {result.head}\n")
        if result.dated_back:
            complain(
                f"{ledger}: {result.dated_back:,} entries are dated before an earlier one, as the "
                "clock of the machine was set back; --known-on counts them as known too early"
            )
    if not result.holds:
        leave(Status.UNUSABLE, f"{ledger}: {result.where}: {result.failure}.")
