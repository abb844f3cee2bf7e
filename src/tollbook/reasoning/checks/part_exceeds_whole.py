"""Is any part larger than what it is part of?

"Killed 11 people, including 8 women and 6 children" can't be so unless somebody is counted twice.
Nothing is owed in the other direction: parts that are some of the whole need not fill it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Figure
from tollbook.model.values import Verdict
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import Interval, add, counts, judge, stated_number, subtract
from tollbook.reasoning.origins import same_origin
from tollbook.reasoning.populations import count_nobody_twice
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.wholes import WholeWithParts, find_wholes, people
from tollbook.reasoning.words import count, number_in_words, stretch

NAME = "part_exceeds_whole"
_NOT_NEGATIVE = Interval(0, None)
_HINTS: dict[Verdict, str] = {
    "fails": "Either a number was misread, or the part belongs to another whole.",
    "undecided": "The words leave room, or one person may be in two of the parts.",
    "holds": "",
}


def check_part_exceeds_whole(record: Record) -> Iterator[Finding]:
    """One finding for each whole with parts that need not add up to it.

    A whole without a number or a top ("soldiers were killed, 12 of them conscripts") has room for
    any part, so it is not asked.
    """
    corpus = record.corpus
    for group in find_wholes(corpus):
        is_endless = group.whole.high is None and not stated_number(group.whole)
        if not (group.exhaustive or is_endless):
            yield _compare(group, corpus, record.settings.about_tolerance)


def _compare(group: WholeWithParts, corpus: Corpus, tolerance: float) -> Finding:
    """The worst of: each part against the whole, then all parts of one voice together."""
    whole = group.whole
    largest = max(group.parts, key=lambda part: _size(part, tolerance).low or 0)
    outcomes: list[tuple[Verdict, tuple[Figure, ...]]] = [
        (_fits((part,), whole, tolerance), (part,)) for part in group.parts
    ]
    for parts in _by_voice(group.parts):
        together = _fits(parts, whole, tolerance)
        if len(parts) > 1 and together != "holds":
            outcomes.append((together if _all_disjoint(parts) else "undecided", parts))
    verdict = _worst([outcome for outcome, _ in outcomes])
    culprits = next(
        (parts for outcome, parts in outcomes if outcome == verdict != "holds"), (largest,)
    )
    document = corpus.documents[whole.document]
    members = (whole, *group.parts)
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{_sum_in_words(culprits)} of {number_in_words(whole)} {whole.measure}",
        marks=tuple(Mark(document.id, people(figure, document)) for figure in members),
        statements=tuple(figure.id for figure in members),
        working=_working(culprits, whole, tolerance),
        about=tuple(map(statement_key, members)),
        hint=_HINTS[verdict],
    )


def _by_voice(parts: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
    """The parts that each origin gives: those of two voices make no sum."""
    voices: list[list[Figure]] = []
    for part in parts:
        for known in voices:
            if same_origin(known[0], part):
                known.append(part)
                break
        else:
            voices.append([part])
    return [tuple(known) for known in voices]


def _fits(parts: tuple[Figure, ...], whole: Figure, tolerance: float) -> Verdict:
    room = subtract(counts(whole, tolerance), add(*(_size(part, tolerance) for part in parts)))
    return judge(room, _NOT_NEGATIVE, _named_room(parts, whole))


def _size(part: Figure, tolerance: float) -> Interval:
    """The counts of a part; for people without a number ("including children") only their floor.

    An unnumbered plural is two or more of any whole: its open top is no reason for doubt.
    """
    if part.high is None and not stated_number(part):
        return Interval(part.low, part.low)
    return counts(part, tolerance)


def _named_room(parts: tuple[Figure, ...], whole: Figure) -> int | None:
    """How many of the whole the parts leave, by the stated numbers; None where any names none."""
    total = stated_number(whole)
    named = [stated_number(part) for part in parts]
    if total is None or None in named:
        return None
    return total - sum(number for number in named if number is not None)


def _all_disjoint(parts: tuple[Figure, ...]) -> bool:
    return all(count_nobody_twice(a, b) for n, a in enumerate(parts) for b in parts[n + 1 :])


def _worst(verdicts: list[Verdict]) -> Verdict:
    order: tuple[Verdict, ...] = ("fails", "undecided", "holds")
    return min(verdicts, key=order.index)


def _working(parts: tuple[Figure, ...], whole: Figure, tolerance: float) -> tuple[str, ...]:
    total = add(*(_size(part, tolerance) for part in parts))
    room = _named_room(parts, whole)
    excess = f" ({count(-room)} too many)" if room is not None and room < 0 else ""
    subject = (
        "The part is" if len(parts) == 1 else f"The parts are {_sum_in_words(parts)}, together"
    )
    return (
        f"{subject} {stretch(total)}, the whole is {stretch(counts(whole, tolerance))}{excess}.",
    )


def _sum_in_words(parts: tuple[Figure, ...]) -> str:
    return " + ".join(number_in_words(part) for part in parts)
