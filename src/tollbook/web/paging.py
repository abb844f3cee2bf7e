"""Long lists in pages of fifty, each with an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query

T = TypeVar("T")

SIZE = 50

PageNumber = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]
"""Which page of a list is asked for, counted from 1."""


Option = tuple[str, str, int | None]
"""A value that a list can be narrowed to: the value, its words, how many items have it."""


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list: what it shows, its number, how many pages and items there are."""

    items: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def first(self) -> int:
        """The number of its first item in the whole list, counted from 1; 0 of an empty list."""
        return (self.number - 1) * SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of its last item in the whole list."""
        return min(self.number * SIZE, self.total)

    @property
    def near(self) -> Sequence[int | None]:
        """The pages to link to, None for those that are passed over.

        >>> Paged((), 6, 20, 1000).near
        [1, None, 5, 6, 7, None, 20]
        """
        wanted = {1, self.number - 1, self.number, self.number + 1, self.pages}
        found: list[int | None] = []
        for number in sorted(wanted & set(range(1, self.pages + 1))):
            if found and found[-1] is not None and number > found[-1] + 1:
                found.append(None)
            found.append(number)
        return found


def page_of(items: Sequence[T], number: int) -> Paged[T]:
    """A page of a list; of one that is past the end, the last."""
    pages = max((len(items) + SIZE - 1) // SIZE, 1)
    number = min(number, pages)
    return Paged(items[(number - 1) * SIZE : number * SIZE], number, pages, len(items))
