"""Quotation marks: what stands between them is one voice's, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tollbook.extraction.attribution.lexicon import roles
from tollbook.extraction.attribution.relation import Pieces, Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.model.text import Span

# The closing marks of each opening one. A single mark closes only where no letter follows, so that
# an apostrophe does not.
_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "”": "”", "'": "'"}
_OPENS = re.compile(r"(?<![\w.,!?…])(?:[“„«‘]|[\"'](?=[^\s\"']))|(?<!\w)”(?=\w)|^\"")
_MOST_APOSTROPHES = 20  # within them


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks included.

    `goes_on` where the paragraph ended before the quotation did, so that the next opens it again.
    """

    span: Span
    block: int
    goes_on: bool

    def is_utterance(self, fewest_words: int) -> bool:
        """Whether it says something, and is no mere name or word."""
        quote = self.span.quote
        return len(quote.split()) >= fewest_words or quote[-2:-1] in tuple(".!?")


def quotations(parsed: ParsedDocument) -> Iterator[Quotation]:
    """The quotations of a document, in order, each within one paragraph."""
    document = parsed.document
    for index, block in enumerate(document.blocks):
        place = block.start
        while (opening := _OPENS.search(document.text, place, block.end)) is not None:
            end = _close(document.text, opening, block.end, parsed.settings.single_quotation_chars)
            if end is None and opening.group() in "‘'":
                place = opening.end()
                continue
            span = parsed.span(opening.start(), end or block.end)
            yield Quotation(span, index, goes_on=end is None)
            place = span.end


def _close(text: str, opening: re.Match[str], end: int, longest: int) -> int | None:
    """The place after the mark that closes a quotation, None where none does.

    Single marks farther than `longest` characters apart are an opening mark and an apostrophe.
    """
    mark, place = opening.group(), opening.end()
    if mark not in "‘'":
        ends = [text.find(closing, place, end) for closing in _CLOSING[mark]]
        return min((found + 1 for found in ends if found >= 0), default=None)
    end = min(end, opening.end() + longest)
    for _ in range(_MOST_APOSTROPHES):
        place = text.find(_CLOSING[mark], place, end) + 1
        if place == 0 or _ends_single(text, place - 1, mark):
            return place or None
    return None


def _ends_single(text: str, place: int, opening: str) -> bool:
    """Whether a single mark closes a quotation and is no apostrophe."""
    if text[place + 1 : place + 2].isalpha():
        return False
    return opening == "‘" or text[place - 1] in ".,!?…"


def assign_quotations(parsed: ParsedDocument, relations: Sequence[Relation]) -> list[Relation]:
    """The relations with each quotation given whole to its speaker.

    A quotation belongs to the relation that holds a part of it; else to the voice that spoke
    right before it in the paragraph; else, where the paragraph opens with it, to whom the
    paragraph before it quoted.
    """
    quoted = list(quotations(parsed))
    held = _keep_within_marks(parsed, quoted, relations)
    spoken = sorted((r.place, i) for i, r in enumerate(held) if r.voices)
    pieces = Pieces((i, held[i]) for _, i in spoken)
    fewest = parsed.settings.quotation_words
    speaker: Relation | None = None
    before: Quotation | None = None
    for quotation in quoted:
        owner = _owner(held, pieces, quotation.span)
        if owner is not None:
            speaker = held[owner] = _extend_content(parsed, held[owner], quotation.span)
        elif quotation.is_utterance(fewest) and not _is_title_or_name(quotation):
            last = _last_spoken(spoken, quotation, before)
            earlier = held[last] if last is not None else None
            speaker = _continuing_speaker(parsed, quotation, before, speaker, earlier)
            speaker = speaker or _speaker_introduced_before(parsed, quotation)
            if speaker is not None:
                held.append(replace(speaker, content=(quotation.span,), carried=True))
        before = quotation
    return sorted(held, key=lambda relation: relation.place)


def _keep_within_marks(
    parsed: ParsedDocument, quoted: Iterable[Quotation], relations: Iterable[Relation]
) -> list[Relation]:
    """The relations, those between quotation marks with no content beyond the marks.

    "They told us to wait," said a man who had fled: that he had fled is not what they told.
    """
    fewest = parsed.settings.quotation_words
    closed = [one.span for one in quoted if not one.goes_on and one.is_utterance(fewest)]
    held: list[Relation] = []
    for relation in relations:
        at = bisect_right(closed, relation.place[0], key=lambda span: span.start) - 1
        marks = closed[at] if at >= 0 and relation.cue is not None else None
        if marks is None or not all(marks.covers(v) for v in (relation.cue, *relation.voices) if v):
            held.append(relation)
        elif content := _shared(parsed, relation.content, marks):
            wider = _shared(parsed, relation.wider, marks)
            held.append(replace(relation, content=content, wider=wider))
    return held


