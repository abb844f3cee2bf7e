"""A second reading: what a language model found in a document, and which of its words hold.

The model is asked window by window. Each request and its raw answer is an `Exchange`; grounding
turns the answers into statements whose every word stands in the document, and into refusals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from tollbook.model.statement import Statement

RefusalReason = Literal[
    "quote_missing",
    "quote_repeated",
    "number_unread",
    "voice_missing",
    "outside_window",
    "malformed",
]
"""Why a figure of an answer was refused.

`quote_missing`: its words do not stand in the text; `quote_repeated`: they stand there more than
once and the answer does not say which; `number_unread`: the number grammar does not read the number
in the words; `voice_missing`: the voice it names does not stand in the text; `outside_window`: the
words stand outside what was sent; `malformed`: the record does not fit the schema.
"""

Standing = Literal["agreed", "differs", "built-in only", "second only"]
"""How two readings of a figure compare: the same in all that matters, different, or found once."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """How the second reader's word on a figure compares with the built-in reading.

    `differs` names the fields in which they differ, those that matter less among them. `share` is
    that of the fields that are the same, 0 to 1; 0 for a figure that only one of them found.
    """

    standing: Standing
    differs: tuple[str, ...] = ()
    share: float = 1.0


Prefer = Literal["built-in", "agreed", "second"]
"""Whose figures enter answers where a document has a second reading.

`built-in`: Tollbook's own; those that the second reader has as well are marked as agreed. `agreed`:
Tollbook's own as far as the second reader agrees. `second`: the second reader's.
"""

PREFERENCES: tuple[Prefer, ...] = get_args(Prefer)

Reader = Literal["built-in", "second", "both"]
"""Whose figures are shown of a document that was read twice."""

READERS: tuple[Reader, ...] = get_args(Reader)


@dataclass(frozen=True, slots=True)
class ReaderAgreement:
    """How far the two readers agree in one field, in a document or (None) in all.

    `figures` are those that both have; `same` is the share of them in which the field is the same,
    and `alpha` Krippendorff's: None where no two values differ. The field `found` is about all
    figures: its `same` is the share of them that both found.
    """

    document: str | None
    field: str
    figures: int
    same: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class SecondReaderAt:
    """Where a second reader is found, and what it may cost.

    `address` is the base of a server's chat interface (`http://localhost:8080/v1`), or
    `dir:FOLDER`. `model` is the server's first one where none is named. `cache` is a folder of
    answers, the user's own cache where none is named. `budget` is the most tokens of a run; `price`
    what a million of them cost, in any currency, and `money` the most that a run may cost in it.
    """

    address: str
    model: str | None = None
    cache: Path | None = None
    budget: int | None = None
    price: float | None = None
    money: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question to the model and its raw answer.

    `start` and `end` are the window of the canonical text that was sent, in code points. `request`
    is the SHA-256 digest of the request in canonical JSON, by which an answer is found again.
    `answer` is the text as received, None where none came; `fault` then says why in a clause.
    `tokens` is what it cost by the server's own count, None if it gave none.
    """

    start: int
    end: int
    request: str
    answer: str | None
    fault: str | None = None
    tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A figure that an answer gave and the text does not bear.

    `exchange` is the index of the exchange; `record` what the model gave, cut to a sane length.
    """

    why: RefusalReason
    exchange: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """A document as a second reader read it, with all that is needed to derive it again.

    `model` is the name by which the server knows the model; `prompt_digest` the SHA-256 digest of
    the guide and the schema; `parameters` what was asked for (temperature, seed...). `statements`
    carry ids of their own (`DOCUMENT#s1`). `fault` says in a clause why the reading is not whole:
    then the built-in reading stands alone.
    """

    document: str
    model: str
    prompt_digest: str
    parameters: dict[str, Any]
    exchanges: tuple[Exchange, ...]
    statements: tuple[Statement, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    fault: str | None = field(default=None)

    @property
    def whole(self) -> bool:
        """Whether every window was answered."""
        return self.fault is None
