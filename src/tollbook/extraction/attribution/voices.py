"""The chain of voices of a statement, from the page outward."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from tollbook.model.statement import Voice

if TYPE_CHECKING:
    from tollbook.extraction.attribution import Attribution
    from tollbook.model.document import Document


def publisher_of(document: Document) -> Voice:
    """Who publishes the document: its publisher, or where nobody is named the file it came from."""
    return Voice(
        role="publisher", name=document.publisher or PurePath(document.address).name or "-"
    )


def chain(document: Document, attribution: Attribution | None) -> tuple[Voice, ...]:
    """The publisher, then the voices of the attribution; alone where there is none."""
    return (publisher_of(document), *(attribution.voices if attribution else ()))
