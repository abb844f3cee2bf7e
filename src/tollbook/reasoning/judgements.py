"""What people decided about findings: one that is known and explained is not reported as open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tollbook.model.decision import Decision
from tollbook.model.finding import KEY_LENGTH, Finding
from tollbook.model.problem import DecisionError

KNOWN = "known"
OPEN = "open"

_SHORTEST = 4


def judgements(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """The judgement in force on each finding (by its key), without withdrawn ones."""
    latest = {item.subject: item for item in decisions if item.kind == "judge_finding"}
    return {key: item for key, item in latest.items() if item.value == KNOWN}


def by_key(findings: Iterable[Finding], key: str) -> Finding:
    """The finding of that key, or the only one whose key begins so.

    Raises:
        DecisionError: there is none, or there are several.
    """
    found = {item.key: item for item in findings if item.key.startswith(key)}
    if len(key) < _SHORTEST or len(found) != 1:
        several = len(found) > 1 or len(key) < _SHORTEST
        trouble = "is the beginning of too many keys" if several else "is the key of no finding"
        raise DecisionError(
            f"{key!r} {trouble}; `tollbook checks` prints a key of {KEY_LENGTH} characters "
            "below each finding"
        )
    return found[next(iter(found))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Somebody's judgement of the finding with a key: known and explained, or open again."""

    key: str
    by: str
    reason: str
    at: datetime
    reopen: bool = False

    def on(self, finding: Finding) -> Decision:
        """The decision, with what the finding says, to be read when the finding has gone."""
        return Decision(
            kind="judge_finding",
            subject=finding.key,
            value=OPEN if self.reopen else KNOWN,
            by=self.by,
            reason=self.reason,
            at=self.at,
            data={"check": finding.check, "title": finding.title},
        )
