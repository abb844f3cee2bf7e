"""No story falls below its floor; `make pin` alone moves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.stories.__main__ import measure
from benchmarks.stories.floor import FLOOR, TOTALS, below, floor_of, moves, pinned
from benchmarks.stories.scoring import Score, Share
from benchmarks.stories.story import Story, read_story, story_folders

from test_stories import a_story


def test_the_stories_hold_their_floor() -> None:
    """All of them in one test: each is read once, the open ones and the blind ones add up."""
    measured = [(story, measure(story)) for story in map(read_story, story_folders())]
    assert below(measured, pinned()) == []


def test_every_story_is_pinned_and_every_pin_is_of_a_story() -> None:
    assert pinned().keys() == {path.name for path in story_folders()} | TOTALS.keys()


def scores(answers: int, false: int) -> Score:
    return Score(
        {"answers": Share(answers, 10), "false findings": Share(false, 10), "planted": Share(0, 0)}
    )


@pytest.fixture
def ferry(tmp_path: Path) -> Story:
    return a_story(tmp_path)


def test_what_gets_worse_is_named(ferry: Story) -> None:
    """Fewer answers and more false findings; a story without any planted error has no such pin."""
    floor = floor_of([(ferry, scores(8, 2))])
    assert floor["all open"] == {
        "answers": 0.79,
        "false findings": 0.21,
    }
    assert below([(ferry, scores(8, 2))], floor) == []
    assert below([(ferry, scores(9, 1))], floor) == []
    assert below([(ferry, scores(7, 3))], floor) == []  # one of them is within chance
    assert below([(ferry, scores(6, 4))], floor) == [
        f"{ferry.name}: answers is 0.6000, below the pinned 0.79.",
        f"{ferry.name}: false findings are 0.4000, above the pinned 0.21.",
        "all open: answers is 0.6000, below the pinned 0.79.",
        "all open: false findings are 0.4000, above the pinned 0.21.",
    ]


def test_a_story_that_was_changed_asks_for_another_pin(ferry: Story) -> None:
    measured = [(ferry, scores(8, 2))]
    floor = floor_of(measured)
    (ferry.path / "reports").mkdir()
    (ferry.path / "reports" / "new.txt").write_text("Two more died.", encoding="utf-8")
    (sentence,) = below(measured, floor)
    assert sentence.startswith(f"{ferry.name}: its files are not those that were pinned")
    assert below(measured, floor_of(measured)) == []


def test_a_new_floor_says_what_it_lowers(ferry: Story) -> None:
    before, after = (floor_of([(ferry, scores(*counts))]) for counts in ((8, 2), (7, 1)))
    lines = [line.split() for line in moves(before, after) if line.startswith("all open")]
    assert [line[-1] for line in lines] == ["LOWERED", "0.11"]


def test_blind_stories_have_a_total_of_their_own(ferry: Story, tmp_path: Path) -> None:
    hidden = tmp_path / "blind" / "barge"
    hidden.mkdir(parents=True)
    barge = a_story(hidden)
    floor = floor_of([(ferry, scores(8, 2)), (barge, scores(4, 0))])
    assert (floor["all open"]["answers"], floor["all blind"]["answers"]) == (0.79, 0.39)


def test_the_floor_is_kept_with_the_stories() -> None:
    assert FLOOR.name == "floor.json"
    assert FLOOR.parent == story_folders()[0].parent
