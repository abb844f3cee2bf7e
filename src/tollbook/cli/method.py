"""`method`: how a case was answered, written from the rules in force and from what was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tollbook.cli.completion import case_names
from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import DEFAULT_LEDGER, KnownOn, LedgerPath, example
from tollbook.cli.printing import print_json
from tollbook.model.address import Address
from tollbook.publishing.profiles import Profile

if TYPE_CHECKING:
    from tollbook.publishing.method import Page
    from tollbook.publishing.visible import Sink

commands = typer.Typer()

Form = Literal["markdown", "html", "json"]


@commands.command(
    epilog=example(
        "tollbook method north-korean-troops",
        "tollbook method north-korean-troops --format html --profile public --out method.html",
        "tollbook method north-korean-troops --standards --answers us.toml",
    )
)
def method(
    case: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE",
            autocompletion=case_names,
            help="The case, by its name or its file; the only one of the ledger if not given.",
            show_default=False,
        ),
    ] = None,
    known_on: KnownOn = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format", help="Markdown, which reads as plain text; a web page; or for programs."
        ),
    ] = "markdown",
    profile: Annotated[
        Profile,
        typer.Option("--profile", help="For whom: names of people are shown as it allows."),
    ] = "internal",
    standards: Annotated[
        bool,
        typer.Option(
            "--standards", help="How the case meets the Standards for Casualty Recording instead."
        ),
    ] = False,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="With --standards: your own words, by the key of a standard, in TOML.",
            show_default=False,
        ),
    ] = None,
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
    if answers is not None and not standards:
        raise typer.BadParameter("answers are for --standards.", param_hint="'--answers'")
    asked = (case, known_on, profile)
    page, record = _report(ledger, asked, answers) if standards else _method(ledger, asked)
    if out is None:
        _write(page, record, form, machine_output() if form == "json" else None)
        return
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        _write(page, record, form, stream)
    complain(f"{out}: {page.title}.")


Asked = tuple[str | None, date | None, Profile]
"""The case, the day whose knowledge is asked for, and for whom it is."""


def _method(ledger: Address, asked: Asked) -> tuple[Page, dict[str, Any]]:
    from tollbook.app.library import open_ledger
    from tollbook.publishing.method import page_of, to_json

    case, known_on, profile = asked
    with open_ledger(ledger) as opened:
        found = opened.method(case, known_on=known_on, profile=profile)
    page = page_of(found)
    return page, to_json(found, page)


def _report(ledger: Address, asked: Asked, answers: Path | None) -> tuple[Page, dict[str, Any]]:
    from tollbook.app.cases import read_answers
    from tollbook.app.library import open_ledger
    from tollbook.publishing.standards import report_json, report_page

    case, known_on, profile = asked
    own = read_answers(answers) if answers else {}
    with open_ledger(ledger) as opened:
        found = opened.standards(case, known_on=known_on, profile=profile, answers=own)
    page = report_page(found)
    return page, report_json(found, page)


def _write(page: Page, record: dict[str, Any], form: Form, stream: Sink | None) -> None:
    """Write the page in its form; to the terminal where there is no stream."""
    from tollbook.publishing.method import to_html, to_markdown

    if form == "json":
        print_json(record, stream)
        return
    text = to_html(page) if form == "html" else to_markdown(page)
    if stream is None:
        Output().write(text)
    else:
        stream.write(text)
