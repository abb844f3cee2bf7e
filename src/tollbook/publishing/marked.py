"""A document as its readers saw it, with the evidence marked and who says what beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from tollbook.model.document import Block, Document
from tollbook.model.review import Review
from tollbook.model.statement import Figure, Statement
from tollbook.publishing.phrases import number_of, said_by, says, where_and_when, whom
from tollbook.publishing.reviews import state_in_words
from tollbook.publishing.tables import colour_of
from tollbook.publishing.visible import visible

_BLOCK_STYLES = {"headline": "bold", "byline": "dim", "dateline": "dim", "caption": "italic"}
_OPEN, _CLOSE = "‹", "›"


def marked_document(
    document: Document,
    statements: Sequence[Statement],
    reviews: Mapping[str, Review] | None = None,
) -> Table:
    """One row a paragraph: on the left its text, on the right the statements that begin in it.

    Evidence stands between ‹ and ›, the first followed by the statement's number, and in the colour
    of its measure: the marks say the same where there is no colour. `reviews` are those of the
    statements that people have looked at, by id.
    """
    table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 1, 0), pad_edge=False)
    table.add_column(ratio=5, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for block, within in zip(document.blocks, _by_block(document, statements), strict=True):
        begun = [one for one in within if one.evidence.start >= block.start]
        table.add_row(_text(document, block, within), _notes(begun, reviews or {}))
    return table


def _by_block(document: Document, statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements whose evidence stands, at least in part, in each block."""
    ends = [block.end for block in document.blocks]
    within: list[list[Statement]] = [[] for _ in ends]
    for statement in statements:
        n = bisect_right(ends, statement.evidence.start)
        while n < len(ends) and document.blocks[n].start < statement.evidence.end:
            within[n].append(statement)
            n += 1
    return within


def _text(document: Document, block: Block, statements: Sequence[Statement]) -> Text:
    """The text of one block, coloured, with the marks put in."""
    words = document.text[block.start : block.end].replace("\n", " ")  # lines break anew here
    text = Text(visible(words), style=_BLOCK_STYLES.get(block.role, ""))
    for statement in statements:
        text.stylize(
            colour_of(statement),
            max(statement.evidence.start - block.start, 0),
            statement.evidence.end - block.start,
        )
        if isinstance(statement, Figure) and statement.number:
            number = statement.number
            if block.start <= number.start and number.end <= block.end:
                text.stylize("bold", number.start - block.start, number.end - block.start)
    return _with_marks(text, sorted(_marks(block, statements)))


def _marks(block: Block, statements: Sequence[Statement]) -> Iterator[tuple[int, int, int, str]]:
    """Each mark as (where, closing before opening, longer evidence outside, words)."""
    ends: dict[tuple[int, int], list[str]] = {}
    for statement in statements:
        evidence = statement.evidence
        numbers = ends.setdefault((evidence.start, evidence.end), [])
        numbers.append(number_of(statement.id).removeprefix("#"))
    for (start, end), numbers in ends.items():
        if start >= block.start:
            yield start - block.start, 1, -end, f"{_OPEN}{','.join(numbers)} "
        if end <= block.end:
            yield end - block.start, 0, -start, _CLOSE


def _with_marks(text: Text, marks: Sequence[tuple[int, int, int, str]]) -> Text:
    result = Text(style=text.style)
    pieces = text.divide([where for where, *_ in marks])
    for piece, mark in zip(pieces, [*marks, None], strict=True):
        result.append_text(piece)
        if mark is not None:
            result.append(mark[-1], style="dim")
    return result


def _notes(statements: Sequence[Statement], reviews: Mapping[str, Review]) -> Table:
    """What each says, of whom, where and when, and by whom, in a narrow column."""
    notes = Table.grid(padding=(0, 1, 0, 0))
    notes.add_column(justify="right", style="dim", no_wrap=True)
    notes.add_column(overflow="fold")
    for statement in statements:
        note = Text(says(statement, quoting=False), style=colour_of(statement))
        for line in (whom(statement), where_and_when(statement).replace("\n", ", ")):
            if line:
                note.append(f"\n{line}", style="default")
        note.append(f"\n– {said_by(statement)}", style="default italic")
        if state := state_in_words(reviews.get(statement.id)):
            note.append(f"\n{state}", style="default dim")
        notes.add_row(number_of(statement.id).removeprefix("#"), note)
    return notes
