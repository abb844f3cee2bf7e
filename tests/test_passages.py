"""The project's own annotated passages are well formed, so that scores on them mean something."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from tollbook.evaluation.gold import read_gold, read_passages
from tollbook.model.document import Document
from tollbook.model.values import Measure, Modality, Modifier, Scope

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks" / "passages"
SETS = ("dev", "test", "plain_dev", "plain_test", "fresh_test")
# How low and high lie under each modifier; "vague" may be any interval wider than a point.
BOUNDS_OF: dict[str, Callable[[int, int | None], bool]] = {
    "exact": lambda low, high: low == high,
    "about": lambda low, high: low == high,
    "at_least": lambda low, high: high is None,
    "more_than": lambda low, high: high is None and low > 0,
    "at_most": lambda low, high: low == 0 and high is not None,
    "less_than": lambda low, high: low == 0 and high is not None,
    "between": lambda low, high: high is not None and low < high,
    "vague": lambda low, high: high is None or low < high,
}


def passages() -> list[Any]:
    """Every passage of every set with its gold."""
    rows = []
    for name in SETS:
        texts = read_passages(FOLDER / f"{name}.jsonl")
        for line in (FOLDER / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            rows.append(pytest.param(texts[gold["id"]], gold["figures"], id=gold["id"]))
    return rows


@pytest.mark.parametrize("name", SETS)
def test_every_text_has_a_gold_and_every_quote_stands_in_it(name: str) -> None:
    """The gold reads without an error and speaks of the very passages of its set."""
    texts = read_passages(FOLDER / f"{name}.jsonl")
    assert list(read_gold(FOLDER / f"{name}.gold.jsonl", texts)) == list(texts)


def test_no_two_sets_share_a_text() -> None:
    """What is measured on one set was not seen in another."""
    rows = [row for name in SETS for row in read_passages(FOLDER / f"{name}.jsonl").items()]
    assert len({identifier for identifier, _ in rows}) == len(rows)
    assert len({document.text for _, document in rows}) == len(rows)


@pytest.mark.parametrize(("passage", "figures"), passages())
def test_figures_are_in_the_words_of_the_claim_model(
    passage: Document, figures: list[dict[str, Any]]
) -> None:
    """Kinds are known ones, bounds fit the modifier, number words stand in the quote."""
    for figure in figures:
        assert figure["measure"] in get_args(Measure), figure
        assert figure["scope"] in get_args(Scope), figure
        assert figure["modality"] in get_args(Modality), figure
        assert figure["modifier"] in get_args(Modifier), figure
        assert BOUNDS_OF[figure["modifier"]](figure["low"], figure["high"]), figure
        words = re.escape(figure["number"])
        assert re.search(rf"(?<!\w){words}(?!\w)", figure["quote"]) or not words, figure
        assert figure["population"] in passage.text, figure


@pytest.mark.parametrize(("passage", "figures"), passages())
def test_voices_are_named_as_the_passage_names_them(
    passage: Document, figures: list[dict[str, Any]]
) -> None:
    """A source is the publisher or words of the passage; an origin needs somebody to relay it."""
    for figure in figures:
        assert figure["source"] == "publisher" or figure["source"] in passage.text, figure
        assert figure["origin"] in passage.text, figure
        assert not (figure["origin"] and figure["source"] == "publisher"), figure


@pytest.mark.parametrize(("passage", "figures"), passages())
def test_parts_and_repeats_point_at_figures_of_the_passage(
    passage: Document, figures: list[dict[str, Any]]
) -> None:
    """Ids count from 1; a repeat names the first mention, of the same measure."""
    by_id = {figure["n"]: figure for figure in figures}
    assert list(by_id) == list(range(1, len(figures) + 1)), passage.id
    for figure in figures:
        whole, first = figure["part_of"], figure["same_as"]
        assert whole is None or (whole in by_id and whole != figure["n"]), figure
        if first is not None:
            assert by_id[first]["measure"] == figure["measure"], figure
            assert by_id[first]["same_as"] is None and first != figure["n"], figure
