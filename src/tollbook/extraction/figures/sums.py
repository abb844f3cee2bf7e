"""Across sentences: which figures are parts of a total that the document states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tollbook.extraction.figures.draft import Draft
from tollbook.extraction.figures.harms.terms import terms
from tollbook.extraction.syntax.clauses import clause_of
from tollbook.settings import Settings

_TOTAL = "casualties"
_PARTS = ("killed", "injured")
_THEM = frozenset({"them", "these", "those", "whom", "us"})
_JOINED = re.compile(r"\band\s+\Z")
_PLACED = re.compile(r"[^:;(–—]*\b(?:in|at|near)\s[^:;(–—]*")
_FEWEST = 2  # parts of a row
_CONDITIONS = frozenset({"condition", "care", "coma"})


def link_sums(drafts: Sequence[Draft], settings: Settings) -> None:
    """Fill in `whole` where killed and injured, or a row of parts, add up."""
    rows = dict(_rows(drafts, settings))
    reach = settings.linked_figures
    for index, draft in enumerate(drafts):
        near = drafts[max(0, index - reach) : index + reach]
        if draft.whole is None:
            whole = rows.get(draft) or _casualties(draft, near, settings)
            draft.make_part_of(whole or _larger_group(draft, drafts[max(0, index - reach) : index]))


def _larger_group(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The last larger figure, where the words say that these are some of those named before.

    "Seven of them died"; "three were in serious condition".
    """
    if draft.same is not None:
        return None
    larger = [other for other in before if other.low > draft.low and other.count.number is not None]
    if _are_of_them(draft):
        # "40 were hurt. Two of them died": of the hurt, whatever has become of them
        last = larger[-1] if larger else None
        return last and (last.same or last)
    fronted = _group_in_front(draft, larger)
    if fronted is not None:
        return fronted
    if not _is_some_of_the_harmed(draft):
        return None
    same = (
        other
        for other in reversed(larger)
        if other.measure == draft.measure and other.same is None and other.whole is None
    )
    return next(same, None)


def _are_of_them(draft: Draft) -> bool:
    """Whether the words say "of them": "seven of them died"; "of these, 12 were killed"."""
    partitive = draft.count.partitive
    if partitive is not None:
        return partitive.lower_ in _THEM
    first, clause = draft.count.words[0], clause_of(draft.anchor)
    return any(
        of.lower_ == "of" and of.i < first.i and any(t.lower_ in _THEM for t in of.children)
        for of in clause.children
    )


def _group_in_front(draft: Draft, larger: Sequence[Draft]) -> Draft | None:
    """The group that opens the clause: "of the 34 wounded, six died"."""
    first, clause = draft.count.words[0], clause_of(draft.anchor)
    inside = {
        token
        for of in clause.children
        if of.lower_ == "of" and of.right_edge.i < first.i
        for token in of.subtree
    }
    return next((d for d in larger if inside and not inside.isdisjoint(d.count.words)), None)


def _is_some_of_the_harmed(draft: Draft) -> bool:
    """Whether they are some "of the dead", "among the dead", or the hurt "in serious condition"."""
    partitive = draft.count.partitive
    named = partitive is not None and (
        partitive.tag_ == "NNS" or partitive.lower_ in terms("person").single
    )
    grave = draft.measure == "injured" and draft.harm.trigger.lower_ in _CONDITIONS
    above = draft.harm.trigger.head
    among = (t for t in (above, above.head) if t.lower_ == "among")
    return named or grave or any(word.i > draft.count.words[0].i for word in among)


def _casualties(draft: Draft, drafts: Sequence[Draft], settings: Settings) -> Draft | None:
    """The stated total of casualties that killed or injured are parts of.

    They are where they stand in one sentence with it, or where a killed and an injured together
    come to it.
    """
    if draft.measure not in _PARTS or draft.count.number is None:
        return None
    for total in drafts:
        if total.measure != _TOTAL or total.count.number is None:
            continue
        beside = total.sentence is draft.sentence and _fills_no_more(draft, total)
        if beside or _adds_up(draft, total, drafts, settings):
            return total
    return None


def _fills_no_more(draft: Draft, total: Draft) -> bool:
    return total.high is None or draft.low <= total.high


def _adds_up(draft: Draft, total: Draft, drafts: Sequence[Draft], settings: Settings) -> bool:
    slack = settings.sum_slack * total.low
    others = (
        other
        for other in drafts
        if other.measure in _PARTS
        and other.measure != draft.measure
        and other.count.number is not None
        and abs(other.sentence.start - draft.sentence.start) <= settings.sum_chars
    )
    return any(abs(draft.low + other.low - total.low) <= slack for other in others)


def _rows(drafts: Sequence[Draft], settings: Settings) -> Iterator[tuple[Draft, Draft]]:
    """Parts and the total they add up to: 17 killed; "eight in Van, five in Lice, four in Hakkari".

    The parts follow one another under the measure of the total, with nothing between.
    """
    for index, total in enumerate(drafts):
        if total.high != total.low or total.low < settings.row_total_from or total.same is not None:
            continue
        after = [
            draft
            for draft in drafts[index + 1 : index + settings.linked_figures]
            if draft.measure == total.measure and draft.whole is None and draft.same is None
        ]
        row = _row(after, total.low, settings.row_parts)
        if row and not _goes_on_with(total, row):
            yield from ((part, total) for part in row)


def _goes_on_with(total: Draft, row: Sequence[Draft]) -> bool:
    """Whether a number only opens a list of places: "eight in Homs, five in Hama, three in Deir".

    The sum of two others by chance is more likely than a total that "and" or a mere comma joins.
    """
    first = row[0]
    if total.sentence is not first.sentence or total.count.number is None:
        return False
    if first.count.number is None or total.count.number.end >= first.count.number.start:
        return False
    between = total.sentence.text[total.count.number.end : first.count.number.start]
    placed = len(row) == _FEWEST and bool(_PLACED.fullmatch(between))
    return placed or bool(_JOINED.search(between))


def _row(drafts: Sequence[Draft], total: int, longest: int) -> Sequence[Draft]:
    """The first run of two or more exact figures that come to the total."""
    for start in range(len(drafts)):
        left = total
        for end in range(start, min(len(drafts), start + longest)):
            if drafts[end].high != drafts[end].low:
                break
            left -= drafts[end].low
            if left <= 0:
                break
        if left == 0 and end > start:
            return drafts[start : end + 1]
    return ()
