"""Things put together under a key, in the order they come in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def group_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Items under their keys; keys and the items of each keep the order they come in.

    >>> group_by(("Ana", "Ben", "Al"), lambda name: name[0])
    {'A': ['Ana', 'Al'], 'B': ['Ben']}
    """
    return group_pairs((key(item), item) for item in items)


def group_pairs(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """The second of each pair under the first, for items that have several keys or none.

    >>> group_pairs([("killed", 3), ("injured", 5), ("killed", 4)])
    {'killed': [3, 4], 'injured': [5]}
    """
    groups: dict[Key, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def put_together(
    items: Iterable[Item], fits: Callable[[Item, Item], bool], *, looked_at: int = 50
) -> list[list[Item]]:
    """Items in groups of which each fits the first, of the last `looked_at` groups opened.

    >>> put_together((1, 2, 9, 10), lambda one, other: abs(one - other) < 5)
    [[1, 2], [9, 10]]
    """
    groups: list[list[Item]] = []
    for item in items:
        found = next((group for group in groups[-looked_at:] if fits(group[0], item)), None)
        if found is None:
            groups.append([item])
        else:
            found.append(item)
    return groups
