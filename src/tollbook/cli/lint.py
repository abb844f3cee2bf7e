"""`lint`: the checks on tables that others wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from tollbook.cli.console import Output, Status, complain, leave
from tollbook.cli.options import example
from tollbook.cli.printing import print_json, write_answers
from tollbook.model.problem import Problem
from tollbook.model.table_finding import CheckedTable, ShapeName, TableFinding

if TYPE_CHECKING:
    from tollbook.app.linting import Advance
    from tollbook.linting import Rules

commands = typer.Typer()

LintFormat = Literal["table", "json", "jsonl", "csv", "sarif"]
Checked = tuple[CheckedTable, list[TableFinding]]

_SHOWN = 3  # findings of one check and table that are printed; further ones say nothing new
_COLOURS = {"error": "red", "warning": "yellow"}
_SHAPES = {"ged": "GED", "acled": "ACLED", "airwars": "Airwars", "totals": "daily totals"}


@commands.command(
    epilog=example(
        "tollbook lint events.csv",
        "tollbook lint totals.xlsx --mapping totals.toml --error-only",
        "tollbook lint --format sarif events.csv > events.sarif",
    )
)
def lint(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Tables: CSV, JSON, JSON Lines, XLSX or Parquet.",
            show_default=False,
        ),
    ],
    shape: Annotated[
        ShapeName | None,
        typer.Option(
            metavar="SHAPE",
            help="What they are: ged, acled, airwars, or totals (a day and running totals). "
            "Without it the header decides.",
            show_default=False,
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What their columns mean, in TOML, as for 'tollbook import' (docs/series.md).",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CHECK", help="Leave this check out. May be repeated."),
    ] = None,
    error_only: Annotated[
        bool, typer.Option("--error-only", help="Leave out what is odd but possible.")
    ] = False,
    notes: Annotated[
        bool,
        typer.Option("--notes", help="Read the notes as well, and compare; takes much longer."),
    ] = False,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show all findings, not the first few of each check.")
    ] = False,
    form: Annotated[
        LintFormat,
        typer.Option(
            "--format", help="How to print: for people (table), or for programs (sarif among them)."
        ),
    ] = "table",
) -> None:
    """Check tables of counts that others wrote.

    Nothing is stored and no ledger is needed. Each finding comes with its row, its working and
    what to do. The exit status is 3 if anything was found, and 1 if some file could not be checked.
    """
    from tollbook.app.linting import rules_of

    try:
        rules = rules_of(
            shape=shape,
            mapping=mapping,
            notes=notes,
            ignore=ignore or (),
            errors_only=error_only,
        )
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from None
    try:
        items = list(_checked(files, rules))
    except KeyboardInterrupt:
        leave(Status.STOPPED, "Stopped: nothing was changed, and nothing is kept.")
    _print(items, form, _SHOWN if not show_all else None)
    if any(isinstance(item, Problem) for item in items):
        leave(Status.UNUSABLE)
    if any(found for _, found in _tables(items)):
        leave(Status.CONTRADICTION)


def _checked(files: Iterable[Path], rules: Rules) -> Iterator[Checked | Problem]:
    """What comes of each file; those that can't be checked are reported at once."""
    from tollbook.app.linting import lint_each

    errors = Output(stderr=True)
    with _progress(errors) as advance:
        for item in lint_each(files, rules, advance):
            if isinstance(item, Problem):
                complain(item, errors)
            yield item


@contextmanager
def _progress(errors: Output) -> Iterator[Advance]:
    """A bar on standard error that moves with what was read; none without a terminal."""
    bar = Progress(
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=None)

        def advance(file: Path, share: float | None) -> None:
            total = None if share is None else 1.0
            bar.update(task, description=file.name[:30], total=total, completed=share or 0.0)

        yield advance


def _tables(items: Iterable[Checked | Problem]) -> list[Checked]:
    return [item for item in items if not isinstance(item, Problem)]


def _print(items: list[Checked | Problem], form: LintFormat, most: int | None) -> None:
    from tollbook import __version__
    from tollbook.app.linting import check_names
    from tollbook.cli.console import machine_output
    from tollbook.publishing.linting import TABLE_FINDINGS, sarif

    findings = [finding for _, found in _tables(items) for finding in found]
    if form == "table":
        for n, (table, found) in enumerate(_tables(items)):
            if n:
                Output().write("\n")
            _lay(table, found, most)
    elif form == "sarif":
        problems = [item for item in items if isinstance(item, Problem)]
        print_json(sarif(findings, problems, check_names(), __version__))
    else:
        write_answers(findings, form, TABLE_FINDINGS, machine_output())


def _lay(table: CheckedTable, found: list[TableFinding], most: int | None) -> None:
    """The findings of a table, the first few of each check, and a summary."""
    from tollbook.publishing.linting import layout

    output = Output()
    shown: Counter[str] = Counter()
    for finding in found:
        shown[finding.check] += 1
        if most is None or shown[finding.check] <= most:
            output.write(_styled(layout(finding), finding) + Text("\n"))
        elif shown[finding.check] == most + 1:
            more = table.found[finding.check] - most
            output.write(f"… and {more:,} more of {finding.check}; --all shows them.\n\n")
    output.write("".join(f"{line}\n" for line in _summary(table)))


def _styled(shown: str, finding: TableFinding) -> Text:
    place, _, rest = shown.partition("\n")
    text = Text(f"{place}\n{rest}\n")
    text.stylize("bold", 0, len(place))
    text.stylize(_COLOURS[finding.severity], place.rindex(" ") + 1, len(place))
    return text


def _summary(table: CheckedTable) -> Iterator[str]:
    from tollbook.app.linting import check_names
    from tollbook.publishing.visible import one_line

    rows = f"{table.rows:,} row" + ("" if table.rows == 1 else "s")
    kind = _SHAPES.get(table.shape)
    read_as = f"read as {kind}" if kind else "read by the mapping"
    if not table.found:
        yield f"{one_line(table.file)}: {rows}, {read_as}: nothing found."
        return
    counts = ((table.errors, "error"), (table.warnings, "warning"))
    parts = [f"{n:,} {name}" + ("" if n == 1 else "s") for n, name in counts if n]
    yield f"{one_line(table.file)}: {rows}, {read_as}: {' and '.join(parts)}"
    for name, looks_for in check_names():
        if name in table.found:
            yield f"  {table.found[name]:>6,}  {name:<16} {looks_for}"
    if table.unlisted:
        yield f"  {table.unlisted:,} are counted but not listed: there are too many of them."
