"""Do the parts add up to the whole?

A report that gives 300 killed, 2,700 injured and 3,000 casualties has checked itself; one whose
parts miss the total has misread a number, mixed two dates or counted somebody twice, and a reader
should know before either number is used.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.finding import Finding, Mark
from tollbook.model.values import Verdict
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import Interval, add, counts, judge, stated_number, subtract
from tollbook.reasoning.origins import nobody_speaks, same_origin
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.wholes import WholeWithParts, find_wholes, people
from tollbook.reasoning.words import count, number_in_words, stretch
from tollbook.settings import Settings

NAME = "parts_sum"
_HINTS: dict[Verdict, str] = {
    "fails": "Either a number was misread, two groups overlap, or the counts are of two dates.",
    "undecided": "The words leave room; an exact number for each part would settle it.",
    "holds": "",
}
_LOOSE = "They don't add up, but nothing ties them together: they may be of different events."


def check_parts_sum(record: Record) -> Iterator[Finding]:
    """One finding for each whole whose parts are all there and come from the same origin."""
    corpus = record.corpus
    for group in find_wholes(corpus):
        if group.exhaustive and _one_voice(group, corpus):
            yield _compare(group, corpus, record.settings)


def _one_voice(group: WholeWithParts, corpus: Corpus) -> bool:
    """Whether one origin gives all the parts, and the whole too or it is a summary of them.

    A headline names its voice in short ("spies: 3,000 casualties"), so one that can't be
    distinguished from the voice of the parts will do.
    """
    first, *others = group.parts
    if not all(same_origin(first, part) for part in others):
        return False
    block = corpus.block_of(group.whole.document, group.whole.evidence)
    is_headline = block is not None and block[1].role == "headline"
    unknown = is_headline and group.whole.origin.entity is None
    return unknown or nobody_speaks(group.whole) or same_origin(first, group.whole)


def _compare(group: WholeWithParts, corpus: Corpus, settings: Settings) -> Finding:
    tolerance = settings.about_tolerance
    total = add(*(counts(part, tolerance) for part in group.parts))
    whole = counts(group.whole, tolerance)
    named = [stated_number(part) for part in group.parts]
    named_total = sum(n for n in named if n is not None) if None not in named else None
    named_whole = stated_number(group.whole)
    off = None if named_total is None or named_whole is None else named_total - named_whole
    verdict = judge(subtract(total, whole), Interval(0, 0), off)
    loose = verdict == "fails" and not group.tied
    if loose:
        verdict = "undecided"
    document = corpus.documents[group.whole.document]
    members = (group.whole, *group.parts)
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{_sum(group)} against {number_in_words(group.whole)} {group.whole.measure}",
        marks=tuple(Mark(document.id, people(figure, document)) for figure in members),
        statements=tuple(figure.id for figure in members),
        working=(
            f"{_sum(group)} {_result(named_total, total)}; "
            f"the whole is {number_in_words(group.whole)} {group.whole.measure}{_difference(off)}.",
            f"By the intervals the parts come to {stretch(total)}, the whole to {stretch(whole)}.",
        ),
        about=tuple(map(statement_key, members)),
        hint=_LOOSE if loose else _HINTS[verdict],
    )


def _sum(group: WholeWithParts) -> str:
    apart = {part.measure for part in group.parts} != {group.whole.measure}
    parts = (
        f"{number_in_words(part)} {part.measure}" if apart else number_in_words(part)
        for part in group.parts
    )
    return " + ".join(parts)


def _result(named: int | None, total: Interval) -> str:
    return f"make {count(named)}" if named is not None else f"make {stretch(total)}"


def _difference(off: int | None) -> str:
    if not off:
        return ""
    return f" ({count(abs(off))} {'too many' if off > 0 else 'too few'})"
