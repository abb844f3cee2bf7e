"""The questions put to the solver: can it be, which fewest counts clash, what sets it right.

Z3 decides; docs/decisions.md says why it was chosen. Its effort is bounded by its own count
of steps, not by a clock, so that one ledger has one answer on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from tollbook.reasoning.consistency.rules import RULES, ConstraintSet, Rule, RuleKind
from tollbook.reasoning.intervals import Interval

_SEED = 1
_MOST_ROUNDS = 200  # of any search; each adds what the one before has taught


class GaveUpError(Exception):
    """The solver reached its bound before it had an answer."""


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much a count would have to be more (or, below zero, less) than its words allow."""

    count: str
    by: int


class Solver:
    """Asks about one constraint set.

    Every question may raise `GaveUpError`: the solver found no answer within its bound.
    """

    def __init__(self, constraints: ConstraintSet, effort: int) -> None:
        """`effort` bounds each step of an answer, in steps of Z3: ten million take a second."""
        self.constraints, self.effort = constraints, effort
        names = dict.fromkeys(name for rule in constraints.rules for name in rule.counts)
        self._counts = {name: z3.Int(name) for name in [*constraints.stated, *names]}
        self._holds = {name: z3.Bool(f"{name} holds") for name in constraints.stated}
        self._named = {str(held): name for name, held in self._holds.items()}
        self._solver: Any = self._with_bounds(z3.Solver())
        self._solver.set("core.minimize", True)
        self._solver.add(*self._never_negative(), *map(self._rule, constraints.rules))
        for name in constraints.stated:
            self._solver.add(z3.Implies(self._holds[name], self._as_stated(name)))

    def feasible(self, names: Iterable[str]) -> bool:
        """Whether the named counts can all be as stated."""
        answer = self._solver.check(*(self._holds[name] for name in names))
        if answer == z3.unknown:
            raise GaveUpError
        return bool(answer == z3.sat)

    def fewest_wrong(self, among: Sequence[str]) -> tuple[str, ...]:
        """The fewest of these counts that must be wrong for the rest to fit; none where all fit.

        Found by hitting sets: of every clash that is met on the way, one count at least is wrong.
        """
        clashes: list[list[str]] = []
        for _ in range(_MOST_ROUNDS):
            wrong = _hitting(clashes, among)
            rest = [name for name in among if name not in wrong]
            if self.feasible(rest):
                return tuple(wrong)
            while rest and not self.feasible(rest):  # clashes that share no count teach most
                clash = self._core()
                clashes.append(clash)
                rest = [name for name in rest if name not in clash]
        raise GaveUpError

    def smallest_clash(self, among: Sequence[str]) -> tuple[str, ...]:
        """The fewest of these counts (which clash) that can't all be as stated, in their order.

        By hitting sets again (Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS
        extraction with minimal hitting set dualization", 2015): whatever clashes holds a count of
        each set that was left out to make the rest fit.
        """
        minimal = self._minimal(among)
        left_out: list[list[str]] = []
        for _ in range(_MOST_ROUNDS):
            candidate = _hitting(left_out, among)
            if len(minimal) <= max(2, len(candidate)):  # one count alone never clashes
                break
            if not self.feasible(candidate):
                minimal = candidate
                break
            left_out.append(self._left_out(candidate, among))
        return tuple(name for name in among if name in minimal)

    def least_shifts(self, wrong: Collection[str], right: Iterable[str]) -> tuple[Shift, ...]:
        """By how much in all, at the least, these counts are off if the others are as stated."""
        if not wrong:
            return ()
        optimizer: Any = self._with_bounds(z3.Optimize())
        optimizer.add(*self._never_negative(), *map(self._rule, self.constraints.rules))
        optimizer.add(*(self._as_stated(name) for name in right if name not in wrong))
        shifts = {name: z3.Int(f"{name} is off by") for name in wrong}
        for name, shift in shifts.items():
            optimizer.add(self._as_stated(name, shift))
        optimizer.minimize(z3.Sum([z3.Abs(shift) for shift in shifts.values()]))
        if optimizer.check() != z3.sat:
            raise GaveUpError
        model = optimizer.model()
        return tuple(Shift(name, _value(model, shift)) for name, shift in shifts.items())

    def rules_broken(self, clash: Sequence[str]) -> tuple[RuleKind, ...]:
        """The kinds of rule that a clash breaks: no more than make it one, the plainest kept."""
        rules = self.constraints.rules
        kept = [kind for kind in RULES if any(rule.kind == kind for rule in rules)]
        for kind in reversed(kept.copy()):
            fewer = [other for other in kept if other != kind]
            if not self._fits([rule for rule in rules if rule.kind in fewer], clash):
                kept = fewer
        return tuple(kept)

    def _fits(self, rules: Iterable[Rule], clash: Sequence[str]) -> bool:
        solver: Any = self._with_bounds(z3.Solver())
        solver.add(*self._never_negative(), *map(self._as_stated, clash), *map(self._rule, rules))
        answer = solver.check()
        if answer == z3.unknown:
            raise GaveUpError
        return bool(answer == z3.sat)

    def _core(self) -> list[str]:
        """The counts that the solver blames for the last clash."""
        return sorted(self._named[str(held)] for held in self._solver.unsat_core())

    def _minimal(self, among: Sequence[str]) -> list[str]:
        """A set that clashes, and no longer does when any one count is taken out."""
        if self.feasible(among):
            raise ValueError("these counts fit together")
        kept = self._core()
        for name in tuple(kept):
            fewer = [other for other in kept if other != name]
            if not self.feasible(fewer):
                kept = fewer
        return kept

    def _left_out(self, fitting: Sequence[str], among: Sequence[str]) -> list[str]:
        """What must be left out of all counts when these, which fit, are to stay."""
        kept, left = list(fitting), []
        for name in among:
            if name in kept:
                continue
            if self.feasible([*kept, name]):
                kept.append(name)
            else:
                left.append(name)
        return left

    def _with_bounds(self, solver: Any) -> Any:
        solver.set("rlimit", self.effort)
        if isinstance(solver, z3.Solver):
            solver.set("random_seed", _SEED)
        return solver

    def _never_negative(self) -> Iterable[Any]:
        return (count >= 0 for count in self._counts.values())

    def _rule(self, rule: Rule) -> Any:
        more = z3.Sum([self._counts[name] for name in rule.more])
        less = z3.Sum([self._counts[name] for name in rule.less])
        return more == less if rule.equal else more >= less

    def _as_stated(self, name: str, off_by: Any = 0) -> Any:
        interval: Interval = self.constraints.stated[name]
        count = self._counts[name] - off_by
        low = count >= int(interval.low or 0)
        return low if interval.high is None else z3.And(low, count <= int(interval.high))


def _hitting(sets: Sequence[Sequence[str]], among: Iterable[str]) -> list[str]:
    """The fewest names such that each of these sets holds one of them, in their order."""
    if not sets:
        return []
    in_question = {name for members in sets for name in members}
    chosen = {name: z3.Bool(name) for name in among if name in in_question}
    optimizer: Any = z3.Optimize()
    for members in sets:
        optimizer.add(z3.Or([chosen[name] for name in members]))
    for held in chosen.values():
        optimizer.add_soft(z3.Not(held))
    optimizer.check()
    model = optimizer.model()
    return [name for name, held in chosen.items() if z3.is_true(model.eval(held, True))]


def _value(model: Any, count: Any) -> int:
    number: int = model.eval(count, True).as_long()
    return number
