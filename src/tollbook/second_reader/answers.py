"""What a model is asked to answer: a strict schema that follows the wire format.

The count itself is not asked for: the number grammar reads it in the quoted words, so that a model
can't put a number there that the page does not have.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tollbook.model.values import AgeGroup, Basis, Measure, Modality, Role, Scope, Sex, Status

_MOST_FIGURES = 200
"""Figures in one answer: more than a window of text holds is a model gone round in circles."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(_Strict):
    """Words of the text; `occurrence` says which, counted from 1, where they stand in it again."""

    quote: Annotated[str, Field(min_length=1, max_length=4_000)]
    occurrence: Annotated[int, Field(ge=1, le=10_000)] | None


class SpokenVoice(_Strict):
    """A voice: the words that name it, and those that make it speak."""

    role: Role
    name: Quoted
    cue: Quoted | None


class AnsweredFigure(_Strict):
    """One figure as the model has it; every field has to be there, null where nothing says."""

    evidence: Quoted
    content: Quoted | None
    number: Quoted | None
    measure: Measure
    population: Quoted | None
    status: Status
    sex: Sex | None
    age_group: AgeGroup | None
    place: Quoted | None
    period: Quoted | None
    scope: Scope
    modality: Modality
    basis: Basis
    by: Quoted | None
    cause: Quoted | None
    voices: Annotated[list[SpokenVoice], Field(max_length=6)]
    part_of: Annotated[int, Field(ge=1)] | None
    same_as: Annotated[int, Field(ge=1)] | None


class Answer(_Strict):
    """All figures of a window."""

    figures: Annotated[list[AnsweredFigure], Field(max_length=_MOST_FIGURES)]


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, as `response_format` wants it."""
    return Answer.model_json_schema()


def read_answer(text: str) -> tuple[list[AnsweredFigure | str], str | None]:
    """The figures of a raw answer, those that do not fit the schema as text, and what is wrong.

    What is wrong is a clause where the whole can't be read; then there are no figures.
    """
    try:
        answer = json.loads(_without_fence(text))
    except (ValueError, RecursionError):
        return [], "it answered in prose, not in JSON"
    figures = answer.get("figures") if isinstance(answer, dict) else None
    if not isinstance(figures, list):
        return [], "its answer has no list of figures"
    if len(figures) > _MOST_FIGURES:
        return [], f"it answered with {len(figures):,} figures"
    return [_figure(record) for record in figures], None


def _figure(record: Any) -> AnsweredFigure | str:
    try:
        return AnsweredFigure.model_validate(record)
    except ValidationError:
        return json.dumps(record, ensure_ascii=False)[:500]


def _without_fence(text: str) -> str:
    """The answer without the lines that many models put around JSON."""
    text = text.strip()
    if text.startswith("```") and text.endswith("```"):
        return text.removeprefix("```").removesuffix("```").partition("\n")[2]
    return text
