"""The machine as an annotator."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.evaluation.annotated import Annotated, from_statements
from tollbook.extraction import Parser, extract
from tollbook.language import languages
from tollbook.model.document import Document
from tollbook.resolution import EntityTable, resolve
from tollbook.settings import Settings

Annotator = Callable[[Document], list[Annotated]]


def machine() -> Annotator:
    """What reads the figures of a document with the shipped words, names and model.

    Raises:
        ModelError: the language model is missing or not the known one.
    """
    parser, settings, entities = Parser(), Settings(), EntityTable.shipped()

    def annotate(document: Document) -> list[Annotated]:
        if document.language not in languages():
            return []
        return from_statements(resolve(document, extract(document, parser, settings), entities))

    return annotate
