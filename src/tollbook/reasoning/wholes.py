"""Wholes and their parts: which figures owe one another an addition.

The text ties a part to its whole (`part_of`), or a report gives a total of casualties and, close
by, the killed and the injured of the same people from the same voice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tollbook.language import LexiconError, load
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.model.text import Span
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_pairs
from tollbook.reasoning.origins import nobody_speaks, same_origin
from tollbook.reasoning.populations import may_be_same

HALVES = ("killed", "injured")
"""The two measures that make up a total of casualties."""

_NEAR_BLOCKS = 1
_NEAR_CHARS = 2_000
_FAR = 1_000_000
_DASH_OR_COLON = re.compile(r"[-–—:(]\s*\Z")


@dataclass(frozen=True, slots=True)
class WholeWithParts:
    """A whole and figures that are parts of it.

    `exhaustive` where they must add up to it; `tied` where they surely belong together: the text
    says so, or all are running totals of one voice for one day. Single events that merely stand
    close may be different ones.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    exhaustive: bool
    tied: bool = True


def find_wholes(corpus: Corpus) -> Iterator[WholeWithParts]:
    """All wholes with their parts, document by document, in the order of the text.

    A whole may come twice: with the parts that add up to it, and with others that need not.
    """
    for id, document in corpus.documents.items():
        figures = corpus.figures_in(id)
        linked = group_pairs((f.part_of, f) for f in figures if f.part_of is not None)
        for whole in figures:
            yield from _wholes_of(whole, linked, document, corpus)


def _wholes_of(
    whole: Figure, linked: Mapping[str, list[Figure]], document: Document, corpus: Corpus
) -> Iterator[WholeWithParts]:
    parts = linked.get(whole.id, [])
    total = _halves(whole, parts)
    if total:
        yield WholeWithParts(whole, total, exhaustive=True)
    elif pair := _halves_nearby(whole, corpus):
        running = all(figure.scope == "cumulative" for figure in (whole, *pair))
        yield WholeWithParts(whole, pair, exhaustive=True, tied=running)
    rest = tuple(part for part in parts if part not in total)
    if rest:
        yield WholeWithParts(whole, rest, exhaustive=_spelt_out(whole, rest, document))


def _halves(whole: Figure, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """The killed and the injured among the parts of a total of casualties, if there is one each.

    What the publisher adds in its own words doesn't count beside parts that have a source.
    """
    if whole.measure != "casualties":
        return ()
    found = [part for part in parts if part.measure in HALVES]
    sourced = tuple(part for part in found if not nobody_speaks(part)) or tuple(found)
    return sourced if sorted(part.measure for part in sourced) == sorted(HALVES) else ()


def _halves_nearby(whole: Figure, corpus: Corpus) -> tuple[Figure, ...]:
    """Killed and injured that stand together close to a total they are not tied to.

    Only if there is a single such pair: with two, it is unclear which one is meant.
    """
    if whole.measure != "casualties" or whole.same_as is not None or whole.number is None:
        return ()
    near = [figure for figure in _around(whole, corpus) if _may_half(figure, whole, corpus)]
    pairs = [
        (one, other)
        for one, other in pairwise(near)
        if sorted((one.measure, other.measure)) == sorted(HALVES) and _together(one, other, corpus)
    ]
    return pairs[0] if len(pairs) == 1 else ()


def _around(whole: Figure, corpus: Corpus) -> tuple[Figure, ...]:
    figures = corpus.figures_in(whole.document)
    place = whole.evidence.start
    first = bisect_left(figures, place - _NEAR_CHARS, key=lambda figure: figure.evidence.start)
    last = bisect_left(figures, place + _NEAR_CHARS, key=lambda figure: figure.evidence.start)
    return figures[first:last]


def _may_half(figure: Figure, whole: Figure, corpus: Corpus) -> bool:
    return (
        figure.measure in HALVES
        and figure.part_of is None
        and figure.same_as is None
        and figure.number is not None
        and same_origin(figure, whole)
        and may_be_same(figure, whole)
        and (figure.scope == whole.scope or "period" not in (figure.scope, whole.scope))
        and corpus.as_of(figure) == corpus.as_of(whole)
        and _blocks_apart(figure, whole, corpus) <= _NEAR_BLOCKS
    )


def _together(one: Figure, other: Figure, corpus: Corpus) -> bool:
    """Whether two figures stand in one block with nothing but their own sentence between them."""
    between = corpus.documents[one.document].text[
        min(one.evidence.end, other.evidence.end) : max(one.evidence.start, other.evidence.start)
    ]
    return _blocks_apart(one, other, corpus) == 0 and not re.search(r"[.!?]\s", between)


def _blocks_apart(one: Figure, other: Figure, corpus: Corpus) -> int:
    places = [corpus.block_of(one.document, figure.evidence) for figure in (one, other)]
    if places[0] is None or places[1] is None:
        return _FAR
    return abs(places[0][0] - places[1][0])


def _spelt_out(whole: Figure, parts: tuple[Figure, ...], document: Document) -> bool:
    """Whether parts are all of a whole: no word says "some of it", and they are listed after it.

    They stand after a dash, a colon or a bracket, or are men, women and children.
    """
    if len(parts) < 2 or any(part.measure != whole.measure for part in parts):
        return False
    places = sorted(part.number.start for part in parts if part.number)
    start = people(whole, document).end
    if len(places) < len(parts) or places[0] < start:
        return False
    ends = max(people(part, document).end for part in parts)
    words = f" {document.text[start:ends].casefold()} "
    if any(re.search(rf"\b{re.escape(cue)}\b", words) for cue in words_of(document, "some_of_it")):
        return False
    listed = _DASH_OR_COLON.search(document.text[start : places[0]])
    return bool(listed) or _are_everybody(parts)


def _are_everybody(parts: Sequence[Figure]) -> bool:
    """Whether parts are of men, of women and of children, one each: nobody else is left."""
    return sorted(map(_man_woman_or_child, parts)) == ["child", "female", "male"]


def _man_woman_or_child(part: Figure) -> str:
    counted = part.population
    if counted is None:
        return ""
    return "child" if counted.age_group == "child" else counted.sex or ""


def people(figure: Figure, document: Document) -> Span:
    """The words that count: the number with its people where they stand side by side."""
    number = figure.number
    if number is None:
        return figure.evidence
    mention = figure.population.mention if figure.population else None
    if mention is None or mention.start > number.end + 1 or mention.end < number.end:
        return number
    return Span.of(document.text, min(number.start, mention.start), mention.end)


def words_of(document: Document, key: str, table: str = "parts") -> tuple[str, ...]:
    """Words of the document's language that decide how a check reads it; none where unknown."""
    try:
        lexicon = load(document.language, "checks")
    except LexiconError:
        return ()
    return tuple(lexicon[table][key])
