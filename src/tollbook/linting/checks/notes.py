"""Notes that count more dead than the row does; looked at only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.linting.cells import shorten
from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row


def check_notes(row: Row, around: Circumstances) -> Iterator[Found]:
    """The notes count no more people killed than the row."""
    shape = around.shape
    number, text = row.number(shape.number), row.text(shape.notes)
    if around.count_dead is None or number is None or not text or not shape.notes:
        return
    counted = around.count_dead(text)
    if counted is not None and counted[0] > number and shape.number:
        yield Found(
            row,
            (shape.number, shape.notes),
            f"The notes count {counted[0]:,} killed ({shorten(counted[1], 60)}), "
            f"{shape.number} is {number:,}.",
            "Correct the number; or the notes speak of others who were killed.",
            is_warning=True,
        )
