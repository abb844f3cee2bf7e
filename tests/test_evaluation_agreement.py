"""Krippendorff's alpha against his own worked examples, and against its definition."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.evaluation.agreement import agreements, alpha
from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.pairing import pair
from tollbook.evaluation.score import outcomes

# The data of "Computing Krippendorff's Alpha-Reliability" (2011), sections A, B and C.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
WITH_GAPS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

UNITS = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=2), min_size=1, max_size=30)


def units(observers: tuple[str, ...]) -> list[list[str]]:
    """What each unit was given, a dot standing for nothing."""
    return [[value for value in unit if value != "."] for unit in zip(*observers, strict=True)]


def by_definition(pairs: list[Any]) -> float | None:
    """One less observed over expected disagreement, by counting all pairs of values."""
    values = [value for unit in pairs for value in unit]
    observed = sum(one != other for one, other in pairs) / len(pairs)
    drawn = list(combinations(values, 2))
    expected = sum(one != other for one, other in drawn) / len(drawn)
    return 1 - observed / expected if expected else None


@pytest.mark.parametrize(
    ("observers", "published"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (WITH_GAPS, 0.743)],
    ids=["two observers, two values", "two observers, five values", "four observers, gaps"],
)
def test_published_examples(observers: tuple[str, ...], published: float) -> None:
    assert alpha(units(observers)) == pytest.approx(published, abs=0.0005)


@given(UNITS)
def test_definition(pairs: list[list[str]]) -> None:
    expected = by_definition(pairs)
    assert alpha(pairs) == (None if expected is None else pytest.approx(expected))


@given(UNITS)
def test_neither_the_order_of_annotators_nor_the_names_of_values_matter(
    pairs: list[list[str]],
) -> None:
    turned = [[{"a": 3, "b": 1, "c": 2}[value] for value in reversed(unit)] for unit in pairs]
    assert alpha(turned) == alpha(pairs)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([("a", "a"), ("a", "a")], None),  # nobody could have disagreed
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -0.5),  # worse than chance
        ([("a",), ("b",), ("a", "a"), ("b", "b")], 1.0),  # who stands alone says nothing
    ],
)
def test_ends_of_the_scale(pairs: list[tuple[str, ...]], expected: float | None) -> None:
    assert alpha(pairs) == expected


def test_figures_on_the_same_words_count_though_their_measures_differ() -> None:
    """Else the measures of paired figures would agree by the way they are paired."""
    hurt = Annotated("injured", 12, 12, (0, 9), (0, 2), ())
    gold = [hurt, Annotated("killed", 3, 3, (20, 30), (20, 21), ())]
    coder = [hurt, Annotated("casualties", 3, 3, (20, 30), (20, 21), (), modality="possible")]
    found = agreements([outcomes(pair(gold, coder))])
    assert (found["measure"].figures, found["measure"].same) == (2, 0.5)
    assert found["modality"].same == 0.5
    assert (found["scope"].same, found["scope"].alpha) == (1.0, None)
