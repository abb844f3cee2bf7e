"""Constraint sets: what somebody stands behind as a whole, and the rules that hold it together.

An origin stands behind all its own claims. A page stands behind what it adds up in its own voice
from the words of others. No one stands behind two origins at once: where they disagree, nothing is
contradicted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import Interval

RuleKind = Literal[
    "adds_up",
    "within",
    "among",
    "grows",
    "event",
    "stretch",
    "event_in_stretch",
    "sent",
    "strength",
    "one_day",
]

RULES: Mapping[RuleKind, str] = {
    "adds_up": "the parts must add up to the whole",
    "within": "a part can't be larger than its whole",
    "among": "the killed and the injured are among the casualties",
    "grows": "a running total can't fall unless it is corrected",
    "event": "a running total holds every single event up to its day",
    "stretch": "a running total holds every stretch up to its day",
    "event_in_stretch": "the count of a stretch of time holds every single event in it",
    "sent": "no more can be lost than were sent",
    "strength": "no more can be lost than there were",
    "one_day": "on one day there is one total",
}
"""The rules in words, in the order in which they are printed."""

STRENGTH = "strength"
"""The name of the count that a case gives for how many people there were."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The counts in `more` come to at least those in `less`; to just as many where `equal`.

    Counts are named by the ids of claims, or by names of their own where no one has stated them.
    """

    kind: RuleKind
    more: tuple[str, ...]
    less: tuple[str, ...]
    equal: bool = False

    @property
    def counts(self) -> tuple[str, ...]:
        """All the counts in it."""
        return (*self.more, *self.less)


@dataclass(frozen=True, slots=True)
class ConstraintSet:
    """Who stands behind it, the counts it states (by id, with what their words allow), the rules.

    Every count is a whole number of people, none below zero.
    """

    who: str
    stated: Mapping[str, Interval]
    rules: tuple[Rule, ...]

    def components(self) -> Iterator[ConstraintSet]:
        """The pieces of it that no rule ties to one another, in their order.

        Counts that no rule speaks of are left out: one number alone contradicts nothing.
        """
        root: dict[str, str] = {}
        for rule in self.rules:
            first, *others = rule.counts
            for other in others:
                root[_root(other, root)] = _root(first, root)
        for rules in group_by(self.rules, lambda rule: _root(rule.counts[0], root)).values():
            names = dict.fromkeys(name for rule in rules for name in rule.counts)
            stated = {name: self.stated[name] for name in names if name in self.stated}
            if stated:
                yield ConstraintSet(self.who, stated, tuple(rules))


def _root(name: str, root: dict[str, str]) -> str:
    while name in root and root[name] != name:
        root[name] = root.get(root[name], root[name])
        name = root[name]
    return name
