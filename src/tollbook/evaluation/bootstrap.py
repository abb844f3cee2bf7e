"""How far a score would move on other passages of the same kind: the percentile bootstrap.

After B. Efron, "Bootstrap Methods: Another Look at the Jackknife" (Annals of Statistics 7, 1979).
Whole passages are drawn, since the figures of one passage stand or fall together.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tollbook.evaluation.score import Counts, scores, total

Counted = TypeVar("Counted")
Interval = tuple[float, float]
Draws = Sequence[Sequence[int]]

TIMES = 1_000
_SEED = 20_250_113  # any fixed one: the same input must give the same bytes
_TAIL = 0.025  # cut off at either end; 95% lie between


def draws(passages: int, times: int = TIMES) -> Draws:
    """Which passages each resample holds: as many as there are, with replacement."""
    chance = random.Random(_SEED)  # noqa: S311 - resampling keeps no secret
    return [chance.choices(range(passages), k=passages) for _ in range(times)]


def intervals(by_passage: Sequence[Counts], resamples: Draws) -> dict[str, Interval | None]:
    """The 95 % interval of each headline score; None where no resample has such a figure."""
    return spread(by_passage, resamples, lambda drawn: scores(total(drawn)).headlines())


def spread(
    by_passage: Sequence[Counted],
    resamples: Draws,
    measure: Callable[[Iterable[Counted]], dict[str, float | None]],
) -> dict[str, Interval | None]:
    """The 95 % interval of each score that a measure takes of some passages."""
    drawn = [measure(by_passage[i] for i in chosen) for chosen in resamples]
    names = drawn[0] if drawn else {}
    return {name: _middle([values[name] for values in drawn]) for name in names}


def _middle(values: Sequence[float | None]) -> Interval | None:
    ordered = sorted(value for value in values if value is not None)
    if not ordered:
        return None
    cut = int(_TAIL * len(ordered))
    return ordered[cut], ordered[-1 - cut]
