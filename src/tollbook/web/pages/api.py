"""The API to read: every address and shape as OpenAPI describes them, and what errors mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tollbook.web.api.app import PREFIX
from tollbook.web.api.problems import MEANINGS
from tollbook.web.desk import render
from tollbook.web.people import needs

router = APIRouter(prefix="/api", dependencies=[needs("look")])

_WORDS = {"integer": "whole number", "number": "number", "string": "text", "boolean": "yes or no"}
_FORMATS = {"date": "day", "date-time": "day and time", "binary": "bytes"}
_REF = "#/components/schemas/"
_MOST_VALUES = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: in words, with the shape that it has, if that has a name."""

    words: str
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """A parameter, or a field of a shape."""

    name: str
    kind: Kind
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class OperationView:
    """What one address does under one method."""

    id: str
    method: str
    path: str
    about: str
    parameters: tuple[FieldView, ...]
    body: Kind | None
    answer: Kind | None
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShapeView:
    """A shape of answers or bodies."""

    name: str
    about: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A type of problem."""

    name: str
    status: int
    meaning: str


@dataclass(frozen=True, slots=True)
class ApiView:
    """The whole description: operations by subject, shapes, problems."""

    prefix: str
    subjects: Mapping[str, tuple[OperationView, ...]]
    shapes: tuple[ShapeView, ...]
    problems: tuple[ProblemView, ...]


@router.get("", response_class=HTMLResponse)
def api(request: Request) -> Response:
    """Every address of the API, with what it takes and gives."""
    described = request.app.state.api.openapi()
    schemas = described["components"]["schemas"]
    subjects: dict[str, list[OperationView]] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            one = _operation(method, path, operation)
            subjects.setdefault(operation["tags"][0], []).append(one)
    view = ApiView(
        prefix=PREFIX,
        subjects={name: tuple(found) for name, found in subjects.items()},
        shapes=tuple(_shape(name, schemas[name]) for name in sorted(schemas)),
        problems=tuple(ProblemView(name, status, say) for status, (name, say) in MEANINGS.items()),
    )
    return render(request, "api.html", view)


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> OperationView:
    answers = [one for status, one in operation["responses"].items() if status.startswith("2")]
    return OperationView(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        about=_text(operation.get("description", "")),
        parameters=tuple(map(_parameter, operation.get("parameters", ()))),
        body=_content(operation.get("requestBody")),
        answer=_content(answers[0]) if answers else None,
        statuses=tuple(operation["responses"]),
    )


def _parameter(one: Mapping[str, Any]) -> FieldView:
    """A parameter; that it may be left out is said by its not being needed."""
    kind = kind_of(one["schema"])
    schemas = (one, one["schema"], *one["schema"].get("anyOf", ()))
    about = next((schema["description"] for schema in schemas if "description" in schema), "")
    words = kind.words.removesuffix(", or null")
    return FieldView(
        one["name"], Kind(words, kind.shapes), _text(about), one.get("required", False)
    )


def _content(part: Mapping[str, Any] | None) -> Kind | None:
    contents = list((part or {}).get("content", {}).values())
    return kind_of(contents[0]["schema"]) if contents else None


def _shape(name: str, schema: Mapping[str, Any]) -> ShapeView:
    required = schema.get("required", ())
    fields = tuple(
        FieldView(key, kind_of(field), _text(field.get("description", "")), key in required)
        for key, field in schema.get("properties", {}).items()
    )
    return ShapeView(name, _text(schema.get("description", "")), fields)


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """What a schema allows, in a few words.

    >>> kind_of({"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "null"}]})
    Kind(words='list of: whole number, or null', shapes=())
    >>> kind_of({"$ref": "#/components/schemas/Span"})
    Kind(words='', shapes=('Span',))
    """
    if "$ref" in schema:
        return Kind("", (schema["$ref"].removeprefix(_REF),))
    if some := schema.get("anyOf") or schema.get("oneOf"):
        kinds = [kind_of(one) for one in some if one.get("type") != "null"]
        words = ", or ".join(kind.words for kind in kinds if kind.words)
        null = ["null"] if any(one.get("type") == "null" for one in some) else []
        return Kind(", or ".join(filter(None, (words, *null))), _shapes(kinds))
    if values := schema.get("enum") or ([schema["const"]] if "const" in schema else None):
        more = " and more" if len(values) > _MOST_VALUES else ""
        return Kind(f"one of {', '.join(map(str, values[:_MOST_VALUES]))}{more}")
    if schema.get("type") == "array":
        inner = kind_of(schema.get("items", {}))
        return Kind(f"list of: {inner.words}" if inner.words else "list of", inner.shapes)
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        inner = kind_of(values) if isinstance(values, Mapping) else Kind("")
        return Kind(f"by name: {inner.words}" if inner.words else "by name", inner.shapes)
    kind = str(schema.get("type", ""))
    return Kind(_FORMATS.get(schema.get("format", ""), _WORDS.get(kind, kind or "anything")))


def _shapes(kinds: list[Kind]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shape for kind in kinds for shape in kind.shapes))


def _text(description: str) -> str:
    """A docstring as one paragraph, without the marks for code."""
    return re.sub(r"\s+", " ", description).replace("`", "").strip()
