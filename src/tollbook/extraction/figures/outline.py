"""Place and time that a figure takes over from the lines it stands under.

A list item, a row and a labelled line take over what the line before the list, the heading and
the headline say; a sentence of prose only what the heading of its section says. A headline's own
place holds for all its figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tollbook.extraction.figures.placing import place_phrases
from tollbook.extraction.figures.stretches import report_scope, scope_above
from tollbook.extraction.figures.structured import time_in
from tollbook.extraction.labels import named_place
from tollbook.model.document import Extent
from tollbook.model.values import Scope
from tollbook.reading.reports import is_report_title, top_lines

if TYPE_CHECKING:
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_HEADLINE = 160  # characters of a headline
_OPENING = re.compile(r"(.+?)(?::| [-–—] )")
_LONGEST = 240  # characters of a line that says where or when for others


@dataclass(frozen=True)
class Outline:
    """The places and times of a document's headings and leads, each read when first asked for."""

    parsed: ParsedDocument
    _places: dict[int, Extent | None] = field(default_factory=dict)
    _times: dict[int, Extent | None] = field(default_factory=dict)
    _sentences: dict[int, list[Sentence]] = field(default_factory=dict)

    def place_of(self, block: int, *, labelled: bool) -> Span | None:
        """The place of the nearest line over a block that says one, the headline's own included."""
        return self._nearest(block, labelled, self._places, self._place)

    def time_of(self, block: int, *, labelled: bool) -> Span | None:
        """The time of the nearest line over a block that says one."""
        return self._nearest(block, labelled, self._times, self._time)

    @cached_property
    def is_report(self) -> bool:
        """Whether the document is a situation report, by its title or another line at its top."""
        document = self.parsed.document
        lines = top_lines(document.text, document.blocks)
        return any(is_report_title(document.text[start:end]) for start, end in lines)

    @cached_property
    def report_scope(self) -> Scope | None:
        """What the counts of a situation report cover where nothing else is said."""
        return report_scope(self.parsed.document) if self.is_report else None

    def title_place(self) -> Span | None:
        """The one place that the title names, or that it opens with: "Arlen: Flash Update 2"."""
        found = next(filter(None, map(self._place_in_title, self._titles())), None)
        return None if found is None else self.parsed.span(*found)

    def _place_in_title(self, index: int) -> Extent | None:
        start, words = self.parsed.document.blocks[index].start, self._words(index)
        opening = _OPENING.match(words)
        if opening and is_report_title(words) and not is_report_title(opening[1]):
            place = named_place(self.parsed.document.text, start, start + opening.end(1))
            if place is not None:
                return place
        return self._places.setdefault(index, self._place(index))

    def title_time(self) -> Span | None:
        """The day for which the title of a situation report speaks."""
        times = (self._times.setdefault(i, self._time(i)) for i in self._titles())
        found = next(filter(None, times), None) if self.is_report else None
        return None if found is None else self.parsed.span(*found)

    def _titles(self) -> list[int]:
        blocks = self.parsed.document.blocks
        headlines = [index for index, block in enumerate(blocks) if block.role == "headline"]
        return headlines or [index for index in range(len(blocks[:1])) if self._is_telegram(index)]

    def _words(self, index: int) -> str:
        block = self.parsed.document.blocks[index]
        return self.parsed.document.text[block.start : block.end]

    def scope_of(self, block: int) -> Scope | None:
        """The stretch that the lines over a list item or a row say its counts cover."""
        if self.parsed.document.blocks[block].role not in ("item", "row"):
            return None
        blocks, text = self.parsed.document.blocks, self.parsed.document.text
        for index in self._over(block, labelled=True):
            scope = scope_above(
                text[slice(*self._line(index))], title=blocks[index].role in ("headline", "item")
            )
            if scope:
                return scope
        return None

    def _nearest(
        self,
        block: int,
        labelled: bool,
        known: dict[int, Extent | None],
        read: Callable[[int], Extent | None],
    ) -> Span | None:
        for index in self._over(block, labelled):
            if index not in known:
                known[index] = read(index)
            found = known[index]
            if found is not None:
                return self.parsed.span(*found)
        return None

    def _over(self, block: int, labelled: bool) -> Iterator[int]:
        """The lines whose place and time hold for a block."""
        blocks = self.parsed.document.blocks
        own = blocks[block].role
        listed = labelled or own in ("item", "row")
        for index in self.parsed.document.structure.path(block):
            role = blocks[index].role
            if index == block:
                if role in ("headline", "heading") or self._is_telegram(index):
                    yield index
            elif listed or role == "heading":
                yield index

    def _is_telegram(self, index: int) -> bool:
        """Whether a line that opens a text, or an item, is worded as a headline is."""
        block = self.parsed.document.blocks[index]
        words = self.parsed.document.text[block.start : block.end]
        opens = index == 0 or block.role == "item"
        return opens and len(words) <= _HEADLINE and words[-1] not in ".!?…"

    def _place(self, index: int) -> Extent | None:
        start, end = self._line(index)
        if start == end:
            return None
        found = self._phrases(index)
        if len(found) == 1:
            return found[0]
        return None if found else named_place(self.parsed.document.text, start, end)

    def _time(self, index: int) -> Extent | None:
        return time_in(self.parsed.document.text, *self._line(index))

    def _line(self, index: int) -> Extent:
        """The words of a line without the colon at its end; nothing where it is too long."""
        block = self.parsed.document.blocks[index]
        text = self.parsed.document.text
        end = block.end
        while end > block.start and text[end - 1] in " :*_":
            end -= 1
        return (block.start, end) if end - block.start <= _LONGEST else (block.start, block.start)

    def _phrases(self, index: int) -> list[Extent]:
        """The phrases of place and the names of places in a line that was parsed."""
        if not self._sentences:
            for sentence, _ in self.parsed.parsed_sentences():
                self._sentences.setdefault(sentence.block, []).append(sentence)
        found: list[Extent] = []
        for sentence in self._sentences.get(index, ()):
            doc = sentence.doc
            if doc is None:
                continue
            taken = {
                t.i for entity in doc.ents if entity.label_ in ("DATE", "TIME") for t in entity
            }
            spans = [self.parsed.span_of(sentence, words) for words in place_phrases(doc, taken)]
            named = [
                self.parsed.span_of(sentence, entity)
                for entity in doc.ents
                if entity.label_ in ("GPE", "LOC")
                if entity.root.dep_ not in ("nsubj", "agent")  # "Seoul counts 40 dead" abroad
            ]
            found += [(span.start, span.end) for span in spans or named]
        return found
