"""Sentences of documents, quoted with some of their words marked, as pages show evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tollbook.model.document import Document
from tollbook.model.finding import Mark
from tollbook.model.statement import Statement
from tollbook.model.text import Span
from tollbook.publishing.visible import visible
from tollbook.reasoning.corpus import Corpus

_AROUND = 260  # characters on either side in which the beginning and end of a sentence are sought
_SENTENCE_END = re.compile(
    r"""(?:(?<=[.!?…])|(?<=[.!?…][”"’)]))  # not after an initial or a short title, nor before "19"
        (?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)\s+(?=[^\sa-z\d])
        |\n+""",
    re.VERBOSE,
)

Word = tuple[Span, str]
"""A stretch to be marked, and what it is: "number", "voice", "cue", "hedge"…"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quotation; `kind` is what it is marked as, empty where it is not."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One or more sentences of a document, cut into marked and unmarked pieces.

    `line` is that of its first mark; `cut_before` and `cut_after` say that the sentence goes on.
    """

    document: str
    title: str | None
    publisher: str | None
    published: date | None
    line: int
    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False


def quotations_of_marks(marks: Iterable[Mark], corpus: Corpus) -> tuple[Quotation, ...]:
    """The sentences of some marks, document by document; of unknown documents none."""
    by_document: dict[str, list[Word]] = {}
    for mark in marks:
        by_document.setdefault(mark.document, []).append((mark.span, "mark"))
    return tuple(
        quotation
        for id, words in by_document.items()
        if id in corpus.documents
        for quotation in quotations(corpus.documents[id], words)
    )


def quotation_of_statement(statement: Statement, document: Document) -> Quotation:
    """The sentence of a statement with its number and the voices behind it marked.

    A voice that is named in another sentence, with more in between, is not shown.
    """
    groups = _by_sentence(document, list(_words_of(statement)))
    sentence, words = next(
        group for group in groups if any(kind == "evidence" for _, kind in group[1])
    )
    return _quote(document, sentence, words)


def _words_of(statement: Statement) -> Iterator[Word]:
    evidence = statement.evidence
    yield evidence, "evidence"
    number: Span | None = getattr(statement, "number", None) or getattr(statement, "event", None)
    if number is not None:
        yield number, "number"
    for voice in statement.attribution:
        for span, kind in ((voice.mention, "voice"), (voice.cue, "cue")):
            if span is not None and abs(span.start - evidence.start) <= 2 * _AROUND:
                yield span, kind


def quotations(document: Document, words: Sequence[Word]) -> Iterator[Quotation]:
    """The sentences that hold some words; those that meet are one quotation."""
    for sentence, those in _by_sentence(document, words):
        yield _quote(document, sentence, those)


def _by_sentence(document: Document, words: Sequence[Word]) -> list[tuple[_Sentence, list[Word]]]:
    sentences: list[tuple[_Sentence, list[Word]]] = []
    for span, kind in sorted(words, key=lambda word: word[0].start):
        found = _sentence(document.text, span)
        if sentences and found.start <= sentences[-1][0].end + 1:
            before, those = sentences[-1]
            sentences[-1] = before.joined_with(found), [*those, (span, kind)]
        else:
            sentences.append((found, [(span, kind)]))
    return sentences


def _quote(document: Document, sentence: _Sentence, words: Sequence[Word]) -> Quotation:
    return Quotation(
        document=document.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published_on,
        line=document.line_of(words[0][0].start),
        pieces=tuple(_pieces(document.text, sentence, words)),
        cut_before=sentence.cut_before,
        cut_after=sentence.cut_after,
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence by its offsets; one that is too long is cut at a blank."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool

    def joined_with(self, later: _Sentence) -> _Sentence:
        if later.end <= self.end:
            return self
        return _Sentence(self.start, later.end, self.cut_before, later.cut_after)


def _sentence(text: str, span: Span) -> _Sentence:
    low, high = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))
    before = _SENTENCE_END.finditer(text, low, span.start + 1)  # its first letter is looked at
    ends = [match.end() for match in before if match.end() <= span.start]
    after = _SENTENCE_END.search(text, span.end, high)
    cut_before, cut_after = not ends and low > 0, after is None and high < len(text)
    start, end = ends[-1] if ends else low, after.start() if after else high
    if cut_before:
        start = text.find(" ", low, span.start) + 1 or low
    if cut_after:
        blank = text.rfind(" ", span.end, high)
        end = high if blank < 0 else blank
    return _Sentence(start, end, cut_before, cut_after)


def _pieces(text: str, sentence: _Sentence, words: Sequence[Word]) -> Iterator[Piece]:
    """The text cut at each end of a mark; where marks lie in one another the shortest counts."""
    start, end = sentence.start, sentence.end
    inside = [(max(one.start, start), min(one.end, end), kind) for one, kind in words]
    inside = [one for one in inside if one[0] < one[1]]
    cuts = sorted({start, end, *(at for first, last, _ in inside for at in (first, last))})
    for first, last in pairwise(cuts):
        over = [one for one in inside if one[0] <= first and last <= one[1]]
        kind = min(over, key=lambda one: one[1] - one[0])[2] if over else ""
        yield Piece(visible(text[first:last]), kind)
