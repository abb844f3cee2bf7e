"""Findings as plain text in one layout, and as records for JSON.

    gazette-0412.txt:14: part_exceeds_whole fails
       14 | killed 11 people, including 8 women and 6 children
          |        ^^^^^^^^^            ^^^^^^^     ^^^^^^^^^^
       The parts are 8 + 6, together 14, the whole is 11 (3 too many).
       Either a number was misread, or the part belongs to another whole.
   key 5f0c1d2e3a4b

The layout is that of hledger's messages: where, the excerpt with its marks, the working, what to
try; then the key that a judgement is kept under, and the judgement. Nothing in it is wider than 80
columns, and no control character of a text gets through.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from rich.cells import cell_len, get_character_cell_size

from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.finding import Finding
from tollbook.model.review import Review
from tollbook.model.text import Span
from tollbook.publishing.reviews import state_in_words, state_json
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import visible
from tollbook.reasoning.checks import rank
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.words import day

WIDTH = 80
_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
_GUTTER = 5
_CUT = "…"
_CONTEXTS = (10_000, *range(72, -1, -3))
_MARK_LENGTHS = (10_000, 60, 50, 40, 30, 20, 10, 5)
_NEXT_WORD = 12
_CHARS_A_COLUMN = 4  # more of them in one column, as accents, are an attack

COLUMNS = (
    *("check", "verdict", "rank", "title", "documents", "statements", "claims", "working", "hint"),
    *("key", "judged_by", "judged_reason", "judged_at", "settled"),
)
"""The header of the flat table. New columns are added at the end.

`settled` are the ids of its statements that people confirmed, corrected or added.
"""

Piece = tuple[int, int]
"""Two offsets within one line, the second not included."""


def layout(
    finding: Finding,
    corpus: Corpus,
    judged: Decision | None = None,
    *,
    reviews: Sequence[Review] = (),
    keyed: bool = True,
) -> str:
    """The finding in plain text, without a final line break, with the judgement on it.

    A document that the corpus doesn't hold is named by its id, without an excerpt. A finding that
    holds has no key, as there is nothing to judge; nor has any where `keyed` is off.
    """
    lines: list[str] = []
    for document, spans in _by_document(finding):
        lines += _passage(document, spans, corpus, finding if not lines else None)
    ending = [f"key {finding.key}"] if keyed and finding.verdict != "holds" else []
    if judged is not None:
        ending.append(f"Known since {day(judged.at.date())}, by {judged.by}: {judged.reason}")
    if reviews:
        states = ", ".join(f"{review.id} {state_in_words(review)}" for review in reviews)
        ending.insert(0, f"Checked by people: {states}.")
    for sentence in (*finding.working, finding.hint, *ending):
        lines += wrapped(_line(sentence), indent="   ", further_indent="     ")
    return "\n".join(lines)


def wrapped(sentence: str, indent: str = "", further_indent: str = "") -> list[str]:
    """The lines of a sentence, none wider than `WIDTH`; a date is never broken over two.

    >>> [len(line) for line in wrapped("x" * 65 + " on 4 March 2025.")]
    [68, 13]
    """
    bound = _DATE.sub(lambda date: date[0].replace(" ", "\xa0"), sentence.replace("\xa0", " "))
    lines = textwrap.wrap(bound, WIDTH, initial_indent=indent, subsequent_indent=further_indent)
    return [line.replace("\xa0", " ") for line in lines]


def layout_in_brief(finding: Finding, corpus: Corpus) -> str:
    """The same with the first document's passage alone, and without the hint and the key."""
    first = finding.marks[0].document
    marks = tuple(mark for mark in finding.marks if mark.document == first)
    return layout(replace(finding, marks=marks, hint=""), corpus, keyed=False)


def to_json(
    finding: Finding, judged: Decision | None = None, reviews: Sequence[Review] = ()
) -> dict[str, Any]:
    """The finding as a record that JSON can hold, its keys in a fixed order.

    `reviews` are those of its statements that people have decided on.
    """
    return {
        "check": finding.check,
        "verdict": finding.verdict,
        "rank": rank(finding),
        "title": finding.title,
        "documents": list(dict.fromkeys(mark.document for mark in finding.marks)),
        "statements": list(finding.statements),
        "claims": list(finding.claims),
        "working": list(finding.working),
        "hint": finding.hint,
        "marks": [
            {
                "document": mark.document,
                "start": mark.span.start,
                "end": mark.span.end,
                "quote": mark.span.quote,
            }
            for mark in finding.marks
        ],
        "key": finding.key,
        "judgement": None
        if judged is None
        else {"by": judged.by, "reason": judged.reason, "at": judged.at.isoformat()},
        "reviews": {review.id: state_json(review) for review in reviews},
    }


