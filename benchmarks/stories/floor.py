"""The floor below which no story may fall: `make pin` sets it anew, as it does for the passages.

`floor.json` holds a fingerprint of each story's files and its scores, rounded as those of the
passages are, and the same over all open and all blind stories. Most scores are a floor; the share
of false findings is a ceiling. One answer, voice or finding more or less is no fall.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pin import SLACK, floored
from benchmarks.stories.scoring import Score, add
from benchmarks.stories.story import Story

FLOOR = Path(__file__).with_name("floor.json")
CEILINGS = frozenset({"false findings"})
TOTALS = {"all open": False, "all blind": True}

_SPARE = 1  # of a few dozen; the eight-bit network rounds otherwise on another processor

Measured = Sequence[tuple[Story, Score]]
Floor = dict[str, dict[str, Any]]


def fingerprint(story: Story) -> str:
    """SHA-256 of a story's files: with another report or answer, scores can't be compared."""
    total = hashlib.sha256()
    for file in sorted(path for path in story.path.rglob("*") if path.is_file()):
        total.update(file.relative_to(story.path).as_posix().encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def pinned() -> Floor:
    """The floor in force."""
    floor: Floor = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    return floor


def floor_of(measured: Measured) -> Floor:
    """What to pin of some stories, and of the open and the blind ones together."""
    floor: Floor = {
        story.name: {"fingerprint": fingerprint(story), **_pins(score)} for story, score in measured
    }
    return floor | {title: _pins(score) for title, score in _totals(measured)}


def below(measured: Measured, floor: Floor) -> list[str]:
    """Why stories don't hold their floor, a sentence each; nothing where they do."""
    return [*_stories_below(measured, floor), *_totals_below(measured, floor)]


def _stories_below(measured: Measured, floor: Floor) -> Iterator[str]:
    for story, score in measured:
        pins = floor.get(story.name, {})
        if pins.get("fingerprint") == fingerprint(story):
            yield from _scores_below(story.name, score, pins)
        else:
            yield f"{story.name}: its files are not those that were pinned; look, then 'make pin'."


def _totals_below(measured: Measured, floor: Floor) -> Iterator[str]:
    for title, score in _totals(measured):
        yield from _scores_below(title, score, floor.get(title, {}))


def _scores_below(name: str, score: Score, pins: Mapping[str, Any]) -> Iterator[str]:
    for title, share in score.shares.items():
        pin = pins.get(title)
        if share.value is None or pin is None:
            continue
        spare = _SPARE / share.whole
        if title in CEILINGS and share.value - spare > pin:
            yield f"{name}: {title} are {share.value:.4f}, above the pinned {pin:.2f}."
        elif title not in CEILINGS and share.value + spare < pin:
            yield f"{name}: {title} is {share.value:.4f}, below the pinned {pin:.2f}."


def _totals(measured: Measured) -> Iterator[tuple[str, Score]]:
    for title, blind in TOTALS.items():
        group = [score for story, score in measured if story.blind is blind]
        if group:
            yield title, add(group)


def _pins(score: Score) -> dict[str, float]:
    shares = {title: share.value for title, share in score.shares.items()}
    return {
        title: _ceiled(value) if title in CEILINGS else floored(value)
        for title, value in shares.items()
        if value is not None
    }


def _ceiled(share: float) -> float:
    """The ceiling over a score.

    >>> _ceiled(0.0), _ceiled(0.3333), _ceiled(1.0)
    (0.01, 0.35, 1.0)
    """
    return min(1.0, round(math.ceil(round(share * 100, 6)) / 100 + SLACK, 2))


def moves(before: Floor, after: Floor) -> Iterator[str]:
    """What a new floor moves, a line each; a pin that is worse than before says so."""
    for name, pins in after.items():
        for title, new in pins.items():
            if title == "fingerprint":
                continue
            old = before.get(name, {}).get(title)
            worse = old is not None and (new > old if title in CEILINGS else new < old)
            shown = "new" if old is None else old
            yield f"{name:<18} {title:<14} {shown} -> {new}{'  LOWERED' if worse else ''}"
