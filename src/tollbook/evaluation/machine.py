"""The machine as an annotator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tollbook.evaluation.annotated import Annotated, from_statements
from tollbook.evaluation.attributions import AttributedSpans, from_relations, from_tags
from tollbook.extraction import Parser, extract
from tollbook.extraction.attribution import find_relations
from tollbook.extraction.sentences.gate import read_all_sentences
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.language import languages
from tollbook.model.document import Document
from tollbook.resolution import EntityTable, resolve
from tollbook.settings import Settings

if TYPE_CHECKING:  # nothing of it is loaded unless somebody asks for one
    from tollbook.second_reader import SecondReader

Annotator = Callable[[Document], list[Annotated]]
Attributor = Callable[[Document], list[AttributedSpans]]


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


def annotator_of(reader: SecondReader) -> Annotator:
    """A second reader as an annotator of figures; what it does not answer it does not find."""
    return lambda document: from_statements(reader.read(document).statements)


def attributor() -> Attributor:
    """What finds the attributions of a document, in every sentence of it, as the pipeline does.

    Raises:
        ModelError: the language model is missing or not the known one.
    """
    return _reading(lambda parsed: from_relations(find_relations(parsed), parsed.document.text))


def tagger_alone() -> Attributor:
    """What the learned tagger finds by itself in every sentence of a document.

    Raises:
        ModelError: the language model is missing or not the known one.
    """
    return _reading(lambda parsed: from_tags(parsed.tags, parsed.document.text))


def _reading(find: Callable[[ParsedDocument], list[AttributedSpans]]) -> Attributor:
    parser, settings = Parser(), Settings()

    def attribute(document: Document) -> list[AttributedSpans]:
        if document.language not in languages():
            return []
        return find(read_all_sentences(document, parser, settings))

    return attribute
