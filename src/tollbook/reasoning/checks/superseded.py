"""Does a report repeat a figure that its origin had already replaced?

An old toll lives on in archives and backgrounders. Where a report prints it as today's, though the
same origin had given a newer one before, its readers get yesterday's answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.reasoning.evidence import (
    claim_in_words,
    count_in_words,
    day_of_print,
    mark_of,
    outlet,
)
from tollbook.reasoning.keys import claim_key
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import day, number_in_words

NAME = "superseded"
_HINT = "Take the newer figure, or say for which day the old one was given."


def check_superseded(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives a replaced number as if it still stood.

    Not stale is a number that the text dates itself ("in January the agency had spoken of 300"; "by
    Monday", which is a new word of the origin, if true), one that stands beside a newer one, and
    one printed on the day that the newer one came out.
    """
    for stale in record.stale:
        yield _finding(stale.figures, stale.new, record)


def _finding(text: tuple[Figure, ...], new: Claim, record: Record) -> Finding:
    corpus, figure = record.corpus, text[0]
    old = record.claims.of(figure.id)
    shown = (*text, new.figures[0])
    return Finding(
        check=NAME,
        verdict="fails",
        title=f"{number_in_words(figure)} {figure.measure}, by then {count_in_words(new)}",
        marks=tuple(mark_of(item, corpus) for item in shown),
        statements=tuple(item.id for item in shown),
        working=(
            f"{outlet(figure.document, corpus)}, {day(day_of_print(figure, corpus))}, has "
            f"{number_in_words(figure)} {figure.measure}.",
            f"Since {day(new.since)} on record is {claim_in_words(new)}.",
        ),
        about=(figure.document, claim_key(old) if old else "", claim_key(new)),
        hint=_HINT,
    )
