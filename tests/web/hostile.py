"""A document that tries everything: markup in its title, text and voices, odd ids, bidi marks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from factories import a_document, a_figure
from ledger_tools import RUN
from tollbook.ledger import Ledger

SCRIPT = "<script>document.title='run'</script>"
WORDS = (
    f"The army {SCRIPT} said 20 men\u202e died\x07 in \u05d1\u05d9\u05e8\u05d5\u05ea. " + "x" * 900
)
IDS = ("../../x", "a/b?c#d", "~Li4v", "<b>", 'q"uote', "%2e%2e/", "ünï cöde", "a//b", ".")


def add_hostile(path: Path) -> None:
    """Add a document under each of the ids, with a count in it, to the ledger at `path`."""
    with Ledger.open(path) as stored:
        for number, id in enumerate(IDS):
            page = a_document(
                f"{WORDS} {number}",
                id=id,
                title=f"{SCRIPT} \u202eevil {number}",
                publisher='"><img src=x onerror=alert(1)>',
            )
            figure = a_figure(
                page,
                "20 men\u202e died",
                low=20,
                number="20",
                population="men",
                origin=f"The army {SCRIPT}",
                place="\u05d1\u05d9\u05e8\u05d5\u05ea",
            )
            stored.add(page, [figure], RUN, datetime(2025, 3, 6, tzinfo=UTC))
