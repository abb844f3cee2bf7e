"""What people decided about which statements are one claim: it overrides the machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.model.decision import Decision

Pair = tuple[str, str]


@dataclass(frozen=True)
class ClaimDecisions:
    """Pairs of statements that are not one claim, and pairs that are; the later decision counts."""

    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    together: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> ClaimDecisions:
        """The last word on each pair."""
        last: dict[Pair, Decision] = {}
        for decision in sorted(decisions, key=lambda item: item.at):
            pair = tuple(sorted(decision.subject.split("\n")))
            if decision.kind in ("separate", "join") and len(pair) == 2:
                if decision.value == "yes":
                    last[pair[0], pair[1]] = decision
                elif (known := last.get((pair[0], pair[1]))) and known.kind == decision.kind:
                    del last[pair[0], pair[1]]
        apart: dict[str, set[str]] = {}
        for (left, right), decision in last.items():
            if decision.kind == "separate":
                apart.setdefault(left, set()).add(right)
                apart.setdefault(right, set()).add(left)
        return cls(
            {id: frozenset(others) for id, others in apart.items()},
            tuple(pair for pair, decision in last.items() if decision.kind == "join"),
        )

    def may_join(self, id: str, others: Iterable[str]) -> bool:
        """Whether no decision separates a statement from any of `others`."""
        against = self.apart.get(id)
        return against is None or against.isdisjoint(others)
