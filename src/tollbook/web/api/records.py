"""The shapes that several answers share: statements of every kind, documents, decisions.

They describe the wire format (docs/wire-format.md) and add nothing to it; no key that they don't
know may turn up, so that a change of the format that is not described here fails a test.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tollbook.model.claim import LinkKind
from tollbook.model.decision import DecisionKind
from tollbook.model.document import Format
from tollbook.model.review import ReviewState
from tollbook.model.second import Standing
from tollbook.model.values import (
    AgeGroup,
    Basis,
    Direction,
    FoundBy,
    Measure,
    Modality,
    Modifier,
    PlaceLevel,
    Role,
    Scope,
    Sex,
    Status,
)

Count = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """A record without keys of its own."""

    model_config = ConfigDict(extra="forbid")


class Span(Record):
    """Words of a document: code points `start` to `end` of its text, and what stands there."""

    start: int = Field(examples=[812])
    end: int = Field(examples=[838])
    quote: str = Field(examples=["at least 12 people"])


class MarkedSpan(Span):
    """Words of a document, by its id."""

    document: str


class _Mentioned(Record):
    """What may be named in the text: three times null where it is not."""

    start: int | None
    end: int | None
    quote: str | None


class VoiceRecord(_Mentioned):
    """One link of the chain from the page to whoever is said to know."""

    role: Role
    name: str = Field(examples=["National Intelligence Service"])
    cue: Span | None
    carried: bool
    entity: str | None = Field(examples=["org:nis"])
    confidence: float | None


class PopulationRecord(_Mentioned):
    """Whom a figure counts."""

    side: str | None = Field(examples=["KP"])
    status: Status
    sex: Sex | None
    age_group: AgeGroup | None


class PlaceRecord(_Mentioned):
    """Where."""

    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    level: PlaceLevel | None
    inherited: bool = False


class PeriodRecord(_Mentioned):
    """When: both days included, null where the words leave an end open."""

    start_date: date | None
    end_date: date | None
    inherited: bool = False


class LikelihoodRecord(_Mentioned):
    """How likely, in the speaker's words, with the band that they stand for."""

    low: float | None
    high: float | None


class BaselineRecord(_Mentioned):
    """What a change is measured against."""

    start_date: date | None
    end_date: date | None
    origin: str | None


class StateRecord(Record):
    """How far a statement can be trusted: a machine's proposal, or what a person made of it."""

    state: ReviewState
    by: str | None
    at: datetime | None


class SecondRecord(Record):
    """How two readings of a figure compare, and the fields in which they differ."""

    standing: Standing
    differs: list[str] = Field(examples=[["low", "origin"]])


class _Statement(Record):
    """What every kind of statement has."""

    id: str = Field(examples=["2025-04-30-northern-courier#5"])
    document: str = Field(examples=["2025-04-30-northern-courier"])
    evidence: Span
    content: Span
    attribution: list[VoiceRecord] = Field(
        min_length=1, description="From the page outward: publisher, relayers, origin last"
    )
    modality: Modality
    review: StateRecord | None = Field(
        None, description="What people made of it; in lists of statements and in documents alone"
    )
    second: SecondRecord | None = Field(
        None, description="How a second reader's word on it compares; in the same places"
    )


class FigureRecord(_Statement):
    """A count of people under one measure; `high` is null where the top is open."""

    kind: Literal["figure"]
    measure: Measure
    low: Count = Field(examples=[600])
    high: Count | None = Field(examples=[600])
    modifier: Modifier
    number: Span | None
    population: PopulationRecord | None
    scope: Scope
    part_of: str | None
    same_as: str | None
    place: PlaceRecord | None
    period: PeriodRecord | None
    by: Span | None
    cause: Span | None
    basis: Basis
    as_of: date | None = None
    found_by: FoundBy | None
    confidence: float | None


class ChangeRecord(_Statement):
    """A trend, by factor or by amount."""

    kind: Literal["change"]
    measures: list[Measure]
    direction: Direction
    factor_low: float | None
    factor_high: float | None
    amount_low: int | None
    amount_high: int | None
    baseline: BaselineRecord | None


class PredictionRecord(_Statement):
    """Who expects what by when, and how likely."""

    kind: Literal["prediction"]
    event: Span
    actor: Span | None
    window: PeriodRecord | None
    likelihood: LikelihoodRecord | None


class CustodyRecord(_Statement):
    """People held."""

    kind: Literal["custody"]
    low: Count
    high: Count | None
    population: PopulationRecord | None
    holder: Span | None
    unit: Span | None


class PlainRecord(_Statement):
    """A statement of a kind without fields of its own."""

    kind: Literal[
        "explanation", "incident", "document_evidence", "intention", "open_question", "assertion"
    ]


StatementRecord = Annotated[
    FigureRecord | ChangeRecord | PredictionRecord | CustodyRecord | PlainRecord,
    Field(discriminator="kind"),
]


class DocumentRecord(Record):
    """What the ledger knows of a document, without its text."""

    id: str = Field(examples=["2025-04-30-northern-courier"])
    published: str | None = Field(
        description="A day, or a day and a time, as ISO 8601 has them", examples=["2025-04-30"]
    )
    publisher: str | None = Field(examples=["Northern Courier"])
    title: str | None
    url: str | None = Field(description="As the document gives it; it may be anything")
    address: str = Field(description="Where it was read from")
    format: Format
    language: str = Field(examples=["en"])
    characters: Count
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class DecisionRecord(Record):
    """What somebody settled, when and why."""

    kind: DecisionKind
    subject: str
    value: str
    by: str = Field(examples=["ana"])
    reason: str
    at: datetime
    data: dict[str, Any]
    entry: int | None = Field(description="The number of its entry in the ledger")


class ClaimLinkRecord(Record):
    """How one claim stands to another."""

    kind: LinkKind
    claim: str
    other: str
    rule: str


class MarkedLinkRecord(ClaimLinkRecord):
    """The same, with the words that show it."""

    marks: list[MarkedSpan]
