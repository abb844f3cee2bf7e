"""From a row to a document and what it states: every number tied to the words of the row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tollbook.importing.cells import CellError, Counted, read_count, read_day, read_difference
from tollbook.importing.layout import Laid, lay_out, plain
from tollbook.importing.mapping import Count, Mapping
from tollbook.importing.tables import TableRow
from tollbook.model.document import Document, SourceMap
from tollbook.model.problem import Problem
from tollbook.model.statement import Change, Figure, Period, Population, Statement, Voice
from tollbook.model.text import Span
from tollbook.resolution import EntityTable
from tollbook.resolution.populations import resolve_population

_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """What is the same for all rows of a table: who speaks, of whom, and the line above each row.

    `policy` is how words such as "dozens" become numbers; `corrects` marks a table of amounts to
    correct by instead of totals.
    """

    mapping: Mapping
    voices: tuple[Voice, ...]
    people: tuple[Population | None, ...]
    caption: str
    policy: str
    corrects: bool

    @classmethod
    def of(
        cls, mapping: Mapping, entities: EntityTable, policy: str, *, corrects: bool = False
    ) -> Reader:
        """The reader of a mapping's table, or of its corrections."""
        known = entities.resolve(mapping.origin) if mapping.entity is None else None
        origin = Voice(
            role="origin",
            name=known.name if known else mapping.origin,
            entity=known.id if known else mapping.entity,
        )
        words = dict.fromkeys(filter(None, map(_whom, mapping.figures)))
        caption = "; ".join(words)
        if corrects and mapping.corrections:
            caption = ": ".join(filter(None, (plain(mapping.corrections.caption), caption)))
        return cls(
            mapping,
            (Voice(role="publisher", name=mapping.publisher), origin),
            tuple(_people(count, caption, entities) for count in mapping.figures),
            caption,
            policy,
            corrects,
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its table must have."""
        mapping = self.mapping
        if not self.corrects:
            return mapping.columns
        # A table of corrections has no hedges, and need not have every count.
        return tuple(dict.fromkeys((mapping.date, *mapping.key)))

    def read(self, row: TableRow) -> tuple[Document, list[Statement]] | Problem:
        """The document of a row with its statements, or what is wrong with the row."""
        laid = lay_out(row, self.caption)
        try:
            day = self._day(row, self.mapping.date)
            document = self._document(row, laid, day)
            made = (
                self._changes(row, document)
                if self.corrects
                else self._figures(row, laid, document, day)
            )
            return document, list(made)
        except CellError as error:
            return Problem(row.where, str(error), "the row was left out")

    def _document(self, row: TableRow, laid: Laid, day: date) -> Document:
        mapping = self.mapping
        received = row.text.encode("utf-8", "replace")
        published = day if self.corrects else mapping.published
        if isinstance(published, str):
            published = self._day(row, published)
        return Document(
            id="/".join(
                (mapping.name, *(["correction"] if self.corrects else []), *self._key(row))
            ),
            text=laid.text,
            blocks=laid.blocks,
            format="table",
            address=row.where,
            original=received,
            sha256=hashlib.sha256(received).hexdigest(),
            source_map=SourceMap(laid.pieces),
            title=self.caption or None,
            publisher=mapping.publisher,
            url=mapping.url,
            published=published or day,
            language=mapping.language,
        )

    def _key(self, row: TableRow) -> Iterator[str]:
        for column in self.mapping.key:
            cell = row.cell(column)
            if cell is None:
                raise CellError(f"its key {column!r} is empty")
            key = plain(cell.text)
            if len(key) > _LONGEST_KEY:
                raise CellError(f"its key {column!r} is longer than {_LONGEST_KEY} characters")
            yield key

    def _day(self, row: TableRow, column: str) -> date:
        cell = row.cell(column)
        if cell is None:
            raise CellError(f"its {column!r} is empty")
        return read_day(cell.text, self.mapping.date_format)

    def _figures(
        self, row: TableRow, laid: Laid, document: Document, day: date
    ) -> Iterator[Statement]:
        for n, (count, people) in enumerate(zip(self.mapping.figures, self.people, strict=True), 1):
            counted = _read_count(row, count, self.policy)
            if counted is None:
                continue
            yield Figure(
                **self._common(document, n),
                measure=count.measure,
                low=counted.low,
                high=counted.high,
                modifier=counted.modifier,
                modality=count.modality,
                number=laid.number(count.numbers),
                population=people,
                scope=count.scope,
                period=Period(
                    mention=laid.cells.get(self.mapping.date),
                    start_date=day,
                    end_date=day,
                ),
                basis=count.basis,
            )

    def _changes(self, row: TableRow, document: Document) -> Iterator[Statement]:
        for n, count in enumerate(self.mapping.figures, 1):
            cell = row.cell(count.column)
            amount = read_difference(cell.text) if cell else 0
            if amount:
                yield Change(
                    **self._common(document, n),
                    measures=(count.measure,),
                    direction="up" if amount > 0 else "down",
                    amount_low=abs(amount),
                    amount_high=abs(amount),
                )

    def _common(self, document: Document, n: int) -> dict[str, Any]:
        whole = Span.of(document.text, 0, len(document.text))
        return {
            "id": f"{document.id}#{n}",
            "document": document.id,
            "evidence": whole,
            "content": whole,
            "attribution": self.voices,
        }


def _whom(count: Count) -> str:
    """Whom a count counts, in the mapping's words, else in those of its column."""
    is_described = count.side or count.status
    return plain(count.population or (count.numbers[0] if is_described else ""))


def _people(count: Count, caption: str, entities: EntityTable) -> Population | None:
    words = _whom(count)
    if not words:
        return None
    start = caption.rfind(words)
    mention = Span.of(caption, start, start + len(words))
    read = resolve_population(Population(mention=mention), entities)
    return replace(read, side=count.side or read.side, status=count.status or read.status)


def _read_count(row: TableRow, count: Count, policy: str) -> Counted | None:
    """The count of a row; None where its cells are empty.

    Raises:
        CellError: a cell holds no count, or a word that the mapping does not explain.
    """
    number = row.cell(count.column or count.low)
    if number is None:
        return None
    try:
        counted = read_count(number.text, policy)
        if count.low is not None:
            top = row.cell(count.high)
            counted = counted.up_to(read_count(top.text, policy) if top else None)
    except CellError as error:
        raise CellError(f"{count.column or count.low}: {error}") from error
    return _with_hedge(counted, row, count)


def _with_hedge(counted: Counted, row: TableRow, count: Count) -> Counted:
    hedge = row.cell(count.modifier)
    if hedge is None:
        return counted
    if hedge.text not in count.modifiers:
        raise CellError(
            f"{count.modifier}: the mapping's modifiers don't say what {hedge.text!r} means"
        )
    return counted.with_hedge(count.modifiers[hedge.text])
