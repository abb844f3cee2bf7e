"""Annotated figures, as read from a gold file or made from statements: one shape to compare."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tollbook.model.statement import Figure, Statement

# Words that look like a number but only name one person or the same people again.
ARTICLES = frozenset({"", "a", "an", "the", "another"})


@dataclass(frozen=True, slots=True)
class Annotated:
    """One figure as somebody annotated it.

    `evidence` and `number` are (start, end) in the passage; `number` is None where there are no
    number words. `voices` are the names credited, empty where the publisher speaks. `whole` and
    `same` are the places of the figures it is a part of, or repeats, in the annotator's list.
    """

    measure: str
    low: int
    high: int | None
    evidence: tuple[int, int]
    number: tuple[int, int] | None
    voices: tuple[str, ...]
    modality: str = "asserted"
    scope: str = "incident"
    whole: int | None = None
    same: int | None = None
    quote: str = ""
    number_words: str = ""

    @property
    def has_number_word(self) -> bool:
        """Whether it has a number word of its own, not only an article."""
        return self.number_words.lower() not in ARTICLES


def read_texts(path: Path) -> dict[str, dict[str, str]]:
    """The passages of a JSON Lines file by id."""
    with path.open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def read_gold(path: Path, texts: dict[str, dict[str, str]]) -> dict[str, list[Annotated]]:
    """The annotated figures of a gold file by passage.

    Raises:
        ValueError: a quote does not stand in its passage.
    """
    found: dict[str, list[Annotated]] = {}
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = texts[record["id"]]["text"]
            places = {figure["n"]: i for i, figure in enumerate(record["figures"])}
            found[record["id"]] = [_gold(text, figure, places) for figure in record["figures"]]
    return found


def _gold(text: str, figure: dict[str, object], places: dict[object, int]) -> Annotated:
    quote, words = str(figure["quote"]), str(figure["number"])
    start = _find(text, quote, int(str(figure.get("occurrence", 1))))
    inside = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", quote) if words else None
    high = figure["high"]
    source = str(figure["source"])
    named = () if source == "publisher" else (source,)
    return Annotated(
        measure=str(figure["measure"]),
        low=int(str(figure["low"])),
        high=None if high is None else int(str(high)),
        evidence=(start, start + len(quote)),
        number=(start + inside.start(), start + inside.end()) if inside else None,
        voices=named + ((str(figure["origin"]),) if figure["origin"] else ()),
        modality=str(figure["modality"]),
        scope=str(figure["scope"]),
        whole=places.get(figure["part_of"]),
        same=places.get(figure["same_as"]),
        quote=quote,
        number_words=words,
    )


def _find(text: str, quote: str, occurrence: int) -> int:
    start = -1
    for _ in range(occurrence):
        start = text.find(quote, start + 1)
        if start < 0:
            raise ValueError(f"{quote!r} does not stand {occurrence} times in its passage")
    return start


def from_statements(statements: Iterable[Statement]) -> list[Annotated]:
    """The figures among some statements of one document, in the shape of the gold."""
    figures = [statement for statement in statements if isinstance(statement, Figure)]
    places = {figure.id: index for index, figure in enumerate(figures)}
    return [_predicted(figure, places) for figure in figures]


def _predicted(figure: Figure, places: dict[str, int]) -> Annotated:
    number = figure.number
    return Annotated(
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        evidence=(figure.evidence.start, figure.evidence.end),
        number=(number.start, number.end) if number else None,
        voices=tuple(_names(figure)),
        modality=figure.modality,
        scope=figure.scope,
        whole=places.get(figure.part_of or ""),
        same=places.get(figure.same_as or ""),
        quote=figure.evidence.quote,
        number_words=number.quote if number else "",
    )


def _names(figure: Figure) -> Iterator[str]:
    for voice in figure.attribution:
        if voice.role != "publisher":
            yield voice.name
            if voice.mention and voice.mention.quote != voice.name:
                yield voice.mention.quote
