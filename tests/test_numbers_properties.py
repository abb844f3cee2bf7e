"""What holds of every number and every text: written forms read back, spans are slices."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extraction.numbers import POLICIES, quantities

# fmt: off
UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]
TENS = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]
PIECES = [
    "one", "two", "hundred", "thousand", "dozen", "half", "a", "third", "of", "the", "and", "to",
    "or", "-", "–", ",", ".", "12", "3,000", "3", "000", "1.2", "m", "about", "at", "least",
    "more", "than", "over", "between", "from", "up", "by", "rose", "some", "few", "several",
    "dozens", "no", "both", "percent", "%", "$", "years", "old", "aged", "May", "2014", "people",
    "\u200b", "\u00a0", "\n", "３", "½", "'s",
]
# fmt: on


def in_words(number: int, joint: str = " and ") -> str:
    """A number below ten million in English words; `joint` stands after the hundreds."""
    for size, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= size:
            head, rest = divmod(number, size)
            link = joint if 0 < rest < 100 else " "
            return f"{in_words(head, joint)} {name}" + (
                link + in_words(rest, joint) if rest else ""
            )
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{UNITS[head]} hundred" + (joint + in_words(rest) if rest else "")
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS[head] + (f"-{UNITS[rest]}" if rest else "")
    return UNITS[number]


NUMBERS = st.integers(min_value=1, max_value=9_999_999)
SOME_TEXT = st.lists(st.sampled_from(PIECES), max_size=40)


def read(text: str) -> tuple[int, int | None]:
    (quantity,) = quantities(text)
    return quantity.low, quantity.high


@given(NUMBERS, st.sampled_from([" and ", " "]))
def test_numbers_in_words_read_back(number: int, joint: str) -> None:
    assert read(f"The floods drove {in_words(number, joint)} people out.") == (number, number)


@given(NUMBERS, st.sampled_from([",", "\u00a0", "\u2009", "\u202f", " ", "."]))
def test_grouped_digits_read_back(number: int, mark: str) -> None:
    grouped = f"{number:,}".replace(",", mark)
    assert read(f"The floods drove {grouped} people out.") == (number, number)


@given(NUMBERS)
def test_plain_digits_read_back(number: int) -> None:
    assert read(f"The floods drove {number} people out.") == (number, number)


@given(NUMBERS, NUMBERS)
def test_ranges_read_back(one: int, other: int) -> None:
    low, high = sorted((one, other + 10_000_000))
    text = f"The floods drove between {low:,} and {high:,} people out."
    assert read(text) == (low, high)


@given(st.one_of(st.text(max_size=200), SOME_TEXT.map(" ".join), SOME_TEXT.map("".join)))
@settings(max_examples=300)
def test_spans_are_ordered_slices_and_bounds_stand_upright(text: str) -> None:
    """Whatever the text: spans in order, apart and inside it, cores within, low below high."""
    for policy in POLICIES:
        last = 0
        for quantity in quantities(text, policy):
            assert last <= quantity.start <= quantity.core_start
            assert quantity.core_start < quantity.core_end <= quantity.end <= len(text)
            assert text[quantity.start : quantity.end].strip()
            assert quantity.low >= 0
            assert quantity.high is None or quantity.high >= quantity.low
            last = quantity.end


@given(SOME_TEXT.map(" ".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert quantities(text) == quantities(text)


@given(SOME_TEXT.map(" ".join))
def test_policies_find_the_same_spans(text: str) -> None:
    spans = [
        [(quantity.start, quantity.end) for quantity in quantities(text, policy)]
        for policy in POLICIES
    ]
    assert spans[0] == spans[1] == spans[2]


HOSTILE = [
    "one hundred ",
    "1,",
    "1,000",
    "11,11,",
    "1 000 ",
    "1.",
    "1-",
    "one-",
    "a million and a half ",
    "dozens or ",
    "between one and ",
    "at least ",
    "a third of the ",
    "rose from the ",
    "aged 1, ",
    "12, ",
    "three thousand ",
    "hundreds of thousands of ",
    "two full long ",
    "\u200b1",
]


def lines_run(text: str) -> int:
    """How many lines of Python run while `text` is read: time that no machine changes."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        quantities(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    quantities(piece * 2)  # lexicons are loaded once, before counting
    short, long = lines_run(piece * 300), lines_run(piece * 1200)
    assert long <= 4.4 * short + 1000


@pytest.mark.parametrize("piece", ["1,000,", "11,11,", "one hundred one-", "1 000 ", "9"])
def test_a_long_run_of_numbers_is_read(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(0 <= quantity.low <= 10_000_000_000 for quantity in quantities(text))
