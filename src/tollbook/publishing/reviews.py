"""What people made of statements, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.model.review import Misfit, Review
from tollbook.model.wire import JsonObject, to_json
from tollbook.publishing.decisions import new_values
from tollbook.publishing.decisions import to_json as decision_json
from tollbook.publishing.phrases import said_by, says
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line


def state_json(review: Review | None) -> JsonObject:
    """The state of a statement, and who gave it when; nobody for a proposal."""
    state = review.state if review else "proposed"
    at = review.at if review else None
    return {
        "state": state,
        "by": review.by if review else None,
        "at": at.isoformat() if at else None,
    }


def review_json(review: Review) -> JsonObject:
    """The review as a record that JSON can hold, with its history."""
    return {
        "id": review.id,
        "document": review.document,
        **state_json(review),
        "statement": to_json(review.statement) if review.statement else None,
        "machine": to_json(review.machine) if review.machine else None,
        "fields": list(review.corrected_fields),
        "last": review.last,
        "decisions": [
            decision_json(decision) | {"undone": decision.entry in review.undone}
            for decision in review.decisions
        ],
    }


REVIEW_COLUMNS = ("id", "document", "state", "by", "at", "reason", "fields", "evidence", "last")
"""The header of the flat table. New columns are added at the end."""


def _review_rows(review: Review) -> Iterator[tuple[Any, ...]]:
    shown = review.reading or review.machine
    settled = review.settled_by
    more = {
        "reason": settled.reason if settled else None,
        "evidence": shown.evidence.quote if shown else None,
    }
    yield pick(review_json(review) | more, REVIEW_COLUMNS)


REVIEWS: Shape[Review] = Shape(
    to_json=review_json, columns=REVIEW_COLUMNS, to_rows=_review_rows, days=frozenset({"at"})
)
"""Reviews as data."""


def misfit_json(misfit: Misfit) -> JsonObject:
    """A decision that no longer fits, and why."""
    return {"why": misfit.reason, "decision": decision_json(misfit.decision)}


MISFIT_COLUMNS = ("entry", "kind", "subject", "by", "at", "reason", "why")
"""The header of the flat table of misfits."""


def _misfit_rows(misfit: Misfit) -> Iterator[tuple[Any, ...]]:
    record = decision_json(misfit.decision)
    subject = {"subject": "; ".join(misfit.decision.subject.split("\n"))}
    yield pick(record | subject | {"why": misfit.reason}, MISFIT_COLUMNS)


MISFITS: Shape[Misfit] = Shape(
    to_json=misfit_json, columns=MISFIT_COLUMNS, to_rows=_misfit_rows, days=frozenset({"at"})
)
"""Decisions that no longer fit, as data."""


def state_in_words(review: Review | None) -> str:
    """What people made of a statement, in a few words; nothing for a machine's proposal.

    A proposal is the ordinary case: `docs/corrections.md` says so, and what a person has looked at
    stands out.
    """
    if review is None or review.by is None:
        return ""
    fields = f" ({', '.join(review.corrected_fields)})" if review.state == "corrected" else ""
    return f"{review.state} by {one_line(review.by)}{fields}"


def review_lines(review: Review) -> str:
    """A review in a few lines: its state, what it says, and every decision on it."""
    shown = review.reading or review.machine
    lines = [f"{one_line(review.id)} {state_in_words(review) or review.state}"]
    if shown:
        lines.append(f"   {says(shown)} – {said_by(shown)}")
    if review.machine and review.machine != review.reading:
        lines.append(f"   read as: {says(review.machine)} – {said_by(review.machine)}")
    for decision in review.decisions:
        why = f": {one_line(decision.reason)}" if decision.reason else ""
        undone = " (undone)" if decision.entry in review.undone else ""
        what = f"{decision.at:%Y-%m-%d} {decision.kind} {new_values(decision)}".rstrip()
        lines.append(f"   {decision.entry}  {what}, {one_line(decision.by)}{why}{undone}")
    return "".join(f"{line}\n" for line in lines)


def misfit_lines(misfit: Misfit) -> str:
    """A decision that no longer fits, and why, in two lines."""
    decision = misfit.decision
    subject = " and ".join(decision.subject.split("\n"))
    return (
        f"{decision.entry}  {decision.at:%Y-%m-%d} {decision.kind} {one_line(subject)}, "
        f"{one_line(decision.by)}: {one_line(decision.reason)}\n"
        f"   no longer fits: {one_line(misfit.reason)}\n"
    )