def _shared(parsed: ParsedDocument, pieces: Iterable[Span], marks: Span) -> tuple[Span, ...]:
    return tuple(
        parsed.span(max(piece.start, marks.start), min(piece.end, marks.end))
        for piece in pieces
        if piece.overlaps(marks)
    )


def _owner(relations: Sequence[Relation], pieces: Pieces, span: Span) -> int | None:
    """The innermost relation that makes somebody outside the marks say part of what is inside."""
    outside = (
        (piece.end - piece.start, index)
        for piece, index in pieces.at(span.start, span.end)
        if not _within(relations[index].place, span)
    )
    return min(outside, default=(0, None))[1]


def _last_spoken(
    spoken: Sequence[tuple[tuple[int, int], int]], quotation: Quotation, before: Quotation | None
) -> int | None:
    """The last relation before a quotation that is not itself within the one before."""
    index = bisect_left(spoken, ((quotation.span.start, 0), 0)) - 1
    while index >= 0 and before is not None and _within(spoken[index][0], before.span):
        index -= 1
    return spoken[index][1] if index >= 0 else None


def _within(place: tuple[int, int], span: Span) -> bool:
    return span.start <= place[0] and place[1] <= span.end


def _is_title_or_name(quotation: Quotation) -> bool:
    """Whether the marks set off a title or a name: no closing stop, no capital to begin with."""
    words = quotation.span.quote
    return words[1:2].islower() and words[-2:-1] not in ".!?,…"


def _extend_content(parsed: ParsedDocument, relation: Relation, span: Span) -> Relation:
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


def _continuing_speaker(
    parsed: ParsedDocument,
    quotation: Quotation,
    before: Quotation | None,
    speaker: Relation | None,
    earlier: Relation | None,
) -> Relation | None:
    """Who goes on speaking in a quotation that no cue of its own sentence claims.

    `speaker` is whose the quotation `before` was, `earlier` the last relation before this one.
    """
    block, start = parsed.document.blocks[quotation.block], quotation.span.start
    if not parsed.document.text[block.start : start].strip():
        if before is None or quotation.block - before.block != 1:
            return None
        return speaker if before.goes_on or _fills_block(parsed, quotation) else None
    same_block = before is not None and before.block == quotation.block
    if before is not None and same_block and not _sentence_between(parsed, before.span.end, start):
        return speaker
    if earlier is None or earlier.place[0] < block.start:
        return None
    return None if _sentence_between(parsed, earlier.reach, start) else earlier


def _speaker_introduced_before(parsed: ParsedDocument, quotation: Quotation) -> Relation | None:
    """The person whom the sentence right before a quotation is about, as about to speak.

    "The colonel gave his first account." "We lost nobody."
    """
    index = bisect_left(parsed.sentences, quotation.span.start, key=lambda s: s.start) - 1
    at_start = index + 1 < len(parsed.sentences) and (
        parsed.sentences[index + 1].start == quotation.span.start
    )
    sentence = parsed.sentences[index] if index >= 0 and at_start else None
    if sentence is None or sentence.doc is None or quotation.block - sentence.block > 1:
        return None
    lexicon = roles(parsed.document.language)
    for token in sentence.doc:
        if token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
            continue
        if token.ent_type_ == "PERSON" or kind_of_noun(token.text, lexicon) == "person":
            first, last = phrase_with_maker(token)
            voice = parsed.span_of(sentence, sentence.doc[first : last + 1])
            return Relation(voices=(voice,), cue=None, content=(quotation.span,))
    return None


def _fills_block(parsed: ParsedDocument, quotation: Quotation) -> bool:
    block = parsed.document.blocks[quotation.block]
    return not parsed.document.text[quotation.span.end : block.end].strip(" .,")


def _sentence_between(parsed: ParsedDocument, start: int, end: int) -> bool:
    """Whether a sentence lies wholly between two places."""
    first = bisect_left(parsed.sentences, start, key=lambda sentence: sentence.start)
    return first < len(parsed.sentences) and parsed.sentences[first].end <= end
