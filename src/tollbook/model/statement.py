"""Statements: what somebody is quoted as saying at one place in one document.

The vocabulary is that of `docs/claim-model.md`. All values are frozen; a statement without evidence
or without a voice can't be built.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tollbook.model.text import Span
from tollbook.model.values import (
    AgeGroup,
    Basis,
    Direction,
    FoundBy,
    Kind,
    Measure,
    Modality,
    Modifier,
    PlaceLevel,
    Role,
    Scope,
    Sex,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of the chain from the page to whoever is said to know.

    `name` is the resolved name, or the words as they stand. `mention` is where the voice is named
    (None for a publisher, who stands on no line), `cue` the words that make it speak. `carried`
    marks a voice that goes on from an earlier sentence. `entity` is the id in the alias table,
    None where the name could not be resolved. `confidence` is how likely cue and voice were read
    right, from 0 to 1, None if unknown (it comes from the layout, or from a person).
    """

    role: Role
    name: str
    mention: Span | None = None
    cue: Span | None = None
    carried: bool = False
    entity: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Whom a figure counts, in the text's words, and what these say about them.

    `side` is an ISO 3166 alpha-2 code of a country or the id of a group in the alias table.
    """

    mention: Span
    side: str | None = None
    status: Status = "unknown"
    sex: Sex | None = None
    age_group: AgeGroup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: the words, and the place of the gazetteer they name (None where unresolved).

    `country` is ISO 3166 alpha-2; `lat` and `lon` are WGS 84 degrees. `inherited` says that the
    words belong to another clause or sentence on the same event.
    """

    mention: Span
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    level: PlaceLevel | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When: a date interval, both ends included; an end is None where the words leave it open.

    `inherited` says that the words belong to another clause or sentence on the same event.
    """

    mention: Span | None = None
    start_date: date | None = None
    end_date: date | None = None
    inherited: bool = False

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it starts."""
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValueError(f"a period can't end on {self.end_date}, before {self.start_date}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every kind of statement has.

    `evidence` is the clause that bears the statement, `content` all that the source says there.
    `attribution` runs from the page outward: publisher, relayers, origin last.
    `modality` is how firmly it is put: what a source denies is a statement, marked as denied.
    """

    kind: ClassVar[Kind]

    id: str
    document: str
    evidence: Span
    content: Span
    attribution: tuple[Voice, ...]
    modality: Modality = "asserted"

    def __post_init__(self) -> None:
        """Refuse a statement without a voice."""
        if not self.attribution:
            raise ValueError(f"statement {self.id} has no voice, not even a publisher")

    @property
    def origin(self) -> Voice:
        """The last voice of the chain: whoever is said to know."""
        return self.attribution[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Statement):
    """A count of people under one measure; `high` is None where the text leaves the top open.

    `as_of` is the day on which its source counted, where `period` is that of the event instead:
    of "the ferry sank on Monday; on Friday the harbour master counted 40 dead", Friday.
    `found_by` says whether a rule of the grammar found it or the learned reader alone, and
    `confidence` how likely it stands in the text with this measure and value, from 0 to 1; both are
    None if unknown (the figure comes from the layout, or from a person).
    """

    kind: ClassVar[Kind] = "figure"

    measure: Measure
    low: int
    high: int | None
    modifier: Modifier
    number: Span | None = None
    population: Population | None = None
    scope: Scope = "incident"
    part_of: str | None = None
    same_as: str | None = None
    place: Place | None = None
    period: Period | None = None
    by: Span | None = None
    cause: Span | None = None
    basis: Basis = "unknown"
    as_of: date | None = None
    found_by: FoundBy | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        """Refuse a count below nothing or an interval upside down."""
        Statement.__post_init__(self)
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"statement {self.id} counts from {self.low} to {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a change is measured against: the words, their window, and whose earlier word it was."""

    mention: Span | None = None
    start_date: date | None = None
    end_date: date | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Statement):
    """A trend: "more than tripled", "up by 40", by factor or by amount; an open end is None."""

    kind: ClassVar[Kind] = "change"

    measures: tuple[Measure, ...]
    direction: Direction
    factor_low: float | None = None
    factor_high: float | None = None
    amount_low: int | None = None
    amount_high: int | None = None
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How likely, in the speaker's words; `low`..`high` (0 to 1) is None for an unquantified word.

    The bands are those of ICD 203 (Office of the Director of National Intelligence, 2015).
    """

    mention: Span
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction(Statement):
    """Who expects what event by when, and how likely."""

    kind: ClassVar[Kind] = "prediction"

    event: Span
    actor: Span | None = None
    window: Period | None = None
    likelihood: Likelihood | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody(Statement):
    """People held: how many, by whom, of which unit."""

    kind: ClassVar[Kind] = "custody"

    low: int
    high: int | None
    population: Population | None = None
    holder: Span | None = None
    unit: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Statement):
    """A cause offered for a figure or a change."""

    kind: ClassVar[Kind] = "explanation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Statement):
    """One event with its outcome, when it carries no number beyond its participants."""

    kind: ClassVar[Kind] = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvidence(Statement):
    """What a found text, recording or image is said to show."""

    kind: ClassVar[Kind] = "document_evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention(Statement):
    """An announced plan, offer or condition."""

    kind: ClassVar[Kind] = "intention"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion(Statement):
    """A matter said to be undecided."""

    kind: ClassVar[Kind] = "open_question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion(Statement):
    """Any other attributed statement."""

    kind: ClassVar[Kind] = "assertion"
