"""Decisions in words, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.model.decision import Decision
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line


def to_json(decision: Decision) -> dict[str, Any]:
    """The decision as a record that JSON can hold; its time is ISO 8601 in UTC."""
    return {
        "kind": decision.kind,
        "subject": decision.subject,
        "value": decision.value,
        "by": decision.by,
        "reason": decision.reason,
        "at": decision.at.isoformat(),
        "data": decision.data,
        "entry": decision.entry,
    }


def decision_lines(decision: Decision) -> str:
    """The decision in a few lines: what, when and by whom, and why."""
    subject = " and ".join(decision.subject.split("\n"))
    evidence = ", ".join(decision.data.get("evidence", ()))
    title = decision.data.get("title", "")
    lines = [
        f"{decision.at:%Y-%m-%d} {decision.kind} {one_line(subject)}: {one_line(decision.value)}",
        *([f"   {one_line(title)}"] if title else []),
        f"   {one_line(decision.by)}: {one_line(decision.reason)}",
        *([f"   shown by {one_line(evidence)}"] if evidence else []),
    ]
    return "".join(f"{line}\n" for line in lines)


COLUMNS = ("at", "kind", "subject", "value", "by", "reason", "title", "evidence", "entry")
"""The header of the flat table. New columns are added at the end."""


def _rows(decision: Decision) -> Iterator[tuple[Any, ...]]:
    subject = {"subject": "; ".join(decision.subject.split("\n"))}
    yield pick(to_json(decision) | decision.data | subject, COLUMNS)


DECISIONS: Shape[Decision] = Shape(
    to_json=to_json, columns=COLUMNS, to_rows=_rows, days=frozenset({"at"})
)
"""Decisions as data."""
