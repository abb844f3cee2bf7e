"""The scores that were measured for this release: what the page may claim, and nothing else.

`measured.json` is written by `make pin`, with the sets that were measured, their sizes and digests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

SCORES = ("found", "value", "source")
"""The scores that are shown, from 0 to 1; `texts.toml` says what each means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSet:
    """The scores on one set of annotated passages, all figures counted.

    `fingerprint` is the SHA-256 of its texts and gold; `figures` is how many the gold has.
    """

    name: str
    passages: int
    figures: int
    found: float
    value: float
    source: float
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredMeasure:
    """The same scores on the figures of one measure, in the sets that no rule is improved on."""

    name: str
    figures: int
    found: float
    value: float
    source: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredStories:
    """The least that some whole stories reach together; `false_findings` is the most."""

    name: str
    stories: int
    scores: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured: on which day, with which build, and how far careful readers agree.

    `measures` are those of the sets named by `blind`, together. `readers` has the same scores of a
    second reader, on the set `readers_on`: no program can be expected to do better.
    """

    on: date
    tollbook: str
    sets: tuple[MeasuredSet, ...]
    blind: tuple[str, ...]
    measures: tuple[MeasuredMeasure, ...]
    readers_on: str
    readers: dict[str, float]
    stories: tuple[MeasuredStories, ...]


@cache
def measured() -> Measured:
    """The scores of the release."""
    path = files(__package__).joinpath("measured.json")
    known = json.loads(path.read_text(encoding="utf-8"))
    return Measured(
        on=date.fromisoformat(known["on"]),
        tollbook=known["tollbook"],
        sets=tuple(MeasuredSet(name=name, **scores) for name, scores in known["sets"].items()),
        blind=tuple(known["blind"]),
        measures=tuple(
            MeasuredMeasure(name=name, **scores) for name, scores in known["measures"].items()
        ),
        readers_on=known["readers_on"],
        readers=known["readers"],
        stories=tuple(
            MeasuredStories(name=name, **facts) for name, facts in known["stories"].items()
        ),
    )
