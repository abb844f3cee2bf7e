"""A document cut into runs of text, so that evidence can be marked wherever it overlaps.

Markup has to nest, and evidence does not: two counts may share a clause, and one clause may begin
in the middle of another. So each paragraph is cut wherever anything begins or ends, and every run
knows all statements that it is evidence for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from tollbook.model.document import Block, BlockRole, Document
from tollbook.model.statement import Statement
from tollbook.model.text import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is evidence for the same statements from start to end.

    Statements are given by their place in the list, the one with the shortest evidence first.
    `begins` are those whose evidence begins here; `is_number` marks the words of a count itself.
    """

    text: str
    statements: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph with its runs, and the statements whose evidence begins in it, in their order."""

    role: BlockRole
    runs: tuple[Run, ...]
    begun: tuple[int, ...]


def mark_evidence(
    document: Document, statements: Sequence[Statement]
) -> tuple[MarkedParagraph, ...]:
    """The paragraphs of a document with the evidence of statements marked.

    What stands between two paragraphs (line breaks) is left out; the line breaks within one are
    blanks, since it is wrapped anew wherever it is shown.
    """
    ends = [block.end for block in document.blocks]
    within: list[list[int]] = [[] for _ in ends]
    begun: list[list[int]] = [[] for _ in ends]
    for number, statement in enumerate(statements):
        evidence = statement.evidence
        n = first = bisect_right(ends, evidence.start)
        while n < len(ends) and document.blocks[n].start < evidence.end:
            within[n].append(number)
            n += 1
        if first < len(ends):
            begun[first].append(number)
    return tuple(
        MarkedParagraph(
            block.role,
            _runs(document.text, block, statements, numbers),
            tuple(sorted(starting, key=lambda number: statements[number].evidence.start)),
        )
        for block, numbers, starting in zip(document.blocks, within, begun, strict=True)
    )


def _runs(
    text: str, block: Block, statements: Sequence[Statement], numbers: Sequence[int]
) -> tuple[Run, ...]:
    """The runs of one paragraph, of which some statements are said."""
    evidence = [(number, statements[number].evidence) for number in numbers]
    counts = [(_COUNT, span) for number in numbers if (span := _number(statements[number]))]

    def by_length(number: int) -> tuple[int, int]:
        span = statements[number].evidence
        return span.end - span.start, number

    return tuple(
        Run(
            text[start:end].replace("\n", " "),
            tuple(sorted(over - {_COUNT}, key=by_length)),
            tuple(n for n in sorted(over - {_COUNT}) if statements[n].evidence.start == start),
            is_number=_COUNT in over,
        )
        for start, end, over in _cut(block, [*evidence, *counts])
    )


_COUNT = -1  # stands among the statements of a run for the words of a count


def _number(statement: Statement) -> Span | None:
    number: Span | None = getattr(statement, "number", None)
    return number


Key = TypeVar("Key")


def _cut(
    block: Block, spans: Iterable[tuple[Key, Span]]
) -> Iterator[tuple[int, int, frozenset[Key]]]:
    """Each stretch of a paragraph with the keys of the spans that hold all of it."""
    opening: defaultdict[int, list[Key]] = defaultdict(list)
    closing: defaultdict[int, list[Key]] = defaultdict(list)
    for key, span in spans:
        start, end = max(span.start, block.start), min(span.end, block.end)
        if start < end:
            opening[start].append(key)
            closing[end].append(key)
    over: list[Key] = []
    cuts = sorted({block.start, block.end, *opening, *closing})
    for start, end in pairwise(cuts):
        for key in closing[start]:
            over.remove(key)
        over += opening[start]
        yield start, end, frozenset(over)
