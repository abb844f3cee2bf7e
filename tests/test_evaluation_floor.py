"""No score on the project's own passages falls below the floor; `make pin` alone moves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.pin import FLOOR, PINNED, below, fingerprint, floor_of, measured, pinned
from benchmarks.sets import OWN, own_sets

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.machine import Annotator, machine
from tollbook.model.document import Document


@pytest.fixture(scope="module")
def reader() -> Annotator:
    """The machine, its model loaded once."""
    return machine()


@pytest.mark.parametrize("path", own_sets(), ids=lambda path: path.name)
def test_a_set_holds_its_floor(path: Path, reader: Annotator) -> None:
    assert below(path, pinned(), reader) == []


def test_every_pinned_set_is_there() -> None:
    """A set that goes would take its floor with it."""
    assert pinned().keys() <= {path.name for path in own_sets()}


def nobody(_: Document) -> list[Annotated]:
    """A reader who finds no figure."""
    return []


def test_a_score_below_its_floor_is_named() -> None:
    told = below(OWN / "dev", pinned(), nobody)
    floor = pinned()["dev"]
    assert told == [
        f"dev: {name} is 0.0000, below the pinned {floor[name]:.2f}." for name in PINNED
    ]


def test_other_passages_ask_for_another_pin(tmp_path: Path) -> None:
    """A gold mended by one letter is another measure."""
    for suffix in (".jsonl", ".gold.jsonl"):
        content = (OWN / "dev").with_suffix(suffix).read_text(encoding="utf-8")
        (tmp_path / f"dev{suffix}").write_text(content, encoding="utf-8")
    assert fingerprint(tmp_path / "dev") == pinned()["dev"]["fingerprint"]
    with (tmp_path / "dev.gold.jsonl").open("a", encoding="utf-8") as gold:
        gold.write("\n")
    (told,) = below(tmp_path / "dev", pinned(), nobody)
    assert told.startswith("dev: the passages are not those that were pinned")
    floor = floor_of(tmp_path / "dev", measured(tmp_path / "dev", nobody))
    assert below(tmp_path / "dev", {"dev": floor}, nobody) == []


def test_the_floor_is_kept_with_the_passages() -> None:
    assert FLOOR.parent == OWN.parent
