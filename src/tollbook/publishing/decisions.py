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
    """The decision in a few lines: its entry, what, when and by whom, and why."""
    subject = " and ".join(map(one_line, decision.subject.split("\n")))
    evidence = ", ".join(decision.data.get("evidence", ()))
    title = decision.data.get("title", "")
    undone = decision.data.get("undoes", {})
    entry = f"{decision.entry}  " if decision.entry else ""
    outcome = new_values(decision) or one_line(decision.value)
    what = f"{decision.kind} {subject}"
    if decision.kind not in ("confirm", "reject", "undo"):  # their value says nothing more
        what += f": {outcome}"
    lines = [
        f"{entry}{decision.at:%Y-%m-%d} {what}",
        *([f"   {one_line(title)}"] if title else []),
        *([f"   it was: {undone['kind']} {one_line(undone['subject'])}"] if undone else []),
        f"   {': '.join(one_line(words) for words in (decision.by, decision.reason) if words)}",
        *([f"   shown by {one_line(evidence)}"] if evidence else []),
    ]
    return "".join(f"{line}\n" for line in lines)


def new_values(decision: Decision) -> str:
    """The new values of a correction: "high 14, low 14"; nothing of other decisions."""
    fields = decision.data.get("fields", {}) if decision.kind == "correct" else {}
    return ", ".join(f"{name} {one_line(_value(value))}" for name, value in sorted(fields.items()))


def _value(value: Any) -> str:
    """A value in a few words: an object by its name, its words or its days."""
    if isinstance(value, list):
        return "; ".join(map(_value, value)) or "none"
    if not isinstance(value, dict):
        return "none" if value is None else str(value)
    if "start_date" in value:
        return f"{value['start_date'] or '..'}/{value['end_date'] or '..'}"
    return str(value.get("name") or value.get("quote") or "")


COLUMNS = ("at", "kind", "subject", "value", "by", "reason", "title", "evidence", "entry")
"""The header of the flat table. New columns are added at the end."""


def _rows(decision: Decision) -> Iterator[tuple[Any, ...]]:
    subject = {"subject": "; ".join(decision.subject.split("\n"))}
    yield pick(to_json(decision) | decision.data | subject, COLUMNS)


DECISIONS: Shape[Decision] = Shape(
    to_json=to_json, columns=COLUMNS, to_rows=_rows, days=frozenset({"at"})
)
"""Decisions as data."""
