"""`demo`: the main job on the shipped example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from tollbook.cli import check, read
from tollbook.cli import show as statements
from tollbook.cli.console import Output
from tollbook.cli.options import DEFAULT_LEDGER, example
from tollbook.model.address import Address

if TYPE_CHECKING:
    from tollbook.model.document import Document
    from tollbook.model.statement import Statement

commands = typer.Typer()

_CASE = "north-korean-troops"
_AGENCY = "National Intelligence Service"
_MATTER = (  # the checks that show it, the beginning of what they find, what it means for the story
    ("change_vs_baseline", "injured", "The injured have not “more than tripled” since last month"),
    ("conflation", "3,000 killed", "One paper made 3,000 dead of 3,000 casualties"),
    ("single_origin", "killed", "All outlets that count the dead have it from one agency"),
)


@commands.command(epilog=example("tollbook demo", "tollbook demo --keep demo.db"))
def demo(
    full: Annotated[
        bool, typer.Option("--full", help="Print every statement of one voice, and every check.")
    ] = False,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Keep the ledger in this file, to go on with.", show_default=False
        ),
    ] = None,
) -> None:
    """Show the main job on the shipped example.

    Twelve reports of one story are read into a fresh ledger. It shows what was read, the answer
    and the three findings that matter.
    """
    show = _print_all if full else _print_gist
    if keep:
        show(keep)
    else:
        with TemporaryDirectory() as folder, chdir(folder):
            show(Path(str(DEFAULT_LEDGER)))
    output = Output()
    _head(output, "What to type next")
    for command, meaning in _next(keep, full=full):
        output.write(f"  {command:<42} {meaning}".rstrip() + "\n")


def _next(keep: Path | None, *, full: bool) -> Iterator[tuple[str, str]]:
    """Commands to go on with, each with what it does."""
    if keep is None:
        yield "tollbook demo --keep demo.db", "keep the ledger of this, and then:"
    ledger = f"--ledger {keep or 'demo.db'}"
    yield f"tollbook answer {ledger}", "who counts how many, and what changed"
    yield f"tollbook checks {ledger}", "every finding, with its working"
    yield f"tollbook estimate {ledger}", "whose claims the answer rests on"
    yield f"tollbook document {ledger} 2025-01-14-daily-lantern", ""
    yield "tollbook read YOUR-REPORT.txt", "your own reports"
    if not full:
        yield "tollbook demo --full", "all of this demonstration"


def _print_gist(path: Path) -> None:
    """What was read, the answer and the findings that matter, on a screen or two."""
    from tollbook.app.library import open_ledger
    from tollbook.example import reports
    from tollbook.publishing.estimates import layout_in_brief as answer_in_brief
    from tollbook.publishing.findings import layout_in_brief

    output = Output()
    with open_ledger(path) as ledger:
        _head(output, "What was read")
        read = ledger.read(*reports())
        output.lay(_counts([item.document for item in read], ledger.statements()))
        _head(output, "The answer")
        output.lay(*answer_in_brief(ledger.estimate(case=_CASE).whole))
        documents = ledger.record().corpus
        found = ledger.checks(*(name for name, *_ in _MATTER))
        for name, title, meaning in _MATTER:
            for finding in found:
                if finding.check == name and finding.title.startswith(title):
                    _head(output, meaning)
                    output.write(layout_in_brief(finding, documents) + "\n")


def _counts(documents: Sequence[Document], statements: Iterable[Statement]) -> str:
    """What a reading came to, in two sentences."""
    from tollbook.publishing.phrases import kind_in_words

    ids = {document.id for document in documents}
    kinds = Counter(said.kind for said in statements if said.document in ids)
    days = sorted(day for document in documents if (day := document.published_on))
    common = [f"{number} {kind_in_words(kind, number)}" for kind, number in kinds.most_common(3)]
    others = kinds.total() - sum(number for _, number in kinds.most_common(3))
    return (
        f"{len(documents)} reports, published from {days[0]} to {days[-1]}. "
        f"They make {kinds.total()} statements: {', '.join(common)} and {others} others."
    )


def _print_all(path: Path) -> None:
    """Every step of it, as the commands themselves print it."""
    from tollbook.example import folder, reports

    output = Output()
    _step(output, "tollbook read FILE...    # the reports of the shipped example")
    ledger = Address.of(path)
    read.keep([str(report) for report in reports()], ledger)
    _step(output, f"tollbook show --kind figure --origin '{_AGENCY}'")
    statements.show(kind=["figure"], origin=_AGENCY, ledger=ledger)
    _step(output, "tollbook checks")
    with suppress(typer.Exit):  # its status reports contradictions, which are no fault here
        check.checks(ledger=ledger)
    _step(output, "tollbook verify")
    check.verify(ledger=ledger)
    output.write(f"\nThe reports, and what is true and what is planted in them: {folder()}\n")


def _head(output: Output, words: str) -> None:
    output.lay("", Text(words, style="bold"))


def _step(output: Output, command: str) -> None:
    """Show the command that does what follows."""
    _head(output, f"$ {command}\n")
