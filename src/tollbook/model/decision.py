"""Decisions: what a person settled, kept beside what the machine proposes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

DecisionKind = Literal["judge_finding", "separate", "join", "mark_prediction", "voice"]
"""What was decided.

`judge_finding`: a finding is known and explained; `subject` is its key, `value` "known" or "open".
`separate`: two statements are not one claim, whatever the machine finds; `join`: they are.
`subject` holds both ids, sorted, with a line break between; `value` is "yes", or "no" to take it
back.
`mark_prediction`: what came of a prediction; `subject` is its statement's id, `value` its status,
or "open" to take it back.
`voice`: two names are one voice, or two; `subject` holds both, as ids of entities or as names, with
a line break between, the one that stands for both first; `value` is "one" or "two".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: who settled what, how, when and why; a later one on the same subject counts.

    `data` holds what else belongs to it as JSON can: the ids of statements used as evidence...
    """

    kind: DecisionKind
    subject: str
    value: str
    by: str
    reason: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
