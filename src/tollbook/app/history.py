"""The history: every decision that was made, what it was about, and whether it still counts."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.decision import REVIEW_KINDS, Decision
from tollbook.reasoning.reviews import Reviewed, undone_entries


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was made, the ids that it was about, and whether it was undone since."""

    decision: Decision
    about: tuple[str, ...]
    undone: bool


def history(reviewed: Reviewed) -> tuple[Made, ...]:
    """The decisions, the latest first, without blind codings: these take no effect.

    What an undo was about is what the decision that it undoes was about.
    """
    undone = undone_entries(reviewed.history)
    about: dict[int | None, tuple[str, ...]] = {}
    made = []
    for decision in reviewed.history:
        undoes = decision.kind == "undo" and decision.subject.isdecimal()
        about[decision.entry] = about.get(int(decision.subject), ()) if undoes else ids_in(decision)
        if decision.kind != "code":
            gone = decision.entry in undone
            made.append(Made(decision, about[decision.entry], gone))
    return tuple(reversed(made))


def last_review_by(reviewed: Reviewed, person: str) -> Made | None:
    """The last decision of a person on a statement that still counts."""
    mine = (
        decision
        for decision in reversed(reviewed.decisions)
        if decision.by == person and decision.kind in REVIEW_KINDS
    )
    decision = next(mine, None)
    return Made(decision, ids_in(decision), undone=False) if decision else None


def last_coding_by(reviewed: Reviewed, person: str, round: str) -> Made | None:
    """The last coding of a person in a round that still counts."""
    undone = undone_entries(reviewed.history)
    mine = (
        decision
        for decision in reversed(reviewed.history)
        if decision.kind == "code"
        and decision.by == person
        and decision.data.get("round") == round
        and decision.entry not in undone
    )
    decision = next(mine, None)
    return Made(decision, ids_in(decision), undone=False) if decision else None


def ids_in(decision: Decision) -> tuple[str, ...]:
    """The ids or names that a decision is about, of an addition that of the new statement."""
    if decision.kind == "add":
        return (decision.value,)
    return tuple(decision.subject.split("\n"))
