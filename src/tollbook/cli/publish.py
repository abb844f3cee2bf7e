"""`publish`: a case as a folder of pages that stand by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tollbook.cli.completion import case_names
from tollbook.cli.console import Output, Status, leave
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, a_day, example

if TYPE_CHECKING:  # loaded by the command: the help text takes no templates
    from tollbook.publishing.site import Published

commands = typer.Typer()

_SHOWN = 10


@commands.command(
    epilog=example(
        "tollbook publish north-korean-troops site/",
        "tollbook publish north-korean-troops desk/ --internal",
    )
)
def publish(
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE", autocompletion=case_names, help="The case: its name, or its file."
        ),
    ],
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Where the pages go: a new folder, or an old one."),
    ],
    public: Annotated[
        bool, typer.Option("--public", help="For anybody; what is withheld is listed. The default.")
    ] = False,
    partner: Annotated[
        bool, typer.Option("--partner", help="For those who work with you: with full texts.")
    ] = False,
    internal: Annotated[
        bool, typer.Option("--internal", help="For yourselves: everything, names included.")
    ] = False,
    reviewed_only: Annotated[
        bool,
        typer.Option(
            "--reviewed-only", help="Leave out what nobody has confirmed, corrected or added."
        ),
    ] = False,
    on: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=a_day,
            help="The day of the publication; today (UTC) if not given.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Publish a case: pages with every number linked to its words, a card, a feed of changes.

    The pages need no server and fetch nothing from outside. Publish into the same folder again, and
    they say what changed since. The folder stays as it is until all pages are written.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.profiles import PROFILES

    given = {"public": public, "partner": partner, "internal": internal}
    chosen = [name for name in PROFILES if given[name]]
    if len(chosen) > 1:
        raise typer.BadParameter("choose one of --public, --partner and --internal.")
    profile = chosen[0] if chosen else "public"
    try:
        with open_ledger(ledger) as opened, _progress() as advance:
            published = opened.publish(
                case, folder, profile=profile, reviewed_only=reviewed_only, on=on, advance=advance
            )
    except KeyboardInterrupt:
        leave(Status.STOPPED, f"Stopped. {folder} is as it was.")
    Output().write("".join(f"{line}\n" for line in _lines(published, profile)))


def _lines(published: Published, profile: str) -> Iterator[str]:
    """What was written, what changed and what is withheld."""
    yield (
        f"{published.folder}: publication {published.number} of {published.day}, "
        f"{published.pages:,} pages, {profile}"
    )
    if published.again:
        yield "nothing changed since: the same pages again"
    elif published.number > 1:
        yield from (f"  {one.kind}: {one.words}" for one in published.changes[:_SHOWN])
        if (more := len(published.changes) - _SHOWN) > 0:
            yield f"  and {more:,} more changes; see changes.html"
        if not published.changes:
            yield "nothing changed"
    yield "withheld:"
    yield from (f"  {one}" for one in published.withheld)
    yield f"open {published.folder / 'index.html'}"


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that moves with the pages; none without a terminal."""
    errors = Output(stderr=True)
    bar = Progress(
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.completed:,.0f} pages"),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
