"""Do two relays of one briefing give different numbers?

One origin, one measure, one day, and two numbers that can't both be its word: somebody misheard,
mistyped or took an earlier count.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.evidence import by_cluster, claim_in_words, mark_of, outlet
from tollbook.reasoning.intervals import counts
from tollbook.reasoning.keys import claim_key, number_key
from tollbook.reasoning.record import Record
from tollbook.reasoning.relays import Slip
from tollbook.reasoning.words import count, day, number_in_words, stretch

NAME = "relay_differs"

_HINTS: dict[Verdict, str] = {
    "fails": "One relay has the number wrong, or the origin gave two; check the origin's own text.",
    "undecided": "The number may have been rounded, or have risen within the day.",
    "holds": "",
}


def check_relay_differs(record: Record) -> Iterator[Finding]:
    """One finding for each text whose number is not that of most relays of the same briefing.

    Left out: numbers whose difference the origin itself explains (a correction, an update), numbers
    that one text gives side by side, and those under a wrong measure, which
    `conflation` reports. Single events are compared at one named place, or where the rest of the
    texts shows that they report one briefing.
    """
    reported: set[tuple[str, str, str]] = set()
    for slip in record.slips:
        for figures in by_cluster(slip.claim.figures, record.claims):
            number = figures[0].document, slip.claim.measure, number_key(slip.claim.figure)
            if number not in reported:
                reported.add(number)
                yield _finding(figures, slip, record)


def _finding(figures: tuple[Figure, ...], slip: Slip, record: Record) -> Finding:
    claim, first, verdict = slip.claim, slip.right, slip.verdict
    corpus, tolerance = record.corpus, record.settings.about_tolerance
    figure = figures[0]
    allowed = [stretch(counts(item.figure, tolerance)) for item in (claim, first)]
    shown = (*figures, first.figures[0])
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{number_in_words(figure)} {figure.measure} against {number_in_words(first.figure)}",
        marks=tuple(mark_of(item, corpus) for item in shown),
        statements=tuple(item.id for item in shown),
        working=(
            f"{outlet(figure.document, corpus)} has {number_in_words(figure)} {figure.measure} "
            f"for {day(claim.as_of)}; on record is {claim_in_words(first)}.",
            f"By the intervals: {allowed[0]} against {allowed[1]}. Texts that carry them: "
            f"{count(len(claim.clusters))} and {count(len(first.clusters))}.",
        ),
        about=(figure.document, claim_key(claim), claim_key(first)),
        hint=_HINTS[verdict],
    )
