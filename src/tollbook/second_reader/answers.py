"""What a model is asked to answer: a strict schema that follows the wire format.

The count itself is not asked for: the number grammar reads it in the quoted words, so that a model
can't put a number there that the page does not have.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tollbook.model.values import AgeGroup, Basis, Measure, Modality, Role, Scope, Sex, Status

_MOST_FIGURES = 200
"""Figures in one answer: more than a window of text holds is a model gone round in circles."""

_MOST_CHARS = 500  # of a refused record that are kept
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # no database takes them as text
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"```[a-z]*\n(.*)```", re.DOTALL)


class _Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


class Quoted(_Strict):
    """Words of the text; `occurrence` says which, counted from 1, where they stand in it again."""

    quote: Annotated[str, Field(min_length=1, max_length=4_000)]
    occurrence: Annotated[int, Field(ge=1, le=10_000)] | None = None


class SpokenVoice(_Strict):
    """A voice: the words that name it, and those that make it speak."""

    role: Role
    name: Quoted
    cue: Quoted | None = None


class AnsweredFigure(_Strict):
    """One figure as the model has it.

    The schema asks for every field, null where nothing says it; one that is left out all the same
    by a server that does not enforce schemas is taken for null.

    `people` has those who are named or described one by one where no number word stands.
    """

    evidence: Quoted
    content: Quoted | None = None
    number: Quoted | None = None
    people: Annotated[tuple[Quoted, ...], Field(max_length=50)] = ()
    measure: Measure
    population: Quoted | None = None
    status: Status
    sex: Sex | None = None
    age_group: AgeGroup | None = None
    place: Quoted | None = None
    period: Quoted | None = None
    as_of: Quoted | None = None
    scope: Scope
    modality: Modality
    basis: Basis
    by: Quoted | None = None
    cause: Quoted | None = None
    voices: Annotated[list[SpokenVoice], Field(max_length=6)]
    part_of: Annotated[int, Field(ge=1, le=_MOST_FIGURES)] | None = None
    same_as: Annotated[int, Field(ge=1, le=_MOST_FIGURES)] | None = None

    def as_record(self) -> str:
        """The figure as text, to be shown where it was refused."""
        return as_record(self.model_dump(mode="json"))


class Answer(_Strict):
    """All figures of a window."""

    figures: list[AnsweredFigure]


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, as `response_format` wants it.

    Bounds are left out of it, since some servers refuse a schema with them; they hold all the same.
    """
    schema: dict[str, Any] = _without_bounds(Answer.model_json_schema(mode="serialization"))
    return schema


_BOUNDS = {
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "maxItems",
    "title",
    "description",
    "default",
}


def _without_bounds(value: Any) -> Any:
    match value:
        case dict():
            return {key: _without_bounds(one) for key, one in value.items() if key not in _BOUNDS}
        case list():
            return [_without_bounds(one) for one in value]
    return value


def read_answer(text: str) -> tuple[list[AnsweredFigure | str], str | None]:
    """The figures of a raw answer, those that do not fit the schema as text, and what is wrong.

    What is wrong is a clause where the whole can't be read; then there are no figures.
    """
    alone = _json_alone(text)
    try:
        answer = json.loads(alone)
    except (ValueError, RecursionError):
        begun = alone.startswith(("{", "["))
        return [], "its JSON is broken" if begun else "it answered in prose, not in JSON"
    figures = answer.get("figures") if isinstance(answer, dict) else None
    if not isinstance(figures, list):
        return [], "its answer has no list of figures"
    if len(figures) > _MOST_FIGURES:
        return [], f"it answered with {len(figures):,} figures"
    found = [_figure(record) for record in figures]
    if found and all(isinstance(one, str) for one in found):
        return found, "no figure of its answer fits the schema"
    return found, None


def _figure(record: Any) -> AnsweredFigure | str:
    try:
        return AnsweredFigure.model_validate(record)
    except (ValidationError, RecursionError):
        return as_record(record)


def as_record(record: Any) -> str:
    """A record as text that any ledger can hold, cut to a sane length."""
    try:
        text = json.dumps(record, ensure_ascii=False)
    except (ValueError, RecursionError):
        text = "a record that is nested too deeply"
    return storable(text)[:_MOST_CHARS]


def storable(text: str) -> str:
    """A text without the characters that no database takes."""
    return _UNSTORABLE.sub("\ufffd", text)


def _json_alone(text: str) -> str:
    """The answer without what many models put around JSON: their thoughts, and a fence."""
    text = _THOUGHT.sub("", text.lstrip("\ufeff"), count=1).strip()
    fenced = _FENCED.fullmatch(text)
    return fenced[1] if fenced else text
