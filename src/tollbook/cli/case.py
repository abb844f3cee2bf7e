"""`case`: the questions that a person follows, kept as files beside the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tollbook.cli.completion import case_names
from tollbook.cli.console import Output, complain
from tollbook.cli.options import DEFAULT_LEDGER, Form, LedgerPath, Measures, a_day, example
from tollbook.cli.printing import allow_formats, print_answers, print_json
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from tollbook.model.case import CaseEntry

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

    The options fill it in, or else what the ledger counts most. Nothing is ever overwritten.
    """
    from tollbook.app.library import open_ledger
    from tollbook.model.case import Case

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
    with open_ledger(ledger) as opened:
        path = opened.new_case(asked)
    Output().write(f"{path}: a new case. Review it, then: tollbook case show {name}\n")


@case.command(name="list", epilog=example("tollbook case list"))
def list_(form: Form = "table", ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """List the cases of a ledger.

    These are the cases in the folder `cases` beside it. If there are none, the case of the shipped
    example is listed if the ledger holds the example, and automatic cases otherwise.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        found = opened.cases()
    none = "No case fits this ledger; 'tollbook case new NAME' writes one."
    print_answers(found, form, found.shape, _lay, none)
    if form == "table" and any(entry.case.automatic for entry in found):
        complain("These cases are automatic: one for each side and country that the ledger counts.")


def _lay(found: Iterable[CaseEntry]) -> None:
    from tollbook.publishing.cases import case_table

    if entries := list(found):
        Output().lay(case_table(entries))


@case.command(epilog=example("tollbook case show north-korean-troops"))
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", autocompletion=case_names, help="A case's name, or its file."
        ),
    ],
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show what a case asks, and what the ledger holds for it."""
    from tollbook.app.library import open_ledger
    from tollbook.publishing.cases import case_lines, case_record

    allow_formats(form, "table", "json")
    with open_ledger(ledger) as opened:
        record = opened.record(case=name)
    assert record.case is not None  # noqa: S101 - one was named
    if form == "json":
        print_json(case_record(record.case) | {"statements": len(record.corpus.statements)})
    else:
        Output().lay(*case_lines(record.case, record.corpus))
