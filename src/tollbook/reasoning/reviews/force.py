"""Which decisions are in force: all but those that were undone, by an undo that still counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.model.decision import Decision


def undone_entries(decisions: Iterable[Decision]) -> frozenset[int]:
    """The entries of the decisions that no longer count; an undo can be undone as well.

    An undo is always made after what it undoes, so the last one is certain to count.
    """
    undos = [item for item in decisions if item.kind == "undo" and item.subject.isdecimal()]
    undone: set[int] = set()
    for undo in sorted(undos, key=lambda item: item.entry or 0, reverse=True):
        if undo.entry not in undone:
            undone.add(int(undo.subject))
    return frozenset(undone)


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that count, in their order, without any undo."""
    undone = undone_entries(decisions)
    return tuple(item for item in decisions if item.kind != "undo" and item.entry not in undone)
