"""Figures of lists and tables: a number beside its labels, under the lines that introduce them.

No parse is asked: what a number counts is said by its own words ("3 killed"), else by the nearest
label that names a harm ("Killed: 3", the header of a column), else by the line over the list
("Deaths by district:"). The other labels say whom, where and when.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from tollbook.extraction.figures.circumstances import Circumstances
from tollbook.extraction.figures.counts import Count
from tollbook.extraction.figures.draft import Draft
from tollbook.extraction.figures.entries import Entry, read_value
from tollbook.extraction.figures.harms import Harm
from tollbook.extraction.figures.labels import (
    Words,
    head_of,
    named_place,
    read_words,
    scope_of_words,
)
from tollbook.extraction.times import find_times
from tollbook.model.document import Document, Extent, Field
from tollbook.model.values import Measure, Modality, Scope

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_FAR = 3  # blocks up that may say what a list counts: its item, its lead, its heading
_TITLE = 120  # characters of a line that may say so; a longer one is prose
_APART = 12  # characters between two times of one phrase: "0800H, 4 January 2018"


@dataclass(slots=True, eq=False)
class Cell:
    """A figure of a list or a table, before it has a voice.

    `extent` are its words in the text, from its nearest label on. `alone` marks one without a
    label, as any short sentence may look: the grammar of sentences goes before it.
    """

    field: Field
    entry: Entry
    measure: Measure
    extent: Extent
    modality: Modality
    scope: Scope
    people: Extent | None
    place: Extent | None
    time: Extent | None
    alone: bool = False
    whole: Cell | None = None

    @property
    def low(self) -> int:
        """The least it can mean."""
        return self.entry.quantity.low


def read_cells(document: Document, policy: str) -> list[Cell]:
    """The figures of a document's lists and tables, in text order, parts tied to their wholes."""
    reader = _Reader(document, policy)
    found: list[Cell] = []
    for _, fields in groupby(document.structure.fields, key=lambda one: one.block):
        found += reader.block(list(fields))
    for _, members in groupby(found, key=lambda cell: cell.field.table):
        reader.tie_to_totals(list(members))
    return found


@dataclass(frozen=True)
class _Reader:
    document: Document
    policy: str
    known: dict[int, list[Cell]] = field(default_factory=dict)  # the cells read so far, by block
    said: dict[Extent, Words] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.document.text

    def words(self, extent: Extent) -> Words:
        """What a label says; a header is asked for once a row, and read once."""
        if extent not in self.said:
            self.said[extent] = read_words(self.text, *extent)
        return self.said[extent]

    def block(self, fields: Sequence[Field]) -> list[Cell]:
        """The cells of one line; none where it is a sentence after all."""
        found: list[Cell] = []
        for one in fields:
            entries = read_value(self.text, *one.value, self.policy)
            if entries is None and not one.in_table:
                return []
            for entry in entries or ():
                cell = self.cell(one, entry, found)
                if cell is None:
                    continue
                found.append(cell)
                for part in entry.parts:
                    inner = self.cell(one, part, found, whole=cell)
                    found += [inner] if inner else []
        self.known[fields[0].block] = found
        return found

    def cell(
        self, one: Field, entry: Entry, before: Sequence[Cell], whole: Cell | None = None
    ) -> Cell | None:
        """The figure of one number, None where it counts no people that anything is said of."""
        labels = [self.words(extent) for extent in _labels(one)]
        if entry.words.including and before:
            whole = before[-1]
        if entry.words.people is None and any(label.things for label in labels):
            return None
        measure, parent = self.measure(one, entry.words, labels, whole)
        if measure is None:
            return None
        if whole is None and parent is not None and entry.quantity.low <= parent.low:
            whole = parent
        people = next(
            (w.people for w in (entry.words, *labels) if w.people),
            parent.people if parent else None,
        )
        start = min((one.row[0][0] if one.row else one.value[0]), one.value[0])
        if one.in_table:
            start = self.document.blocks[one.block].start
        return Cell(
            field=one,
            entry=entry,
            measure=measure,
            extent=(start, entry.end),
            modality=self.modality(entry.words, labels),
            scope=self.scope(one),
            people=people,
            place=self.place(one, entry) or (whole.place if whole else None),
            time=self.time(one),
            alone=not (one.row or one.header),
            whole=whole if whole and whole.measure == measure else None,
        )

    def tie_to_totals(self, cells: Sequence[Cell]) -> None:
        """Tie each cell of a table or list to the total below it, else to that of its line."""
        below: dict[tuple[int, Measure], list[Cell]] = defaultdict(list)
        beside: dict[tuple[int, Measure], Cell] = {}
        for cell in cells:
            column = cell.field.column if cell.field.in_table else 0
            if self.is_total(cell.field.row):
                below[column, cell.measure].append(cell)
            if self.is_total(cell.field.header):
                beside[cell.field.line, cell.measure] = cell
        for cell in cells:
            if cell.whole is not None or not (cell.field.in_table or self.is_named(cell)):
                continue
            column = cell.field.column if cell.field.in_table else 0
            totals = below[column, cell.measure]
            at = bisect_left(totals, cell.field.line, key=lambda total: total.field.line)
            over = (*totals[at : at + 1], *totals[max(at - 1, 0) : at])
            if not self.is_total(cell.field.row):
                cell.whole = next((total for total in over if cell.low <= total.low), None)
            if cell.whole is None and not self.is_total(cell.field.header):
                total = beside.get((cell.field.line, cell.measure))
                cell.whole = total if total and cell.low <= total.low else None

    def is_total(self, labels: Iterable[Extent]) -> bool:
        """Whether one of the labels is the name of a sum."""
        return any(self.words(label).total for label in labels)

    def is_named(self, cell: Cell) -> bool:
        """Whether the label of a line says more than the measure, and so tells parts apart."""
        return bool(cell.field.row) and not self.words(cell.field.row[0]).measures

    def measure(
        self, one: Field, own: Words, labels: Sequence[Words], whole: Cell | None
    ) -> tuple[Measure | None, Cell | None]:
        """The measure of a number, and the cell above it that it details, where there is one."""
        for words in (own, *labels):
            if words.measures:
                return (words.measures[0] if len(set(words.measures)) == 1 else None), None
        if whole is not None:
            return whole.measure, None
        if not labels or any(head_of(self.text[a:b]) == "index" for a, b in one.header):
            return None, None
        named = own.people or any(w.people or w.total for w in labels)
        named = named or any(named_place(self.text, *label) for label in one.row)
        named = named or any(time_in(self.text, *label) for label in one.row)
        if not named:
            return None, None
        path = list(self.document.structure.path(one.block))[1 : _FAR + 1]
        for above in path:
            cells = self.known.get(above, ())
            if len(cells) == 1:
                return cells[0].measure, cells[0]
            block = self.document.blocks[above]
            if block.end - block.start <= _TITLE:
                said = read_words(self.text, block.start, block.end).measures
                if said:
                    return (said[0] if len(set(said)) == 1 else None), None
        return None, None

    def modality(self, own: Words, labels: Iterable[Words]) -> Modality:
        doubts = (words.modality for words in (own, *labels) if words.modality != "asserted")
        return next(doubts, "asserted")

    def scope(self, one: Field) -> Scope:
        """The stretch that the nearest label or line above says."""
        above = list(self.document.structure.path(one.block))[1:]
        blocks = [(self.document.blocks[i].start, self.document.blocks[i].end) for i in above]
        for start, end in (*_labels(one), *blocks):
            scope = scope_of_words(self.text[start:end]) if end - start <= 2 * _TITLE else None
            if scope:
                return scope
        return "incident"

    def place(self, one: Field, entry: Entry) -> Extent | None:
        """Where: the words behind the number, else the label that names a place."""
        if entry.words.place:
            return entry.words.place
        for label, head in zip(one.row, (*one.heads, *[(0, 0)] * len(one.row)), strict=False):
            if head_of(self.text[slice(*head)]) == "place" and not self.words(label).total:
                return label
        inside = one.value if entry.words.unread else None  # "Assam (12)"
        for label in (*_labels(one), *([inside] if inside else [])):
            said = self.words(label)
            kind = head_of(self.text[slice(*label)])
            if said.measures or said.people or said.total or kind or time_in(self.text, *label):
                found = said.place
            else:
                found = named_place(self.text, *label)
            if found:
                return found
        return None

    def time(self, one: Field) -> Extent | None:
        """When: the label or header that names a time."""
        for label in _labels(one):
            found = time_in(self.text, *label)
            if found:
                return found
        return None


