"""A case file: its keys, checked at the edge, and the case they make."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tollbook.model.case import ORIGIN_ROLES, Case, OriginRole
from tollbook.model.problem import CaseError
from tollbook.model.values import MEASURES, Measure
from tollbook.publishing.standards.texts import refuse_unknown
from tollbook.resolution.countries import country_name

MAX_BYTES = 1_000_000
"""No question that a person follows takes a megabyte to put."""

Words = list[Annotated[str, Field(min_length=1, max_length=300)]]
Keys = TypeVar("Keys", bound=BaseModel)
Answers = dict[str, Annotated[str, Field(min_length=1, max_length=5_000)]]
_HELP = "docs/estimates.md lists the keys"


class Strength(BaseModel):
    """How many people there were; no `high` leaves the top open."""

    model_config = ConfigDict(strict=True, extra="forbid")

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _is_upright(self) -> Strength:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"goes from {self.low} down to {self.high}")
        return self


class AnswersFile(BaseModel):
    """The keys of a file of answers: the table that a case file may have as well."""

    model_config = ConfigDict(strict=True, extra="forbid")

    standards: Answers = {}

    @field_validator("standards")
    @classmethod
    def _are_standards(cls, answers: dict[str, str]) -> dict[str, str]:
        for key in answers:
            refuse_unknown(key)
        return answers


class CaseFile(AnswersFile):
    """The keys of a case file; any other is refused, so that no slip goes unseen."""

    model_config = ConfigDict(strict=True, extra="forbid")

    title: Annotated[str, Field(min_length=1, max_length=300)]
    sides: Words = []
    people: Words = []
    measures: list[Measure] = []
    countries: Words = []
    places: Words = []
    since: date | None = None
    until: date | None = None
    strength: Strength | None = None
    origins: dict[OriginRole, Words] = {}
    enemies: dict[str, str] = {}
    voices: dict[str, Words] = {}
    voices_apart: list[Annotated[Words, Field(min_length=2, max_length=2)]] = []

    @field_validator("countries")
    @classmethod
    def _are_codes(cls, codes: list[str]) -> list[str]:
        for code in codes:
            if country_name(code) is None:
                raise ValueError(f"holds {code!r}, which is not an ISO 3166 code such as UA")
        return codes

    @field_validator("sides")
    @classmethod
    def _are_sides(cls, sides: list[str]) -> list[str]:
        for side in sides:
            if ":" not in side and country_name(side) is None:
                raise ValueError(
                    f"holds {side!r}, which is neither an ISO 3166 code such as UA "
                    "nor the id of a group such as org:hamas"
                )
        return sides

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> CaseFile:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"'until' ({self.until}) is before 'since' ({self.since})")
        return self


def read_case(path: Path) -> Case:
    """The case of a TOML file, named as the file is.

    Raises:
        CaseError: the file can't be read, is not TOML, or a key of it is wrong; the message tells
            the file, the key and what to try.
    """
    return _case(path.stem, _read(path, CaseFile, "case file"))


def read_answers(path: Path) -> Mapping[str, str]:
    """What an organisation says of itself, by the key of a standard, as a TOML file has it.

    Raises:
        CaseError: the file can't be read, is not TOML, or answers no standard.
    """
    return _read(path, AnswersFile, "file of answers").standards


def _read(path: Path, keys: type[Keys], what: str) -> Keys:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise CaseError(f"{path}: the {what} is longer than {MAX_BYTES:,} bytes")
        return keys.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CaseError(f"{path}: the {what} can't be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: the {what} is not UTF-8; save it as UTF-8") from error
    except ValidationError as error:
        raise CaseError(f"{path}: {_first_error(error)}; {_HELP}") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CaseError(
            f"{path}: the {what} is not valid TOML ({_small(str(error))}); "
            'a key stands on a line like title = "..."'
        ) from error


def _case(name: str, keys: CaseFile) -> Case:
    return Case(
        name=name,
        title=keys.title,
        sides=tuple(keys.sides),
        people=tuple(word.casefold() for word in keys.people),
        measures=tuple(keys.measures),
        countries=tuple(keys.countries),
        places=tuple(keys.places),
        since=keys.since,
        until=keys.until,
        roles={origin: role for role, origins in keys.origins.items() for origin in origins},
        enemies=dict(keys.enemies),
        voices={name: tuple(others) for name, others in keys.voices.items()},
        standards=dict(keys.standards),
        voices_apart=tuple((left, right) for left, right in keys.voices_apart),
        strength=(keys.strength.low, keys.strength.high) if keys.strength else None,
    )


def _first_error(error: ValidationError) -> str:
    """The first thing that is wrong, in a clause."""
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if not key:
        return _message(first)
    if first["type"] == "extra_forbidden":
        return f"the key '{key}' is unknown"
    if first["type"] == "missing":
        return f"the key '{key}' is missing"
    if first["type"] == "literal_error":
        known = ORIGIN_ROLES if first["loc"][0] == "origins" else MEASURES
        return f"the key '{key}' is wrong: it is not one of {', '.join(known)}"
    if first["type"] == "value_error":
        return f"the key '{key}' {_message(first)}"
    return f"the key '{key}' is wrong: {_small(_message(first))}"


def _message(first: Any) -> str:
    return str(first["msg"]).removeprefix("Value error, ")


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
