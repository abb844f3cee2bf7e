"""Figures of lists and tables: a number beside its labels, under the lines that introduce them.

No parse is asked: what a number counts is said by its own words ("3 killed"), else by the nearest
label that names a harm ("Killed: 3", the header of a column), else by the line over the list
("Deaths by district:"). The other labels say whom, where and when.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from tollbook.extraction.figures.circumstances import Circumstances
from tollbook.extraction.figures.counts import Count
from tollbook.extraction.figures.draft import Draft
from tollbook.extraction.figures.entries import Entry, read_value
from tollbook.extraction.figures.harms import Harm
from tollbook.extraction.figures.stretches import report_scope, scope_above
from tollbook.extraction.labels import (
    Words,
    head_of,
    named_place,
    read_words,
    scope_of_words,
)
from tollbook.extraction.numbers import quantities
from tollbook.extraction.times import find_times
from tollbook.language import load
from tollbook.model.document import Document, Extent, Field
from tollbook.model.values import Measure, Modality, Scope
from tollbook.reading.tables import is_blank, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_SLASH = re.compile(r"\s?/\s?(?=[\d-])")
_FAR = 3  # blocks up that may say what a list counts: its item, its lead, its heading
_SHORT_LABEL = 4  # words; a number in a longer label may count people
_TITLE = 120  # characters of a line that may say so; a longer one is prose
_STANDING = ("missing", "deployed")  # measures of people who are so at a day
_SAY_NO_WHOM = ("voice", "time", "stretch")
_APART = 12  # characters between two times of one phrase: "0800H, 4 January 2018"


@dataclass(slots=True, eq=False)
class Cell:
    """A figure of a list or a table, before it has a voice.

    `extent` are its words in the text, from its nearest label on. `alone` marks one without a
    label, as any short sentence may look: the grammar of sentences goes before it. `side` is whom a
    further label names: of "Ruvian losses: troops - 300" the Ruvians.
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
    side: Extent | None = None
    alone: bool = False
    whole: Cell | None = None

    @property
    def low(self) -> int:
        """The least it can mean."""
        return self.entry.quantity.low


@dataclass(frozen=True, slots=True)
class Cells:
    """The figures of a document's lists and tables, in text order.

    `lines` are the blocks that hold labels and values and no sentence, figures or not.
    """

    all: tuple[Cell, ...]
    lines: frozenset[int]


def read_cells(document: Document, policy: str) -> Cells:
    """The figures of a document's lists and tables, parts tied to their wholes."""
    reader = _Reader(document, policy, _records(document), report_scope(document))
    found: list[Cell] = []
    for _, fields in groupby(document.structure.fields, key=lambda one: one.block):
        found += reader.line(list(fields))
    for _, members in groupby(found, key=lambda cell: cell.field.table):
        reader.tie_to_totals(list(members))
    labelled = {cell.field.block for cell in found if not cell.alone}
    return Cells(tuple(found), frozenset(labelled | reader.settled))


