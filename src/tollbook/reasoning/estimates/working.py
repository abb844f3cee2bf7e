"""The working: every step that leads to an estimate, kept as it is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.claim import Claim
from tollbook.model.estimate import Allowed, Ends, PassedOver, Step, Value
from tollbook.reasoning.estimates.operations import Counts, allow, apply


@dataclass(frozen=True, slots=True)
class Group:
    """Claims put together by a step, by what their words allow."""

    step: str
    counts: Counts


class Working:
    """Takes steps and keeps them, in an order in which each follows from those before.

    A step that was taken already is not taken twice.
    """

    def __init__(self, tolerance: float, totals: frozenset[str]) -> None:
        """`totals` are the ids of the claims that are running totals."""
        self.claims: dict[str, Claim] = {}
        self.totals = totals
        self._tolerance = tolerance
        self._allowed: dict[str, Allowed] = {}
        self._steps: dict[tuple[str, tuple[str, ...]], Step] = {}

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps taken so far."""
        return tuple(self._steps.values())

    def allow(self, claim: Claim) -> Allowed:
        """What a claim's words allow."""
        found = self._allowed.get(claim.id)
        if found is None:
            found = allow(claim, self._tolerance)
            self.claims[claim.id] = claim
            self._allowed[claim.id] = found
            self._keep("allow", (claim.id,), found)
        return found

    def latest(
        self, claims: Sequence[Claim], chosen: Claim, passed_over: Mapping[str, PassedOver]
    ) -> None:
        """Note that of these claims of one origin, in order, the chosen one stands, and why."""
        for claim in claims:
            self.allow(claim)
        inputs = tuple(claim.id for claim in claims)
        self._keep("latest", inputs, chosen.id, tuple(passed_over.items()))

    def group(self, claims: Sequence[Claim]) -> Group:
        """Some claims put together."""
        together = Counts.of(self.allow(claim) for claim in claims)
        inputs = tuple(self._steps["allow", (claim.id,)].id for claim in claims)
        return Group(self._keep("group", inputs, len(inputs)).id, together)

    def without(self, group: Group, claim: Claim) -> Group:
        """A group but for one of its claims."""
        left = group.counts.without(self.allow(claim))
        inputs = (group.step, self._steps["allow", (claim.id,)].id)
        return Group(self._keep("without", inputs, len(left)).id, left)

    def ends(self, operations: tuple[str, str, str], group: Group) -> tuple[Ends, str]:
        """Low, best and high of a group by three operations, and the id of the last step."""
        numbers = [apply(name, group.counts) for name in operations]
        steps = [
            self._keep(name, (group.step,), number)
            for name, number in zip(operations, numbers, strict=True)
        ]
        low, best, high = numbers
        ends = Ends(low or 0, best, high)
        return ends, self._keep("ends", tuple(step.id for step in steps), ends).id

    def _keep(
        self,
        operation: str,
        inputs: tuple[str, ...],
        value: Value,
        passed_over: tuple[tuple[str, PassedOver], ...] = (),
    ) -> Step:
        step = self._steps.get((operation, inputs))
        if step is None:
            step = Step(f"s{len(self._steps) + 1}", operation, inputs, value, passed_over)
            self._steps[operation, inputs] = step
        return step
