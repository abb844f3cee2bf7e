"""Differences in words, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from tollbook.model.statement import Statement
from tollbook.model.wire import to_json as statement_json
from tollbook.publishing.decisions import decision_lines
from tollbook.publishing.decisions import to_json as decision_json
from tollbook.publishing.phrases import number_of, said_by, says
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line
from tollbook.reasoning.differences import Cause, Difference


def to_json(difference: Difference) -> dict[str, Any]:
    """The difference as a record that JSON can hold; None where there is nothing."""
    before, after, decision = difference.before, difference.after, difference.decision
    return {
        "change": difference.kind,
        "cause": difference.cause.kind,
        "document": difference.cause.document,
        "why": difference.cause.words,
        "before": statement_json(before) if before else None,
        "after": statement_json(after) if after else None,
        "decision": decision_json(decision) if decision else None,
    }


def layout(differences: Iterable[Difference]) -> Iterator[str]:
    """The differences as pieces of text, those of one cause under one heading."""
    for cause, group in groupby(differences, lambda difference: difference.cause):
        lines = [line for difference in group for line in _lines(difference)]
        yield "".join(f"{line}\n" for line in (_heading(cause), *lines))


def _heading(cause: Cause) -> str:
    return f"{one_line(cause.document)}: {cause.words}" if cause.document else one_line(cause.words)


def _lines(difference: Difference) -> Iterator[str]:
    kind, before, after = difference.kind, difference.before, difference.after
    document = difference.cause.document
    if difference.decision is not None:
        yield from (f"   {line}" for line in decision_lines(difference.decision).splitlines())
    elif kind in ("joined", "split") and before and after:
        now = "one claim now, two before" if kind == "joined" else "two claims now, one before"
        yield f"   {kind:<9} {_in_words(before, document)}"
        yield f"   {'':<9} {_in_words(after, document)}: {now}"
    elif kind == "changed" and before and after:
        yield f"   {kind:<9} {_in_words(after, document)}"
        yield f"   {'':<9} before: {_in_words(before, document)}"
    elif statement := after or before:
        yield f"   {kind:<9} {_in_words(statement, document)}"


def _in_words(statement: Statement, document: str | None) -> str:
    """A statement in a few words; under the heading of its document its number is enough."""
    under = statement.document == document
    name = number_of(statement.id) if under else one_line(statement.id)
    return f"{name} {said_by(statement)}: {says(statement)}"


COLUMNS = (
    *("change", "cause", "document", "why", "before", "before_says", "after", "after_says"),
    *("decision", "subject"),
)
"""The header of the flat table. New columns are added at the end."""


def _rows(difference: Difference) -> Iterator[tuple[Any, ...]]:
    before, after, decision = difference.before, difference.after, difference.decision
    yield pick(
        to_json(difference)
        | {
            "before": before.id if before else None,
            "before_says": says(before) if before else None,
            "after": after.id if after else None,
            "after_says": says(after) if after else None,
            "decision": decision.kind if decision else None,
            "subject": decision.subject.split("\n") if decision else None,
        },
        COLUMNS,
    )


DIFFERENCES: Shape[Difference] = Shape(to_json=to_json, columns=COLUMNS, to_rows=_rows)
"""Differences as data; in a flat row a statement is its id, and what it says in words."""