@dataclass(frozen=True)
class _Reader:
    document: Document
    policy: str
    records: Mapping[tuple[int, str], Extent]
    reported: Scope | None  # what a situation report counts where nothing else is said
    known: dict[int, list[Cell]] = field(default_factory=dict)  # the cells read so far, by block
    said: dict[Extent, Words] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)  # blocks that count things or nobody, or label

    @property
    def text(self) -> str:
        return self.document.text

    def words(self, extent: Extent) -> Words:
        """What a label says; a header is asked for once a row, and read once."""
        if extent not in self.said:
            self.said[extent] = read_words(self.text, *extent)
        return self.said[extent]

    def line(self, fields: Sequence[Field]) -> list[Cell]:
        """The cells of one line; none where it is a sentence after all."""
        found: list[Cell] = []
        settled = False
        values = [(one, value, nth) for one in fields for nth, value in self.values(one, fields)]
        for one, value, nth in values:
            entries = read_value(self.text, *value, self.policy)
            if entries is None and not one.in_table:
                return []
            if not one.in_table and any(self.is_sentence(label) for label in one.row):
                return []
            labels = [self.words(extent) for extent in _labels(self.text, one)]
            settled = settled or any(words.things for words in (*labels, self.words(value)))
            settled = settled or (self.is_blank(value) and any(w.measures for w in labels))
            for entry in entries or ():
                whole = found[-1] if entry.words.including and found else None
                cell = self.cell(one, entry, labels, nth, whole)
                if cell is not None:
                    found.append(cell)
                    parts = (self.cell(one, part, labels, nth, cell) for part in entry.parts)
                    found += filter(None, parts)
        self.known[fields[0].block] = found
        if settled:
            self.settled.add(fields[0].block)
        above = fields[0].row[0] if fields[0].row else fields[0].value
        if found and above[0] < self.document.blocks[fields[0].block].start:
            self.settled.add(fields[0].block - 1)  # the line over a bare value is its label
        return found

    def is_sentence(self, label: Extent) -> bool:
        """Whether the words before a colon count people themselves: "17 died in the crash: ..."."""
        words = self.text[slice(*label)]
        if len(words.split()) <= _SHORT_LABEL:
            return False  # "District 9", "Day 12"
        times = find_times(words)
        return any(
            not any(time.start <= number.start < time.end for time in times)
            for number in quantities(words, self.policy)
        )

    def is_blank(self, value: Extent) -> bool:
        """Whether a value says that there is no count: "-", "n/a"."""
        return is_blank(self.text[slice(*value)])

    def values(self, one: Field, line: Sequence[Field]) -> Iterator[tuple[int, Extent]]:
        """The value, or the values under a label of several harms: "Killed/Injured: 3/12".

        Each comes with its place among them, or -1 where it stands alone.
        """
        harms = max((len(self.words(x).measures) for x in _labels(self.text, one)), default=0)
        start, end = one.value
        cuts = [start + found.start() for found in _SLASH.finditer(self.text[start:end])]
        if harms > 1 and len(cuts) == harms - 1:
            edges = [start - 1, *cuts, end]
            for nth, (before, after) in enumerate(pairwise(edges)):
                yield nth, trimmed(self.text, before + 1, after)
        elif harms > 1 and not one.in_table and len(line) == harms:
            yield one.column, one.value
        else:
            yield -1, one.value

    def cell(
        self,
        one: Field,
        entry: Entry,
        labels: Sequence[Words],
        nth: int,
        whole: Cell | None = None,
    ) -> Cell | None:
        """The figure of one number, None where it counts no people that anything is said of."""
        if entry.words.people is None and any(label.things for label in labels):
            return None
        said = [words.measures for words in labels if words.measures]
        parent = None
        if entry.words.measures:
            measure = _chosen(entry.words.measures, nth)
        elif whole is not None:
            measure = whole.measure
        elif said:
            measure = _chosen(said[0], nth)
        else:
            measure, parent = self.measure_above(one, entry, labels)
        if measure is None:
            return None
        if parent is not None and entry.quantity.low <= parent.low:
            whole = parent
        people = [words.people for words in (entry.words, *labels) if words.people]
        if entry.words.measures and not one.in_table:
            people = [x for x in people if not self.speaks(x)]  # "Police: 4 dead"
        people += self.groups(one)
        inherited = parent.people if parent else None
        start = self.document.blocks[one.block].start if one.in_table else one.value[0]
        return Cell(
            field=one,
            entry=entry,
            measure=measure,
            extent=(min(start, *(label[0] for label in (*one.row[:1], one.value))), entry.end),
            modality=_doubt((entry.words, *labels)),
            scope=self.scope(one, measure),
            people=people[0] if people else inherited,
            side=people[1] if len(people) > 1 else None,
            place=self.place(one, entry) or (whole.place if whole else None),
            time=self.time(one),
            alone=not (one.row or one.header),
            whole=whole if whole is not None and whole.measure == measure else None,
        )

    def measure_above(
        self, one: Field, entry: Entry, labels: Sequence[Words]
    ) -> tuple[Measure | None, Cell | None]:
        """The measure that a line above says, and the cell that the number details, if one does.

        Only what people, place, time or the name of a sum set apart has one from above:
        "Women: 4" under "Killed: 12"; "Assam (12)" under "Deaths by state".
        """
        if any(head_of(self.text[a:b]) == "index" for a, b in one.header):
            return None, None
        set_apart = (
            entry.words.people
            or entry.words.place
            or any(words.people or words.total for words in labels)
            or any(named_place(self.text, *x) or time_in(self.text, *x) for x in one.row)
        )
        if not set_apart:
            return None, None
        for above in list(self.document.structure.path(one.block))[1 : _FAR + 1]:
            cells = self.known.get(above, ())
            if len(cells) == 1:
                return cells[0].measure, cells[0]
            block = self.document.blocks[above]
            if block.end - block.start <= _TITLE:
                said = read_words(self.text, block.start, block.end).measures
                if said:
                    return _chosen(said, -1), None
        return None, None

    def scope(self, one: Field, measure: Measure) -> Scope:
        """The stretch that the nearest label or line above says, else that of the report.

        Who is missing or deployed is so at a day. What has a day of its own is an event.
        """
        if any(head_of(self.text[slice(*head)]) == "stretch" for head in one.heads):
            return "period"
        scope = self.scope_said(one)
        if scope is None and not self.is_dated(one):
            scope = self.reported
            if scope == "period" and measure in _STANDING:
                return "cumulative"
        return scope or "incident"

    def scope_said(self, one: Field) -> Scope | None:
        """The stretch that a label, a header or a line above says."""
        for start, end in (*one.row, *one.header):
            scope = scope_of_words(self.text[start:end]) if end - start <= 2 * _TITLE else None
            if scope:
                return scope
        for index in list(self.document.structure.path(one.block))[1:]:
            block = self.document.blocks[index]
            if block.end - block.start <= 2 * _TITLE:
                words = self.text[block.start : block.end]
                scope = scope_above(words, title=block.role == "headline")
                if scope:
                    return scope
        return None

    def is_dated(self, one: Field) -> bool:
        """Whether a row, or a line of a list, has a time of its own: "4 May, Batua: 3 killed"."""
        block = self.document.blocks[one.block]
        spans = one.row if one.in_table else ((block.start, block.end),)
        return any(time_in(self.text, *span) for span in spans)

    def place(self, one: Field, entry: Entry) -> Extent | None:
        """Where: the words behind the number, else the label that names a place."""
        if entry.words.place:
            return entry.words.place
        heads = {x: head_of(self.text[slice(*h)]) for x, h in zip(one.row, one.heads, strict=False)}
        for label, head in heads.items():
            if head == "place" and not self.words(label).total:
                return label
        group = {label for label, head in heads.items() if head == "group"}
        for label in _labels(self.text, one):
            if label in group:
                continue
            said = self.words(label)
            other = said.measures or said.people or said.total or time_in(self.text, *label)
            found = said.place if other else named_place(self.text, *label)
            if found:
                return found
        return self.record(one, "place")

    def speaks(self, label: Extent) -> bool:
        """Whether a label before "4 dead" is rather who says so than whom it counts."""
        return self.text[slice(*label)].lower() in load("en", "roles")["organisation"]

    def groups(self, one: Field) -> list[Extent]:
        """The labels that name a group because their column does: "Ruvians" under "Nationality"."""
        return [
            label
            for label, head in zip(one.row, one.heads, strict=False)
            if head_of(self.text[slice(*head)]) == "group" and not self.words(label).total
        ]

    def time(self, one: Field) -> Extent | None:
        """When: the label or header that names a time."""
        times = (time_in(self.text, *label) for label in (*one.row, *one.header))
        return next(filter(None, times), None) or self.record(one, "time")

    def record(self, one: Field, kind: str) -> Extent | None:
        """What another line of its list says for all of them: "Region: Sarim", "Date: 3 May"."""
        return None if one.in_table else self.records.get((one.table, kind))

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


