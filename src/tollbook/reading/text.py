"""The reader of plain text: agency wires, newspaper text, broadcast transcripts."""

from __future__ import annotations

from dataclasses import replace

from tollbook.model.document import Document, Format
from tollbook.model.problem import Problem
from tollbook.reading.bounds import empty, too_long_line
from tollbook.reading.canonical import Traced, canonical
from tollbook.reading.decode import decode
from tollbook.reading.layout import Layout, lay_out
from tollbook.reading.received import Metadata, Received, to_document
from tollbook.reading.wrapped import unwrapped
from tollbook.settings import Settings


def read_text(received: Received, settings: Settings) -> Document | Problem:
    """The document of a plain text, or why there is none."""
    original, encoding = decode(received.data, charset=received.charset)
    problem = empty(original, received.where) or too_long_line(original, received.where, settings)
    if problem:
        return problem
    text = unwrapped(canonical(Traced.whole(original)))
    layout = lay_out(text.text)
    form: Format = "transcript" if layout.transcript else "text"
    received = replace(received, form=form, encoding=encoding)
    return to_document(received, text, layout.blocks, told_by(layout))


def told_by(layout: Layout) -> Metadata:
    """The metadata that the layout of a text tells."""
    return Metadata(title=layout.title, publisher=layout.publisher, published=layout.published)
