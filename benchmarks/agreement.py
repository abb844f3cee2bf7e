"""How far two readers of the same passages agree: `make agreement`.

Two gold files over the same texts are paired as a reader's figures are with the gold, so that this
is the score that a program could reach at best. Found and value are F1 scores; the others are
shares of the figures that both have. Without arguments it compares the two annotations of the fresh
passages.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.sets import OWN
from tollbook.evaluation.annotated import Annotated, with_number_words
from tollbook.evaluation.gold import Annotation, read_gold, read_passages
from tollbook.evaluation.pairing import name_words, pair, same_source, same_value
from tollbook.evaluation.records import GoldError, read_records
from tollbook.evaluation.score import score

FRESH = OWN / "fresh_test"
COLUMNS = ("found", "value", "source", "scope", "modality", "place", "period")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when a figure speaks for, as its reader wrote it; None where nothing was written.

    `period` is the first and the last day, or `("", "")` where the passage does not say.
    """

    place: str | None
    period: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's figures of a passage, and the extent of each."""

    figures: Sequence[Annotated]
    extents: Sequence[Extent]

    def worded(self) -> Reading:
        """The figures with a number word of their own."""
        both = zip(self.figures, self.extents, strict=True)
        extents = [extent for figure, extent in both if figure.has_number_word]
        return Reading(with_number_words(self.figures), extents)


@dataclass(frozen=True, slots=True)
class Twice:
    """A passage read twice."""

    id: str
    kind: str
    first: Reading
    second: Reading

    def worded(self) -> Twice:
        """The same with no figures but those that have a number word of their own."""
        return Twice(self.id, self.kind, self.first.worded(), self.second.worded())


def main() -> int:
    """Print how far two annotations of the same passages agree."""
    arguments = argparse.ArgumentParser(prog="benchmarks.agreement", description=main.__doc__)
    parts = {"texts": ".jsonl", "first": ".gold.jsonl", "second": ".second.jsonl"}
    for name, suffix in parts.items():
        arguments.add_argument(name, nargs="?", type=Path, default=FRESH.with_suffix(suffix))
    arguments.add_argument("--differences", action="store_true", help="list every difference")
    chosen = arguments.parse_args()
    try:
        passages = read_twice(chosen.texts, chosen.first, chosen.second)
    except GoldError as error:
        print(error, file=sys.stderr)
        return 2
    console = Console(markup=False, highlight=False)
    if chosen.differences:
        for passage in passages:
            console.print(*differences(passage), sep="\n", end="", soft_wrap=True)
    console.print(_table(passages))
    return 0


def read_twice(texts: Path, first: Path, second: Path) -> list[Twice]:
    """The passages of the first annotation with both readers' figures.

    Raises:
        GoldError: a file can't be read or does not fit the texts, or the second reader left out a
            passage.
    """
    passages = read_passages(texts)
    kinds = {record.get("id"): str(record.get("kind", "")) for _, record in read_records(texts)}
    one = read_gold(first, passages)
    other = read_gold(second, passages)
    if missing := one.keys() - other.keys():
        hint = 'add it, with "figures": [] if there is none'
        raise GoldError(second, f"the passage {min(missing)!r} is not annotated", hint)
    ones, others = _readings(one, first), _readings(other, second)
    return [Twice(name, kinds.get(name, ""), ones[name], others[name]) for name in one]


def _readings(annotation: Annotation, path: Path) -> dict[str, Reading]:
    extents = {
        record["id"]: [_extent(figure) for figure in record["figures"]]
        for _, record in read_records(path)
    }
    return {name: Reading(figures, extents[name]) for name, figures in annotation.items()}


def _extent(figure: Mapping[str, Any]) -> Extent:
    if "period" not in figure:
        return Extent(figure.get("place"), None)
    first, last = figure["period"] or (None, None)
    return Extent(figure.get("place"), (first or "", last or ""))


