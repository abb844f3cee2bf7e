"""Two readers of one page: which figures both found, where they differ, and whose word counts.

The built-in reading and that of a second reader are held against each other figure by figure. A
second reading that is not whole says nothing about what it left out, so it is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from tollbook.language import languages, load
from tollbook.model.case import Case
from tollbook.model.comparison import Comparison
from tollbook.model.document import Document
from tollbook.model.second import Prefer, SecondOpinion, SecondReading
from tollbook.model.statement import Figure, Statement
from tollbook.reasoning.cases import within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.reviews.aside import NOTHING_ASIDE, Aside


def _whose(figure: Figure) -> str:
    origin = figure.origin
    if origin.role == "publisher":
        return ""
    return origin.entity or plain_name(origin.name)


def _where(figure: Figure) -> str | None:
    """The place by its name, else by its words without what leads up to them ("near")."""
    if figure.place is None:
        return None
    if figure.place.name:
        return figure.place.name
    words = plain_name(figure.place.mention.quote)
    first, _, rest = words.partition(" ")
    return plain_name(rest) if rest and first in _place_prepositions() else words


@cache
def _place_prepositions() -> frozenset[str]:
    return frozenset(
        word for code in languages() for word in load(code, "causes")["places"]["prepositions"]
    )


FIELDS: Mapping[str, Callable[[Figure], Hashable]] = {
    "measure": lambda figure: figure.measure,
    "low": lambda figure: figure.low,
    "high": lambda figure: figure.high,
    "modality": lambda figure: figure.modality,
    "origin": _whose,
    "modifier": lambda figure: figure.modifier,
    "scope": lambda figure: figure.scope,
    "status": lambda figure: figure.population.status if figure.population else "unknown",
    "place": _where,
    "period": lambda figure: (
        (figure.period.start_date, figure.period.end_date) if figure.period else (None, None)
    ),
    "as_of": lambda figure: figure.as_of,
}
"""What is compared of two readings of a figure, by the field's name (`model.comparison`)."""


@dataclass(frozen=True)
class SecondReadings:
    """The second readings of a ledger beside the built-in ones.

    `comparisons` are those of each figure in a document with a whole second reading, by its id.
    """

    readings: Mapping[str, SecondReading] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)

    def of(self, id: str) -> Comparison | None:
        """The comparison of a figure by its id in either reading.

        None where its document has no whole second reading.
        """
        return self.comparisons.get(id) or self._by_second.get(id)

    def opinion(self, id: str) -> SecondOpinion | None:
        """How the two readings of a figure compare, in short."""
        found = self.of(id) if self.comparisons else None
        return found.opinion if found else None

    @cached_property
    def _by_second(self) -> Mapping[str, Comparison]:
        return {one.second.id: one for one in self.comparisons.values() if one.second}

    def of_document(self, document: str) -> tuple[Comparison, ...]:
        """The comparisons of a document's figures, in the order of its text."""
        found = (one for one in self.comparisons.values() if _document(one) == document)
        return tuple(sorted(found, key=_start))

    def missing(self) -> tuple[Comparison, ...]:
        """The figures that only second readers found."""
        return tuple(one for one in self.comparisons.values() if one.first is None)

    def within(
        self, documents: Mapping[str, Document], case: Case | None
    ) -> tuple[Comparison, ...]:
        """The comparisons of the figures that belong to a case, by either reading."""
        if case is None or not self.comparisons:
            return tuple(self.comparisons.values())
        both = [
            figure
            for one in self.comparisons.values()
            for figure in (one.first, one.second)
            if figure and figure.document in documents
        ]
        inside = {said.id for said in within(Corpus(documents, tuple(both)), case).statements}
        return tuple(
            one
            for one in self.comparisons.values()
            if any(figure and figure.id in inside for figure in (one.first, one.second))
        )


NO_SECOND = SecondReadings()
"""Where nobody asked a second reader."""