def finding_shape(
    judgement: Callable[[Finding], Decision | None],
    reviews: Callable[[Finding], Sequence[Review]] = lambda _: (),
) -> Shape[Finding]:
    """Findings as data, each with what people made of it and of the statements it is about."""

    def to_rows(finding: Finding) -> Iterator[tuple[Any, ...]]:
        one = to_json(finding, judgement(finding), reviews(finding))
        made = one["judgement"] or {}
        judged = {f"judged_{name}": made.get(name) for name in ("by", "reason", "at")}
        settled = {"settled": list(one["reviews"])}
        yield pick(one | {"working": " ".join(finding.working)} | judged | settled, COLUMNS)

    return Shape(
        to_json=lambda finding: to_json(finding, judgement(finding), reviews(finding)),
        columns=COLUMNS,
        to_rows=to_rows,
        days=frozenset({"judged_at"}),
    )


def _by_document(finding: Finding) -> list[tuple[str, list[Span]]]:
    groups: dict[str, list[Span]] = {}
    for mark in finding.marks:
        groups.setdefault(mark.document, []).append(mark.span)
    return list(groups.items())


def _passage(id: str, spans: list[Span], corpus: Corpus, opening: Finding | None) -> list[str]:
    """Where it stands, with the verdict on the first passage, and the marked lines."""
    document = corpus.documents.get(id)
    verdict = f" {opening.check} {opening.verdict}" if opening else ""
    if document is None:
        return [f"{_line(id)}:{verdict}"]
    lines = [f"{_name(document)}:{document.line_of(spans[0].start)}:{verdict}"]
    for number, text, pieces in _marked_lines(document, spans):
        lines += _excerpt(number, text, pieces)
    return lines


def _name(document: Document) -> str:
    """The file's name; the document's id where it has none or shares the file with others."""
    name = PurePath(document.address).name
    shared = document.format in ("jsonl", "mail", "table")
    return _line(document.id if shared or name in ("", "-") else name)


def _line(text: str) -> str:
    """Text from outside, harmless and on one line."""
    return visible(text, keep="")


def _marked_lines(document: Document, spans: list[Span]) -> Iterator[tuple[int, str, list[Piece]]]:
    """The lines that hold a mark, in order: number, text, and the marks as offsets into it."""
    lines: dict[int, list[Piece]] = {}
    text = document.text
    for span in spans:
        start = span.start
        while start < span.end:
            begin = text.rfind("\n", 0, start) + 1
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            if start < min(span.end, stop):
                lines.setdefault(begin, []).append((start - begin, min(span.end, stop) - begin))
            start = stop + 1
    for begin in sorted(lines):
        stop = text.find("\n", begin)
        line = text[begin : len(text) if stop < 0 else stop]
        yield document.line_of(begin), line, _merge(lines[begin])


def _merge(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _excerpt(number: int, line: str, marks: list[Piece]) -> list[str]:
    gutter = max(_GUTTER, len(str(number)) + 1)
    shown, carets = _fit(line, marks, WIDTH - gutter - len(" | "))
    return [f"{number:>{gutter}} | {shown}".rstrip(), f"{'':>{gutter}} | {carets}".rstrip()]


def _fit(line: str, marks: list[Piece], width: int) -> tuple[str, str]:
    """The line and the carets under its marks, with as much around them as fits in `width`."""
    for length in _MARK_LENGTHS:
        shortened = [(start, min(end, start + length)) for start, end in marks]
        for context in _CONTEXTS:
            kept = _stretches_around(line, shortened, context)
            if sum(end - start for start, end in kept) > _CHARS_A_COLUMN * width:
                continue
            shown, carets = _draw(line, marks, kept)
            if cell_len(shown) <= width:
                return shown, carets
    return _clip(line, marks, width)


def _clip(line: str, marks: list[Piece], width: int) -> tuple[str, str]:
    """The first mark and what follows, cut off at `width`: there are more marks than columns."""
    start = marks[0][0]
    shown, carets = _draw(line, marks, [(start, min(len(line), start + width))])
    while cell_len(shown) > width - len(_CUT):
        shown = shown[:-1]
    return shown + _CUT, carets[: cell_len(shown)]


def _stretches_around(line: str, marks: list[Piece], context: int) -> list[Piece]:
    """The stretches of the line around the marks, cut between words where one is near."""
    pieces = []
    for start, end in marks:
        first, last = max(0, start - context), min(len(line), end + context)
        if first > 0:
            blank = line.find(" ", first, min(first + _NEXT_WORD, start))
            first = first if blank < 0 else blank + 1
        if last < len(line):
            blank = line.rfind(" ", max(last - _NEXT_WORD, end), last)
            last = last if blank < 0 else blank
        pieces.append((first, last))
    return _merge(pieces)


def _draw(line: str, marks: list[Piece], kept: list[Piece]) -> tuple[str, str]:
    """The kept stretches with dots between them, and a caret under each column of a mark."""
    shown, carets = "", ""
    end = 0
    for start, stop in kept:
        if start > end:
            dots = _CUT if not shown else f" {_CUT} "
            shown, carets = shown + dots, carets + " " * len(dots)
        for offset in range(start, stop):
            char = _line(line[offset])
            under = "^" if any(first <= offset < last for first, last in marks) else " "
            shown, carets = shown + char, carets + under * get_character_cell_size(char)
        end = stop
    return (shown + _CUT if end < len(line) else shown), carets
