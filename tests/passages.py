"""Parsed passages and the attributions in them, for tests of the stages after attribution."""

from __future__ import annotations

import re
from functools import cache

from factories import a_document, a_span
from tollbook.extraction.attribution import Attribution, Attributions
from tollbook.extraction.sentences.gate import sentences
from tollbook.extraction.sentences.parse import ParsedDocument, Parser, Sentence
from tollbook.model.document import Block
from tollbook.model.statement import Statement, Voice
from tollbook.model.text import Span

NOBODY = Attributions(())


@cache
def parser() -> Parser:
    """The language model, loaded once for all tests."""
    return Parser()


def a_passage(text: str) -> ParsedDocument:
    """A text with every sentence parsed, one block a line."""
    blocks = tuple(Block(line.start(), line.end()) for line in re.finditer(r"[^\n]+", text))
    document = a_document(text, blocks=blocks)
    places = list(sentences(document, 2_000))
    parses = parser().parse([text[start:end] for start, end, _ in places])
    return ParsedDocument(
        document,
        tuple(
            Sentence(*place, text[place[0] : place[1]], doc)
            for place, doc in zip(places, parses, strict=True)
        ),
    )


def said(
    parsed: ParsedDocument, source: str, content: str, cue: str = "said", lemma: str = "say"
) -> Attributions:
    """The one attribution of a passage, each piece given by its words."""
    document = parsed.document
    found = Attribution(
        voices=(Voice(role="origin", name=source, mention=a_span(document, source)),),
        content=(a_span(document, content),),
        cue=a_span(document, cue),
        carried=False,
        hedge=None,
        cue_lemma=lemma,
        cue_class=lemma,
    )
    return Attributions((found,))


def quote(span: Span | None) -> str | None:
    """The words of a span, or None."""
    return None if span is None else span.quote


def assert_whole(parsed: ParsedDocument, statement: Statement) -> None:
    """Every statement quotes the text where it says it does, and somebody makes it."""
    for span in (statement.evidence, statement.content):
        assert parsed.document.text[span.start : span.end] == span.quote
    assert statement.content.covers(statement.evidence) or len(statement.attribution) > 1
    assert statement.attribution[0].role == "publisher"
