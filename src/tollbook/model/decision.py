"""Decisions: what a person settled, kept beside what the machine proposes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

DecisionKind = Literal[
    "judge_finding",
    "separate",
    "join",
    "mark_prediction",
    "voice",
    "confirm",
    "correct",
    "reject",
    "add",
    "undo",
    "code",
]
"""What was decided.

`judge_finding`: a finding is known and explained; `subject` is its key, `value` "known" or "open".
`separate`: two statements are not one claim, whatever the machine finds; `join`: they are.
`subject` holds both ids, sorted, with a line break between; `value` is "yes", or "no" to take it
back.
`mark_prediction`: what came of a prediction; `subject` is its statement's id, `value` its status,
or "open" to take it back.
`voice`: two names are one voice, or two; `subject` holds both, as ids of entities or as names, with
a line break between, the one that stands for both first; `value` is "one" or "two".
`confirm`, `reject`: a statement is as the page has it, or is not there at all; `subject` is its id,
`value` "yes".
`correct`: fields of a statement were misread; `subject` is its id, `value` "yes"; `data` holds the
new values under `fields`, and under `words` the spans that show them, both by the field's name.
`add`: a statement that was missed; `subject` is the id of its document, `value` the new statement's
own id; `data` holds its record under `statement`.
`undo`: an earlier decision no longer counts; `subject` is the number of its entry, `value` "yes".
`code`: one of two blind codings of a statement; `subject` and `data` are those of the decision that
`value` names (confirm, correct, reject or add), and `data` has its `round`. It changes nothing.
"""

REVIEW_KINDS: tuple[DecisionKind, ...] = ("confirm", "correct", "reject", "add")
"""The decisions that say whether a statement is right as it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: who settled what, how, when and why; a later one on the same subject counts.

    `data` holds what else belongs to it as JSON can: the ids of statements used as evidence...
    `entry` is the number of its entry in the ledger, None until it is stored. Two decisions that
    say the same are equal whatever their entries.
    """

    kind: DecisionKind
    subject: str
    value: str
    by: str
    reason: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    entry: int | None = field(default=None, compare=False)
