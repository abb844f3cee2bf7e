"""When two figures of one voice can be one assertion: number, hedge, people and place."""

from __future__ import annotations

from typing import Literal

from tollbook.model.statement import Figure
from tollbook.reasoning.intervals import stated_number

Hedge = Literal["floor", "ceiling", "about"]
Number = tuple[str, int, int | None]

_HEDGES: dict[str, Hedge] = {
    "at_least": "floor",
    "more_than": "floor",
    "at_most": "ceiling",
    "less_than": "ceiling",
    "about": "about",
}


def number_of(figure: Figure) -> Number:
    """What two figures must share to be one claim: the number named, else both ends of the words.

    "About 300", "at least 300" and "300" name one number: a relay may have dropped the hedge. "At
    least none" says nothing, and is no way to say "none".
    """
    named = stated_number(figure)
    if named is None or (named == 0 and figure.high is None):
        return "", figure.low, figure.high
    return "named", named, named


def hedge_of(figure: Figure) -> Hedge | None:
    """Which way the words leave room; None where they leave none, or the ends say it all."""
    return _HEDGES.get(figure.modifier)
