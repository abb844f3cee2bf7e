"""Counts that are none, ranges the wrong way round, parts that do not fit their whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tollbook.linting.cells import decimal, shorten
from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row
from tollbook.linting.shapes import Parts


def check_counts(row: Row, around: Circumstances) -> Iterator[Found]:
    """Every count is a whole number of people, zero or more."""
    for column in around.shape.counts:
        text = row.text(column)
        if not text or column in row.counts:
            continue
        number = decimal(text)
        if number is None:
            working = f"{shorten(text)} is not a whole number."
            hint = "Write the number in digits, and what else is said of it in another column."
        elif number < 0:
            working = f"{text} is less than nobody."
            hint = "Correct the sign, or leave the cell empty if the count is not known."
        else:
            working = f"{text} is not a whole number of people."
            hint = "Correct the number, or move it to a column of rates."
        yield Found(row, (column,), working, hint)


def check_ranges(row: Row, around: Circumstances) -> Iterator[Found]:
    """The smallest number is not above the best, nor the best above the largest."""
    for ends in around.shape.ranges:
        known = [(column, row.counts[column]) for column in ends.columns if column in row.counts]
        for (small, lower), (large, upper) in pairwise(known):
            if upper.high is not None and lower.low > upper.high:
                yield Found(
                    row,
                    (small, large),
                    f"{small} is {lower.low:,}, {large} is {upper.high:,} "
                    f"({lower.low - upper.high:,} less).",
                    "Swap the two, or correct the one that was mistyped.",
                    beside=ends.columns,
                )


def check_parts(row: Row, around: Circumstances) -> Iterator[Found]:
    """Parts add up to their whole, or to no more than it."""
    for parts in around.shape.parts:
        whole = row.number(parts.whole)
        numbers = [(column, row.number(column)) for column in parts.parts]
        known = [number for _, number in numbers if number is not None]
        if whole is None or not known:
            continue
        total = sum(known)
        complete = len(known) == len(numbers)
        if total > whole or (parts.add_up and complete and total != whole):
            if _holds_civilians_twice(row, parts, total, whole, complete):
                continue  # a check of its own says so
            less_or_more = "too many" if total > whole else "too few"
            sum_of = f"{' + '.join(f'{number:,}' for number in known)} = " if len(known) > 1 else ""
            yield Found(
                row,
                (*parts.parts, parts.whole),
                f"{sum_of}{total:,}, {parts.whole} is {whole:,} "
                f"({abs(total - whole):,} {less_or_more}).",
                f"Correct {parts.whole}, or the part that was miscounted.",
            )


def check_civilians_twice(row: Row, around: Circumstances) -> Iterator[Found]:
    """Civilians were not added to a best that holds them already."""
    for parts in around.shape.parts:
        whole = row.number(parts.whole)
        numbers = [row.number(column) for column in parts.parts]
        known = [number for number in numbers if number is not None]
        if whole is None or not _holds_civilians_twice(
            row, parts, sum(known), whole, len(known) == len(numbers)
        ):
            continue
        civilians = row.number(parts.civilians) or 0
        yield Found(
            row,
            tuple(filter(None, (parts.civilians, parts.whole))),
            f"The parts add up to {sum(known):,}; {parts.whole} is {whole:,}, "
            f"{civilians:,} more: the civilians once again.",
            f"Take the civilians out of {parts.whole}, which has them as a part already.",
            beside=(*parts.parts, parts.whole),
        )


def _holds_civilians_twice(row: Row, parts: Parts, total: int, whole: int, complete: bool) -> bool:
    civilians = row.number(parts.civilians)
    return bool(parts.add_up and complete and civilians and whole == total + civilians)


def check_outcome(row: Row, around: Circumstances) -> Iterator[Found]:
    """Violence against civilians alone has no dead of either side (GED's codebook)."""
    if around.shape.name != "ged" or row.text("type_of_violence") != "3":
        return
    for column in ("deaths_a", "deaths_b"):
        number = row.number(column)
        if number:
            yield Found(
                row,
                ("type_of_violence", column),
                f"type_of_violence 3 is violence of one side against civilians, and {column} "
                f"is {number:,}.",
                "Move the dead to deaths_civilians, or correct the type of violence.",
            )
