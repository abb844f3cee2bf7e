"""What the tagger is trained on: annotated articles as windows of tagged words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.reader.data import (
    LONGEST,
    NO_CUE,
    Article,
    batches,
    read,
    windows,
    with_figures,
)
from training.reader.figures import NOT_TOLD, read_figures

from passages import parser
from tollbook.extraction.tagger.decode import TAGS
from tollbook.extraction.tagger.support import SCOPES
from tollbook.model.values import MEASURES

TEXT = "“We lost nine,” the miller said, “and a boat.”\nThe ferry had sunk at dawn."
RECORD = {
    "id": "ferry",
    "text": TEXT,
    "attributions": [{"source": [[16, 26]], "cue": [[27, 31]], "content": [[0, 15], [33, 46]]}],
}


def article(folder: Path, **other: object) -> Article:
    path = folder / "articles.jsonl"
    path.write_text(json.dumps(RECORD | other) + "\n", encoding="utf-8")
    return read([path])[0]


def test_every_word_of_an_attribution_has_its_tag_and_its_cue(tmp_path: Path) -> None:
    found = article(tmp_path)
    words = [TEXT[word.start : word.end] for word in found.words]
    tagged = dict(zip(words, (TAGS[tag] for tag in found.tags), strict=True))
    assert (tagged["the"], tagged["miller"], tagged["said"]) == ("B-source", "I-source", "B-cue")
    assert (tagged["We"], tagged["boat"], tagged["ferry"]) == ("I-content", "I-content", "O")
    cue = words.index("said")
    inside = [word for word, owner in zip(words, found.cue_of, strict=True) if owner == cue]
    assert {"We", "miller", "boat"} <= set(inside)
    assert found.cue_of[words.index("ferry")] == NO_CUE


def test_a_content_in_two_pieces_is_one_with_a_gap(tmp_path: Path) -> None:
    (gold,) = article(tmp_path).gold
    assert len(gold.content) == 2 and len(gold.source) == len(gold.cue) == 1


def test_a_window_knows_no_cue_outside_it(tmp_path: Path) -> None:
    first, *_ = windows(article(tmp_path), longest=4)
    assert set(first.cue_of) <= {NO_CUE, *range(first.end - first.first)}


@settings(max_examples=20, deadline=None)
@given(st.integers(3, 60), st.none() | st.integers(0, 99))
def test_windows_hold_every_word_once_and_in_order(longest: int, seed: int | None) -> None:
    text = " ".join(f"Nine men of village {n} were drowned." for n in range(20))
    with TemporaryDirectory() as folder:
        whole = article(Path(folder), text=text, attributions=[])
    rng = None if seed is None else Random(seed)  # noqa: S311 - no secret hangs on it
    cut = list(windows(whole, longest, rng))
    assert cut[0].first == 0 and cut[-1].end == len(whole.words)
    assert all(one.end == other.first for one, other in pairwise(cut))
    assert max(window.size for window in windows(whole)) <= LONGEST


def test_batches_hold_every_window_once(tmp_path: Path) -> None:
    cut = list(windows(article(tmp_path, text=TEXT * 9, attributions=[]), longest=20))
    ready = batches(cut, pieces=50, rng=Random(1))  # noqa: S311 - no secret hangs on it
    assert sorted(w.first for batch in ready for w in batch) == [w.first for w in cut]
    assert all(len(b) == 1 or max(w.size for w in b) * len(b) <= 50 for b in ready)


COUNTED = "At least nine miners died, the miller said. The mayor was hurt."


def counted(folder: Path, *figures: Mapping[str, object]) -> list[Article]:
    common = {
        "modifier": "exact", "scope": "incident", "part_of": None, "same_as": None,
        "modality": "asserted", "origin": "", "low": 1, "high": 1,
    }  # fmt: skip
    gold = {
        "id": "mine",
        "figures": [common | dict(one) | {"n": n} for n, one in enumerate(figures, 1)],
    }
    record = {"id": "mine", "text": COUNTED}
    (folder / "mine.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (folder / "mine.gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    return with_figures(read_figures(folder / "mine.jsonl", parser()))


DEAD = {
    "quote": "At least nine miners died", "number": "At least nine", "measure": "killed",
    "population": "miners", "source": "the miller", "scope": "cumulative",
}  # fmt: skip
HURT = {
    "quote": "The mayor was hurt", "number": "", "measure": "injured",
    "population": "The mayor", "source": "publisher",
}  # fmt: skip


def test_a_figure_is_tagged_at_its_number_or_at_the_head_of_its_people(tmp_path: Path) -> None:
    (found,) = counted(tmp_path, DEAD, HURT)
    words = [COUNTED[word.start : word.end] for word in found.words]
    assert found.figures is not None and not found.attributed
    tagged = {
        (words[word], MEASURES[measure])
        for word, measure in zip(*found.figures.measures.nonzero(), strict=True)
    }
    assert tagged == {("nine", "killed"), ("mayor", "injured")}
    nine, mayor = words.index("nine"), words.index("mayor")
    assert found.figures.scope[nine] == SCOPES.index("cumulative")
    assert (found.figures.voiced[nine], found.figures.voiced[mayor]) == (1, 0)
    assert found.figures.scope[words.index("died")] == NOT_TOLD
    assert found.words[nine].features[3] == 1 and found.words[mayor].features[3] == 0


def test_a_passage_whose_gold_does_not_fit_is_left_out_with_a_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert counted(tmp_path, DEAD | {"quote": "ten miners died"}) == []
    assert "ten miners died" in caplog.text
