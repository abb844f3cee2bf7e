"""`import`: tables of an origin's series into a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output, Status, complain, leave
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, example
from tollbook.model.address import Address
from tollbook.model.problem import Problem
from tollbook.publishing.visible import one_line

if TYPE_CHECKING:
    from tollbook.app.tables import Row, Tally

commands = typer.Typer()

_OUTCOMES = {
    "added": "new",
    "new_version": "changed",
    "new_reading": "read anew",
    "unchanged": "unchanged",
}
_SHOWN = 10  # a preview names so many changed rows; all of them would hide the sums


@commands.command(
    "import",
    epilog=example(
        "tollbook import losses.csv --mapping losses.toml --plan",
        "tollbook import losses.csv --mapping losses.toml",
    ),
)
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A table: CSV, a JSON array or JSON Lines.", show_default=False
        ),
    ],
    mapping: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="What its columns mean, in TOML (docs/series.md).",
            show_default=False,
        ),
    ],
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would be done, and write nothing.")
    ] = False,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Import a table of an origin's series into a ledger.

    Each row is stored completely or not at all, and skipped if the ledger holds it already. The
    exit status is 1 if some row could not be used; all others are imported.
    """
    from tollbook.app.library import open_ledger
    from tollbook.app.tables import Tally

    tally = Tally()
    try:
        with open_ledger(ledger) as opened:
            _tell(opened.import_each(file, mapping, plan=plan), tally, plan)
            missing = opened.no_longer_in_table(mapping, tally.seen)
    except KeyboardInterrupt:
        again = "Give the same command again to go on."
        leave(Status.STOPPED, f"Stopped: {_rows(tally)} read and kept in {ledger}. {again}")
    Output().write("".join(f"{line}\n" for line in _summary(tally, ledger, missing, plan)))
    if tally.problems:
        leave(Status.UNUSABLE)


def _tell(items: Iterable[Row | Problem], tally: Tally, only_plan: bool) -> None:
    errors, output = Output(stderr=True), Output()
    for item in items:
        tally.count(item)
        if isinstance(item, Problem):
            complain(item, errors)
        elif only_plan and item.outcome == "new_version" and tally.rows["new_version"] <= _SHOWN:
            words = item.document.text.rpartition("\n")[2]
            output.write(f"{one_line(item.document.address)}: would change to: {one_line(words)}\n")


def _summary(
    tally: Tally, path: Address, missing: tuple[str, ...], only_plan: bool
) -> Iterator[str]:
    from tollbook.publishing.phrases import kind_in_words

    outcomes = [f"{tally.rows[key]:,} {word}" for key, word in _OUTCOMES.items() if tally.rows[key]]
    yield f"{path}: {_rows(tally)}" + (f" ({', '.join(outcomes)})" if outcomes else "")
    for kind, n in sorted(tally.statements.items()):
        yield f"  {n:>6,} {kind_in_words(kind, n)}"
    if missing:
        named = ", ".join(map(one_line, missing[:3])) + (", …" if len(missing) > 3 else "")
        yield f"  {len(missing):,} on record are no longer in the table; they stay: {named}"
    if tally.problems:
        yield f"  {tally.problems:,} could not be used, listed on standard error"
    if only_plan:
        yield "  This is a plan; nothing was written."


def _rows(tally: Tally) -> str:
    total = tally.rows.total()
    return f"{total:,} row" + ("" if total == 1 else "s")