def _records(document: Document) -> dict[tuple[int, str], Extent]:
    """The values of lines that say where or when for a whole list, by its number and the kind."""
    found: dict[tuple[int, str], Extent] = {}
    for one in document.structure.fields:
        kind = head_of(document.text[slice(*one.row[0])]) if one.row and not one.in_table else ""
        if kind in ("place", "time"):
            found.setdefault((one.table, kind), one.value)
    return found


def _labels(text: str, one: Field) -> tuple[Extent, ...]:
    """The labels that say whom or where, the nearest first.

    Names of the row, headers, titles over rows; a cell under "Source" or "Date" says neither.
    """
    names = len(one.heads) if one.in_table else len(one.row)
    heads = [head_of(text[slice(*head)]) for head in one.heads] or [""] * names
    own = (x for x, head in zip(one.row, heads, strict=False) if head not in _SAY_NO_WHOM)
    return (*own, *one.header, *one.row[names:])


def _chosen(measures: Sequence[Measure], nth: int) -> Measure | None:
    """The measure that some words say: the `nth` of several, none where nothing tells which."""
    if len(set(measures)) == 1:
        return measures[0]
    return measures[nth] if 0 <= nth < len(measures) else None


def _doubt(said: Iterable[Words]) -> Modality:
    """How sure a count is by the first of its words that says so."""
    return next((words.modality for words in said if words.modality != "asserted"), "asserted")


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
        side=parsed.span(*cell.side) if cell.side else None,
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
