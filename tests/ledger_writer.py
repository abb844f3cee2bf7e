"""A program that adds documents to a ledger until it is done or killed: `ADDRESS FIRST COUNT`.

It says the id of each document on a line once the ledger has it.
"""

from __future__ import annotations

import sys

from factories import a_document, a_figure
from ledger_tools import AT, RUN, Place
from tollbook.ledger import Ledger
from tollbook.model.document import Document
from tollbook.model.statement import Statement


def report(number: int) -> tuple[Document, list[Statement]]:
    """A document with three statements, all of them told from those of other numbers."""
    text = f"The army said {number} soldiers were killed, {number} hurt and {number} held."
    document = a_document(text * 20, id=f"report-{number}")
    clauses = (f"{number} soldiers were killed", f"{number} hurt", f"{number} held")
    return document, [
        a_figure(document, clause, n=n, low=number, entity=f"army-{number % 7}")
        for n, clause in enumerate(clauses, 1)
    ]


def write(path: Place, first: int, count: int) -> None:
    """Add `count` documents; those that are there already are left as they are."""
    with Ledger.open(path) as ledger:
        for number in range(first, first + count):
            document, statements = report(number)
            if not ledger.holds(document, RUN):
                ledger.add(document, statements, RUN, AT)
                print(document.id, flush=True)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
