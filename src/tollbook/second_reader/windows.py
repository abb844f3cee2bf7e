"""What of a document is sent: paragraphs near a casualty word, in windows that overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from tollbook.extraction.sentences.gate import casualty_terms
from tollbook.language import languages
from tollbook.model.document import Document, Extent

NEAR = 2  # paragraphs before and after one with a casualty word: who speaks stands there
LONGEST = 6_000  # characters of a window: some 1,500 tokens
SHARED = 600  # characters that two pieces of one long paragraph share
OVERLAP = 1  # paragraphs that two windows share, so that no figure is cut from its voice


def windows(document: Document) -> tuple[Extent, ...]:
    """The stretches to ask about, in order; none where no paragraph has a casualty word."""
    if document.language not in languages():
        return ()
    return tuple(_windows(document))


def _windows(document: Document) -> Iterator[Extent]:
    blocks = document.blocks
    terms = casualty_terms(document.text, document.language)
    near: set[int] = set()
    for index, block in enumerate(blocks):
        if bisect_left(terms, block.start) < bisect_left(terms, block.end):
            near.update(range(max(0, index - NEAR), min(len(blocks), index + NEAR + 1)))
    run: list[int] = []
    for index in sorted(near):
        full = run and blocks[index].end - blocks[run[0]].start > LONGEST
        if run and (index > run[-1] + 1 or full):
            yield from _cut(document.text, blocks[run[0]].start, blocks[run[-1]].end)
            run = run[-OVERLAP:] if full and index == run[-1] + 1 and len(run) > OVERLAP else []
        run.append(index)
    if run:
        yield from _cut(document.text, blocks[run[0]].start, blocks[run[-1]].end)


def _cut(text: str, start: int, end: int) -> Iterator[Extent]:
    """One paragraph that is too long by itself is cut, with a stretch that both pieces hold."""
    while end - start > 2 * LONGEST:
        yield start, _blank_before(text, start + LONGEST)
        start = _blank_before(text, start + LONGEST - SHARED)
    yield start, end


def _blank_before(text: str, at: int) -> int:
    """The last blank shortly before a place, so that no word is cut; the place if there is none."""
    return max(text.rfind(" ", at - 100, at), text.rfind("\n", at - 100, at)) + 1 or at
