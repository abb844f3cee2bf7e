"""Quotation marks: what stands between them is one voice's, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.parse import ParsedDocument
from tollbook.model.text import Span

# The closing marks of each opening one. A single mark closes only where no letter follows, so that
# an apostrophe does not.
_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "”": "”", "'": "'"}
_OPENS = re.compile(r"(?<![\w.,!?…])(?:[“„«‘]|[\"'](?=[^\s\"']))|(?<!\w)”(?=\w)|^\"")
_SENTENCE = 3  # words; fewer are a name or a word held at arm's length


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks included.

    `goes_on` where the paragraph ended before the quotation did, so that the next opens it again.
    """

    span: Span
    block: int
    goes_on: bool

    @property
    def is_utterance(self) -> bool:
        """Whether it says something, and is no mere name or word."""
        quote = self.span.quote
        return len(quote.split()) >= _SENTENCE or quote[-2:-1] in tuple(".!?")


def quotations(parsed: ParsedDocument) -> Iterator[Quotation]:
    """The quotations of a document, in order, each within one paragraph."""
    document = parsed.document
    for index, block in enumerate(document.blocks):
        place = block.start
        while (opening := _OPENS.search(document.text, place, block.end)) is not None:
            end = _close(document.text, opening, block.end)
            if end is None and opening.group() in "‘'":
                place = opening.end()
                continue
            span = parsed.span(opening.start(), end or block.end)
            yield Quotation(span, index, goes_on=end is None)
            place = span.end


def _close(text: str, opening: re.Match[str], end: int) -> int | None:
    for place in range(opening.end(), end):
        if text[place] not in _CLOSING[opening.group()]:
            continue
        if text[place] in "’'" and not _ends_single(text, place, opening.group()):
            continue
        return place + 1
    return None


def _ends_single(text: str, place: int, opening: str) -> bool:
    """Whether a single mark closes a quotation and is no apostrophe."""
    if text[place + 1 : place + 2].isalpha():
        return False
    return opening == "‘" or text[place - 1] in ".,!?…"


def give_quotations(parsed: ParsedDocument, relations: Sequence[Relation]) -> list[Relation]:
    """The relations with each quotation given whole to its speaker.

    A quotation belongs to the relation that holds a part of it; else to the voice that spoke
    right before it in the paragraph; else, where the paragraph opens with it, to whom the
    paragraph before it quoted.
    """
    held = list(relations)
    speaker: Relation | None = None
    before: Quotation | None = None
    for quotation in quotations(parsed):
        owner = _owner(held, quotation)
        if owner is not None:
            speaker = held[owner] = _extended(parsed, held[owner], quotation.span)
        elif quotation.is_utterance and not _cites(held, quotation):
            speaker = _running(parsed, held, quotation, before, speaker)
            if speaker is not None:
                held.append(replace(speaker, content=(quotation.span,), carried=True))
        before = quotation
    return sorted(held, key=lambda relation: relation.place)


def _owner(relations: Sequence[Relation], quotation: Quotation) -> int | None:
    """The innermost relation that makes somebody outside the marks say part of what is inside."""
    span = quotation.span
    best: tuple[int, int] | None = None
    for index, relation in enumerate(relations):
        if not relation.voices or relation.carried or _within(relation, span):
            continue
        for piece in relation.content:
            if piece.overlaps(span):
                size = piece.end - piece.start
                best = min(best, (size, index)) if best else (size, index)
    return best[1] if best else None


def _within(relation: Relation, span: Span) -> bool:
    start, end = relation.place
    return span.start <= start and end <= span.end


def _cites(relations: Sequence[Relation], quotation: Quotation) -> bool:
    """Whether the marks set off a title or a name: no closing stop, no capital to begin with."""
    words = quotation.span.quote
    return words[1:2].islower() and words[-2:-1] not in ".!?,…"


def _extended(parsed: ParsedDocument, relation: Relation, span: Span) -> Relation:
    """The relation with its content stretched to the marks of a quotation it holds part of."""
    start, end = span.start, span.end
    rest: list[Span] = []
    for piece in relation.content:
        if piece.overlaps(span):
            start, end = min(start, piece.start), max(end, piece.end)
        else:
            rest.append(piece)
    content = sorted([*rest, parsed.span(start, end)])
    return replace(relation, content=tuple(content))


def _running(
    parsed: ParsedDocument,
    relations: Sequence[Relation],
    quotation: Quotation,
    before: Quotation | None,
    speaker: Relation | None,
) -> Relation | None:
    """Who goes on speaking in a quotation that no cue of its own sentence claims."""
    block = parsed.document.blocks[quotation.block]
    opens_block = not parsed.document.text[block.start : quotation.span.start].strip()
    if opens_block:
        if before is None or quotation.block - before.block != 1:
            return None
        return speaker if before.goes_on or _fills_block(parsed, quotation) else None
    spoken = [
        relation
        for relation in relations
        if relation.voices
        and block.start <= relation.place[0] < quotation.span.start
        and not any(_within(relation, q.span) for q in (before,) if q is not None)
    ]
    if not spoken:
        return None
    last = max(spoken, key=lambda relation: relation.place)
    return last if _sentences_between(parsed, last.reach, quotation.span.start) == 0 else None


def _fills_block(parsed: ParsedDocument, quotation: Quotation) -> bool:
    block = parsed.document.blocks[quotation.block]
    return not parsed.document.text[quotation.span.end : block.end].strip(" .,")


def _sentences_between(parsed: ParsedDocument, start: int, end: int) -> int:
    """How many sentences lie wholly between two places of one paragraph."""
    return sum(s.start >= start and s.end <= end for s in parsed.sentences)