def agreement(passages: Iterable[Twice]) -> dict[str, float | None]:
    """F1 of found and value, and the share of the figures both have that agree in each field."""
    paired = [(pair(one.first.figures, one.second.figures), one) for one in passages]
    extents = [
        (one.first.extents[g], one.second.extents[p])
        for pairing, one in paired
        for g, p in pairing.pairs
    ]
    found = score(pairing for pairing, _ in paired).headlines()
    asked = {field: share for field, share in found.items() if not field.endswith("_stated")}
    return asked | {
        "place": _share(same_place(*both) for both in extents),
        "period": _share(same_period(*both) for both in extents),
    }


def same_place(one: Extent, other: Extent) -> bool | None:
    """Whether two places share a word of a name, or neither is any; None where one was not asked.

    One reader may write "the south of Tripoli" where the other writes "Tripoli".
    """
    if one.place is None or other.place is None:
        return None
    if not one.place or not other.place:
        return one.place == other.place
    return bool(name_words([one.place]) & name_words([other.place]))


def same_period(one: Extent, other: Extent) -> bool | None:
    """Whether first and last day are both the same; None where one reader was not asked."""
    if one.period is None or other.period is None:
        return None
    return one.period == other.period


def _share(verdicts: Iterable[bool | None]) -> float | None:
    known = [verdict for verdict in verdicts if verdict is not None]
    return sum(known) / len(known) if known else None


def differences(passage: Twice) -> Iterator[str]:
    """A line for each figure that only one reader has, and for each field in which two differ."""
    first, second = passage.first, passage.second
    pairs = pair(first.figures, second.figures).pairs
    for index, figure in enumerate(first.figures):
        if index not in {g for g, _ in pairs}:
            yield f"{passage.id}: only the first has {_shown(figure)}\n"
    for index, figure in enumerate(second.figures):
        if index not in {p for _, p in pairs}:
            yield f"{passage.id}: only the second has {_shown(figure)}\n"
    for g, p in pairs:
        one, other = first.figures[g], second.figures[p]
        for name, written in _fields(one, other, first.extents[g], second.extents[p]).items():
            yield f"{passage.id}: {name} of {_shown(one)}: {written}\n"


def _fields(one: Annotated, other: Annotated, here: Extent, there: Extent) -> dict[str, str]:
    """What each reader wrote, for the fields in which they differ."""
    checks: dict[str, tuple[bool, Callable[[Annotated, Extent], object]]] = {
        "value": (same_value(one, other), lambda figure, _: (figure.low, figure.high)),
        "source": (same_source(one, other), lambda figure, _: figure.voices or "publisher"),
        "scope": (one.scope == other.scope, lambda figure, _: figure.scope),
        "modality": (one.modality == other.modality, lambda figure, _: figure.modality),
        "place": (same_place(here, there) is not False, lambda _, extent: extent.place),
        "period": (same_period(here, there) is not False, lambda _, extent: extent.period),
    }
    return {
        name: f"{write(one, here)} / {write(other, there)}"
        for name, (same, write) in checks.items()
        if not same
    }


def _shown(figure: Annotated) -> str:
    return f"{figure.measure} {figure.low}..{figure.high} ‹{figure.quote}›"


def _table(passages: Sequence[Twice]) -> Table:
    """All passages, then each kind: all figures, then those with a number word of their own."""
    table = Table(
        title="all figures / number words",
        title_justify="left",
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for column in ("", "first", "second", *COLUMNS):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    groups = {"all": passages}
    for kind in sorted({passage.kind for passage in passages} - {""}):
        groups[kind] = [passage for passage in passages if passage.kind == kind]
    for title, group in groups.items():
        table.add_row(title, *_cells(group))
        table.add_row("", *_cells([passage.worded() for passage in group]), end_section=True)
    return table


def _cells(passages: Sequence[Twice]) -> list[str]:
    found = agreement(passages)
    return [
        str(sum(len(passage.first.figures) for passage in passages)),
        str(sum(len(passage.second.figures) for passage in passages)),
        *("–" if share is None else f"{share:.2f}" for share in map(found.get, COLUMNS)),
    ]


if __name__ == "__main__":
    sys.exit(main())
