"""A document cut into runs of text, so that evidence can be marked wherever it overlaps.

Markup has to nest, and evidence does not: two counts may share a clause, and one clause may begin
in the middle of another. So each paragraph is cut wherever anything begins or ends, and every run
knows all statements that it is evidence for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
class Passage:
    """A paragraph with its runs, and the statements whose evidence begins in it, in their order."""

    role: BlockRole
    runs: tuple[Run, ...]
    begun: tuple[int, ...]


def passages(document: Document, statements: Sequence[Statement]) -> tuple[Passage, ...]:
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
        Passage(
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
    spans = {number: _clipped(statements[number].evidence, block) for number in numbers}
    counts = [_clipped(span, block) for number in numbers if (span := _number(statements[number]))]
    opening, closing = _ends(spans.items())
    counting, counted = _ends(enumerate(counts))
    cuts = sorted({block.start, block.end, *opening, *closing, *counting, *counted})
    runs, open_now, counts_now = [], set[int](), set[int]()
    for start, end in pairwise(cuts):
        open_now = (open_now - closing[start]) | opening[start]
        counts_now = (counts_now - counted[start]) | counting[start]
        runs.append(
            Run(
                text[start:end].replace("\n", " "),
                tuple(sorted(open_now, key=lambda n: (spans[n][1] - spans[n][0], n))),
                tuple(sorted(n for n in opening[start] if _begins_at(start, statements[n]))),
                is_number=bool(counts_now),
            )
        )
    return tuple(runs)


def _ends(
    spans: Iterable[tuple[int, tuple[int, int]]],
) -> tuple[defaultdict[int, set[int]], defaultdict[int, set[int]]]:
    """Which spans begin, and which end, at each place; those outside the paragraph are left out."""
    begin: defaultdict[int, set[int]] = defaultdict(set)
    end: defaultdict[int, set[int]] = defaultdict(set)
    for number, (first, last) in spans:
        if first < last:
            begin[first].add(number)
            end[last].add(number)
    return begin, end


def _begins_at(start: int, statement: Statement) -> bool:
    """Not so where the evidence began in the paragraph before."""
    return statement.evidence.start == start


def _clipped(span: Span, block: Block) -> tuple[int, int]:
    return max(span.start, block.start), min(span.end, block.end)


def _number(statement: Statement) -> Span | None:
    number: Span | None = getattr(statement, "number", None)
    return number