def _labels(one: Field) -> tuple[Extent, ...]:
    """The labels of a value, the nearest first: names of its row, headers, titles over its rows."""
    names = len(one.heads) if one.in_table else len(one.row)
    return (*one.row[:names], *one.header, *one.row[names:])


def time_in(text: str, start: int, end: int) -> Extent | None:
    """The time words of a stretch, two that stand close together as one; None where it has none."""
    found = find_times(text[start:end]) if end - start <= 2 * _TITLE else ()
    if not found:
        return None
    last = found[0]
    for after in found[1:]:
        if after.start - last.end > _APART:
            break
        last = after
    return start + found[0].start, start + last.end


def draft_cells(parsed: ParsedDocument, cells: Iterable[Cell]) -> list[Draft]:
    """The cells as drafts, so that repeats, sums and voices are found as those of sentences are."""
    first: dict[int, Sentence] = {}
    for sentence in parsed.sentences:
        first.setdefault(sentence.block, sentence)
    drafts = {
        cell: _draft(parsed, first[cell.field.block], cell)
        for cell in cells
        if cell.field.block in first
    }
    for cell, draft in drafts.items():
        draft.whole = drafts.get(cell.whole) if cell.whole else None
    return list(drafts.values())


def _draft(parsed: ParsedDocument, sentence: Sentence, cell: Cell) -> Draft:
    number, token = cell.entry.quantity, _a_word()
    within = replace(number, start=number.start - sentence.start, end=number.end - sentence.start)
    estimated = number.estimated and cell.modality == "asserted"
    return Draft(
        sentence=sentence,
        harm=Harm(cell.measure, token, token, "cell"),
        count=Count(number.low, number.high, number.modifier, (token,), number=within),
        measure=cell.measure,
        low=number.low,
        high=number.high,
        modifier=number.modifier,
        modality="estimated" if estimated else cell.modality,
        scope=cell.scope,
        evidence=parsed.span(*cell.extent),
        number=parsed.span(number.start, number.end),
        population=parsed.span(*cell.people) if cell.people else None,
        labels=Circumstances(
            place=parsed.span(*cell.place) if cell.place else None,
            time=parsed.span(*cell.time) if cell.time else None,
        ),
    )


@cache
def _a_word() -> Token:
    """A word that no parse knows anything of: what a number without a sentence hangs on."""
    from spacy.tokens import Doc  # noqa: PLC0415 - only a process that reads needs it
    from spacy.vocab import Vocab  # noqa: PLC0415

    return Doc(Vocab(), words=["-"])[0]