def compare(corpus: Corpus, readings: Mapping[str, SecondReading]) -> SecondReadings:
    """Hold the built-in figures of a corpus against the second readings of its documents."""
    found: dict[str, Comparison] = {}
    for document, reading in readings.items():
        if not reading.whole or document not in corpus.documents:
            continue
        own = [one for one in corpus.statements_in(document) if isinstance(one, Figure)]
        others = [one for one in reading.statements if isinstance(one, Figure)]
        found |= {one.id: one for one in _compared(own, others)}
    return SecondReadings(readings, found)


def preferred(corpus: Corpus, second: SecondReadings, prefer: Prefer) -> Corpus:
    """The statements that count: those of a corpus, or another reader's where that is preferred.

    Only figures are read twice; statements of other kinds are the built-in reading's.
    """
    if prefer == "built-in" or not second.readings:
        return corpus
    compared = {id for id, reading in second.readings.items() if reading.whole}
    kept = [one for one in corpus.statements if _counts(one, second, prefer, compared)]
    if prefer == "second":
        for id in compared & corpus.documents.keys():
            kept += second.readings[id].statements
    order = {id: at for at, id in enumerate(corpus.documents)}
    kept.sort(key=lambda one: (order[one.document], one.evidence.start))  # stable for equals
    return Corpus(corpus.documents, _without_loose_links(kept))


def set_aside(own: Corpus, second: SecondReadings, counted: Corpus) -> Aside:
    """What either reader has and does not count, for as long as nobody takes it."""
    if not second.readings:
        return NOTHING_ASIDE
    every = [*own.statements]
    for reading in second.readings.values():
        if reading.document in own.documents:
            every += reading.statements
    left = tuple(one for one in every if counted.statement(one.id) is None)
    partners: dict[str, str] = {}
    for one in second.comparisons.values():
        if one.first and one.second:
            partners |= {one.first.id: one.second.id, one.second.id: one.first.id}
    return Aside(Corpus(own.documents, left), partners)


def _counts(
    statement: Statement, second: SecondReadings, prefer: Prefer, compared: set[str]
) -> bool:
    if statement.document not in compared or not isinstance(statement, Figure):
        return True
    if prefer == "second":
        return False
    comparison = second.of(statement.id)
    return comparison is not None and comparison.standing == "agreed"


def _without_loose_links(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The same without links to statements that are not among them."""
    held = tuple(statements)
    ids = {one.id for one in held} | {None}
    return tuple(
        replace(
            one,
            part_of=one.part_of if one.part_of in ids else None,
            same_as=one.same_as if one.same_as in ids else None,
        )
        if isinstance(one, Figure) and not {one.part_of, one.same_as} <= ids
        else one
        for one in held
    )


def _compared(own: list[Figure], others: list[Figure]) -> Iterator[Comparison]:
    """Each figure with its partner: on the same words, those that are most alike first."""
    pairs = [
        (len(_differences(one, other)), n, m)
        for n, one in enumerate(own)
        for m, other in enumerate(others)
        if _same_words(one, other)
    ]
    partner: dict[int, int] = {}
    for _, n, m in sorted(pairs):
        if n not in partner and m not in partner.values():
            partner[n] = m
    for n, one in enumerate(own):
        other = others[partner[n]] if n in partner else None
        yield Comparison(one, other, _differences(one, other) if other else ())
    taken = set(partner.values())
    yield from (Comparison(None, one) for m, one in enumerate(others) if m not in taken)


def _same_words(one: Figure, other: Figure) -> bool:
    """Whether two figures rest on the same words: on one number, or one clause without any."""
    if one.number is not None and other.number is not None:
        return one.number.overlaps(other.number)
    return one.evidence.overlaps(other.evidence) and one.measure == other.measure


def _differences(one: Figure, other: Figure) -> tuple[str, ...]:
    return tuple(name for name, value in FIELDS.items() if value(one) != value(other))


def _document(comparison: Comparison) -> str:
    figure = comparison.first or comparison.second
    return figure.document if figure else ""


def _start(comparison: Comparison) -> int:
    figure = comparison.first or comparison.second
    return figure.evidence.start if figure else 0
