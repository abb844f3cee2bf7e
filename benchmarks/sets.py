"""The sets of annotated passages: where they lie, and what a reader makes of them."""

from __future__ import annotations

from pathlib import Path

from tollbook.evaluation.gold import read_gold, read_passages
from tollbook.evaluation.machine import Annotator
from tollbook.evaluation.passage import Passage

SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold"
# The attributions of a corpus of political news, texts and annotation in one file.
ATTRIBUTIONS = SHARED / "polnear" / "dev.jsonl"
OWN = Path(__file__).with_name("passages")


def own_sets() -> list[Path]:
    """Every set of our own that is there, by name."""
    return sorted(gold.with_suffix("").with_suffix("") for gold in OWN.glob("*.gold.jsonl"))


def files_of(path: Path) -> tuple[Path, Path]:
    """The texts of a set and their gold."""
    return path.with_suffix(".jsonl"), path.with_suffix(".gold.jsonl")


def compared(path: Path, reader: Annotator) -> tuple[Passage, ...]:
    """A reader's figures beside the gold's, for each annotated passage of a set."""
    texts, gold = files_of(path)
    passages = read_passages(texts)
    return tuple(
        Passage.compare(passages[identity], figures, reader(passages[identity]))
        for identity, figures in read_gold(gold, passages).items()
    )
