"""`method`: how a case was answered, written from the rules in force and from what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from tollbook.cli.console import Output, complain
from tollbook.cli.options import DEFAULT_LEDGER, KnownOn, LedgerPath, example
from tollbook.cli.printing import print_json
from tollbook.publishing.profiles import Profile

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook method north-korean-troops",
        "tollbook method north-korean-troops --format html --for public --out method.html",
    )
)
def method(
    case: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE",
            help="The case, by its name or its file; the only one of the ledger if not given.",
            show_default=False,
        ),
    ] = None,
    known_on: KnownOn = None,
    form: Annotated[
        Literal["markdown", "html", "json"],
        typer.Option(
            "--format", help="Markdown, which reads as plain text; a web page; or for programs."
        ),
    ] = "markdown",
    audience: Annotated[
        Profile,
        typer.Option("--for", help="For whom: names of people are shown as it allows."),
    ] = "internal",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write it into this file.", show_default=False),
    ] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write down the method of a case, for somebody who does not know the program.

    What was read, how words become numbers, whose count it is, how claims, estimates and checks are
    made, what people decided, what the program can't do, how well it reads, and with which
    versions. All of it comes from the ledger and from the rules in force.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.method import page_of, to_html, to_json, to_markdown

    with open_ledger(ledger) as opened:
        found = opened.method(case, known_on=known_on, profile=audience)
    page = page_of(found)
    if form == "json":
        if out is None:
            print_json(to_json(found, page))
        else:
            with out.open("w", encoding="utf-8", newline="\n") as stream:
                print_json(to_json(found, page), stream)
    else:
        text = to_html(page) if form == "html" else to_markdown(page)
        if out is None:
            Output().write(text)
        else:
            out.write_text(text, encoding="utf-8", newline="\n")
    if out is not None:
        complain(f"{out}: the method, {len(page.sections)} sections.")
