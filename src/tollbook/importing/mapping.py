"""What the columns of a table mean: the mapping file, checked at the edge.

`docs/series.md` explains its keys.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tollbook.ledger.canonical import canonical, digest
from tollbook.model.problem import SettingsError
from tollbook.model.values import Basis, Measure, Modality, Scope, Status

Words = Annotated[str, Field(min_length=1, max_length=200)]
Day = date
"""The type, for a class whose own `date` is a column."""

Hedge = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than"]
"""The modifiers that a single number can carry."""

_MAX_BYTES = 1_000_000


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Count(_Checked):
    """A count that each row states: where its number stands, and what it counts.

    The number is in `column`, or its two ends in `low` and `high` (an empty `high` is an open top).
    `modifier` names the column of the hedge, whose words `modifiers` explains; an empty cell
    is no hedge. `population` is whom it counts, in words; side, status and so on are read from
    the words unless they are given.
    """

    measure: Measure
    column: Words | None = None
    low: Words | None = None
    high: Words | None = None
    population: Words | None = None
    side: Words | None = None
    status: Status | None = None
    scope: Scope = "cumulative"
    modifier: Words | None = None
    modifiers: dict[str, Hedge] = Field(default_factory=dict)
    modality: Modality = "asserted"
    basis: Basis = "unknown"

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.column is None) == (self.low is None):
            raise ValueError("name the 'column' of the number, or its ends in 'low' and 'high'")
        if (self.low is None) != (self.high is None):
            raise ValueError("'low' and 'high' go together")
        if self.modifiers and self.modifier is None:
            raise ValueError(
                "'modifiers' explains the words of a column; name that column in 'modifier'"
            )
        return self

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns of its number."""
        return tuple(filter(None, (self.column, self.low, self.high)))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that it is read from."""
        return tuple(filter(None, (*self.numbers, self.modifier)))


class Corrections(_Checked):
    """A table of the amounts by which the origin moved its own running totals on some days.

    They are part of the totals already: a total of that day was announced with the correction in
    it. The columns are those of the counts. `file` stands beside the mapping, `caption` is put
    above each row.
    """

    file: Words
    caption: Words = "Correction of the running total"


class Mapping(_Checked):
    """Whose table it is, and what its columns mean.

    `date` is the column of the day that a row speaks for, `published` a column or the one day on
    which the rows were published (the day they speak for unless given). `key` are the columns
    that identify a row.
    """

    name: Words
    origin: Words
    publisher: Words
    date: Words
    figures: Annotated[tuple[Count, ...], Field(min_length=1, max_length=50)]
    entity: Words | None = None
    url: Words | None = None
    language: Words = "en"
    date_format: Words | None = None
    published: Day | Words | None = None
    key: Annotated[tuple[Words, ...], Field(min_length=1)] = ()
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    corrections: Corrections | None = None

    @model_validator(mode="before")
    @classmethod
    def _keyed_by_day(cls, given: object) -> object:
        if isinstance(given, dict) and "key" not in given and isinstance(given.get("date"), str):
            return given | {"key": [given["date"]]}
        return given

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that every table must have."""
        published = (self.published,) if isinstance(self.published, str) else ()
        counted = (column for count in self.figures for column in count.columns)
        return tuple(dict.fromkeys((self.date, *self.key, *published, *counted)))

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of all it says: two mappings with one digest read a table alike."""
        return digest(canonical(self.model_dump(mode="json")))

    @classmethod
    def load(cls, path: Path) -> Mapping:
        """The mapping in a TOML file; it is called as the file is, unless it has a `name`.

        Raises:
            SettingsError: the file can't be read, or a key of it is not as it should be.
        """
        try:
            if path.stat().st_size > _MAX_BYTES:
                raise SettingsError(f"{path}: a mapping is no longer than a megabyte")
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SettingsError(f"{path}: the mapping is not valid TOML: {error}") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SettingsError(f"{path}: the mapping can't be read: {reason}") from error
        try:
            return cls.model_validate({"name": path.stem} | tables)
        except ValidationError as error:
            raise SettingsError(f"{path}: {_first_fault(error)}") from error


def _first_fault(error: ValidationError) -> str:
    """The first thing that is wrong, in words, with the key it is about."""
    fault = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"])
    what = fault["msg"].removeprefix("Value error, ")
    match fault["type"]:
        case "missing":
            return f"the key '{key}' is missing; docs/series.md shows a whole mapping"
        case "extra_forbidden":
            return f"the key '{key}' is not known; docs/series.md lists all keys"
    about = f"the key '{key}': " if key else ""
    return f"{about}{what[:1].lower()}{what[1:]}"
