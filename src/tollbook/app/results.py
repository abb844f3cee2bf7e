"""What a question comes to: values in order, which turn into dictionaries, rows or a data frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Generic, Literal, TypeVar, overload

from tollbook.model.problem import Problem
from tollbook.publishing.shape import Shape

T = TypeVar("T")
A = TypeVar("A")
W = TypeVar("W", bound=str)

Frames = Literal["pandas", "polars"]
_FRAMES: tuple[Frames, ...] = ("pandas", "polars")


class Results(Sequence[T], Generic[T, A]):
    """The values that a question came to, in order; they never change.

    `whole` is what they were taken from: the record of the case, the full estimates with their
    working, the counts of a reading. `problems` are the inputs that could not be used, where files
    were read.
    """

    def __init__(
        self,
        items: Iterable[T],
        shape: Shape[T],
        whole: A,
        problems: Iterable[Problem] = (),
    ) -> None:
        self._items = tuple(items)
        self._shape = shape
        self.whole = whole
        self.problems = tuple(problems)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Results[T, A]: ...
    def __getitem__(self, at: int | slice) -> T | Results[T, A]:
        if isinstance(at, slice):
            return Results(self._items[at], self._shape, self.whole, self.problems)
        return self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Results) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        kinds = Counter(type(item).__name__ for item in self._items)
        values = ", ".join(f"{number} {name}" for name, number in kinds.items()) or "nothing"
        troubles = f", {len(self.problems)} Problem" if self.problems else ""
        return f"<Results: {values}{troubles}>"

    @property
    def shape(self) -> Shape[T]:
        """How the values are written for other programs."""
        return self._shape

    def to_dicts(self) -> list[dict[str, Any]]:
        """Each value as a dictionary that JSON can hold: what `--format json` prints."""
        return [self._shape.to_json(item) for item in self._items]

    def to_dataframe(self, library: Frames | None = None) -> Any:
        """The values as a data frame with the columns that `--format csv` prints.

        Days become dates; the time of day, where there is one, is left out. `library` chooses
        between pandas and polars; where it does not, it is whichever is installed, pandas first.

        Raises:
            ModuleNotFoundError: the library, or either of the two, is not installed.
        """
        rows = [row for item in self._items for row in self._shape.to_rows(item)]
        columns = {
            name: [_day(row[n]) if name in self._shape.days else row[n] for row in rows]
            for n, name in enumerate(self._shape.columns)
        }
        if (library or _installed()) == "polars":
            return _module("polars").DataFrame(columns, strict=False)
        pandas = _module("pandas")
        # Without this a column of counts with one unknown would be one of floating-point numbers.
        frame = pandas.DataFrame(columns).convert_dtypes()
        for name in self._shape.days:
            frame[name] = pandas.to_datetime(frame[name])
        return frame


def words_of(given: W | Iterable[W], known: Sequence[W]) -> tuple[W, ...]:
    """The words of a closed vocabulary that were given, one or several.

    Raises:
        ValueError: one of them is not in it.
    """
    words: tuple[W, ...] = (given,) if isinstance(given, str) else tuple(given)
    for word in words:
        if word not in known:
            raise ValueError(f"{word!r} is not one of {', '.join(known)}")
    return words


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text[:10])


def _installed() -> Frames:
    for name in _FRAMES:
        if find_spec(name):
            return name
    raise ModuleNotFoundError(
        "no library for data frames is installed; install pandas or polars, or use to_dicts()"
    )


def _module(name: Frames) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"{name} is not installed; install it, or use to_dicts()", name=name
        ) from error
