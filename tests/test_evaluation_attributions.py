"""Attributions as spans: which are found to the letter, and which nearly."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.evaluation.attribution_gold import read_attributions
from tollbook.evaluation.attribution_scores import evaluate_attributions
from tollbook.evaluation.attributions import AttributedSpans, Pieces, hits, jaccard, join_stretches
from tollbook.evaluation.compare import compare
from tollbook.evaluation.gold import read_passages
from tollbook.evaluation.records import GoldError

TEXT = "The bridge fell, said the mayor, because nobody had looked. Divers saw 3 cars."


def spans(*words: str, text: str = TEXT) -> list[list[int]]:
    """Where some words stand, as an annotation has it."""
    return [[text.index(some), text.index(some) + len(some)] for some in words]


MAYOR = {
    "source": spans("the mayor"),
    "cue": spans("said"),
    "content": spans("The bridge fell", "because nobody had looked"),
}


def files(folder: Path, attributions: list[Any], text: str = TEXT) -> tuple[Path, Path]:
    """A file of one text, and one of its attributions."""
    texts, gold = folder / "texts.jsonl", folder / "gold.jsonl"
    texts.write_text(json.dumps({"id": "bridge", "text": text}), encoding="utf-8")
    record = {"id": "bridge", "text": text, "attributions": attributions}
    gold.write_text(json.dumps(record), encoding="utf-8")
    return texts, gold


def attributed(**roles: Pieces) -> AttributedSpans:
    """An attribution of which only some roles are given."""
    return AttributedSpans(*(roles.get(role, ()) for role in ("source", "cue", "content")))


def test_tollbook_reads_all_sentences_though_none_tells_of_harm(tmp_path: Path) -> None:
    found = compare(*files(tmp_path, [MAYOR])).attributions
    assert found
    assert found.rows["source"].accuracy.recall == 1
    assert found.rows["cue"].accuracy.recall == 1
    assert found.rows["content, overlap"].accuracy.recall == 1


def test_a_gold_of_attributions_alone_has_no_figures(tmp_path: Path) -> None:
    assert compare(*files(tmp_path, [MAYOR])).figures is None


def test_a_content_with_a_gap_is_one_span(tmp_path: Path) -> None:
    texts, gold = files(tmp_path, [MAYOR])
    [read] = read_attributions(gold, read_passages(texts))["bridge"]
    halves = [attributed(content=(piece,)) for piece in read.content]
    assert hits([read], halves)["content"].right == 0
    assert hits([read], [read])["content"].right == 1


def test_contents_that_share_half_of_their_words_overlap() -> None:
    ten, six, four = ((0, 10),), ((0, 6),), ((0, 4),)
    assert hits([attributed(content=ten)], [attributed(content=six)])["content, overlap"].right == 1
    assert (
        hits([attributed(content=ten)], [attributed(content=four)])["content, overlap"].right == 0
    )


def test_a_source_of_two_contents_counts_once() -> None:
    twice = [attributed(source=((0, 5),), content=((n, n + 3),)) for n in (10, 20)]
    assert hits(twice, twice)["source"].gold == 1


def test_offsets_count_the_record_s_own_text(tmp_path: Path) -> None:
    """The canonical text has one letter where the coder's editor wrote two."""
    text = TEXT.replace("The bridge", "The cafe\u0301")
    mayor = MAYOR | {"source": spans("the mayor", text=text), "cue": spans("said", text=text)}
    texts, gold = files(tmp_path, [mayor | {"content": []}], text)
    passages = read_passages(texts)
    [read] = read_attributions(gold, passages)["bridge"]
    [(start, end)] = read.source
    assert passages["bridge"].text[start:end] == "the mayor"


def test_misses_stand_in_their_sentence(tmp_path: Path) -> None:
    texts, gold = files(tmp_path, [MAYOR])
    passages = read_passages(texts)
    wanted = read_attributions(gold, passages)
    wrong = attributed(source=((60, 66),))
    found = evaluate_attributions(passages, wanted, {"bridge": [wrong]})
    shown = [
        (miss.fault, miss.role, [miss.sentence[start:end] for start, end in miss.marks])
        for miss in found.misses
    ]
    assert shown == [
        ("missed", "source", ["the mayor"]),
        ("false", "source", ["Divers"]),
        ("missed", "cue", ["said"]),
        ("missed", "content", ["The bridge fell", "because nobody had looked"]),
    ]


@pytest.mark.parametrize("stretch", [[5, 5], [9, 4], [70, 900], [-1, 4], [1, 2, 3], ["a", "b"]])
def test_a_stretch_outside_the_text_is_told(tmp_path: Path, stretch: list[Any]) -> None:
    texts, gold = files(tmp_path, [MAYOR | {"cue": [stretch]}])
    with pytest.raises(GoldError, match=r"gold\.jsonl:1"):
        read_attributions(gold, read_passages(texts))


@given(st.lists(st.tuples(st.integers(0, 79), st.integers(0, 79)), max_size=5))
def test_a_span_s_stretches_are_in_order_and_apart(stretches: list[tuple[int, int]]) -> None:
    pieces = join_stretches(stretches, TEXT)
    assert all(start < end for start, end in pieces)
    assert all(TEXT[a[1] : b[0]].strip() for a, b in pairwise(pieces))


@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 20), st.integers(1, 20))
def test_overlap_is_symmetric_and_one_only_for_the_same(a: int, la: int, b: int, lb: int) -> None:
    one, other = ((a, a + la),), ((b, b + lb),)
    assert jaccard(one, other) == jaccard(other, one)
    assert (jaccard(one, other) == 1) == (one == other)
