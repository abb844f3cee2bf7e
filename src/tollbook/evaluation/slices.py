"""Slices: the figures of one kind, scored apart, since a mean hides what is hard."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.pairing import name_words
from tollbook.evaluation.passage import Passage
from tollbook.evaluation.score import Outcome
from tollbook.model.values import MEASURES

Slice = Callable[[Passage, Annotated], bool]
_BOUNDED = frozenset({"at_least", "more_than", "at_most", "less_than", "between"})


def has_carried_voice(passage: Passage, figure: Annotated) -> bool:
    """Whether somebody is credited whom the figure's own sentence does not name.

    Decided from the text alone, so that it is the same for a coder and the machine.
    """
    start, end = passage.around(figure)
    here = name_words([passage.document.text[start:end]])
    return bool(figure.voices) and not name_words(figure.voices) & here


def in_headline(passage: Passage, figure: Annotated) -> bool:
    """Whether the evidence begins in a headline."""
    start = figure.evidence[0]
    return any(
        block.role == "headline" and block.start <= start < block.end
        for block in passage.document.blocks
    )


def part_or_whole(passage: Passage, figure: Annotated) -> bool:
    """Whether the figure is part of another, or another is part of it, for the same annotator."""
    return figure.whole is not None or any(
        annotator[part.whole] is figure
        for annotator in (passage.gold, passage.predicted)
        for part in annotator
        if part.whole is not None
    )


SLICES: dict[str, Slice] = {
    "10 or more": lambda _, figure: figure.low >= 10,
    "vague": lambda _, figure: figure.modifier == "vague",
    "bounded": lambda _, figure: figure.modifier in _BOUNDED,
    "part or whole": part_or_whole,
    "repeat": lambda _, figure: figure.same is not None,
    "carried": has_carried_voice,
    "headline": in_headline,
}


def by_measure(passages: Iterable[Passage]) -> dict[str, Slice]:
    """A slice for each measure that occurs, in the order of the claim model."""
    met = {outcome.figure.measure for passage in passages for outcome in passage.outcomes}
    return {measure: _of(measure) for measure in MEASURES if measure in met}


def _of(measure: str) -> Slice:
    return lambda _, figure: figure.measure == measure


def outcomes_in(passage: Passage, among: Slice) -> list[Outcome]:
    """The outcomes of a slice; a figure that met belongs where the gold's does."""
    return [outcome for outcome in passage.outcomes if among(passage, outcome.figure)]
