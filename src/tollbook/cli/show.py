"""`show` and `document`: what the ledger holds."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tollbook.cli.completion import document_ids, voice_names
from tollbook.cli.console import Output, Status, leave
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    CaseName,
    Form,
    KnownOn,
    LedgerPath,
    Measures,
    a_day,
    example,
    one_of,
)
from tollbook.cli.printing import allow_formats, lay_statements, print_answers, print_json
from tollbook.model.review import REVIEW_STATES, ReviewState
from tollbook.model.second import Reader
from tollbook.model.values import KINDS, Kind, Measure

if TYPE_CHECKING:
    from tollbook.app.library import OpenLedger

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook show --measure killed --origin 'National Intelligence Service'",
        "tollbook show --search 'kursk soldiers'",
        "tollbook show --kind prediction --format jsonl",
    )
)
def show(
    measure: Measures = None,
    origin: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            autocompletion=voice_names,
            help="Only statements that go back to this source.",
        ),
    ] = None,
    population: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Only about people described in these words."),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Only in this place.")] = None,
    since: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=a_day, help="Only from reports of this day or later."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=a_day, help="Only from reports of this day or earlier."
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            callback=one_of(KINDS),
            autocompletion=lambda: KINDS,
            help=f"Only statements of this kind: {', '.join(KINDS)}. May be repeated.",
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(metavar="ID", autocompletion=document_ids, help="Only from this document."),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATE",
            callback=one_of(REVIEW_STATES),
            autocompletion=lambda: REVIEW_STATES,
            help=f"Only in this state: {', '.join(REVIEW_STATES)}. May be repeated.",
        ),
    ] = None,
    machine: Annotated[
        bool, typer.Option("--machine", help="As the machine read them, whatever people decided.")
    ] = False,
    differs: Annotated[
        bool, typer.Option("--differs", help="Only figures on which two readers do not agree.")
    ] = False,
    reader: Annotated[
        Reader | None,
        typer.Option(
            help="Whose figures, where a second reader has read a document as well; of both, the "
            "built-in one where there are two. Without it, those that count.",
            show_default=False,
        ),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Only with all these words in what was said, by whom, of whom, where, or in the "
            "document's title; 'words in \"quotation marks\"' stand side by side.",
        ),
    ] = None,
    case: CaseName = None,
    known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show the statements in the ledger, oldest first.

    Statements are shown if they fit all filters, as people decided them.
    """
    from tollbook.app.library import Filter, open_ledger
    from tollbook.publishing.statements import STATEMENTS

    wanted = Filter(
        kinds=cast("tuple[Kind, ...]", tuple(kind or ())),
        measures=cast("tuple[Measure, ...]", tuple(measure or ())),
        origin=origin,
        population=population,
        place=place,
        since=since,
        until=until,
        document=document,
        search=search,
        known_on=known_on,
    )
    with open_ledger(ledger) as opened:
        if document:
            _require(opened, document, known_on)
        states = cast("tuple[ReviewState, ...]", tuple(state or ()))
        rows = opened.rows(
            wanted, case=case, states=states, machine=machine, reader=reader, differs=differs
        )
        none = "No statement fits; fewer filters show more."
        print_answers(rows, form, STATEMENTS, lay_statements, none)


@commands.command(epilog=example("tollbook document 2025-01-13-evening-bulletin"))
def document(
    identity: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=document_ids, help="As `tollbook show` prints it."
        ),
    ],
    version: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="An older version; 1 is the first.")
    ] = None,
    known_on: KnownOn = None,
    form: Form = "table",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Show a document with its evidence marked.

    Who says what, and about whom, is printed beside the text.
    """
    from tollbook.app.library import Filter, open_ledger
    from tollbook.publishing.documents import to_json
    from tollbook.publishing.marked import marked_document
    from tollbook.publishing.statements import row_json
    from tollbook.publishing.tables import heading

    allow_formats(form, "table", "json")
    with open_ledger(ledger) as opened:
        _require(opened, identity, known_on)
        page = opened.document(identity, version=version, known_on=known_on)
        wanted = Filter(document=identity, version=version, known_on=known_on)
        rows = list(opened.rows(wanted))
    if form == "json":
        record = to_json(page) | {"text": page.text}
        record["statements"] = [row_json(row) for row in rows]
        print_json(record)
        return
    output = Output()
    output.lay(heading(page.id, page.published, page.publisher, page.title), "")
    reviews = {row.statement.id: row.review for row in rows if row.review}
    output.lay(marked_document(page, [row.statement for row in rows], reviews))


def _require(ledger: OpenLedger, identity: str, known_on: date | None) -> None:
    """Go on only with a document that is there; else name those with an id much like it."""
    known = ledger.document_ids(known_on=known_on)
    if identity not in known:
        near = get_close_matches(identity, known, n=3, cutoff=0.5)
        advice = f"did you mean {' or '.join(near)}?" if near else "'tollbook show' lists them all."
        when = f" as known on {known_on}" if known_on else ""
        leave(Status.UNUSABLE, f"no document is called {identity!r}{when}; {advice}")
