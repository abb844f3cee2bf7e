"""Answers in the format that was asked for: laid out for people, or written for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from tollbook.cli.console import Output, complain, machine_output
from tollbook.cli.options import Format

if TYPE_CHECKING:
    from tollbook.app.library import Row
    from tollbook.publishing.shape import Shape
    from tollbook.publishing.visible import Sink

T = TypeVar("T")


def print_answers(
    answers: Iterable[T],
    form: Format,
    shape: Shape[T],
    lay: Callable[[Iterable[T]], None],
    if_none: str,
) -> None:
    """Print answers as they come; where there are none, say `if_none` (if anything) beside them.

    `lay` lays them out as a table or text, `shape` writes them for programs.
    """
    counted = _Counted(answers)
    if form == "table":
        lay(counted)
    else:
        write_answers(counted, form, shape, machine_output())
    if not counted.n and if_none:
        complain(if_none)


def write_answers(answers: Iterable[T], form: Format, shape: Shape[T], stream: Sink) -> None:
    """Write answers for programs, as JSON, JSON Lines or comma-separated values."""
    way = {"json": shape.write_json, "jsonl": shape.write_jsonl, "csv": shape.write_csv}[form]
    way(answers, stream)


def save_answers(answers: Iterable[T], form: Format, shape: Shape[T], out: Path) -> None:
    """Write answers into a file."""
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        write_answers(answers, form, shape, stream)


def print_json(value: object, stream: Sink | None = None) -> None:
    """Print one value as JSON, indented; into `stream` where one is given."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    (stream or machine_output()).write(f"{text}\n")


def allow_formats(form: Format, *formats: Format) -> None:
    """Refuse a format in which an answer makes no sense."""
    if form not in formats:
        known = " or ".join(formats)
        words = f"{form} makes no sense here; choose {known}."
        raise typer.BadParameter(words, param_hint="'--format'")


class _Counted(Iterable[T]):
    """Answers that pass by, and how many have."""

    def __init__(self, answers: Iterable[T]) -> None:
        self._answers = answers
        self.n = 0

    def __iter__(self) -> Iterator[T]:
        for answer in self._answers:
            self.n += 1
            yield answer


def lay_statements(rows: Iterable[Row]) -> None:
    """A heading and a table for each document."""
    from tollbook.publishing.tables import heading, statement_table

    output = Output()
    documents = groupby(
        rows, lambda row: (row.document_id, row.published, row.publisher, row.title)
    )
    for n, (about, group) in enumerate(documents):
        output.lay(*([""] if n else []), heading(*about))
        said = list(group)
        reviews = {row.statement.id: row.review for row in said if row.review}
        second = {row.statement.id: row.second for row in said if row.second}
        output.lay(statement_table((row.statement for row in said), reviews, second))
