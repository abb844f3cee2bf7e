"""`case`: the questions that a person follows, kept as files beside the ledger."""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast

import typer

from tollbook.cli.console import Output, complain
from tollbook.cli.options import DEFAULT_LEDGER, LedgerPath, Measures, a_day, example
from tollbook.model.values import Measure

commands = typer.Typer()
case = typer.Typer(
    help="Write, list and show cases: whom, which measures, where, by whose word.",
    no_args_is_help=True,
    epilog=example("tollbook case list", "tollbook case new kursk --side KP --country RU"),
)
commands.add_typer(case, name="case")


@case.command(
    epilog=example(
        "tollbook case new kursk --side KP --people 'north korean' --since 2024-10-01",
        "tollbook case new sudan --country SD --measure killed",
    )
)
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the case.")],
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="The question.")] = None,
    side: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A country's code or a group's id. May be repeated."),
    ] = None,
    people: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="What the people are called. May be repeated."),
    ] = None,
    measure: Measures = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only there. May be repeated.")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only there. May be repeated.")
    ] = None,
    since: Annotated[
        date | None, typer.Option(metavar="DATE", parser=a_day, help="Counts from this day on.")
    ] = None,
    until: Annotated[
        date | None, typer.Option(metavar="DATE", parser=a_day, help="Counts up to this day.")
    ] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write the file of a new case, with every key explained.

    It is filled in from the options, or else from what the ledger counts most. Nothing is ever
    overwritten.
    """
    from tollbook.app.asking import record_of
    from tollbook.app.cases import case_path, write_case
    from tollbook.model.case import Case
    from tollbook.reasoning.corpus import Corpus
    from tollbook.reasoning.record import Record

    path = case_path(name, ledger)
    asked = Case(
        name=name,
        title=title or "",
        sides=tuple(side or ()),
        people=tuple(people or ()),
        measures=cast("tuple[Measure, ...]", tuple(measure or ())),
        countries=tuple(country or ()),
        places=tuple(place or ()),
        since=since,
        until=until,
    )
    write_case(path, asked, record_of(ledger) if ledger.exists() else Record(Corpus()))
    Output().write(f"{path}: a new case; look it through, then: tollbook case show {name}\n")


@case.command(name="list", epilog=example("tollbook case list"))
def list_(ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """List the cases of a ledger.

    They are those in the folder `cases` beside it. Where it has none, the case of the shipped
    example is listed if the ledger holds it, else automatic ones.
    """
    from rich.text import Text

    from tollbook.app.asking import record_of
    from tollbook.app.cases import case_entries
    from tollbook.publishing.cases import case_table

    entries = case_entries(ledger, record_of(ledger))
    output = Output()
    if entries:
        output.lay(case_table(entries))
    if any(entry.case.automatic for entry in entries):
        output.lay("", Text("Nobody wrote these: they are the ledger's people and countries."))
    if not entries:
        complain("No case fits this ledger; 'tollbook case new NAME' writes one.")


@case.command(epilog=example("tollbook case show north-korean-troops"))
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A case's name, or its file.")],
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show a case: what it asks, and what the ledger holds for it."""
    from tollbook.app.asking import record_of
    from tollbook.publishing.cases import case_lines

    record = record_of(ledger, case=name)
    assert record.case is not None  # noqa: S101 - one was named
    Output().lay(*case_lines(record.case, record.corpus))
