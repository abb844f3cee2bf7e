"""A statement within its text: the paragraphs around it, cut at the words of its fields."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tollbook.model.document import BlockRole, Document
from tollbook.model.statement import (
    Baseline,
    Change,
    Custody,
    Figure,
    Likelihood,
    Period,
    Place,
    Population,
    Prediction,
    Statement,
)
from tollbook.model.text import Span
from tollbook.publishing.visible import visible

_AROUND = 1  # paragraphs shown before and after those that the statement's words stand in
_MOST_CHARS = 4_000  # of a paragraph: a page without line breaks is one endless paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the names of the fields whose words it belongs to."""

    text: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the document from code point `start` on, in pieces.

    `gap` says that text is left out before it.
    """

    start: int
    role: BlockRole
    pieces: tuple[Piece, ...]
    gap: bool = False


def words_of(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Each field of a statement that has words of its own in the text, by name.

    A `voice` is where somebody is named who says it, a `cue` the words that make them speak.
    """
    spans: list[tuple[str, Span | None]] = [("evidence", statement.evidence)]
    for voice in statement.attribution:
        spans += [("voice", voice.mention), ("cue", voice.cue)]
    match statement:
        case Figure():
            spans += [
                ("number", statement.number),
                ("population", _mention(statement.population)),
                ("place", _mention(statement.place)),
                ("period", _mention(statement.period)),
                ("by", statement.by),
                ("cause", statement.cause),
            ]
        case Change():
            spans.append(("baseline", _mention(statement.baseline)))
        case Prediction():
            spans += [
                ("event", statement.event),
                ("actor", statement.actor),
                ("window", _mention(statement.window)),
                ("likelihood", _mention(statement.likelihood)),
            ]
        case Custody():
            spans += [
                ("population", _mention(statement.population)),
                ("holder", statement.holder),
                ("unit", statement.unit),
            ]
    yield from ((name, span) for name, span in spans if span is not None)


def passage(document: Document, statement: Statement) -> tuple[Paragraph, ...]:
    """The paragraphs that hold the words of a statement, and those around its evidence."""
    spans = list(words_of(statement))
    shown = {n for _, span in spans for n in _blocks_of(document, span)}
    within = list(_blocks_of(document, statement.evidence))
    if within:
        first, last = max(within[0] - _AROUND, 0), within[-1] + _AROUND
        shown |= set(range(first, min(last + 1, len(document.blocks))))
    return _paragraphs(document, sorted(shown), spans)


def whole_text(document: Document, statement: Statement | None = None) -> tuple[Paragraph, ...]:
    """All paragraphs of a document, with the words of a statement where one is given."""
    spans = list(words_of(statement)) if statement else []
    return _paragraphs(document, range(len(document.blocks)), spans, most=None)


def _blocks_of(document: Document, span: Span) -> Iterator[int]:
    n = bisect_right(document.blocks, span.start, key=lambda block: block.start) - 1
    for number in range(max(n, 0), len(document.blocks)):
        block = document.blocks[number]
        if block.start >= span.end:
            return
        if span.start < block.end:
            yield number


def _paragraphs(
    document: Document,
    numbers: Sequence[int],
    spans: Sequence[tuple[str, Span]],
    most: int | None = _MOST_CHARS,
) -> tuple[Paragraph, ...]:
    made, before = [], -1
    for number in numbers:
        block = document.blocks[number]
        here = [(name, span) for name, span in spans if _meet(span, block.start, block.end)]
        start, end = block.start, block.end
        if most is not None and end - start > most:
            middle = max(min((span.start for _, span in here), default=start) - most // 2, start)
            start, end = middle, min(middle + most, end)
        gap = number != before + 1 or start > block.start
        pieces = tuple(_pieces(document.text, start, end, here))
        made.append(Paragraph(start, block.role, pieces, gap))
        before = number
    return tuple(made)


def _pieces(text: str, start: int, end: int, spans: Sequence[tuple[str, Span]]) -> Iterator[Piece]:
    """The text from `start` to `end`, cut wherever the words of a field begin or end."""
    cuts = {start, end}
    for _, span in spans:
        cuts |= {at for at in (span.start, span.end) if start < at < end}
    edges = sorted(cuts)
    for first, after in pairwise(edges):
        names = (name for name, span in spans if _meet(span, first, after))
        yield Piece(visible(text[first:after]), tuple(dict.fromkeys(names)))


def _mention(
    part: Population | Place | Period | Baseline | Likelihood | None,
) -> Span | None:
    return part.mention if part else None


def _meet(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end
