"""A story: a folder of reports, and what a careful reader would write down after reading them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from tollbook.model.claim import Origin
from tollbook.model.estimate import Policy
from tollbook.model.statement import Voice
from tollbook.model.values import Measure
from tollbook.reasoning.origins import plain_name

STORIES = Path(__file__).parent
BLIND = "blind"
"""The folder of the stories that are only measured, and never read for rules."""

Became = Literal["met", "not_met", "lapsed", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who counted how many as of when, and the documents that say so.

    `high` is None where the words leave the top open, `as_of` where a reader can't tell the day.
    """

    voice: str
    measure: Measure
    low: int
    high: int | None
    modifier: str
    as_of: date | None
    documents: frozenset[str]

    def __str__(self) -> str:
        return f"{self.voice}: {_between(self.low, self.high)} {self.measure}, as of {self.as_of}"


@dataclass(frozen=True, slots=True)
class Planted:
    """An error put into some documents, and the check that should find it."""

    documents: frozenset[str]
    check: str
    what: str


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a voice predicted, in words, the last day it could come true, and what became of it."""

    voice: str
    words: str
    due: date | None
    outcome: Became


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """What one policy should answer for one measure at a date."""

    measure: Measure
    at: date | None
    policy: Policy
    origin: str | None
    low: int
    best: int | None
    high: int | None

    def __str__(self) -> str:
        asked = self.policy if self.origin is None else f"{self.policy} {self.origin}"
        ends = f"{self.low} / {self.best} / {self.high}"
        return f"{self.measure} at {self.at}, {asked}: {ends}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A folder of reports with its answer sheet.

    `voices` maps a voice of the story to all that it is called: entity ids and plain names.
    """

    path: Path
    voices: Mapping[str, frozenset[str]]
    answers: tuple[Answer, ...]
    planted: tuple[Planted, ...]
    predictions: tuple[Predicted, ...]
    estimates: tuple[Estimated, ...]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.name

    @property
    def blind(self) -> bool:
        """Whether it is only measured."""
        return self.path.parent.name == BLIND

    def voice_of(self, origin: Origin | Voice) -> str | None:
        """The voice of the story that an origin is; None where it is none of them.

        A title or an apposition beside the name is no matter: "its mayor, Ana Belmonte".
        """
        called = {origin.entity, *map(plain_name, (origin.name, *origin.name.split(",")))}
        return next((voice for voice, names in self.voices.items() if called & names), None)


def story_folders(root: Path = STORIES) -> list[Path]:
    """The folders of all stories, the open ones first."""
    found = [path.parent for path in (*root.glob("*/story.toml"), *root.glob("*/*/story.toml"))]
    return sorted(found, key=lambda path: (path.parent.name == BLIND, path.name))


def read_story(path: Path) -> Story:
    """Read the answer sheet of a story.

    Raises:
        ValueError: a line of it can't be used; the message says which.
    """
    answers = list(_rows(path / "answers.jsonl"))
    names: dict[str, list[str]] = json.loads((path / "voices.json").read_text(encoding="utf-8"))
    for row in answers:
        names.setdefault(row["voice"], []).extend(row.get("names", ()))
    return Story(
        path=path,
        voices={
            voice: frozenset({plain_name(voice), *called, *map(plain_name, called)})
            for voice, called in names.items()
        },
        answers=tuple(map(_answer, answers)),
        planted=tuple(
            Planted(frozenset(row["documents"]), row["check"], row["what"])
            for row in _rows(path / "planted.jsonl")
        ),
        predictions=tuple(
            Predicted(row["voice"], row["words"], _day(row.get("due")), row["outcome"])
            for row in _rows(path / "predictions.jsonl")
        ),
        estimates=tuple(map(_estimated, _rows(path / "estimates.jsonl"))),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield cast(dict[str, Any], json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number}: not JSON: {error.msg}") from None


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(
        voice=row["voice"],
        measure=row["measure"],
        low=row["low"],
        high=row["high"],
        modifier=row["modifier"],
        as_of=_day(row["as_of"]),
        documents=frozenset(row["documents"]),
    )


def _estimated(row: dict[str, Any]) -> Estimated:
    return Estimated(
        measure=row["measure"],
        at=_day(row.get("at")),
        policy=row["policy"],
        origin=row.get("origin"),
        low=row["low"],
        best=row["best"],
        high=row["high"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _between(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"
