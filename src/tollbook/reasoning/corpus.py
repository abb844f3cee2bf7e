"""The corpus: documents with their statements, to be looked up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from tollbook.model.document import Block, Document
from tollbook.model.statement import Change, Figure, Prediction, Statement
from tollbook.model.text import Span
from tollbook.model.values import Measure
from tollbook.reasoning.grouping import group_by, group_pairs
from tollbook.reasoning.origins import plain_name

Said = TypeVar("Said", bound=Statement)

NOT_SAID: frozenset[str] = frozenset({"denied", "hypothetical", "question"})
"""Modalities that do not claim that anybody was harmed; no check counts them."""


@dataclass(frozen=True)
class Corpus:
    """Documents by id, in the order a reader would take them, and everything said in them.

    `statements` keep the order they have; a check never depends on it for its verdict.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a statement whose document is not there: nothing could be shown of it."""
        for statement in self.statements:
            if statement.document not in self.documents:
                raise ValueError(
                    f"statement {statement.id} is of document {statement.document}, "
                    "which is not in the corpus"
                )

    def statement(self, id: str) -> Statement | None:
        """The statement of that id, None where the corpus has none."""
        return self._by_id.get(id)

    def figure(self, id: str | None) -> Figure | None:
        """The figure of that id, None where the corpus has none or it is of another kind."""
        found = self._by_id.get(id) if id is not None else None
        return found if isinstance(found, Figure) else None

    def figures(self) -> tuple[Figure, ...]:
        """The figures that somebody asserts, estimates or fears, in the corpus's order."""
        return self._figures

    def every_figure(self) -> tuple[Figure, ...]:
        """All figures, also those that somebody denies, asks about or only supposes."""
        return tuple(item for item in self.statements if isinstance(item, Figure))

    def figures_in(self, document: str) -> tuple[Figure, ...]:
        """The figures of one document, in the order of its text."""
        return self._by_document.get(document, ())

    def statements_in(self, document: str) -> tuple[Statement, ...]:
        """Everything said in one document, in the corpus's order."""
        return self._all_by_document.get(document, ())

    def figures_by(self, measure: Measure, names: Iterable[str]) -> tuple[Figure, ...]:
        """The figures of one measure whose origin has one of these names or entity ids.

        They may be more than are wanted: a namesake, a voice without a name of its own.
        """
        keys = sorted({key for name in names for key in (name, plain_name(name))})
        found = {f.id: f for key in keys for f in self._by_voice.get((measure, key), ())}
        return tuple(found.values())

    def changes(self) -> tuple[Change, ...]:
        """The trends that the documents state."""
        return tuple(item for item in self.statements if isinstance(item, Change))

    @cached_property
    def only_predicted(self) -> frozenset[str]:
        """The ids of the figures that only a prediction gives: "losses will reach 5,000".

        Such a figure stands in the words of the prediction, and its own words are of the event: a
        monument to the 300 killed may be expected, not they. A running total has been counted,
        whatever is expected of it.
        """
        return frozenset(
            figure.id
            for prediction in self.statements
            if isinstance(prediction, Prediction)
            for figure in self.figures_in(prediction.document)
            if figure.number is not None
            and prediction.evidence.covers(figure.number)
            and prediction.event.overlaps(figure.evidence)
            and figure.scope != "cumulative"
        )

    def as_of(self, statement: Statement) -> date | None:
        """The day a statement speaks for: the end of its period, else the day of publication."""
        if isinstance(statement, Figure) and statement.as_of:
            return statement.as_of
        if isinstance(statement, Figure) and statement.period and statement.period.end_date:
            return statement.period.end_date
        document = self.documents.get(statement.document)
        return document.published_on if document else None

    def is_part(self, figure: Figure) -> bool:
        """Whether a figure counts some of the people of a larger count of the same measure."""
        whole = self.figure(figure.part_of)
        return whole is not None and whole.measure == figure.measure

    def block_of(self, document: str, span: Span) -> tuple[int, Block] | None:
        """The block that a span begins in, with its place among the blocks of its document."""
        blocks = self.documents[document].blocks
        n = bisect_right(blocks, span.start, key=lambda block: block.start) - 1
        return (n, blocks[n]) if n >= 0 and span.start < blocks[n].end else None

    @cached_property
    def _by_id(self) -> dict[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return tuple(
            item
            for item in self.statements
            if isinstance(item, Figure) and item.modality not in NOT_SAID
        )

    @cached_property
    def _by_document(self) -> Mapping[str, tuple[Figure, ...]]:
        in_order = sorted(self._figures, key=lambda figure: figure.evidence.start)
        return _as_tuples(group_by(in_order, lambda figure: figure.document))

    @cached_property
    def _all_by_document(self) -> Mapping[str, tuple[Statement, ...]]:
        return _as_tuples(group_by(self.statements, lambda statement: statement.document))

    @cached_property
    def _by_voice(self) -> Mapping[tuple[Measure, str], Sequence[Figure]]:
        return group_pairs(
            ((figure.measure, key), figure)
            for figure in self._figures
            for key in sorted({figure.origin.entity or "", plain_name(figure.origin.name)})
            if key
        )


def _as_tuples(groups: Mapping[str, Sequence[Said]]) -> Mapping[str, tuple[Said, ...]]:
    return {key: tuple(statements) for key, statements in groups.items()}
