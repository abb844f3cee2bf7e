"""The floor below which no score on our own passages may fall: `make pin` sets it anew.

`floor.json` holds, for each set, a fingerprint of its passages and the least found, value and
source. The tests hold every change to it. It moves only by this step, never by the way, so that a
lower floor is a line of a commit that somebody wrote and somebody can question.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.sets import OWN, compared, files_of, own_sets
from tollbook.build import build
from tollbook.evaluation.gold import read_gold, read_passages
from tollbook.evaluation.machine import Annotator, machine
from tollbook.evaluation.passage import Passage
from tollbook.evaluation.score import count, scores
from tollbook.evaluation.slices import Slice, by_measure, outcomes_in
from tollbook.publishing import method

FLOOR = Path(__file__).with_name("floor.json")
# What the program itself may say of its scores; it ships.
RELEASE = Path(method.__file__).with_name("measured.json")
# The sets that no rule is improved on.
BLIND = frozenset({"test", "plain_test", "fresh_test"})
# The least that whole stories reach, which `benchmarks.stories --pin` measures.
STORIES = Path(__file__).with_name("stories") / "floor.json"
# The passages that two readers annotated.
TWICE = OWN / "fresh_test"
PINNED = ("found", "value", "source")
# A figure more or less moves a score by up to half a hundredth: less than this is no fault.
SLACK = 0.01

Floor = dict[str, dict[str, Any]]


def measured(path: Path, reader: Annotator) -> dict[str, float]:
    """The pinned scores of a set, all figures counted."""
    return shares_of(compared(path, reader))


def shares_of(passages: Iterable[Passage], among: Slice | None = None) -> dict[str, float]:
    """The pinned scores of some passages; `among` chooses which figures are counted."""
    outcomes = (
        outcome
        for passage in passages
        for outcome in (outcomes_in(passage, among) if among else passage.outcomes)
    )
    headlines = scores(count(outcomes)).headlines()
    return {name: headlines[name] or 0.0 for name in PINNED}


def fingerprint(path: Path) -> str:
    """SHA-256 of a set's texts and gold: other passages are another measure."""
    total = hashlib.sha256()
    for file in files_of(path):
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def floor_of(path: Path, shares: Mapping[str, float]) -> dict[str, Any]:
    """What to pin of a set: its scores rounded down to two decimals, less the slack."""
    pins = {name: floored(share) for name, share in shares.items()}
    return {"fingerprint": fingerprint(path), **pins}


def floored(share: float) -> float:
    """The floor under a score.

    >>> floored(0.7583), floored(0.8), floored(0.004)
    (0.74, 0.79, 0.0)
    """
    hundredths = math.floor(round(share * 100, 6))  # 0.29 * 100 is 28.999...
    return max(0.0, round(hundredths / 100 - SLACK, 2))


def pinned() -> Floor:
    """The floor in force."""
    floor: Floor = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    return floor


def below(path: Path, floor: Floor, reader: Annotator) -> list[str]:
    """Why a set does not hold its floor, a sentence each; nothing where it does."""
    pins = floor.get(path.name, {})
    if pins.get("fingerprint") != fingerprint(path):
        return [f"{path.name}: the passages are not those that were pinned; look, then 'make pin'."]
    return [
        f"{path.name}: {name} is {share:.4f}, below the pinned {pins[name]:.2f}."
        for name, share in measured(path, reader).items()
        if share < pins[name]
    ]


def main() -> int:
    """Measure every set, tell what moves, and write the floor and the scores of the release."""
    before, reader = pinned(), machine()
    sets = {path: compared(path, reader) for path in own_sets()}
    floor = {path.name: floor_of(path, shares_of(passages)) for path, passages in sets.items()}
    print(*_moves(before, floor), sep="\n")
    FLOOR.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")
    RELEASE.write_text(json.dumps(_release(sets), indent=2) + "\n", encoding="utf-8")
    return 0


def _release(sets: Mapping[Path, Sequence[Passage]]) -> dict[str, Any]:
    """What `tollbook method` may say of this build: scores with their sets, and the readers'."""
    blind = [
        passage for path, passages in sets.items() if path.name in BLIND for passage in passages
    ]
    stories = json.loads(STORIES.read_text(encoding="utf-8"))
    return {
        "on": datetime.now(UTC).date().isoformat(),
        "tollbook": build(),
        "sets": {
            path.name: size_of(path)
            | _rounded(shares_of(passages))
            | {"fingerprint": fingerprint(path)}
            for path, passages in sets.items()
        },
        "blind": sorted(BLIND),
        "measures": {
            name: {"figures": _figures_of(name, blind)} | _rounded(shares_of(blind, among))
            for name, among in by_measure(blind).items()
        },
        "readers_on": TWICE.name,
        "readers": readers_agree(),
        "stories": {
            "open": _stories(stories, "all open", STORIES.parent),
            "blind": _stories(stories, "all blind", STORIES.parent / "blind"),
        },
    }


def _stories(floor: Floor, total: str, folder: Path) -> dict[str, Any]:
    """How many stories lie in a folder, and the least that all of them together reach."""
    return {
        "stories": sum((folder / name).is_dir() for name in floor),
        "scores": {name.replace(" ", "_"): share for name, share in floor[total].items()},
    }


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: round(share, 4) for name, share in shares.items()}


def _figures_of(measure: str, passages: Iterable[Passage]) -> int:
    return sum(figure.measure == measure for passage in passages for figure in passage.gold)


def size_of(path: Path) -> dict[str, int]:
    """How many passages of a set are annotated, and how many figures they hold."""
    texts, gold = files_of(path)
    annotated = read_gold(gold, read_passages(texts))
    return {"passages": len(annotated), "figures": sum(map(len, annotated.values()))}


def readers_agree() -> dict[str, float]:
    """The same scores of a second careful reader, measured against the gold as the machine is."""
    texts, gold = files_of(TWICE)
    passages = read_passages(texts)
    second = read_gold(TWICE.with_name(f"{TWICE.name}.second.jsonl"), passages)
    return _rounded(
        shares_of(
            Passage.compare(passages[identity], figures, second.get(identity, ()))
            for identity, figures in read_gold(gold, passages).items()
        )
    )


def _moves(before: Floor, after: Floor) -> Iterator[str]:
    for name, pins in after.items():
        for score in PINNED:
            old, new = before.get(name, {}).get(score), pins[score]
            lowered = "  LOWERED" if old is not None and new < old else ""
            yield f"{name:<12} {score:<7} {'new' if old is None else old} -> {new}{lowered}"


if __name__ == "__main__":
    sys.exit(main())
