"""`cite`: one count with its words, its page and the hashes that prove them."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tollbook.cli.completion import statement_ids
from tollbook.cli.console import Output
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, KnownOn, LedgerPath, example
from tollbook.cli.printing import print_json

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook cite 2025-01-13-evening-bulletin#3",
        "tollbook cite 2025-01-13-evening-bulletin#3 --format bibtex >> notes.bib",
    )
)
def cite(
    identity: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=statement_ids,
            help="A figure, as `show` prints it, or a claim.",
        ),
    ],
    case: CaseName = None,
    known_on: KnownOn = None,
    form: Annotated[
        Literal["text", "markdown", "bibtex", "json"],
        typer.Option(
            "--format",
            help="Plain text, Markdown for a web page, BibTeX for a paper, or JSON for programs.",
        ),
    ] = "text",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Cite a count: its words, voices and day, its page, and the hashes that prove them.

    Of a claim, the figure with the most detail is cited. The SHA-256 is that of the document as
    it was received; the head is the hash of the ledger's last entry, which `tollbook verify
    --expect` looks for.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.citations import to_json, write

    with open_ledger(ledger) as opened:
        found = opened.cite(identity, case=case, known_on=known_on)
    if form == "json":
        print_json(to_json(found))
    else:
        Output().write(write(found, form))
